"""One stack per data folder: an advisory lock that ends with the process, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from videogen.embedded.account import CannotStart

NAME = "lock"


@contextmanager
def hold(data_dir: Path) -> Iterator[None]:
    """Keep the data folder for ourselves, or raise with the number of the process that has it."""
    with _opened(data_dir) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise CannotStart(
                f"videogen is already running on {data_dir} (process {file.read().strip()}): "
                "stop it first, or set DATA_DIR to another folder."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _opened(data_dir: Path) -> TextIO:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        return (data_dir / NAME).open("a+")
    except OSError as fault:
        raise CannotStart(
            f"DATA_DIR {data_dir} cannot be used ({fault.strerror}: {fault.filename}): "
            "mend its permissions or choose another folder."
        ) from None


def is_held(data_dir: Path) -> bool:
    """Whether a stack runs on this folder."""
    try:
        with hold(data_dir):
            return False
    except CannotStart:
        return True

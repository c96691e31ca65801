"""Keys that a laptop needs and nobody should have to invent: made once, kept in the data folder."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from videogen.env import WrongSetting

BYTES = 48


def stored(data_dir: Path, name: str) -> str:
    """The key of that name, made on first use and readable by its owner only."""
    file = data_dir / "secrets" / name
    try:
        if not file.exists():
            _make(file)
        return file.read_text(encoding="ascii")
    except OSError as fault:
        raise WrongSetting(
            f"DATA_DIR {data_dir} cannot be used ({fault.strerror}: {fault.filename}): "
            "mend its permissions or choose another folder."
        ) from None


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.parent.chmod(0o700)
    handle, unfinished = tempfile.mkstemp(dir=file.parent)  # mode 0600
    with os.fdopen(handle, "w", encoding="ascii") as target:
        target.write(secrets.token_urlsafe(BYTES))
    # Race: web and worker may start together. A link is made by exactly one, and is whole.
    try:
        file.hardlink_to(unfinished)
    except FileExistsError:
        pass
    finally:
        Path(unfinished).unlink()

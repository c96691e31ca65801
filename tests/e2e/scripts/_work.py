"""Shared by the scripts: note the call, take a moment, and write real small media."""

from __future__ import annotations

import argparse
import os
import subprocess
import time
from pathlib import Path

JOURNAL = Path(os.environ["JOURNAL"])
SECONDS = float(os.environ.get("ITEM_SECONDS", "0.3"))


def arguments(*names: str, many: tuple[str, ...] = ()) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for name in (*names, "output"):
        parser.add_argument(f"--{name}", required=True)
    for name in many:
        parser.add_argument(f"--{name}", action="append", default=[])
    return parser.parse_args()


def note(word: str, what: str) -> None:
    with JOURNAL.open("a", encoding="utf-8") as journal:
        journal.write(f"{word} {' '.join(what.split())}\n")


def working(what: str) -> None:
    note("begin", what)
    time.sleep(SECONDS)


def ffmpeg(*arguments: str) -> None:
    program = os.environ.get("FFMPEG_PATH", "ffmpeg")
    subprocess.run([program, "-v", "error", "-y", *arguments], check=True)

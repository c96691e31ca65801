"""The command line: `python -m videogen.run up` and `demo`."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videogen.settings")

from videogen.embedded.account import CannotStart
from videogen.env import WrongSetting

INTERRUPTED = 130  # what a shell reports after Ctrl-C


def main(arguments: list[str]) -> int:
    """Do what the first word says; a refusal is one sentence."""
    try:
        return chosen(arguments)
    except (WrongSetting, CannotStart) as refusal:
        sys.exit(str(refusal))


def chosen(arguments: list[str]) -> int:
    """Import what the command needs, which reads the settings, and do it."""
    from videogen.run.demo import demo
    from videogen.run.up import up

    match arguments:
        case ["up"]:
            return up()
        case ["demo", *rest]:
            return demo(rest)
        case _:
            raise CannotStart("Usage: python3 dev.py up, or python3 dev.py demo [arguments].")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)

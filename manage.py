"""Django's command line, with one clear sentence where Django would print a traceback."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one command; a wrong setting or a sleeping database ends it with a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videogen.settings")
    try:
        from videogen.embedded.account import CannotStart
        from videogen.env import WrongSetting
    except ModuleNotFoundError as missing:
        sys.exit(
            f"{missing.name} is not installed for this Python: "
            "use .venv/bin/python manage.py (python3 dev.py up makes .venv)."
        )
    try:
        run(sys.argv)
    except (WrongSetting, CannotStart) as refusal:
        sys.exit(str(refusal))


def run(arguments: list[str]) -> None:
    """Hand over to Django and translate "nobody answers" when the embedded server sleeps."""
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    if arguments[1:2] in (["shell"], ["dbshell"]) and (sentence := sleeping_server()):
        sys.exit(sentence)
    try:
        execute_from_command_line(arguments)
    except OperationalError:
        if sentence := sleeping_server():
            sys.exit(sentence)
        raise


def sleeping_server() -> str:
    """The sentence for an embedded PostgreSQL that is wanted and does not run, or nothing."""
    from django.conf import settings

    from videogen.embedded import postgres

    if not settings.EMBEDDED_POSTGRES or postgres.embedded(settings.DATA_DIR).answers():
        return ""
    return "The embedded PostgreSQL is not running: start it with python3 dev.py up"


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)  # what a shell reports after Ctrl-C

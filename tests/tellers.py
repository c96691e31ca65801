"""Processes that all tell people of the same event at the same moment.

    python -m tests.tellers EVENT TIMES

tells of it so often with the settings of its environment, after a line on its input.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

import django

from tests.processes import PROJECT


def tell_together(
    event_id: int, environment: Mapping[str, str], *, processes: int, times: int
) -> None:
    """Begins when all of them are ready; raises `CalledProcessError` when one failed."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.tellers", str(event_id), str(times)],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(processes)
    ]
    for process in running:
        assert process.stdout is not None
        process.stdout.readline()
    for process in running:
        assert process.stdin is not None
        process.stdin.write("begin\n")
        process.stdin.flush()
    for process in running:
        process.communicate(timeout=60)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, process.args)


def main(event_id: int, times: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videogen.settings")
    django.setup()
    from django.db import connection

    from notifications_app.fan_out import tell_of

    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(times):
        tell_of([event_id])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

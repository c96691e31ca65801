"""Processes that send to the loopback Notion as fast as they may, and the server in its own.

    python -m tests.senders SECONDS

sends for so long with the settings of its environment, after a line on its input, and prints how
often.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import django

from tests.fakes.notion import RemoteNotion
from tests.processes import PROJECT


@contextmanager
def remote_notion(*options: str) -> Iterator[RemoteNotion]:
    """The server as a process of its own: what it notes is not delayed by our threads."""
    command = [sys.executable, "-m", "tests.fakes.notion", *options]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        remote = RemoteNotion(process.stdout.readline().strip())
        try:
            yield remote
        finally:
            remote.close()
            process.terminate()


def send_together(
    notion: RemoteNotion, environment: Mapping[str, str], *, processes: int, seconds: float
) -> list[int]:
    """How many requests each of so many processes got through, all beginning together."""
    variables = {
        **os.environ,
        **environment,
        "NOTION_API_TOKEN": str(notion.server.token()),
        "NOTION_API_BASE_URL": notion.base_url,
    }
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.senders", str(seconds)],
            cwd=PROJECT,
            env=variables,
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
    return [int(process.communicate(timeout=seconds + 60)[0]) for process in running]


def main(seconds: float) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videogen.settings")
    django.setup()
    from tasks_app.notion.client import NotionClient

    print("ready", flush=True)
    sys.stdin.readline()
    sent = 0
    ends_at = time.monotonic() + seconds
    with NotionClient.from_settings() as client:
        while time.monotonic() < ends_at:
            client.me()
            sent += 1
    print(sent)


if __name__ == "__main__":
    main(float(sys.argv[1]))

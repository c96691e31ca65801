"""The web server as it runs in production, on the database of the running test."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
from django.conf import settings

from tests.e2e.stack import surroundings
from videogen.run.programs import WEB_OPTIONS

APPLICATION = "videogen.asgi:application"
CHROMIUM = "/usr/bin/chromium"
PATIENCE_SECONDS = 60.0


class Web:
    """A uvicorn: where it and its files are, and how much memory it has ever taken."""

    process: subprocess.Popen[bytes]

    def __init__(
        self,
        folder: Path,
        variables: dict[str, str],
        application: str = APPLICATION,
    ) -> None:
        self._application = application
        self._variables = {**variables, "VIDEOGEN_PROCESS": "web"}
        self._port = variables["PORT"]
        self.url = f"http://127.0.0.1:{self._port}"
        self.media = folder / "media"
        self.log = folder / "web.log"

    def start(self) -> None:
        """Start it and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "uvicorn", self._application),
                    *("--host", "127.0.0.1", "--port", self._port, *WEB_OPTIONS),
                ],
                cwd=settings.BASE_DIR,
                env=self._variables,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_for(self)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)

    def peak_bytes(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) * 1024


@contextmanager
def serving(
    folder: Path,
    *,
    application: str = APPLICATION,
    has_pages: bool = True,
    **environment: str,
) -> Iterator[Web]:
    """Start it with hashed static files in a folder of its own; it is gone afterwards.

    Without pages nothing is collected, which takes seconds: for those who only post.
    """
    port = free_port()
    variables = {
        **surroundings(),
        "PORT": str(port),
        "DATA_DIR": str(folder / "data"),
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_HASHED_NAMES": "on",
        **environment,
    }
    if has_pages:
        manage = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(manage, cwd=settings.BASE_DIR, env=variables, check=True)
    web = Web(folder, variables, application)
    try:
        web.start()
        yield web
    finally:
        web.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(web: Web) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and web.process.poll() is None:
        try:
            requests.get(f"{web.url}/healthz", timeout=30)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"The web server did not start: {web.log.read_text(encoding='utf-8')}")


def can_browse() -> bool:
    """Whether to try a browser; in CI always, so that a missing one fails instead of hiding."""
    return "CI" in os.environ or os.access(CHROMIUM, os.X_OK)

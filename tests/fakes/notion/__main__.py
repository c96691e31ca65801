"""`python -m tests.fakes.notion --port 0`: the server as a process of its own.

Prints the address of the API and runs until it is told to end.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from .server import NotionServer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds an answer takes")
    parser.add_argument("--per-minute", type=int, default=180, help="0: no limit")
    options = parser.parse_args()
    # Arrivals are noted to the millisecond, also while a query computes.
    sys.setswitchinterval(0.001)
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: over.set())
    server = NotionServer(
        port=options.port, latency=options.latency, per_minute=options.per_minute or None
    )
    with server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        over.wait()


if __name__ == "__main__":
    main()

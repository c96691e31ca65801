"""What four processes together send to Notion, measured at the server, against its limit.

    .venv/bin/python -m tests.benchmarks.notion_rate [SECONDS]

Targets: never more than 3 in any second nor 180 in any minute, at least 1/1.1 of the limit used.
"""

from __future__ import annotations

import os
import sys

from tests.benchmarks.ground import ground
from tests.senders import remote_notion, send_together

PROCESSES = 4
LIMIT = 3.0


def main(seconds: float) -> None:
    with ground(), remote_notion("--latency", "0.1") as notion:
        sent = send_together(notion, os.environ, processes=PROCESSES, seconds=seconds)
        moments = [each["arrived"] for each in notion.log.summaries()]
        gaps = [last - first for first, last in zip(moments, moments[3:], strict=False)]
        span = moments[-1] - moments[0]
        rate = (len(moments) - 1) / span
        print(f"{PROCESSES} processes for {seconds:.0f} s: {len(moments)} requests, each {sent}")
        print(
            f"most in any second {notion.log.max_in_window(1.0)} (limit 3), "
            f"in any minute {notion.log.max_in_window(60.0)} (limit 180)"
        )
        print(f"closest three in a row and the next: {min(gaps):.3f} s (limit 1.000)")
        print(f"{rate:.3f} a second, {LIMIT / rate:.3f} of the limit's time (target at most 1.100)")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 70.0)

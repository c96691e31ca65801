"""The webhook at 50 posts a second beside /healthz, with an idle and with a busy database.

    .venv/bin/python -m tests.benchmarks.webhook [seconds]

Real uvicorn, a new connection for every post as Notion makes it, every post a new signed event.
The time is counted from the moment a post is due, so that a late start counts. The target is a p99
of at most 500 ms; on a machine that does other things, compare with the line of /healthz.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from tests.benchmarks.ground import ground, percentile
from tests.fakes.notion import sign

PER_SECOND = 50
TARGET_MS = 500
BUSY_CONNECTIONS = 4
TIMEOUT_SECONDS = 30.0
TOKEN = "secret_of_the_benchmark"

Call = Callable[[], tuple[str, str, bytes, dict[str, str]]]
"""Makes the next call: method, path, body, headers."""


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with ground(), tempfile.TemporaryDirectory(prefix="vg-") as folder:
        from tasks_app.models import MirrorInbox
        from tasks_app.notion import signing
        from tests.e2e.web import serving

        signing.take_handshake(TOKEN)
        with serving(Path(folder)) as web:

            def event() -> tuple[str, str, bytes, dict[str, str]]:
                body = json.dumps(
                    {
                        "id": str(uuid.uuid4()),
                        "type": "page.properties_updated",
                        "entity": {"id": str(uuid.uuid4()), "type": "page"},
                        "data": {"parent": {"data_source_id": str(uuid.uuid4())}},
                    }
                ).encode()
                return "POST", "/webhook/notion", body, {"X-Notion-Signature": sign(body, TOKEN)}

            def health() -> tuple[str, str, bytes, dict[str, str]]:
                return "GET", "/healthz", b"", {}

            def show(name: str, call: Call, baseline: float | None = None) -> float:
                before = cpu_ms(web.process.pid)
                found = asyncio.run(measure(web.url, call, seconds))
                return report(name, found, cpu_ms(web.process.pid) - before, baseline)

            asyncio.run(measure(web.url, event, 2))
            show("webhook", event, show("/healthz", health))
            with busy_database():
                show("webhook, busy", event, show("/healthz, busy", health))
            print(f"{MirrorInbox.objects.count()} events stored")


async def measure(url: str, call: Call, seconds: int) -> list[tuple[int, float]]:
    """Status and milliseconds of every post; each is sent at its time, whatever others do."""
    begin = time.perf_counter()
    under_way = []
    for number in range(seconds * PER_SECOND):
        due = begin + number / PER_SECOND
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        under_way.append(asyncio.create_task(timed(url, call, due)))
    return await asyncio.gather(*under_way)


async def timed(url: str, call: Call, due: float) -> tuple[int, float]:
    async with asyncio.timeout(TIMEOUT_SECONDS):
        status = await exchanged(urlsplit(url), *call())
    return status, (time.perf_counter() - due) * 1000


async def exchanged(
    url: SplitResult, method: str, path: str, body: bytes, headers: dict[str, str]
) -> int:
    """One call on a connection of its own; the status of the whole answer."""
    every = {"Host": url.netloc, **headers, "Content-Length": len(body), "Connection": "close"}
    head = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in every.items())]
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
    answer = await reader.read()
    writer.close()
    return int(answer.split()[1])


def cpu_ms(pid: int) -> float:
    """What a process has worked so far, which does not depend on what else the machine does."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def report(
    name: str, found: list[tuple[int, float]], worked_ms: float, baseline: float | None
) -> float:
    """Print a line and answer with the p99."""
    times = [taken for _status, taken in found]
    p50, p95, p99 = (percentile(times, share) for share in (0.5, 0.95, 0.99))
    ratio = f", {p99 / baseline:.2f} times the line above" if baseline else ""
    statuses = dict(Counter(status for status, _taken in found))
    print(
        f"{name:<15} p50 {p50:6.1f}  p95 {p95:6.1f}  p99 {p99:6.1f}  max {max(times):6.1f} ms, "
        f"{worked_ms / len(found):.1f} ms of work each, {statuses} "
        f"(target p99 {TARGET_MS} ms){ratio}",
        flush=True,
    )
    return p99


@contextmanager
def busy_database() -> Iterator[None]:
    """Connections that count and write without a pause."""
    from django.db import connection

    stop = threading.Event()
    threads = [
        threading.Thread(target=work, args=(stop, number)) for number in range(BUSY_CONNECTIONS)
    ]
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNLOGGED TABLE IF NOT EXISTS busy (whose int, words text)")
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def work(stop: threading.Event, number: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        while not stop.is_set():
            cursor.execute("SELECT sum(number) FROM generate_series(1, 500000) AS number")
            cursor.execute("DELETE FROM busy WHERE whose = %s", [number])
            cursor.execute(
                "INSERT INTO busy SELECT %s, repeat('x', 500) FROM generate_series(1, 2000)",
                [number],
            )
    connection.close()


if __name__ == "__main__":
    main()

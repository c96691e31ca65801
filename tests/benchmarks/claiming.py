"""How long a claim takes: a small table against 500 queued and 10,000 finished tasks.

    .venv/bin/python -m tests.benchmarks.claiming

prints both, the ratio, and the plan of the query. The target is a ratio of at most 1.5.
"""

from __future__ import annotations

import time
from datetime import timedelta

from tests.benchmarks.ground import ground, percentile

ROUNDS = 300
CHANNELS = 10


def main() -> None:
    with ground():
        from django.db import connection
        from django.utils import timezone

        from tasks_app import queueing
        from tasks_app.models import Channel, Event, Lease, Task
        from tasks_app.queueing import NEXT_IN_LINE, Worker
        from tasks_app.statuses import Status

        worker = Worker("benchmark:1", 1)
        channels = [
            Channel.objects.create(
                pk=f"channel-{number}",
                name=f"Channel {number}",
                config={"channel_id": f"channel-{number}", "channel_name": "x"},
                max_concurrent=10,
            )
            for number in range(CHANNELS)
        ]

        def fill(queued: int, finished: int) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SET videogen.truncate = 'allowed'")
                cursor.execute("TRUNCATE tasks_app_task, tasks_app_event CASCADE")
            now = timezone.now()
            Task.objects.bulk_create(
                Task(
                    title=f"task {number}",
                    channel=channels[number % CHANNELS],
                    status=Status.QUEUED if number < queued else Status.PUBLISHED,
                    queued_at=now - timedelta(seconds=number),
                    priority=number % 3,
                )
                for number in range(queued + finished)
            )
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")

        def measure() -> list[float]:
            """Claim and put back, so that every round finds the same table."""
            taken = []
            for _ in range(ROUNDS):
                begin = time.perf_counter()
                lease = queueing.claim_next(worker)
                taken.append((time.perf_counter() - begin) * 1000)
                assert lease is not None
                Lease.objects.all().delete()
                Task.objects.filter(pk=lease.task_id).update(status=Status.QUEUED)
            return taken

        figures = {}
        for name, queued, finished in (("small", 20, 0), ("large", 500, 10_000)):
            fill(queued, finished)
            figures[name] = measure()
            p50, p95 = percentile(figures[name], 0.5), percentile(figures[name], 0.95)
            print(
                f"{name}: {queued} queued, {finished} finished: p50 {p50:.2f} ms, p95 {p95:.2f} ms"
            )
        ratio = percentile(figures["large"], 0.5) / percentile(figures["small"], 0.5)
        print(f"ratio of the medians {ratio:.2f} (target at most 1.50)")
        with connection.cursor() as cursor:
            cursor.execute(
                "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + NEXT_IN_LINE,
                {"full_channels": [], "full_providers": []},
            )
            print("\n".join(line for (line,) in cursor.fetchall()))
        print(f"{Event.objects.count()} events written")


if __name__ == "__main__":
    main()

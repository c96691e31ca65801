"""The web server's application that also says, per answer, how long it was inside.

The header `Server-Timing` holds the milliseconds from the server's call of the application until
its answer begins: with waiting for a thread and the database, without the way there and back.
"""

from __future__ import annotations

import time
from typing import Any

from videogen.asgi import application as untimed

HEADER = "server-timing"
APPLICATION = "tests.benchmarks.timed_web:application"


async def application(scope: Any, receive: Any, send: Any) -> None:
    begun = time.perf_counter()

    async def stamped(message: Any) -> None:
        if message["type"] == "http.response.start":
            taken = f"app;dur={(time.perf_counter() - begun) * 1000:.3f}"
            stamp = (HEADER.encode(), taken.encode())
            message = {**message, "headers": [*message.get("headers", ()), stamp]}
        await send(message)

    await untimed(scope, receive, stamped)

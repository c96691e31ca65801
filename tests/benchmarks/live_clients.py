"""Many sockets in a process of their own: opens them, says when, and at the end what came when.

    python -m tests.benchmarks.live_clients ADDRESS FILE [COUNT]

FILE holds a token a line, one socket each; an empty one opens COUNT sockets without a token. Prints
"ready" when all have heard something, and when its input is closed one JSON line with, for
each id, the moments (`time.time`) at which it arrived.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from websockets.asyncio.client import connect

AT_ONCE = 40
LAST_SECONDS = 5.0  # for what is still on its way


class Clients:
    def __init__(self, address: str) -> None:
        self.address = address
        self.arrived: defaultdict[int, list[float]] = defaultdict(list)
        self.open = 0
        self.doors = asyncio.Semaphore(AT_ONCE)

    async def one(self, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.doors:
            socket = await connect(
                self.address,
                additional_headers=headers,
                compression=None,
                max_queue=None,
                open_timeout=60,
                ping_interval=None,
            )
            await socket.recv()
        self.open += 1
        async for text in socket:
            now = time.time()
            message = json.loads(text)
            if message.get("id"):
                self.arrived[message["id"]].append(now)


async def main(address: str, tokens: list[str]) -> None:
    clients = Clients(address)
    running = [asyncio.create_task(clients.one(token)) for token in tokens]
    while clients.open < len(tokens):
        await asyncio.sleep(0.05)
        [task.result() for task in running if task.done()]
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await asyncio.sleep(LAST_SECONDS)
    print(json.dumps(clients.arrived), flush=True)
    for task in running:
        task.cancel()


if __name__ == "__main__":
    lines = Path(sys.argv[2]).read_text(encoding="ascii").split()
    asyncio.run(main(sys.argv[1], lines or [""] * int(sys.argv[3])))

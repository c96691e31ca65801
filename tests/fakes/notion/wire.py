"""HTTP/1.1 on an asyncio stream: requests in, answers out, connections kept alive.

Written by hand, because the server has to note when the first byte of a request arrived and to cut
a connection at any moment.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qs, unquote, urlsplit

MAX_HEAD = 64 * 1024
MAX_BODY = 32 * 1024 * 1024


class BadRequest(Exception):
    """Not HTTP as this server speaks it."""


@dataclass(frozen=True)
class Request:
    arrived: float
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def segments(self) -> list[str]:
        """The parts of the path, each decoded once."""
        return [unquote(part) for part in self.path.strip("/").split("/")]


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request on this connection, or None when the client has closed it."""
    first = await reader.read(1)
    if not first:
        return None
    arrived = time.monotonic()
    try:
        head = first + await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        raise BadRequest("The head of the request is too long.") from None
    lines = head.decode("latin-1").split("\r\n")
    try:
        method, target, _protocol = lines[0].split(" ")
    except ValueError:
        raise BadRequest("The first line is not HTTP.") from None
    headers = {
        name.strip().lower(): value.strip()
        for name, _colon, value in (line.partition(":") for line in lines[1:] if line)
    }
    url = urlsplit(target)
    return Request(
        arrived=arrived,
        method=method,
        path=url.path,
        query=parse_qs(url.query, keep_blank_values=True),
        headers=headers,
        body=await read_body(reader, headers),
    )


async def read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return await read_chunks(reader)
    length = int(headers.get("content-length", "0"))
    if length > MAX_BODY:
        raise BadRequest("The body is too large.")
    return await reader.readexactly(length) if length else b""


async def read_chunks(reader: asyncio.StreamReader) -> bytes:
    chunks: list[bytes] = []
    size = -1
    while size != 0:
        size = int((await reader.readuntil(b"\r\n")).split(b";")[0], 16)
        if sum(map(len, chunks)) + size > MAX_BODY:
            raise BadRequest("The body is too large.")
        chunks.append((await reader.readexactly(size + 2))[:-2])
    return b"".join(chunks)


def encode(answer: Answer) -> bytes:
    headers = {**answer.headers, "Content-Length": str(len(answer.body))}
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = [f"HTTP/1.1 {answer.status} {phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + answer.body

"""A file as an HTTP answer that players can seek in: one range, validators, no copy in memory.

Django's own file responses ignore `Range`, so a `<video>` that they feed cannot seek.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import BinaryIO

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

CHUNK_BYTES = 256 * 1024
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class RangeNotSatisfiable(Exception):
    """The range begins behind the end of the file."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a file, in bytes from its beginning."""

    start: int
    length: int


def asked_span(header: str, size: int) -> Span | None:
    """The one range a `Range` header asks for; None means the whole file.

    Several ranges, other units and malformed headers are ignored, as RFC 9110 allows. Raises
    `RangeNotSatisfiable`.
    """
    match = ONE_RANGE.fullmatch(header.replace(" ", ""))
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        length = min(int(last), size)
        if not length:
            raise RangeNotSatisfiable
        return Span(size - length, length)
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None
    if start >= size:
        raise RangeNotSatisfiable
    return Span(start, end - start + 1)


class Slice:
    """Bytes of an open file for `StreamingHttpResponse`, which closes it.

    Asynchronous only: under ASGI Django would collect a plain iterator in memory first.
    """

    def __init__(self, file: BinaryIO, span: Span) -> None:
        self.file = file
        self.span = span

    async def __aiter__(self) -> AsyncIterator[bytes]:
        position, left = self.span.start, self.span.length
        while left:
            chunk = await asyncio.to_thread(
                os.pread, self.file.fileno(), min(CHUNK_BYTES, left), position
            )
            if not chunk:
                return
            yield chunk
            position += len(chunk)
            left -= len(chunk)

    def close(self) -> None:
        self.file.close()


@dataclass(frozen=True, slots=True)
class Served:
    """What to say about a file: its name for people, its kind, and the hash of its bytes."""

    name: str
    content_type: str
    sha256: str

    @property
    def etag(self) -> str:
        return quote_etag(self.sha256)


def file_response(request: HttpRequest, file: BinaryIO, served: Served) -> HttpResponseBase:
    """Answer GET or HEAD with 200, 206, 304, 412 or 416. The file is closed in every case."""
    size = os.fstat(file.fileno()).st_size
    unchanged = get_conditional_response(request, etag=served.etag)
    if unchanged is not None:
        file.close()
        return _with_headers(unchanged, served)
    if request.method == "HEAD":
        file.close()
        return _with_headers(HttpResponse(headers={"Content-Length": str(size)}), served)
    try:
        span = asked_span(_range_header(request, served), size)
    except RangeNotSatisfiable:
        file.close()
        refusal = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refusal["Content-Range"] = f"bytes */{size}"
        return _with_headers(refusal, served)
    return _with_headers(_stream(file, span, size), served)


def _range_header(request: HttpRequest, served: Served) -> str:
    """The `Range` header, unless `If-Range` says that it is about another file."""
    condition = request.headers.get("If-Range", served.etag)
    return request.headers.get("Range", "") if condition == served.etag else ""


def _stream(file: BinaryIO, span: Span | None, size: int) -> StreamingHttpResponse:
    part = span or Span(0, size)
    if not connection.in_atomic_block:
        # Otherwise it is kept until the last byte is sent, and slow viewers would hold them all.
        connection.close()
    response = StreamingHttpResponse(
        Slice(file, part), status=HTTPStatus.OK if span is None else HTTPStatus.PARTIAL_CONTENT
    )
    response["Content-Length"] = str(part.length)
    if span is not None:
        end = part.start + part.length - 1
        response["Content-Range"] = f"bytes {part.start}-{end}/{size}"
    return response


def _with_headers(response: HttpResponseBase, served: Served) -> HttpResponseBase:
    response["Content-Type"] = served.content_type
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = served.etag
    # Who may see a file can change, so a browser asks again; the ETag makes that cheap.
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    disposition = content_disposition_header(as_attachment=False, filename=served.name)
    response["Content-Disposition"] = disposition or "inline"
    return response

"""Calls to other services: one host, no redirects, bounded answers, and what is known about each.

A caller has to know whether its request may have arrived: `NotSent` says that nothing left this
machine, `NoAnswer` that it did and the answer is lost.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.util.connection import is_connection_dropped

from videogen.lib.db import forbid_open_transaction
from videogen.lib.logging import without_secrets

CONNECT_SECONDS = 10.0
CHUNK_BYTES = 64 * 1024
REDIRECTS = range(300, 400)


class CallFailed(Exception):
    """There is no answer; the text is one line without secrets."""

    def __init__(self, reason: object) -> None:
        super().__init__(without_secrets(" ".join(str(reason).split()))[:300])


class NotSent(CallFailed):
    """Nothing has left this machine: the call may be repeated."""


class NoAnswer(CallFailed):
    """The request was sent, a whole answer did not come: it may have been carried out."""


class HostRefused(CallFailed):
    """The answer points to another address than the configured one, where nothing is sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Outbound:
    """One kept connection to one host, for one thread; a context manager.

    `before_send` runs when the connection stands and before the first byte goes out, so that a
    moment it waited for is the moment of sending. Raises `NotSent`, `NoAnswer` or `HostRefused`,
    and `OpenTransaction` where a transaction is open.
    """

    def __init__(
        self,
        base_url: str,
        *,
        headers: Mapping[str, str],
        timeout_seconds: float,
        answer_bytes: int,
        before_send: Callable[[], None] = lambda: None,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.timeout_seconds = timeout_seconds
        self.answer_bytes = answer_bytes
        self._before_send = before_send
        self._is_sent = False
        self._session = requests.Session()
        self._session.headers.update({"User-Agent": "videogen"})
        # As `auth`, because without one requests lets ~/.netrc replace the Authorization header.
        self._session.auth = lambda request: _with(request, headers)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _PunctualAdapter(self._ready))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._session.close()

    def call(self, method: str, path: str, **content: Any) -> Answer:
        """Send one request; `content` is `json`, `params`, `data` or `files` as requests has it."""
        forbid_open_transaction(f"{method} {path}")
        self._is_sent = False
        deadline = time.monotonic() + self.timeout_seconds
        try:
            with self._session.request(
                method,
                self.base_url + path,
                timeout=(CONNECT_SECONDS, self.timeout_seconds),
                allow_redirects=False,
                stream=True,
                **content,
            ) as response:
                self._refuse_redirect(response)
                return Answer(
                    response.status_code, response.headers, self._read(response, deadline)
                )
        except (requests.RequestException, HTTPError, OSError) as fault:
            raise (NoAnswer if self._is_sent else NotSent)(fault) from None

    def _ready(self) -> None:
        self._before_send()
        self._is_sent = True

    def _refuse_redirect(self, response: requests.Response) -> None:
        if response.status_code in REDIRECTS:
            host = urlsplit(response.headers.get("Location", "")).hostname or "nowhere"
            raise HostRefused(
                f"{self.base_url} sends its callers on to {host}, which is not followed."
            )

    def _read(self, response: requests.Response, deadline: float) -> bytes:
        body = bytearray()
        for chunk in response.iter_content(CHUNK_BYTES):
            body += chunk
            if len(body) > self.answer_bytes:
                raise NoAnswer(f"The answer is larger than {self.answer_bytes} bytes.")
            if time.monotonic() > deadline:
                raise NoAnswer(f"The answer was not whole after {self.timeout_seconds:g} s.")
        return bytes(body)


def _with(
    request: requests.PreparedRequest, headers: Mapping[str, str]
) -> requests.PreparedRequest:
    request.headers.update(headers)
    return request


class _PunctualAdapter(HTTPAdapter):
    """Connections that call `ready` when they stand and nothing was sent yet."""

    def __init__(self, ready: Callable[[], None]) -> None:
        self._pools = _punctual_pools(ready)
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> PoolManager:
        manager: PoolManager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _punctual_pools(ready: Callable[[], None]) -> dict[str, type[HTTPConnectionPool]]:
    class Punctual:
        def putrequest(self: Any, *args: Any, **kwargs: Any) -> None:
            # The server may have hung up while `ready` waited; once more is enough then.
            for _ in range(2):
                if self.sock is None:
                    self.connect()
                ready()
                if not is_connection_dropped(self):
                    break
                self.close()
            super().putrequest(*args, **kwargs)  # type: ignore[misc]

    plain = type("PunctualHTTP", (Punctual, HTTPConnection), {})
    secure = type("PunctualHTTPS", (Punctual, HTTPSConnection), {})
    return {
        "http": type("PunctualHTTPPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("PunctualHTTPSPool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
    }

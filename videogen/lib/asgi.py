"""Django's ASGI handler for an application whose middleware and views are synchronous."""

from __future__ import annotations

from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler


class OneThreadHandler(ASGIHandler):
    """Runs all middleware and the view of a request in one go in one thread.

    Django would go to a thread and back for every middleware, which costs more than most of our
    views. Sockets and the sending of bodies stay asynchronous.
    """

    _middleware_chain: Any

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - Django's signature
        super().load_middleware(is_async=False)
        self._middleware_chain = sync_to_async(self._middleware_chain, thread_sensitive=True)

"""The WebSocket addresses of all apps."""

from __future__ import annotations

from typing import Any

# Any: the stubs of Channels know its patterns by a private name only.
websocket_urlpatterns: list[Any] = []

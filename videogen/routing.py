"""The WebSocket addresses of all apps."""

from __future__ import annotations

from typing import Any

from django.urls import path, re_path

from notifications_app.consumers import LiveConsumer, nothing_here

# Any: the stubs know neither Channels' patterns nor that an ASGI application may stand in them.
live: Any = LiveConsumer.as_asgi
elsewhere: Any = nothing_here

websocket_urlpatterns: list[Any] = [path("ws/live", live), re_path("", elsewhere)]

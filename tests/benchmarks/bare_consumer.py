"""What the live socket is compared with: the plainest consumer of Channels, one group for all."""

from __future__ import annotations

import os
from typing import Any

import django
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videogen.settings")
django.setup()

GROUP = "everybody"


def layer_settings() -> dict[str, Any]:
    return {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [settings.REDIS_URL], "prefix": "bare"},
        }
    }


settings.CHANNEL_LAYERS = layer_settings()


class Bare(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()
        await self.send("{}")

    async def told(self, message: dict[str, Any]) -> None:
        await self.send(message["text"])


application = ProtocolTypeRouter({"websocket": Bare.as_asgi()})

"""The ASGI application: HTTP by Django, WebSockets by Channels.

Notion's webhook has a door of its own in front of Django.
"""

from __future__ import annotations

import os
import sys
import warnings

from videogen.embedded.account import CannotStart
from videogen.env import WrongSetting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "videogen.settings")

try:
    import django

    django.setup(set_prefix=False)
except (WrongSetting, CannotStart) as refusal:
    sys.exit(str(refusal))

# Models can be imported only after Django is set up.
from channels.routing import ProtocolTypeRouter, URLRouter

from tasks_app.notion.door import WebhookDoor
from videogen.checks import refusals
from videogen.lib.asgi import OneThreadHandler
from videogen.routing import websocket_urlpatterns

if sentences := refusals():
    sys.exit("\n".join(sentences))

# Static files are read synchronously, in pieces, by whitenoise; that is meant.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")

application = ProtocolTypeRouter(
    {
        "http": WebhookDoor(OneThreadHandler()),
        # Who connects and from where is checked by the consumer, which can say why it refuses.
        "websocket": URLRouter(websocket_urlpatterns),
    }
)

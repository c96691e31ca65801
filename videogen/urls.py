"""Every address of the site; one of the three places that know all apps."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path, re_path
from django.urls.resolvers import RoutePattern
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from notifications_app.api.urls import urlpatterns as notification_addresses
from reviews_app.api.urls import urlpatterns as review_addresses
from tasks_app.api.urls import urlpatterns as task_addresses
from tasks_app.notion import door
from videogen.lib.api import NothingHere
from videogen.lib.tokens import Refresh, SignIn
from videogen.ops.health import healthz, readyz

handler500 = "videogen.lib.api.server_fault"


class SlashOrNot(RoutePattern):
    """A prefix under which `tasks` and `tasks/` are the same address, for every method."""

    def match(self, path: str) -> Any:
        found = super().match(path)
        if found is None:
            return None
        rest, args, kwargs = found
        return rest.removesuffix("/"), args, kwargs


api_addresses: list[URLPattern | URLResolver] = [
    path("auth/token", SignIn.as_view(), name="token"),
    path("auth/token/refresh", Refresh.as_view(), name="token-refresh"),
    path("schema", SpectacularAPIView.as_view(), name="schema"),
    path(
        "docs",
        SpectacularSwaggerSplitView.as_view(url_name="schema", template_name="api/docs.html"),
        name="docs",
    ),
    *notification_addresses,
    *review_addresses,
    *task_addresses,
    re_path("", NothingHere.as_view()),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path(door.ADDRESS, door.webhook_view, name="notion-webhook"),
    URLResolver(SlashOrNot("api/", is_endpoint=False), api_addresses),
]

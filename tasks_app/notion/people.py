"""Who typed it: the person a page names as its last editor, with the name Notion knows."""

from __future__ import annotations

from django.core.cache import cache

from tasks_app.actors import Actor
from tasks_app.models import NotionConnection
from tasks_app.notion.client import NotionClient
from tasks_app.notion.errors import NotAllowed, NotFound
from tasks_app.notion.mapping import Json

NAME_KEPT_SECONDS = 86_400
SOMEBODY = Actor.notion("", "Somebody on Notion")


def editor_of(client: NotionClient, page: Json) -> Actor:
    """The last editor; nobody in particular where that is ourselves, who wrote after them."""
    person_id = str((page.get("last_edited_by") or {}).get("id") or "")
    if not person_id or person_id == _bot_id():
        return SOMEBODY
    name = cache.get_or_set(
        f"notion.person.{person_id}", lambda: _name(client, person_id), NAME_KEPT_SECONDS
    )
    return Actor.notion(person_id, str(name))


def _name(client: NotionClient, person_id: str) -> str:
    try:
        return str(client.user(person_id).get("name") or SOMEBODY.name)
    except (NotFound, NotAllowed):
        # The right to read people is not needed for anything else.
        return SOMEBODY.name


def _bot_id() -> str:
    row = NotionConnection.objects.filter(pk=1).values_list("bot_id", flat=True).first()
    return row or ""

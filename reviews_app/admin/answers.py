"""A person's answer at a gate as the forms of the admin send it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator

from django.http import HttpRequest, QueryDict

from reviews_app import pins
from reviews_app.decisions import Answer
from reviews_app.pins import Part, Pin
from tasks_app.cut_list import CutList
from tasks_app.gates import Flag
from tasks_app.models import Asset, AssetKind, Task
from videogen.lib.errors import InvalidInput


def answer(request: HttpRequest, task: Task) -> Answer:
    """The note, the flags, pinned ones included, and the files that were on the screen."""
    post = request.POST
    try:
        seen = {str(key): str(value) for key, value in json.loads(post.get("seen", "")).items()}
        flagged = [uuid.UUID(key) for key in post.getlist("flag")]
    except (ValueError, AttributeError):
        raise InvalidInput("The form did not arrive whole: open the page again.") from None
    notes = {key: post.get(f"note-{key}", "").strip() for key in flagged}
    for key, words in _pinned(task, post).items():
        notes[key] = "; ".join(filter(None, (notes.get(key, ""), words)))
    return Answer(
        note=post.get("note", "").strip(),
        flags=tuple(Flag(key, note) for key, note in notes.items()),
        seen=seen,
    )


def _pinned(task: Task, post: QueryDict) -> dict[uuid.UUID, str]:
    asked = list(_pins(post))
    if not asked:
        return {}
    final = Asset.objects.filter(task=task, kind=AssetKind.FINAL).current().first()
    if final is None:
        raise InvalidInput("There is no final cut that a note could be pinned to.")
    said = pins.notes_by_file(CutList.from_json(final.cut), asked, final=str(final.pk))
    return {uuid.UUID(key): words for key, words in said.items()}


def _pins(post: QueryDict) -> Iterator[Pin]:
    """The rows of the form that have something in them."""
    rows = zip(
        post.getlist("pin-at"), post.getlist("pin-part"), post.getlist("pin-note"), strict=False
    )
    for at, part, note in rows:
        if not at.strip() and not note.strip():
            continue
        if part not in set(Part):
            raise InvalidInput(f"“{part}” is no part of a film.")
        yield Pin(pins.read_moment(at), note, Part(part))

"""Writes down an edit that was not taken, or that met one of ours; comments.py tells people."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from tasks_app.actors import Actor
from tasks_app.models import MirrorPage, RefusedEdit, Ruling

LONGEST_VALUE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one edit; `again` tells two apart that look the same."""

    name: str
    theirs: Any
    ours: Any
    ruling: Ruling
    reason: str
    again: str = ""


def write_down(page: MirrorPage, verdict: Verdict, *, actor: Actor) -> None:
    """One row for each edit, so that it is told once.

    An edit that was taken over ours is listed and needs no comment.
    """
    text = (verdict.name, str(verdict.theirs), verdict.ruling, verdict.reason, verdict.again)
    RefusedEdit.objects.get_or_create(
        page=page,
        fingerprint=hashlib.sha256("\n".join(text).encode()).hexdigest(),
        defaults={
            "field": verdict.name,
            "base": str(page.base.get(verdict.name) or "")[:LONGEST_VALUE],
            "theirs": str(verdict.theirs or "")[:LONGEST_VALUE],
            "ours": str(verdict.ours or "")[:LONGEST_VALUE],
            "actor": actor.as_json(),
            "ruling": verdict.ruling,
            "reason": verdict.reason,
            "told_at": timezone.now() if verdict.ruling is Ruling.TAKEN else None,
        },
    )

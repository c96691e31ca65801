"""Does what a merge came to: each intent in a transaction of its own, together with its base.

So a crash between two of them repeats none, and none is done whose base is not known to be taken.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from tasks_app import events, intake
from tasks_app.actors import Actor
from tasks_app.gates import Decision, Flag
from tasks_app.models import Channel, EventKind, MirrorPage, Priority, Ruling, Task
from tasks_app.notion import merge, outbound, refusals
from tasks_app.notion.cards import Card, card_of, changes
from tasks_app.notion.mapping import Values
from tasks_app.notion.merge import Edit, Intent, Merged, Move, Refusal, ReviewBegun
from tasks_app.notion.refusals import Verdict
from tasks_app.statuses import GATE_BY_STATUS, IN_ERROR, Gate, Status
from tasks_app.transitions import Cause, transition
from videogen.lib.db import lock_row
from videogen.lib.errors import DomainError, InvalidInput

TRIES = 3
KEPT = "Many cards were changed at once, and it was decided to keep {name} as videogen has it."


class MovedOn(Exception):
    """The task is no longer as it was when the merge was made."""


def merge_page(page: MirrorPage, theirs: Values) -> Merged | None:
    """What the page as read comes to now; None where it is no card."""
    card = card_of(page)
    return merge.merge(page.base, theirs, card.ours, card.facts) if card else None


def apply(page: MirrorPage, theirs: Values, actor: Actor, flags: tuple[Flag, ...] = ()) -> None:
    """Take over, refuse or settle all that is new of theirs; then want what is to be shown."""
    for _try in range(TRIES):
        card = card_of(page)
        if card is None:
            return
        merged = merge.merge(page.base, theirs, card.ours, card.facts)
        keep(page, merged.settled)
        try:
            for intent in merged.intents:
                _perform(card, intent, theirs, actor, flags)
            break
        except MovedOn:
            continue
    if page.wanted <= page.pushed and changes(page):
        outbound.want(MirrorPage.objects.filter(pk=page.pk))


def keep_ours(page: MirrorPage, theirs: Values, actor: Actor) -> None:
    """Refuse every edit, because a person said so when the brake was on."""
    card = card_of(page)
    if card is None:
        return
    edited = [name for name, value in theirs.items() if page.base.get(name) != value]
    with transaction.atomic():
        for name in edited:
            refusal = Refusal(name, Ruling.KEPT_OURS, KEPT.format(name=name))
            _refuse(card, refusal, theirs, actor)
        keep(page, theirs)
        outbound.want(MirrorPage.objects.filter(pk=page.pk))


def keep(page: MirrorPage, values: Values) -> None:
    """These values are known on both sides from now on."""
    if values:
        page.base = {**page.base, **values}
        page.save(update_fields=["base"])


def _perform(
    card: Card, intent: Intent, theirs: Values, actor: Actor, flags: tuple[Flag, ...]
) -> None:
    known = dict(card.page.base)
    seen = {intent.name: theirs[intent.name]}
    if isinstance(intent, Move) and intent.note:
        seen["Error Log"] = theirs["Error Log"]
    try:
        with transaction.atomic():
            task = lock_row(Task.objects.select_related("channel"), card.task.pk)
            _refuse_moved_on(card, task)
            keep(card.page, seen)
            if isinstance(intent, Move):
                _move(task, intent, actor, flags)
            elif isinstance(intent, Edit):
                _edit(card, task, intent, actor)
            elif isinstance(intent, ReviewBegun):
                _begin_review(task, actor)
            else:
                _refuse(card, intent, theirs, actor)
    except MovedOn:
        card.page.base = known
        raise
    except DomainError as refusal:
        card.page.base = known
        with transaction.atomic():
            ruling = Ruling.PUT_BACK if intent.name in ("Status", "Priority") else Ruling.REFUSED
            _refuse(card, Refusal(intent.name, ruling, refusal.detail), theirs, actor)
            keep(card.page, {intent.name: theirs[intent.name]})


def _refuse_moved_on(card: Card, task: Task) -> None:
    if task.state is not card.facts.status or task.has_begun != card.facts.has_begun:
        raise MovedOn


def _move(task: Task, move: Move, actor: Actor, flags: tuple[Flag, ...]) -> None:
    gate = GATE_BY_STATUS.get(task.state)
    if move.to is Status.QUEUED and task.state in IN_ERROR:
        intake.retry(task.pk, actor=actor)
    elif move.to is Status.QUEUED:
        intake.queue(task.pk, actor=actor)
    elif move.to is Status.CANCELLED:
        intake.cancel(task.pk, actor=actor, reason="Cancelled on the Notion board.")
    else:
        cause = Cause(decision=_decision(gate, move, flags)) if gate else Cause()
        transition(task.pk, move.to, actor=actor, cause=cause, expected=task.state)


def _decision(gate: Gate, move: Move, flags: tuple[Flag, ...]) -> Decision:
    return Decision(note=move.note, flags=flags if move.to is gate.rejected else ())


def _edit(card: Card, task: Task, edit: Edit, actor: Actor) -> None:
    if edit.meets is not None:
        verdict = Verdict(
            name=edit.name,
            theirs=edit.value,
            ours=edit.meets,
            ruling=Ruling.TAKEN,
            reason="Changed on both sides; what was typed on the board counts.",
            again=str(card.page.wanted),
        )
        refusals.write_down(card.page, verdict, actor=actor)
    intake.edit(task.pk, _changes(edit), actor=actor)


def _changes(edit: Edit) -> dict[str, Any]:
    if edit.name == "Channel":
        return {"channel": channel_named(edit.value)}
    if edit.name == "Priority":
        return {"priority": Priority[edit.value.upper()]}
    return {merge.TEXTS[edit.name]: edit.value}


def channel_named(text: str) -> Channel:
    """A channel by its id or by its name; raises `InvalidInput` naming those there are."""
    wanted = text.strip().casefold()
    channels = list(Channel.objects.order_by("pk"))
    for channel in channels:
        if wanted in (channel.pk.casefold(), channel.name.casefold()):
            return channel
    known = ", ".join(channel.pk for channel in channels[:20]) or "none yet"
    what = f"The channel “{text}” is not configured" if wanted else "A channel is needed"
    raise InvalidInput(f"{what}; there are: {known}.", errors={"channel": [what]})


def _begin_review(task: Task, actor: Actor) -> None:
    data = {"reason": "Under review on the Notion board.", "review_begun": True}
    events.append(EventKind.EDITED, about=task, actor=actor, data=data)


def _refuse(card: Card, refusal: Refusal, theirs: Values, actor: Actor) -> None:
    verdict = Verdict(
        name=refusal.name,
        theirs=theirs[refusal.name],
        ours=card.ours.get(refusal.name),
        ruling=refusal.ruling,
        reason=refusal.reason,
        # Put back and typed again it is another edit.
        again=str(card.page.pushed),
    )
    refusals.write_down(card.page, verdict, actor=actor)


def pages_of(page_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, MirrorPage]:
    """What we know of these pages; those that are new to us are left out."""
    known = MirrorPage.objects.select_related("board").filter(page_id__in=list(page_ids))
    return {page.page_id: page for page in known if page.page_id}

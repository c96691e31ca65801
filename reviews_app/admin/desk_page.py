"""Everything the desk shows of one gate, ready for the template, in a fixed number of queries."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from reviews_app import desk, presence
from reviews_app.admin import remaking
from reviews_app.admin.film import Film, film_of
from reviews_app.desk import Neighbours
from reviews_app.presence import Visitor
from reviews_app.reasons import QUICK_REASONS
from tasks_app import costs, peaks
from tasks_app.admin import gallery
from tasks_app.admin.gallery import Exhibit, file_url, thumbnail_url
from tasks_app.deadlines import due_at
from tasks_app.gates import needs_reason
from tasks_app.models import Asset, AssetKind, Task
from tasks_app.statuses import GATE_BY_STATUS, Gate, GateName, Step
from tasks_app.thumbnails import PICTURES
from videogen.accounts.models import User
from videogen.accounts.roles import Role, has_role

WAVE_HEIGHT = 40
SPARE_PINS = 3


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody had filled in when their answer was refused; it must not be lost."""

    note: str = ""
    flags: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    pins: Sequence[tuple[str, str, str]] = ()


NOTHING_TYPED = Typed()


@dataclass(frozen=True, slots=True)
class Take:
    """An earlier attempt at an item, to compare with and to put back."""

    asset: Asset
    url: str
    preview: str


@dataclass(frozen=True, slots=True)
class Item:
    """One file to be judged."""

    exhibit: Exhibit
    shape: str
    cost: Decimal
    wave: str
    earlier: list[Take]
    is_flagged: bool
    note: str

    @property
    def asked_for(self) -> str:
        """What the reviewer of the take before had to say."""
        return self.earlier[0].asset.note if self.earlier else ""


@dataclass(frozen=True, slots=True)
class ItemGroup:
    title: str
    kind: AssetKind
    shape: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class DeskPage:
    task: Task
    gate: Gate
    hint: str
    can_decide: bool
    groups: list[ItemGroup]
    film: Film | None
    seen: str
    all_words: str
    reasons: Sequence[str]
    neighbours: Neighbours
    visitors: list[Visitor]
    due_at: datetime
    spent: Decimal
    typed: Typed
    next_url: str

    @property
    def is_overdue(self) -> bool:
        return self.due_at <= timezone.now()

    @property
    def pin_rows(self) -> list[tuple[str, str, str]]:
        """What was typed, and empty rows for browsers without script."""
        return [*self.typed.pins, *[("", "", "")] * SPARE_PINS]


def desk_page(
    task: Task,
    gate: Gate,
    user: User,
    *,
    typed: Typed = NOTHING_TYPED,
    besides: uuid.UUID | None = None,
) -> DeskPage:
    """The page; drawn as if the task `besides` were decided, when it is asked for in advance."""
    assets = list(task.assets.order_by("kind", "index", "-take"))
    current = [a for a in assets if a.is_current and a.step in gate.shows]
    can_decide = has_role(user, Role.REVIEWER)
    following = desk.following(user, after=task.pk, besides=besides)
    return DeskPage(
        task=task,
        gate=gate,
        hint=needs_reason(gate),
        can_decide=can_decide,
        groups=_groups(task, gate, assets, typed, can_decide=can_decide),
        film=film_of(task, assets) if gate.name is GateName.FINAL else None,
        seen=json.dumps({str(asset.pk): asset.sha256 for asset in current}),
        all_words=f"Rejecting without a flag makes {remaking.all_words(task, gate)}.",
        reasons=QUICK_REASONS[gate.name],
        neighbours=desk.neighbours(user, task, besides=besides),
        visitors=presence.visitors([task.pk], besides=user).get(task.pk, []),
        due_at=due_at(task),
        spent=costs.spent_on(task),
        typed=typed,
        next_url=desk_url(following) if following else "",
    )


def desk_url(task: Task) -> str:
    """The page that decides on a task which waits at a gate."""
    return reverse("admin:reviews_app_desk_gate", args=[task.pk, GATE_BY_STATUS[task.state].name])


def _groups(
    task: Task, gate: Gate, assets: Iterable[Asset], typed: Typed, *, can_decide: bool
) -> list[ItemGroup]:
    prices = {step: remaking.price_of_one(task, step) for step in gate.shows}
    flaggable = prices if can_decide else {}
    shown = gallery.gallery(assets, task.plan, flaggable=flaggable)
    return [
        ItemGroup(
            group.title,
            group.kind,
            group.shape,
            [_item(task, group.shape, exhibit, typed) for exhibit in group.exhibits],
        )
        for group in shown
        if group.exhibits[0].asset.step in gate.shows and _is_judged(gate, group.kind)
    ]


def _is_judged(gate: Gate, kind: AssetKind) -> bool:
    """Captions are read with the film; of the final cut its thumbnail is judged beside the film."""
    if gate.name is GateName.FINAL:
        return kind is AssetKind.THUMBNAIL
    return kind is not AssetKind.CAPTIONS


def _item(task: Task, shape: str, exhibit: Exhibit, typed: Typed) -> Item:
    asset = exhibit.asset
    key = str(asset.pk)
    return Item(
        exhibit=exhibit,
        shape=shape,
        cost=costs.price(asset.provider, costs.ITEM_OPERATION[Step(asset.step)]),
        wave=wave_path(peaks.peaks(asset, channel_id=task.channel_id)) if shape == "sound" else "",
        earlier=[_take(take) for take, _url in exhibit.earlier],
        is_flagged=key in typed.flags,
        note=typed.notes.get(key, ""),
    )


def _take(asset: Asset) -> Take:
    return Take(asset, file_url(asset), thumbnail_url(asset) if asset.kind in PICTURES else "")


def wave_path(heights: Sequence[int]) -> str:
    """The peaks as bars around the middle of a drawing that is 3 units wide for each."""
    middle = WAVE_HEIGHT / 2
    halves = (max(1.0, height / peaks.LOUDEST * (middle - 1)) for height in heights)
    return "".join(
        f"M{3 * at + 1} {middle - half:.1f}v{2 * half:.1f}" for at, half in enumerate(halves)
    )

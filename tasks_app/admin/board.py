"""The board: every status with its newest cards, in a number of queries that does not grow.

Finished work is counted and not drawn: a column shows the first cards and says how many more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from tasks_app import access
from tasks_app.access import Requester
from tasks_app.admin import marks
from tasks_app.admin.board_moves import CardMoves, human_ways, open_to, why_closed
from tasks_app.admin.cells import with_spent
from tasks_app.admin.overview import last_event_id
from tasks_app.models import Channel, Priority, Task
from tasks_app.models.task import TaskQuerySet
from tasks_app.statuses import BASE_PHASE, GATES, IN_ERROR, RUNNING, Phase, Status
from tasks_app.usual_times import stuck_after, usual_times
from videogen.accounts.roles import role_of

LANES: tuple[tuple[Phase, ...], ...] = (
    (Phase.DRAFT, Phase.PENDING),
    (Phase.PROCESSING,),
    (Phase.AWAITING_REVIEW,),
    (Phase.APPROVED, Phase.COMPLETED),
    (Phase.FAILED, Phase.CANCELLED),
)
"""Side by side as work flows; what is in one lane is never on its way to the other."""

SHOWN = 40
FINISHED_SHOWN = 12
FINISHED = frozenset({Status.PUBLISHED, Status.CANCELLED})
CAN_BE_STUCK = RUNNING | GATES | IN_ERROR | {Status.QUEUED}

# In JavaScript a number is exact up to 2**53; milliseconds since 1970 stay below this.
PRIORITY_WEIGHT = 10**13


@dataclass(frozen=True, slots=True)
class Card:
    task: Task
    moves: str
    rank: int
    stuck_at: datetime | None
    note: str
    url: str

    @property
    def spent(self) -> Any:
        return getattr(self.task, "spent_usd", 0)


@dataclass(frozen=True, slots=True)
class Column:
    """One status: `count` tasks, the first of which are drawn."""

    status: Status
    tone: str
    count: int
    cards: list[Card]
    shown: int
    sources: str
    why: str
    url: str

    @property
    def rest(self) -> int:
        return max(0, self.count - len(self.cards))


@dataclass(frozen=True, slots=True)
class PhaseGroup:
    phase: Phase
    columns: list[Column]

    @property
    def count(self) -> int:
        return sum(column.count for column in self.columns)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and the address that sets it."""

    label: str
    url: str
    selected: bool
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address says is to be shown; an unknown value shows everything."""

    channel: str = ""
    priority: str = ""

    @property
    def query(self) -> str:
        return urlencode(
            {k: v for k, v in (("channel", self.channel), ("priority", self.priority)) if v}
        )


@dataclass(frozen=True, slots=True)
class Board:
    lanes: list[list[PhaseGroup]]
    channels: list[Choice]
    priorities: list[Choice]
    chosen: Chosen
    since: int
    ways: dict[str, dict[str, str]]
    sees_nothing: bool

    @property
    def can_move(self) -> bool:
        return any(self.ways.values())


@dataclass(frozen=True, slots=True)
class Reader:
    """What a board is drawn from: the tasks of one person's channels, and what moves there are."""

    user: Requester
    chosen: Chosen
    channels: Mapping[str, Channel]
    ways: Mapping[Status, Mapping[Status, str]]
    usual: Mapping[Status, timedelta]
    tasks_url: str

    def tasks(self) -> TaskQuerySet:
        tasks = access.visible_tasks(self.user).select_related(None)
        if self.chosen.channel:
            tasks = tasks.filter(channel=self.chosen.channel)
        if self.chosen.priority:
            tasks = tasks.filter(priority=Priority[self.chosen.priority.upper()])
        return tasks

    def counts(self) -> dict[Status, int]:
        groups = self.tasks().order_by().values_list("status").annotate(count=Count("id"))
        return dict.fromkeys(Status, 0) | {Status(value): count for value, count in groups}

    def cards(self, ids: Iterable[Any]) -> list[Card]:
        """The cards of these tasks, as far as the person may see them and the filters let them."""
        tasks = with_spent(self.tasks().filter(pk__in=list(ids)).light())
        return [self.card(task) for task in tasks]

    def card(self, task: Task) -> Card:
        # Of the same object for all: reading it once a row would parse the file's values each time.
        task.channel = self.channels[task.channel_id]
        return Card(
            task=task,
            moves=" ".join(self.ways.get(task.state, {})),
            rank=rank(task),
            stuck_at=self.stuck_at(task),
            note=_note(task),
            url=f"{self.tasks_url}{task.pk}/change/",
        )

    def stuck_at(self, task: Task) -> datetime | None:
        usual = self.usual.get(task.state)
        if usual is None or task.state not in CAN_BE_STUCK:
            return None
        # Waiting for a retry or for the undo time is meant, so it does not count.
        since = max(filter(None, (task.status_since, task.next_attempt_at, task.undo_until)))
        return since + stuck_after(usual)


def reader(user: Requester, chosen: Chosen, moves: CardMoves) -> Reader:
    channels = {channel.pk: channel for channel in access.visible_channels(user)}
    return Reader(
        user=user,
        chosen=Chosen(
            channel=chosen.channel if chosen.channel in channels else "",
            priority=chosen.priority if chosen.priority.upper() in Priority.__members__ else "",
        ),
        channels=channels,
        ways=open_to(role_of(user), moves),
        usual=usual_times(),
        tasks_url=reverse("admin:tasks_app_task_changelist"),
    )


def board(user: Requester, chosen: Chosen, moves: CardMoves) -> Board:
    """Everything on the page."""
    # Read before the rows, so that no event falls between the page and its updates.
    since = last_event_id(user)
    source = reader(user, chosen, moves)
    columns = _columns(source)
    return Board(
        lanes=[[PhaseGroup(phase, columns[phase]) for phase in lane] for lane in LANES],
        channels=_channel_choices(source),
        priorities=_priority_choices(source.chosen),
        chosen=source.chosen,
        since=since,
        ways={
            now.value: {to.value: verb for to, verb in tos.items()}
            for now, tos in source.ways.items()
        },
        sees_nothing=not source.channels,
    )


def rank(task: Task) -> int:
    """Where a card stands in its column: the smaller the higher."""
    if task.state is Status.QUEUED:
        return task.priority * PRIORITY_WEIGHT + _milliseconds(task.queued_at or task.status_since)
    if task.state in GATES:
        return task.priority * PRIORITY_WEIGHT + _milliseconds(task.status_since)
    return -_milliseconds(task.status_since)


def order_of(status: Status) -> tuple[str, ...]:
    """The same as `rank`, for the database."""
    if status is Status.QUEUED:
        return ("priority", "queued_at", "id")
    if status in GATES:
        return ("priority", "status_since", "id")
    return ("-status_since", "id")


def most_shown(status: Status) -> int:
    return FINISHED_SHOWN if status in FINISHED else SHOWN


def _columns(source: Reader) -> dict[Phase, list[Column]]:
    counts = source.counts()
    cards: dict[Status, list[Card]] = {status: [] for status in Status}
    taken = [status for status in Status if counts[status]]
    first = source.cards(_first_ids(source.tasks(), taken))
    for card in sorted(first, key=lambda card: card.rank):
        cards[card.task.state].append(card)
    sources: dict[Status, list[Status]] = {status: [] for status in Status}
    for now, to in human_ways():
        sources[to].append(now)
    columns: dict[Phase, list[Column]] = {phase: [] for phase in Phase}
    for status, phase in BASE_PHASE.items():
        query = "&".join(filter(None, (f"status={status.value}", source.chosen.query)))
        columns[phase].append(
            Column(
                status=status,
                tone=marks.TONES[phase],
                count=counts[status],
                cards=cards[status],
                shown=most_shown(status),
                sources=" ".join(sources[status]),
                why=why_closed(status, sources[status]),
                url=f"{source.tasks_url}?{query}",
            )
        )
    return columns


def _first_ids(tasks: TaskQuerySet, statuses: Sequence[Status]) -> list[Any]:
    """The ids of the first cards of these columns, in one query."""
    firsts = [
        tasks.filter(status=status)
        .order_by(*order_of(status))
        .values_list("pk")[: most_shown(status)]
        for status in statuses
    ]
    return [pk for (pk,) in firsts[0].union(*firsts[1:], all=True)] if firsts else []


def _channel_choices(source: Reader) -> list[Choice]:
    chosen = source.chosen
    everything = Choice("All", _address(Chosen(priority=chosen.priority)), not chosen.channel)
    return [
        everything,
        *(
            Choice(
                channel.name,
                _address(Chosen(channel.pk, chosen.priority)),
                channel.pk == chosen.channel,
                channel,
            )
            for channel in sorted(source.channels.values(), key=lambda channel: channel.name)
        ),
    ]


def _priority_choices(chosen: Chosen) -> list[Choice]:
    values: Sequence[tuple[str, str]] = [
        ("", "All"),
        *((p.name.lower(), p.label) for p in Priority),
    ]
    return [
        Choice(label, _address(Chosen(chosen.channel, value)), value == chosen.priority)
        for value, label in values
    ]


def _address(chosen: Chosen) -> str:
    return f"?{chosen.query}"


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _note(task: Task) -> str:
    """What the status alone does not say."""
    if task.state in IN_ERROR:
        return "Rejected" if task.rejected else task.error_kind.replace("_", " ")
    return marks.next_attempt(task)

"""The five databases on Notion: every property, option, colour, relation and view. Data only.

Setup makes what is missing of it, binding finds it again by id, mapping reads and writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tasks_app.models import AssetKind, AssetStatus, BoardKind
from tasks_app.models.task import Priority
from tasks_app.statuses import BASE_PHASE, GATES, IN_ERROR, Phase, Status

COLORS: dict[Phase, str] = {
    Phase.DRAFT: "gray",
    Phase.PENDING: "gray",
    Phase.PROCESSING: "green",
    Phase.AWAITING_REVIEW: "yellow",
    Phase.APPROVED: "green",
    Phase.COMPLETED: "gray",
    Phase.FAILED: "red",
    Phase.CANCELLED: "gray",
}
GROUPS: dict[Phase, str] = {
    Phase.DRAFT: "To-do",
    Phase.PENDING: "To-do",
    Phase.COMPLETED: "Complete",
    Phase.CANCELLED: "Complete",
}
"""Where a column of type status puts its options; all others are in progress."""

PRIORITY_COLORS = {Priority.HIGH: "red", Priority.NORMAL: "default", Priority.LOW: "gray"}
ASSET_COLORS: dict[str, str] = {
    AssetStatus.PENDING: "gray",
    AssetStatus.GENERATED: "yellow",
    AssetStatus.APPROVED: "green",
    AssetStatus.REJECTED: "red",
}

BOARD_OF_ASSET: dict[AssetKind, BoardKind] = {
    AssetKind.CHARACTER: BoardKind.ASSETS,
    AssetKind.ENVIRONMENT: BoardKind.ASSETS,
    AssetKind.PROP: BoardKind.ASSETS,
    AssetKind.COMPOSITE: BoardKind.ASSETS,
    AssetKind.CLIP: BoardKind.VIDEOS,
    AssetKind.FINAL: BoardKind.VIDEOS,
    AssetKind.THUMBNAIL: BoardKind.VIDEOS,
    AssetKind.NARRATION: BoardKind.AUDIO,
    AssetKind.CAPTIONS: BoardKind.AUDIO,
    AssetKind.EFFECT: BoardKind.AUDIO,
}
SATELLITES = (BoardKind.ASSETS, BoardKind.VIDEOS, BoardKind.AUDIO)
"""Boards of files, found through the relations of the Tasks board."""

KEYS: dict[BoardKind, str] = {
    BoardKind.TASKS: "Task Id",
    BoardKind.ASSETS: "Asset Id",
    BoardKind.VIDEOS: "Asset Id",
    BoardKind.AUDIO: "Asset Id",
    BoardKind.COSTS: "Cost Id",
}
"""Our key on every page: what a lost answer is looked up by."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: our value, the label people read, its colour when we make it.

    `also` are labels that are taken for it where it has none of its own yet.
    """

    value: str
    label: str
    color: str = "default"
    group: str = "In progress"
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """A column. `types` are those it may have; the first is the one that setup makes.

    Without an essential one the board cannot be mirrored at all.
    """

    name: str
    types: tuple[str, ...]
    options: tuple[Option, ...] = ()
    target: BoardKind | None = None
    back: str = ""
    expression: str = ""
    format: str = ""
    is_essential: bool = False

    @property
    def type(self) -> str:
        return self.types[0]


@dataclass(frozen=True, slots=True)
class View:
    """A tab of the Tasks board: `statuses`, `priority` and `channel` narrow it."""

    name: str
    type: str
    shows: tuple[str, ...]
    statuses: tuple[Status, ...] = ()
    priority: Priority | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Database:
    kind: BoardKind
    properties: tuple[Property, ...]
    by_name: Mapping[str, Property] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {each.name: each for each in self.properties})

    @property
    def title(self) -> str:
        return self.kind.label


STATUS_OPTIONS = tuple(
    Option(
        status.value,
        str(status.label),
        COLORS[BASE_PHASE[status]],
        GROUPS.get(BASE_PHASE[status], "In progress"),
    )
    for status in Status
)
PRIORITY_OPTIONS = tuple(
    Option(priority.name.lower(), str(priority.label), PRIORITY_COLORS[priority])
    for priority in (Priority.LOW, Priority.NORMAL, Priority.HIGH)
)
ASSET_STATUS_OPTIONS = tuple(
    Option(status.value, status.value, ASSET_COLORS[status]) for status in AssetStatus
)

_SINCE = 'dateBetween(now(), prop("Status Since"), "{}")'
_MINUTES, _HOURS, _DAYS = (_SINCE.format(unit) for unit in ("minutes", "hours", "days"))
TIME_IN_STATUS = (
    f'if(empty(prop("Status Since")), "", '
    f'if({_HOURS} < 1, format({_MINUTES}) + " min", '
    f'if({_DAYS} < 1, format({_HOURS}) + " h " + format({_MINUTES} % 60) + " min", '
    f'format({_DAYS}) + " d " + format({_HOURS} % 24) + " h")))'
)

TASKS = Database(
    BoardKind.TASKS,
    (
        Property("Title", ("title",), is_essential=True),
        Property("Channel", ("select",), is_essential=True),
        Property("Topic", ("rich_text",)),
        Property("Story Direction", ("rich_text",)),
        Property("Status", ("select", "status"), STATUS_OPTIONS, is_essential=True),
        Property("Priority", ("select", "status"), PRIORITY_OPTIONS),
        Property("Task Id", ("rich_text",), is_essential=True),
        Property("Error Log", ("rich_text",)),
        Property("YouTube URL", ("url", "rich_text")),
        Property("Progress", ("rich_text",)),
        Property("Next Attempt", ("date",)),
        Property("Cost", ("number",), format="dollar"),
        Property("Created", ("created_time", "date")),
        Property("Updated", ("date",)),
        Property("Status Since", ("date",)),
        Property("Time in Status", ("formula",), expression=TIME_IN_STATUS),
        Property("Assets", ("relation",), target=BoardKind.ASSETS, back="Task"),
        Property("Videos", ("relation",), target=BoardKind.VIDEOS, back="Task"),
        Property("Audio", ("relation",), target=BoardKind.AUDIO, back="Task"),
        # All files of a task in one place, for those who save pages (docs/notion.md).
        Property("Files", ("files",)),
    ),
)


def _files_of(kind: BoardKind) -> Database:
    kinds = tuple(
        Option(asset.value, asset.value) for asset, board in BOARD_OF_ASSET.items() if board is kind
    )
    return Database(
        kind,
        (
            Property("Name", ("title",), is_essential=True),
            Property("Asset Type", ("select",), kinds),
            Property("File", ("files",)),
            Property(
                "Task", ("relation",), target=BoardKind.TASKS, back=kind.label, is_essential=True
            ),
            Property("Generated Date", ("date",)),
            Property("Status", ("select", "status"), ASSET_STATUS_OPTIONS),
            Property("Notes", ("rich_text",)),
            Property("Asset Id", ("rich_text",), is_essential=True),
        ),
    )


COSTS = Database(
    BoardKind.COSTS,
    (
        Property("Name", ("title",), is_essential=True),
        Property("Task", ("relation",), target=BoardKind.TASKS),
        Property("Channel", ("select",)),
        Property("Service", ("select",)),
        Property("Operation", ("select",)),
        Property("Units", ("number",), format="number"),
        Property("Cost", ("number",), format="dollar"),
        Property("Date", ("date",)),
        Property("Cost Id", ("rich_text",), is_essential=True),
    ),
)
DATABASES: dict[BoardKind, Database] = {
    BoardKind.TASKS: TASKS,
    **{kind: _files_of(kind) for kind in SATELLITES},
    BoardKind.COSTS: COSTS,
}

CARD = ("Title", "Channel", "Time in Status")
ROW = ("Title", "Channel", "Status", "Time in Status", "Priority")
VIEWS = (
    View("Board", "board", CARD),
    View(
        "All Errors",
        "table",
        ("Title", "Channel", "Status", "Error Log", "Next Attempt", "Time in Status"),
        statuses=tuple(status for status in Status if status in IN_ERROR),
    ),
    View(
        "Ready for Review",
        "table",
        (*ROW, "Assets", "Videos", "Audio"),
        statuses=tuple(status for status in Status if status in GATES),
    ),
    View("High Priority", "table", (*ROW, "Progress"), priority=Priority.HIGH),
)


def channel_options(names: Mapping[str, str]) -> tuple[Option, ...]:
    """Channels are chosen by id: names may hold commas, change, and be given twice."""
    return tuple(Option(pk, pk, also=(name,)) for pk, name in names.items())


def channel_views(names: Mapping[str, str]) -> tuple[View, ...]:
    """A board for every channel, by its id; called by its name."""
    return tuple(View(name, "board", CARD, channel=pk) for pk, name in names.items())

"""A task as the values of its card, and a page of Notion as the same values (pure).

Values are by our names of the columns and plain: text, our own value of a choice (or its label
where it is none of ours), numbers, and moments in whole minutes, because Notion keeps no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tasks_app.models import Task

Json = dict[str, Any]
Values = dict[str, Any]
Bindings = Mapping[str, Json]
"""Our name of a column → `{"id", "name", "type", "options"}` on the board."""

# Notion takes 100 pieces of 2,000 characters; nobody says whether an emoji counts as two.
PIECE = 1000
PIECES = 100
# The newest entries; a card is no place for more.
ERROR_LOG_SHOWN = 10_000
MINUTE = "%Y-%m-%dT%H:%M:00Z"

WRITTEN_ONCE = ("Title", "Channel", "Topic", "Story Direction")
KEY = "Task Id"
WRITTEN = (
    KEY,
    "Status",
    "Priority",
    "Error Log",
    "YouTube URL",
    "Progress",
    "Next Attempt",
    "Cost",
    "Status Since",
    "Updated",
)
READ = (*WRITTEN_ONCE, *WRITTEN)


def card_values(task: Task, *, spent_usd: Decimal = Decimal(0)) -> Values:
    """What the card of a task shows; what it has cost stands in rows of its own."""
    return {
        "Title": task.title,
        "Channel": task.channel_id,
        "Topic": task.topic,
        "Story Direction": task.story_direction,
        KEY: str(task.pk),
        "Status": task.status,
        "Priority": priority_name(task.priority),
        "Error Log": shown_log(task.error_log),
        "YouTube URL": task.youtube_url,
        "Progress": progress_text(task),
        "Next Attempt": minute(task.next_attempt_at),
        "Cost": round(float(spent_usd), 4),
        "Status Since": minute(task.status_since),
        "Updated": minute(task.updated_at),
    }


def priority_name(priority: int) -> str:
    return ("high", "normal", "low")[priority]


def shown_log(log: str) -> str:
    """The newest whole entries, as many as a card holds."""
    log = log.strip()
    if len(log) <= ERROR_LOG_SHOWN:
        return log
    return log[-ERROR_LOG_SHOWN:].partition("\n")[2]


def progress_text(task: Task) -> str:
    """`clips 5 of 18` while a step runs, else nothing."""
    progress = task.progress
    if progress is None:
        return ""
    return f"{progress['step']}: {progress['done'] or 0} of {progress['total']}"


def minute(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime(MINUTE) if moment else ""


def to_properties(bindings: Bindings, values: Mapping[str, Any]) -> Json:
    """Values as Notion takes them, by the ids of the columns; leaves out what one cannot take."""
    made: Json = {}
    for name, value in values.items():
        column = bindings.get(name)
        written = _written(column, value) if column else None
        if column is not None and written is not None:
            made[column["id"]] = written
    return made


def _written(column: Json, value: Any) -> Json | None:
    kind = column["type"]
    if kind in ("title", "rich_text"):
        return {kind: pieces(str(value))}
    if kind in ("select", "status"):
        return _choice(column, str(value))
    if kind == "number":
        return {kind: value}
    if kind == "date":
        return {kind: {"start": value} if value else None}
    return {kind: value or None} if kind == "url" else None


def _choice(column: Json, value: str) -> Json | None:
    kind, bound = column["type"], column.get("options", {}).get(value)
    if bound:
        return {kind: {"id": bound}}
    # A status knows no unknown label, and an empty one would become the default.
    if kind == "status":
        return None
    return {kind: {"name": value.replace(",", " ")[:100]} if value else None}


def pieces(text: str) -> list[Json]:
    """Rich text in pieces that Notion takes; what is beyond its limit is left away."""
    cut = [text[start : start + PIECE] for start in range(0, len(text), PIECE)][:PIECES]
    return [{"text": {"content": piece}} for piece in cut]


def from_page(bindings: Bindings, page: Json, names: Iterable[str] = READ) -> Values:
    """The values of a page, of those columns that it has."""
    by_id = {prop["id"]: prop for prop in page["properties"].values()}
    values: Values = {}
    for name in names:
        column = bindings.get(name)
        prop = by_id.get(column["id"]) if column else None
        if column is not None and prop is not None and prop["type"] == column["type"]:
            values[name] = _read(column, prop)
    return values


def _read(column: Json, prop: Json) -> Any:
    kind, inner = prop["type"], prop[prop["type"]]
    if kind in ("title", "rich_text"):
        return "".join(piece["plain_text"] for piece in inner)
    if kind in ("select", "status"):
        return _our_choice(column, inner)
    if kind == "number":
        return None if inner is None else round(float(inner), 4)
    if kind == "date":
        return read_moment(inner["start"]) if inner else ""
    return inner or ""


def _our_choice(column: Json, inner: Json | None) -> str:
    """Our value of the option: by its id, which survives that people rename it."""
    if inner is None:
        return ""
    ours = {option: value for value, option in column.get("options", {}).items()}
    return str(ours.get(inner["id"], inner["name"]))


def read_moment(text: str) -> str:
    """A moment in whole minutes of UTC, a day as it is."""
    if "T" not in text:
        return text
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return minute(moment if moment.tzinfo else moment.replace(tzinfo=UTC))

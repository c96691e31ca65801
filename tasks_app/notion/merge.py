"""Three values in, a list of intents out: what an edit on the board comes to (pure).

`base` is what was last seen on both sides, `theirs` is the page as just read, `ours` is what the
task would show. Theirs counts as an edit where it differs from base; our own writes are in base
from the moment they are answered, so they never do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tasks_app.actors import ActorKind
from tasks_app.models.mirror import Ruling
from tasks_app.statuses import GATE_BY_STATUS, MOVES, RUNNING, Status

Values = Mapping[str, Any]

TEXTS = {"Title": "title", "Topic": "topic", "Story Direction": "story_direction"}
PLANNED = (*TEXTS, "Channel")
PRIORITIES = ("low", "normal", "high")
OURS_ALONE = (
    "Task Id",
    "YouTube URL",
    "Progress",
    "Next Attempt",
    "Cost",
    "Status Since",
    "Updated",
)
QUIET = ("Progress", "Cost", "Updated")
"""What is no reason to say that a card was updated: `Updated` moves with the rest."""

UNDER_REVIEW = "under review"
SYNONYMS = {
    "ready for planning": Status.DRAFT,
    UNDER_REVIEW: Status.FINAL_REVIEW,
    "archived": Status.PUBLISHED,
}
REVIEW_REJECTED = "review rejected"
ERROR_KINDS = frozenset(
    {
        "error: invalid input",
        "error: api failure",
        "error: retriable",
        "error: manual review",
    }
)
BY_LABEL = {status.label.casefold(): status for status in Status}


@dataclass(frozen=True, slots=True)
class Facts:
    """What has to be known of the task beside what its card shows.

    `first` says who decided at the gate that base still shows, where somebody did.
    """

    status: Status
    has_begun: bool = False
    rejected: bool = False
    first: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """Their status is a move that a person may make from ours; `note` is from the Error Log."""

    to: Status
    note: str = ""
    name: str = field(default="Status", init=False)


@dataclass(frozen=True, slots=True)
class Edit:
    """Their value is taken over. `meets` is ours where it had changed as well."""

    name: str
    value: str
    meets: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Their value is not taken; what is written back is seen by comparing with base."""

    name: str
    ruling: Ruling
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewBegun:
    """Somebody says that they are looking at the final cut now."""

    name: str = field(default="Status", init=False)


Intent = Move | Edit | Refusal | ReviewBegun


@dataclass(frozen=True, slots=True)
class Merged:
    """`settled` are values that become base without anything else; `waits` stay different."""

    intents: tuple[Intent, ...] = ()
    settled: dict[str, Any] = field(default_factory=dict)


def merge(base: Values, theirs: Values, ours: Values, facts: Facts) -> Merged:
    """What to do about every value that is not as it was last seen."""
    edited = [name for name in theirs if name in base and theirs[name] != base[name]]
    intents: list[Intent] = []
    # A column that is new to us: what stands there is no edit.
    settled = {name: value for name, value in theirs.items() if name not in base}
    for name in edited:
        if theirs[name] == ours.get(name):
            settled[name] = theirs[name]
        elif name in PLANNED:
            intents.append(_planned(name, base, theirs, ours, facts))
        elif name == "Priority":
            intents.append(_priority(base, theirs, ours))
        elif name in OURS_ALONE:
            intents.append(_ours_alone(name))
    if "Status" in edited and "Status" not in settled:
        _status(theirs, base, facts, intents, settled)
    if "Error Log" in edited and "Error Log" not in settled:
        intents += _log(base, theirs, facts, intents, settled)
    return Merged(tuple(intents), settled)


def stands_for(shown: Any, status: Status, *, rejected: bool) -> bool:
    """Whether a card that shows this says the truth about a task in this status."""
    label = str(shown or "").strip().casefold()
    if label == REVIEW_REJECTED:
        return status is Status.VIDEO_ERROR and rejected
    return meaning(shown) is status


def meaning(shown: Any) -> Status | None:
    """The status that a value of the column means, by itself; None for anything else."""
    text = str(shown or "").strip()
    if text in Status.values:
        return Status(text)
    label = text.casefold()
    return BY_LABEL.get(label) or SYNONYMS.get(label)


def to_write(base: Values, ours: Values, facts: Facts) -> dict[str, Any]:
    """What a push has to write: what the card shows otherwise, never what is written once."""
    written = {
        name: value
        for name, value in ours.items()
        if name not in PLANNED and name != "Updated" and value != base.get(name)
    }
    if stands_for(base.get("Status"), facts.status, rejected=facts.rejected):
        written.pop("Status", None)
    updated = ours.get("Updated")
    if updated and set(written) - set(QUIET) and updated != base.get("Updated"):
        written["Updated"] = updated
    return written


def _planned(name: str, base: Values, theirs: Values, ours: Values, facts: Facts) -> Intent:
    if facts.has_begun:
        return Refusal(
            name,
            Ruling.KEPT_OURS,
            f"Work on this video has begun, so its {name} stays {_quoted(ours.get(name))}.",
        )
    return Edit(name, str(theirs[name]), _met(name, base, ours))


def _priority(base: Values, theirs: Values, ours: Values) -> Intent:
    value = str(theirs["Priority"]).strip().casefold()
    if value in PRIORITIES:
        return Edit("Priority", value, _met("Priority", base, ours))
    return Refusal(
        "Priority",
        Ruling.PUT_BACK,
        f"{_quoted(theirs['Priority'])} is no priority. Choose Low, Normal or High.",
    )


def _met(name: str, base: Values, ours: Values) -> str | None:
    """Ours, where it is no longer what both had."""
    return None if ours.get(name) == base.get(name) else str(ours.get(name))


def _ours_alone(name: str) -> Intent:
    return Refusal(name, Ruling.PUT_BACK, f"{name} is filled in by videogen and cannot be typed.")


def _status(
    theirs: Values, base: Values, facts: Facts, intents: list[Intent], settled: dict[str, Any]
) -> None:
    shown = theirs["Status"]
    label = str(shown or "").strip().casefold()
    if label in ERROR_KINDS:
        # It says "in error" and nothing more; the push that follows shows the true status.
        settled["Status"] = shown
        return
    if stands_for(shown, facts.status, rejected=facts.rejected):
        if label == UNDER_REVIEW:
            intents.append(ReviewBegun())
        else:
            settled["Status"] = shown
        return
    wanted = _wanted(label, shown, facts)
    if wanted is not None and _may(facts.status, wanted):
        note = typed_note(base, theirs) if _rejects(facts.status, wanted) else ""
        intents.append(Move(wanted, note))
        return
    before = meaning(base.get("Status"))
    if facts.first and wanted is not None and before is not None and _may(before, wanted):
        reason = facts.first
    else:
        reason = _why_not(shown, wanted, facts)
    intents.append(Refusal("Status", Ruling.PUT_BACK, reason))


def _wanted(label: str, shown: Any, facts: Facts) -> Status | None:
    if label == REVIEW_REJECTED:
        return Status.VIDEO_ERROR if facts.status is Status.FINAL_REVIEW else None
    return meaning(shown)


def _may(now: Status, to: Status) -> bool:
    move = MOVES.get((now, to))
    return move is not None and ActorKind.NOTION in move.by


def _rejects(now: Status, to: Status) -> bool:
    gate = GATE_BY_STATUS.get(now)
    return gate is not None and gate.rejected is to


def typed_note(base: Values, theirs: Values) -> str:
    """What a person has typed into the Error Log: what is there beside what was there."""
    before, now = str(base.get("Error Log") or ""), str(theirs.get("Error Log") or "")
    if now.startswith(before):
        return now[len(before) :].strip()
    if now.endswith(before):
        return now[: -len(before) or None].strip()
    old = set(before.splitlines())
    return "\n".join(line for line in now.splitlines() if line not in old).strip()


def _log(
    base: Values,
    theirs: Values,
    facts: Facts,
    intents: list[Intent],
    settled: dict[str, Any],
) -> list[Intent]:
    """A note typed at a gate waits there for the rejection it belongs to."""
    moves = [each for each in intents if isinstance(each, Move)]
    if any(move.note for move in moves) or (facts.status in GATE_BY_STATUS and not moves):
        return []
    note = typed_note(base, theirs)
    if not note:
        settled["Error Log"] = theirs["Error Log"]
        return []
    return [
        Refusal(
            "Error Log",
            Ruling.PUT_BACK,
            f"The Error Log is written by videogen. {_quoted(note)} was taken out again: type what "
            "is wrong there while the task waits for a review, then reject it.",
        )
    ]


def _why_not(shown: Any, wanted: Status | None, facts: Facts) -> str:
    now = facts.status
    moves = [to.label for (source, to), move in MOVES.items() if source is now and _may(now, to)]
    possible = f"Possible from here: {', '.join(moves)}." if moves else "It moves by itself now."
    if wanted is None and str(shown or "").strip().casefold() != REVIEW_REJECTED:
        what = f"{_quoted(shown)} is no status" if shown else "A status is needed"
        return f"{what}, so it is {now.label} again. {possible}"
    name = wanted.label if wanted else str(shown)
    if wanted is Status.QUEUED and (now is Status.QUEUED or now in RUNNING):
        return f"This task is {now.label} already; nothing was changed."
    return f"A task that is {now.label} cannot become {name}. {possible}"


def _quoted(value: Any) -> str:
    text = " ".join(str(value or "").split())
    return f"“{text[:100]}{'…' if len(text) > 100 else ''}”"

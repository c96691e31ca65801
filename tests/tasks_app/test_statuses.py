"""The table of moves, by itself and against docs/workflow.md."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tasks_app.actors import HUMAN, ActorKind
from tasks_app.statuses import (
    BASE_PHASE,
    GATE_BY_STATUS,
    IN_ERROR,
    MOVES,
    RUNNING,
    Gate,
    Phase,
    Status,
    Step,
    phase_of,
)
from tasks_app.transitions import InvalidTransition, allowed, check
from videogen.lib.errors import DomainError, InvalidInput

PAGE = (Path(__file__).parents[2] / "docs" / "workflow.md").read_text(encoding="utf-8")


def table(heading: str) -> list[list[str]]:
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def documented_moves() -> dict[tuple[str, str], tuple[frozenset[ActorKind], bool]]:
    kinds = {
        "human": HUMAN,
        "worker": frozenset({ActorKind.WORKER}),
        "system": frozenset({ActorKind.SYSTEM}),
    }
    return {
        (source, to): (frozenset().union(*(kinds[w] for w in by.split(", "))), note == "needed")
        for source, to, by, note in table("Moves")
    }


def outcome(source: Status, to: Status, by: ActorKind, note: str) -> type[DomainError] | None:
    try:
        check(source, to, by, note=note)
    except DomainError as error:
        return type(error)
    return None


def test_there_are_27_statuses_as_documented() -> None:
    code = [[s.value, s.label, BASE_PHASE[s].value] for s in Status]

    assert len(code) == 27
    assert table("Statuses") == code


def test_moves_are_those_documented() -> None:
    code = {(a.value, b.value): (m.by, m.needs_note) for (a, b), m in MOVES.items()}

    assert code == documented_moves()


@pytest.mark.parametrize("by", list(ActorKind))
def test_every_pair_of_statuses_obeys_the_documented_table(by: ActorKind) -> None:
    documented = documented_moves()
    pairs = list(itertools.product(Status, Status))
    expected = [
        None
        if by in documented.get((a.value, b.value), (frozenset(), False))[0]
        else InvalidTransition
        for a, b in pairs
    ]

    outcomes = [outcome(a, b, by, "a note") for a, b in pairs]

    assert len(pairs) == 729
    assert outcomes == expected


@pytest.mark.parametrize("gate", list(GATE_BY_STATUS.values()), ids=lambda gate: gate.name.value)
@pytest.mark.parametrize(
    ("by", "refusal"),
    [
        pytest.param(ActorKind.PERSON, InvalidInput, id="person"),
        pytest.param(ActorKind.COMMAND, InvalidInput, id="command"),
        pytest.param(ActorKind.NOTION, None, id="notion may stay silent"),
    ],
)
def test_a_rejection_needs_a_note(
    gate: Gate, by: ActorKind, refusal: type[DomainError] | None
) -> None:
    result = outcome(gate.status, gate.rejected, by, "  ")

    assert result is refusal


def test_refusal_names_the_allowed_moves() -> None:
    with pytest.raises(InvalidTransition) as refusal:
        check(Status.DRAFT, Status.PUBLISHED, ActorKind.PERSON)

    assert refusal.value.errors["allowed"] == ["queued", "cancelled"]
    assert "A task that is Draft cannot become Upload Complete." in refusal.value.detail
    assert "Queued, Cancelled" in refusal.value.detail


def test_no_status_leads_nowhere_for_everybody() -> None:
    stuck = [s for s in Status if not any(allowed(s, by) for by in ActorKind)]

    assert stuck == []


def test_every_running_task_can_be_put_back_by_the_system() -> None:
    refused = [s for s in RUNNING if "queued" not in allowed(s, ActorKind.SYSTEM)]

    assert refused == []


@pytest.mark.parametrize(
    ("status", "waits", "rejected", "phase"),
    [
        pytest.param(Status.QUEUED, False, False, Phase.PENDING, id="queued"),
        pytest.param(Status.QUEUED, True, False, Phase.RETRY, id="waits for a retry"),
        pytest.param(Status.VIDEO_ERROR, False, False, Phase.FAILED, id="failed"),
        pytest.param(Status.VIDEO_ERROR, False, True, Phase.REJECTED, id="rejected"),
        pytest.param(Status.FINAL_REVIEW, False, False, Phase.AWAITING_REVIEW, id="gate"),
        pytest.param(Status.PUBLISHED, False, True, Phase.COMPLETED, id="rejected before"),
    ],
)
def test_phase_is_derived(status: Status, waits: bool, rejected: bool, phase: Phase) -> None:  # noqa: FBT001 - a table
    result = phase_of(status, waits_for_retry=waits, rejected=rejected)

    assert result is phase


def test_steps_come_in_the_order_of_the_pipeline() -> None:
    order = [step.value for step in Step]

    assert order == ["assets", "composites", "video", "audio", "sfx", "assembly", "upload"]
    assert {step_status.value for step_status in IN_ERROR} == {
        "asset_error",
        "video_error",
        "audio_error",
        "upload_error",
    }

"""The 27 statuses, their phases, the gates and every allowed move (docs/workflow.md)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices

from tasks_app.actors import HUMAN, SYSTEM, WORKER, ActorKind


class Status(TextChoices):
    """The stored value, and the label that the Notion board shows."""

    DRAFT = "draft", "Draft"
    QUEUED = "queued", "Queued"
    CLAIMED = "claimed", "Processing"
    GENERATING_ASSETS = "generating_assets", "Assets Generating"
    ASSETS_READY = "assets_ready", "Assets Ready"
    ASSETS_APPROVED = "assets_approved", "Assets Approved"
    GENERATING_COMPOSITES = "generating_composites", "Composites Creating"
    COMPOSITES_READY = "composites_ready", "Composites Ready"
    GENERATING_VIDEO = "generating_video", "Videos Generating"
    VIDEO_READY = "video_ready", "Videos Ready"
    VIDEO_APPROVED = "video_approved", "Videos Approved"
    GENERATING_AUDIO = "generating_audio", "Audio Generating"
    AUDIO_READY = "audio_ready", "Audio Ready"
    AUDIO_APPROVED = "audio_approved", "Audio Approved"
    GENERATING_SFX = "generating_sfx", "SFX Generating"
    SFX_READY = "sfx_ready", "SFX Ready"
    ASSEMBLING = "assembling", "Assembling Video"
    ASSEMBLY_READY = "assembly_ready", "Assembly Ready"
    FINAL_REVIEW = "final_review", "Ready for Review"
    APPROVED = "approved", "Review Approved"
    UPLOADING = "uploading", "Uploading"
    PUBLISHED = "published", "Upload Complete"
    ASSET_ERROR = "asset_error", "Asset Error"
    VIDEO_ERROR = "video_error", "Video Error"
    AUDIO_ERROR = "audio_error", "Audio Error"
    UPLOAD_ERROR = "upload_error", "Upload Error"
    CANCELLED = "cancelled", "Cancelled"


S = Status


class Phase(TextChoices):
    """The coarse view of a status; derived, never stored."""

    DRAFT = "draft", "Draft"
    PENDING = "pending", "Pending"
    RETRY = "retry", "Waiting for a retry"
    PROCESSING = "processing", "Processing"
    AWAITING_REVIEW = "awaiting_review", "Awaiting review"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    COMPLETED = "completed", "Completed"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


BASE_PHASE: dict[Status, Phase] = {
    S.DRAFT: Phase.DRAFT,
    S.QUEUED: Phase.PENDING,
    S.CLAIMED: Phase.PROCESSING,
    S.GENERATING_ASSETS: Phase.PROCESSING,
    S.ASSETS_READY: Phase.AWAITING_REVIEW,
    S.ASSETS_APPROVED: Phase.APPROVED,
    S.GENERATING_COMPOSITES: Phase.PROCESSING,
    S.COMPOSITES_READY: Phase.PROCESSING,
    S.GENERATING_VIDEO: Phase.PROCESSING,
    S.VIDEO_READY: Phase.AWAITING_REVIEW,
    S.VIDEO_APPROVED: Phase.APPROVED,
    S.GENERATING_AUDIO: Phase.PROCESSING,
    S.AUDIO_READY: Phase.AWAITING_REVIEW,
    S.AUDIO_APPROVED: Phase.APPROVED,
    S.GENERATING_SFX: Phase.PROCESSING,
    S.SFX_READY: Phase.PROCESSING,
    S.ASSEMBLING: Phase.PROCESSING,
    S.ASSEMBLY_READY: Phase.PROCESSING,
    S.FINAL_REVIEW: Phase.AWAITING_REVIEW,
    S.APPROVED: Phase.APPROVED,
    S.UPLOADING: Phase.PROCESSING,
    S.PUBLISHED: Phase.COMPLETED,
    S.ASSET_ERROR: Phase.FAILED,
    S.VIDEO_ERROR: Phase.FAILED,
    S.AUDIO_ERROR: Phase.FAILED,
    S.UPLOAD_ERROR: Phase.FAILED,
    S.CANCELLED: Phase.CANCELLED,
}

RUNNING = frozenset(s for s, phase in BASE_PHASE.items() if phase is Phase.PROCESSING)
IN_ERROR = frozenset(s for s, phase in BASE_PHASE.items() if phase is Phase.FAILED)
GATES = frozenset(s for s, phase in BASE_PHASE.items() if phase is Phase.AWAITING_REVIEW)
PASSED_GATES = frozenset(s for s, phase in BASE_PHASE.items() if phase is Phase.APPROVED)


def phase_of(status: Status, *, waits_for_retry: bool, rejected: bool) -> Phase:
    """The phase people see: an error made by a review is a rejection, a queued retry a retry."""
    if status is S.QUEUED and waits_for_retry:
        return Phase.RETRY
    if status in IN_ERROR and rejected:
        return Phase.REJECTED
    return BASE_PHASE[status]


class Step(TextChoices):
    """The stages of the pipeline in their order."""

    ASSETS = "assets", "Assets"
    COMPOSITES = "composites", "Composites"
    VIDEO = "video", "Video"
    AUDIO = "audio", "Audio"
    SFX = "sfx", "Effects"
    ASSEMBLY = "assembly", "Assembly"
    UPLOAD = "upload", "Upload"


@dataclass(frozen=True, slots=True)
class StepStatuses:
    """What a task is called while a step runs, when it is through, and when it failed."""

    running: Status
    done: Status
    failed: Status


STEP_STATUSES: dict[Step, StepStatuses] = {
    Step.ASSETS: StepStatuses(S.GENERATING_ASSETS, S.ASSETS_READY, S.ASSET_ERROR),
    Step.COMPOSITES: StepStatuses(S.GENERATING_COMPOSITES, S.COMPOSITES_READY, S.ASSET_ERROR),
    Step.VIDEO: StepStatuses(S.GENERATING_VIDEO, S.VIDEO_READY, S.VIDEO_ERROR),
    Step.AUDIO: StepStatuses(S.GENERATING_AUDIO, S.AUDIO_READY, S.AUDIO_ERROR),
    Step.SFX: StepStatuses(S.GENERATING_SFX, S.SFX_READY, S.AUDIO_ERROR),
    Step.ASSEMBLY: StepStatuses(S.ASSEMBLING, S.ASSEMBLY_READY, S.VIDEO_ERROR),
    Step.UPLOAD: StepStatuses(S.UPLOADING, S.PUBLISHED, S.UPLOAD_ERROR),
}


class GateName(StrEnum):
    ASSETS = "assets"
    VIDEO = "video"
    AUDIO = "audio"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Gate:
    """A place where a person looks: what yes and no mean, and which step follows each.

    `shows` are the steps whose files are on the page; a rejection makes files of `redo` again.
    """

    name: GateName
    status: Status
    approved: Status
    rejected: Status
    redo: Step
    following: Step
    shows: tuple[Step, ...]


GATE_BY_STATUS: dict[Status, Gate] = {
    gate.status: gate
    for gate in (
        Gate(
            GateName.ASSETS,
            S.ASSETS_READY,
            S.ASSETS_APPROVED,
            S.ASSET_ERROR,
            redo=Step.ASSETS,
            following=Step.COMPOSITES,
            shows=(Step.ASSETS,),
        ),
        Gate(
            GateName.VIDEO,
            S.VIDEO_READY,
            S.VIDEO_APPROVED,
            S.VIDEO_ERROR,
            redo=Step.VIDEO,
            following=Step.AUDIO,
            shows=(Step.VIDEO,),
        ),
        Gate(
            GateName.AUDIO,
            S.AUDIO_READY,
            S.AUDIO_APPROVED,
            S.AUDIO_ERROR,
            redo=Step.AUDIO,
            following=Step.SFX,
            shows=(Step.AUDIO,),
        ),
        Gate(
            GateName.FINAL,
            S.FINAL_REVIEW,
            S.APPROVED,
            S.VIDEO_ERROR,
            redo=Step.VIDEO,
            following=Step.UPLOAD,
            shows=(Step.VIDEO, Step.AUDIO, Step.SFX, Step.ASSEMBLY),
        ),
    )
}

GATE_BY_APPROVAL: dict[Status, Gate] = {gate.approved: gate for gate in GATE_BY_STATUS.values()}


@dataclass(frozen=True, slots=True)
class Move:
    """An allowed change of status: which kinds of actor may make it."""

    by: frozenset[ActorKind]
    needs_note: bool = False


def _moves() -> dict[tuple[Status, Status], Move]:
    human, worker, system = Move(by=HUMAN), Move(by=WORKER), Move(by=SYSTEM)
    moves: dict[tuple[Status, Status], Move] = {
        (S.DRAFT, S.QUEUED): human,
        (S.QUEUED, S.CLAIMED): worker,
        (S.COMPOSITES_READY, S.GENERATING_VIDEO): worker,
        (S.SFX_READY, S.ASSEMBLING): worker,
        (S.ASSEMBLY_READY, S.FINAL_REVIEW): worker,
        (S.UPLOAD_ERROR, S.FINAL_REVIEW): human,
        (S.CANCELLED, S.DRAFT): human,
        (S.CANCELLED, S.QUEUED): human,
        (S.PUBLISHED, S.QUEUED): human,
    }
    for names in STEP_STATUSES.values():
        moves[S.CLAIMED, names.running] = worker
        moves[names.running, names.done] = worker
        # The system fails a step whose worker died again and again.
        moves[names.running, names.failed] = Move(by=WORKER | SYSTEM)
    for gate in GATE_BY_STATUS.values():
        # The system approves where the channel lets a gate proceed by itself; never the final cut.
        by = HUMAN if gate.name is GateName.FINAL else HUMAN | SYSTEM
        moves[gate.status, gate.approved] = Move(by=by)
        moves[gate.status, gate.rejected] = Move(by=HUMAN, needs_note=True)
        moves[gate.approved, S.QUEUED] = system
    for error in IN_ERROR:
        # People retry at once; the system after the waiting time of the schedule.
        moves[error, S.QUEUED] = Move(by=HUMAN | SYSTEM)
    for stopped in (S.DRAFT, S.QUEUED, *GATES, *IN_ERROR):
        moves[stopped, S.CANCELLED] = human
    for running in RUNNING:
        moves[running, S.QUEUED] = system
    return moves


MOVES: dict[tuple[Status, Status], Move] = _moves()

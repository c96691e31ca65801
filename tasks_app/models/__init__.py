"""The rows of the core, a file per aggregate."""

from tasks_app.models.asset import Asset, AssetKind, AssetStatus
from tasks_app.models.channel import Channel, ChannelSecret
from tasks_app.models.cost import BudgetDay, Call
from tasks_app.models.event import Event, EventKind
from tasks_app.models.idempotency import KeptAnswer
from tasks_app.models.lease import Lease
from tasks_app.models.mirror import (
    Board,
    BoardKind,
    MirrorInbox,
    MirrorPage,
    NotionAllowance,
    NotionConnection,
    RefusedEdit,
    Ruling,
)
from tasks_app.models.task import Priority, Task

__all__ = [
    "Asset",
    "AssetKind",
    "AssetStatus",
    "Board",
    "BoardKind",
    "BudgetDay",
    "Call",
    "Channel",
    "ChannelSecret",
    "Event",
    "EventKind",
    "KeptAnswer",
    "Lease",
    "MirrorInbox",
    "MirrorPage",
    "NotionAllowance",
    "NotionConnection",
    "Priority",
    "RefusedEdit",
    "Ruling",
    "Task",
]

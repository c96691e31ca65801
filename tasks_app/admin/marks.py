"""Small pieces of HTML that lists and pages share: chips, bars, moments, money. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks_app import costs
from tasks_app.channels import config_of
from tasks_app.models import Asset, AssetStatus, Channel, Priority, Task
from tasks_app.models.channel import ChannelState
from tasks_app.statuses import Phase, Status, Step

NOTHING = SafeString('<span class="vg-quiet">–</span>')

TONES: dict[Phase, str] = {
    Phase.DRAFT: "idle",
    Phase.PENDING: "idle",
    Phase.RETRY: "idle",
    Phase.PROCESSING: "run",
    Phase.AWAITING_REVIEW: "gate",
    Phase.APPROVED: "run",
    Phase.REJECTED: "error",
    Phase.COMPLETED: "done",
    Phase.FAILED: "error",
    Phase.CANCELLED: "idle",
}
ASSET_TONES: dict[str, str] = {
    AssetStatus.PENDING: "idle",
    AssetStatus.GENERATED: "gate",
    AssetStatus.APPROVED: "run",
    AssetStatus.REJECTED: "error",
}
CHANNEL_TONES: dict[str, str] = {
    ChannelState.ACTIVE: "run",
    ChannelState.INACTIVE: "idle",
    ChannelState.HELD: "error",
    ChannelState.REMOVED: "error",
}


def chip(label: str, tone: str) -> SafeString:
    return format_html('<span class="mark-chip mark-{}">{}</span>', tone, label)


def status_chip(task: Task) -> SafeString:
    return chip(task.state.label, TONES[task.phase])


def priority_mark(task: Task) -> SafeString:
    priority = Priority(task.priority)
    return format_html(
        '<span class="mark-priority mark-{}">{}</span>', priority.name.lower(), priority.label
    )


def asset_chip(asset: Asset) -> SafeString:
    return chip(AssetStatus(asset.status).label, ASSET_TONES[asset.status])


def channel_state_chip(channel: Channel) -> SafeString:
    return chip(ChannelState(channel.state).label, CHANNEL_TONES[channel.state])


def channel_mark(channel: Channel) -> SafeString:
    """Emoji, colour and name; the colour as an SVG attribute because the policy forbids styles."""
    return format_html(
        '<span class="mark-channel"><svg viewBox="0 0 10 10" aria-hidden="true">'
        '<circle cx="5" cy="5" r="5" fill="{}"/></svg>{}{}</span>',
        channel.color or "#9aa1ad",
        format_html('<span class="mark-emoji">{}</span>', channel.emoji) if channel.emoji else "",
        channel.name,
    )


def progress_words(task: Task) -> str:
    """For example "clip 5 of 18"; empty while no step runs."""
    if task.progress is None:
        return ""
    noun = costs.ITEM_OPERATION[Step(task.next_step)]
    return f"{noun} {task.progress_done} of {task.progress_total}"


def progress_bar(task: Task) -> SafeString:
    words = progress_words(task)
    if not words:
        return NOTHING
    return format_html(
        '<span class="mark-progress"><progress value="{}" max="{}" aria-label="{}"></progress>'
        "<span>{}</span></span>",
        task.progress_done,
        # A bar without a maximum would be drawn as one that never ends.
        task.progress_total or 1,
        words,
        words,
    )


def next_attempt(task: Task) -> str:
    """For example "retry 2 of 4 at 14:15 UTC"; empty when nothing waits for its time."""
    if task.state is not Status.QUEUED or task.next_attempt_at is None:
        return ""
    retries = config_of(task.channel).max_retries_for(task.next_step)
    return f"retry {task.retry_count} of {retries} at {clock(task.next_attempt_at)}"


def span_words(span: timedelta) -> str:
    """A duration in its two largest units; `times.js` says the same in the browser."""
    minutes = max(0, int(span.total_seconds() // 60))
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return f"{days} d {hours} h" if hours and days < 10 else f"{days} d"
    if hours:
        return f"{hours} h {minutes % 60} min"
    return f"{minutes} min" if minutes else "<1 min"


def brief(span: timedelta) -> str:
    """A duration in seconds below two minutes, in its largest units above."""
    seconds = round(span.total_seconds())
    return f"{seconds} s" if seconds < 120 else span_words(span)


def age(at: datetime | None) -> SafeString:
    """How long ago, kept up to date in the browser, with the exact moment on hover."""
    if at is None:
        return NOTHING
    return format_html(
        '<time datetime="{}" title="{}" data-age>{}</time>',
        at.isoformat(timespec="seconds"),
        exact(at),
        span_words(timezone.now() - at),
    )


def clock(at: datetime) -> str:
    """The minute, and the day unless it is today."""
    is_today = at.date() == timezone.now().date()
    return f"{at:%H:%M} UTC" if is_today else f"{at:%d %b %H:%M} UTC"


def exact(at: datetime) -> str:
    return f"{at:%d %b %Y, %H:%M:%S} UTC"


def dollars(amount: Decimal) -> str:
    """Cents where they matter: a single call may cost less than one."""
    if amount and amount < Decimal("0.1"):
        return f"${amount.normalize():f}"
    return f"${amount:,.2f}"


def file_size(size_bytes: int) -> str:
    size = float(size_bytes)
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if size >= 10 or unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"

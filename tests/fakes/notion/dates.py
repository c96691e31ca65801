"""Date values: minutes only, the zone folded into the offset, exactly as they are read back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .clock import minute
from .errors import Json, invalid, misplaced, missing

DATE_ONLY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_date(value: Any, where: str) -> Json | None:
    """A written date → what will be read. `time_zone` never comes back."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise misplaced(where, "be an object or `null`", value)
    if "start" not in value:
        raise missing(f"{where}.start")
    zone = read_zone(value.get("time_zone"), where)
    start = normal(value["start"], zone, f"{where}.start")
    end = value.get("end")
    shown_end = None if end is None else normal(end, zone, f"{where}.end")
    if shown_end is not None and moment(shown_end) < moment(start):
        raise invalid(f"{where}: the start date must be before the end date.")
    return {"start": start, "end": shown_end, "time_zone": None}


def read_zone(name: Any, where: str) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError):
        raise misplaced(f"{where}.time_zone", "be a valid time zone", name) from None


def normal(text: Any, zone: ZoneInfo | None, where: str) -> str:
    """`2026-07-25T16:57:28.5Z` → `2026-07-25T16:57:00.000+00:00`; a bare date stays one."""
    parsed = parse_moment(text)
    if parsed is None:
        raise misplaced(where, "be a valid ISO 8601 date string", text)
    if DATE_ONLY.fullmatch(text):
        return str(text)
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=zone or UTC)
    elif zone is not None:
        parsed = parsed.astimezone(zone)
    return minute(parsed).isoformat(timespec="milliseconds")


def parse_moment(text: Any) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        if DATE_ONLY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), datetime.min.time())
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def moment(text: str) -> datetime:
    """Any date text as a moment; without a zone it is UTC."""
    parsed = parse_moment(text)
    if parsed is None:
        raise invalid(f"{text} is not a valid ISO 8601 date string.")
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)

"""Single filter conditions: one value against one written condition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from .dates import DATE_ONLY, moment, parse_moment
from .errors import misplaced

Test = Callable[[Any], bool]
DAY = timedelta(days=1)
RELATIVE_DAYS = {
    "today": 0,
    "tomorrow": 1,
    "yesterday": -1,
    "one_week_ago": -7,
    "one_week_from_now": 7,
    "one_month_ago": -30,
    "one_month_from_now": 30,
}
WINDOW_DAYS = {
    "past_week": (-7, 1),
    "past_month": (-30, 1),
    "past_year": (-365, 1),
    "this_week": (-3, 4),
    "next_week": (0, 7),
    "next_month": (0, 30),
    "next_year": (0, 365),
}


def read_condition(kind: str, condition: Any, where: str, now: datetime) -> Test:
    """A test for values of this kind: text, number, choice, choices, checkbox, moment or files."""
    if not isinstance(condition, dict) or len(condition) != 1:
        raise misplaced(where, "be an object with one condition", condition)
    [(name, operand)] = condition.items()
    if name in ("is_empty", "is_not_empty"):
        if operand is not True:
            raise misplaced(f"{where}.{name}", "be `true`", operand)
        return emptiness(is_empty=name == "is_empty")
    if kind == "moment":
        return moment_test(name, operand, f"{where}.{name}", now)
    make = MAKERS.get(kind, {}).get(name)
    if make is None:
        raise misplaced(f"{where}.{name}", "be not present", operand)
    check_operand(kind, operand, f"{where}.{name}")
    return make(operand)


def check_operand(kind: str, operand: Any, where: str) -> None:
    expected: dict[str, tuple[type, ...]] = {
        "text": (str,),
        "number": (int, float),
        "checkbox": (bool,),
        "choice": (str, list),
        "choices": (str,),
    }
    if not isinstance(operand, expected[kind]):
        names = {"number": "a number", "checkbox": "a boolean"}
        raise misplaced(where, f"be {names.get(kind, 'a string')}", operand)


def emptiness(*, is_empty: bool) -> Test:
    return lambda value: (value is None or value == "" or value == []) == is_empty


def one_of(operand: Any) -> list[str]:
    wanted = operand if isinstance(operand, list) else [operand]
    return [str(each) for each in wanted]


def number_test(compare: Callable[[Any, Any], bool]) -> Callable[[Any], Test]:
    return lambda operand: lambda value: value is not None and compare(value, operand)


TEXT: dict[str, Callable[[Any], Test]] = {
    "equals": lambda text: lambda value: (value or "") == text,
    "does_not_equal": lambda text: lambda value: (value or "") != text,
    "contains": lambda text: lambda value: text.casefold() in (value or "").casefold(),
    "does_not_contain": lambda text: lambda value: text.casefold() not in (value or "").casefold(),
    "starts_with": lambda text: lambda value: (value or "").startswith(text),
    "ends_with": lambda text: lambda value: (value or "").endswith(text),
}
NUMBER: dict[str, Callable[[Any], Test]] = {
    "equals": number_test(lambda a, b: bool(a == b)),
    "does_not_equal": lambda operand: lambda value: value != operand,
    "greater_than": number_test(lambda a, b: bool(a > b)),
    "less_than": number_test(lambda a, b: bool(a < b)),
    "greater_than_or_equal_to": number_test(lambda a, b: bool(a >= b)),
    "less_than_or_equal_to": number_test(lambda a, b: bool(a <= b)),
}
CHECKBOX: dict[str, Callable[[Any], Test]] = {
    "equals": lambda flag: lambda value: bool(value) == flag,
    "does_not_equal": lambda flag: lambda value: bool(value) != flag,
}
# A choice is a list of the names it answers to: the option's, and for a status its group's.
CHOICE: dict[str, Callable[[Any], Test]] = {
    "equals": lambda names: lambda value: any(each in (value or []) for each in one_of(names)),
    "does_not_equal": lambda names: (
        lambda value: not any(each in (value or []) for each in one_of(names))
    ),
}
CHOICES: dict[str, Callable[[Any], Test]] = {
    "contains": lambda item: lambda value: item in (value or []),
    "does_not_contain": lambda item: lambda value: item not in (value or []),
}
MAKERS = {
    "text": TEXT,
    "number": NUMBER,
    "checkbox": CHECKBOX,
    "choice": CHOICE,
    "choices": CHOICES,
}


def moment_test(name: str, operand: Any, where: str, now: datetime) -> Test:
    if name in WINDOW_DAYS:
        first, last = WINDOW_DAYS[name]
        return within(now + first * DAY, now + last * DAY)
    if name not in ("equals", "before", "after", "on_or_before", "on_or_after"):
        raise misplaced(where, "be not present", operand)
    begin, end = span(operand, where, now)
    return {
        "equals": within(begin, end),
        "before": lambda value: value is not None and value < begin,
        "after": lambda value: value is not None and value >= end,
        "on_or_before": lambda value: value is not None and value < end,
        "on_or_after": lambda value: value is not None and value >= begin,
    }[name]


def within(begin: datetime, end: datetime) -> Test:
    return lambda value: value is not None and begin <= value < end


def span(operand: Any, where: str, now: datetime) -> tuple[datetime, datetime]:
    """A whole day for a bare date, else one millisecond, the precision of comparisons."""
    if operand in RELATIVE_DAYS:
        midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        day = midnight + RELATIVE_DAYS[operand] * DAY
        return day, day + DAY
    if parse_moment(operand) is None:
        raise misplaced(where, "be a valid ISO 8601 date string", operand)
    begin = moment(operand)
    is_day = bool(DATE_ONLY.fullmatch(operand))
    return begin, begin + (DAY if is_day else timedelta(milliseconds=1))

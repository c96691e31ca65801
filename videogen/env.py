"""Typed readers for environment variables.

Each reader returns the right type or raises `WrongSetting` with one line that names the variable,
the value and what is allowed. An empty value counts as unset. `names_read()` is what the
documentation is tested against; `secret_values()` is what the log never shows.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from dotenv import dotenv_values
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

_names: set[str] = set()
_secrets: set[str] = set()
_adjusted: dict[str, str] = {}

# Shorter values would redact ordinary words and digits out of every log line.
SHORTEST_REDACTED = 6
LONGEST_SHOWN = 60


class WrongSetting(Exception):
    """A variable holds what it may not hold; the text is one line for the operator."""


def load(file: Path) -> None:
    """Take over what the file sets and the real environment does not."""
    if not file.is_file():
        return
    for name, value in dotenv_values(file, interpolate=False).items():
        if value is not None:
            os.environ.setdefault(name, value)


def names_read() -> frozenset[str]:
    """Every variable a reader was asked for so far."""
    return frozenset(_names)


def secret_values() -> frozenset[str]:
    """Values that must not appear in any output."""
    return frozenset(_secrets)


def adjusted() -> tuple[str, ...]:
    """One sentence for each value that was moved into its bounds."""
    return tuple(_adjusted.values())


def conceal(value: str) -> None:
    """Keep a value that did not come from the environment out of the log as well."""
    if len(value) >= SHORTEST_REDACTED:
        _secrets.add(value)


def text(name: str, default: str = "") -> str:
    """The value with outer white space removed."""
    return _raw(name) or default


def secret(name: str, default: str = "") -> str:
    """Like `text`, and never logged."""
    value = text(name, default)
    conceal(value)
    return value


def integer(
    name: str, default: int, *, minimum: int | None = None, maximum: int | None = None
) -> int:
    """A whole number within bounds."""
    raw = _raw(name)
    if not raw:
        return default
    wanted = "a whole number" + _bounds(minimum, maximum)
    try:
        value = int(raw)
    except ValueError:
        raise _wrong(name, raw, wanted) from None
    if (minimum is not None and value < minimum) or (maximum is not None and value > maximum):
        raise _wrong(name, raw, wanted)
    return value


def clamped(name: str, default: int, *, minimum: int, maximum: int) -> int:
    """A whole number, moved into the bounds; `adjusted()` then tells about it."""
    value = integer(name, default)
    within = min(max(value, minimum), maximum)
    _adjusted.pop(name, None)
    if within != value:
        _adjusted[name] = f"{name} is {value}; {within} is used (allowed: {minimum} to {maximum})."
    return within


def amount(name: str, default: str) -> Decimal:
    """A sum of money or another exact number, zero or more."""
    raw = _raw(name)
    try:
        value = Decimal(raw or default)
    except InvalidOperation:
        raise _wrong(name, raw, "a number such as 0.05") from None
    if not value.is_finite() or value < 0:
        raise _wrong(name, raw, "a number of zero or more")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Yes or no."""
    raw = _raw(name).lower()
    if not raw:
        return default
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    raise _wrong(name, raw, "one of: on, off, true, false, yes, no, 1, 0")


def choice(name: str, default: str, allowed: Iterable[str]) -> str:
    """One of the allowed words, whatever its case."""
    options = tuple(allowed)
    raw = _raw(name)
    if not raw:
        return default
    for option in options:
        if option.lower() == raw.lower():
            return option
    raise _wrong(name, raw, "one of: " + ", ".join(options))


def url(name: str, default: str = "", *, schemes: tuple[str, ...] = ("http", "https")) -> str:
    """An address with a scheme and a host, without a trailing slash."""
    raw = _raw(name)
    if not raw:
        return default
    parts = _split(name, raw)
    if parts.scheme not in schemes or not (parts.hostname or parts.path):
        raise _wrong(
            name, _without_password(raw), "an address that begins with " + _starts(schemes)
        )
    return raw.rstrip("/")


def path(name: str, default: Path, *, base: Path) -> Path:
    """An absolute path; a relative one is taken from `base`, `~` is the home folder."""
    raw = _raw(name)
    if "\0" in raw:
        raise _wrong(name, raw, "a path")
    return (base / Path(raw).expanduser()) if raw else default


def words(name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Values between commas, empty ones dropped."""
    raw = _raw(name)
    return tuple(word.strip() for word in raw.split(",") if word.strip()) if raw else default


def ids(name: str) -> tuple[str, ...]:
    """UUIDs between commas, with or without hyphens."""
    try:
        return tuple(str(uuid.UUID(word)) for word in words(name))
    except ValueError:
        wanted = "ids of 32 hexadecimal digits between commas"
        raise _wrong(name, _raw(name), wanted) from None


def integers(name: str, default: tuple[int, ...], *, minimum: int = 0) -> tuple[int, ...]:
    """Whole numbers between commas."""
    raw = _raw(name)
    if not raw:
        return default
    try:
        values = tuple(int(word) for word in raw.split(","))
    except ValueError:
        raise _wrong(name, raw, "whole numbers between commas, such as 1,5,15") from None
    if any(value < minimum for value in values):
        raise _wrong(name, raw, f"whole numbers of at least {minimum}")
    return values


def database(name: str, default: str) -> dict[str, Any]:
    """A PostgreSQL address as Django's connection settings; libpq does the parsing."""
    raw = _raw(name)
    conceal(raw)
    wanted = "an address such as postgresql://user:password@host:5432/name"
    if raw and not raw.startswith(("postgresql://", "postgres://")):
        raise _wrong(name, _without_password(raw), wanted)
    try:
        parts = conninfo_to_dict(raw or default)
    except ProgrammingError:
        raise _wrong(name, _without_password(raw), wanted) from None
    if not parts.get("dbname"):
        raise _wrong(name, _without_password(raw), wanted + " with the name of a database")
    conceal(str(parts.get("password", "")))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
    }


def _raw(name: str) -> str:
    _names.add(name)
    return os.environ.get(name, "").strip()


def _wrong(name: str, value: str, wanted: str) -> WrongSetting:
    shown = value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"
    return WrongSetting(f'{name} must be {wanted}, got "{shown}".'.replace("\n", " "))


def _bounds(minimum: int | None, maximum: int | None) -> str:
    if minimum is not None and maximum is not None:
        return f" from {minimum} to {maximum}"
    if minimum is not None:
        return f" of at least {minimum}"
    return f" of at most {maximum}" if maximum is not None else ""


def _starts(schemes: tuple[str, ...]) -> str:
    return " or ".join(f"{scheme}://" for scheme in schemes)


def _split(name: str, raw: str) -> SplitResult:
    try:
        return urlsplit(raw)
    except ValueError:
        raise _wrong(name, _without_password(raw), "an address") from None


def _without_password(raw: str) -> str:
    head, at, tail = raw.rpartition("@")
    return f"…@{tail}" if at and head else raw

"""The log: one JSON object a line, with what is bound to the context, without secrets.

Bind with `structlog.contextvars.bind_contextvars(task=…, channel=…, correlation=…)`; it is added to
every line, also to those of other libraries, which come in through the standard `logging`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from videogen import env

HIDDEN = "[hidden]"
_NAME = re.compile(
    r"token|secret|passw|authori[sz]ation|cookie|signature|(?:^|[_-])key(?:s|_id)?$|apikey", re.I
)
_IN_TEXT = re.compile(
    r"((?:bearer|basic|token)\s+|[\w-]*(?:token|secret|passw\w*|api_?key|signature)[\"']?\s*[=:]\s*[\"']?)"
    r"([^\s&\"',;]+)",
    re.I,
)
# Deeper nesting is not logged by anything of ours; the limit keeps a cycle from hanging a worker.
DEEPEST = 6
LIBRARIES = ("django", "django.server", "uvicorn", "uvicorn.access", "uvicorn.error")


def logging_config(level: str, *, form: str = "json") -> dict[str, Any]:
    """The `LOGGING` of the settings; configures structlog on the way."""
    render: Any = structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    if form == "text":
        render = structlog.dev.ConsoleRenderer(colors=False)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared[:3],
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared[4:],
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    drop_copy_in_colour,
                    redact,
                    render,
                ],
            }
        },
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": level},
        # These bring handlers of their own; without them they reach the root.
        "loggers": {
            **{name: _plain(level) for name in LIBRARIES},
            # Says at INFO that it was rung, which happens every second.
            "django-q": _plain("WARNING" if level == "INFO" else level),
        },
    }


def _plain(level: str) -> dict[str, Any]:
    return {"handlers": [], "propagate": True, "level": level}


def drop_copy_in_colour(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """uvicorn sends every message twice."""
    event.pop("color_message", None)
    return event


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The last processor before rendering: nothing secret gets past it."""
    return {name: _clean(name, value, depth=0) for name, value in event.items()}


def _clean(name: str, value: Any, *, depth: int) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if _NAME.search(name) and value:
        return HIDDEN
    if isinstance(value, str):
        return without_secrets(value)
    if depth >= DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        return {str(key): _clean(str(key), item, depth=depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean("", item, depth=depth + 1) for item in value]
    return without_secrets(str(value))


def without_secrets(message: str) -> str:
    """Free text with known secret values, and what looks like one, replaced."""
    for secret in sorted(env.secret_values(), key=len, reverse=True):
        message = message.replace(secret, HIDDEN)
    return _IN_TEXT.sub(rf"\1{HIDDEN}", message)

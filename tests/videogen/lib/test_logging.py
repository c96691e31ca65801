from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from videogen import env
from videogen.lib.logging import HIDDEN, logging_config


class Log:
    """A logger with our formatter that writes into memory."""

    def __init__(self) -> None:
        formatter = dict(logging_config("DEBUG")["formatters"]["json"])
        self._target = io.StringIO()
        handler = logging.StreamHandler(self._target)
        handler.setFormatter(formatter.pop("()")(**formatter))
        # Not from the registry, so that nothing of it stays behind.
        self.standard = logging.Logger("example")  # noqa: LOG001
        self.standard.addHandler(handler)
        self.bound = structlog.wrap_logger(self.standard)

    def line(self) -> dict[str, Any]:
        [line] = self._target.getvalue().splitlines()
        found = json.loads(line)
        assert isinstance(found, dict)
        return found


@pytest.fixture
def log() -> Iterator[Log]:
    structlog.contextvars.clear_contextvars()
    yield Log()
    structlog.contextvars.clear_contextvars()


def test_a_line_is_one_json_object(log: Log) -> None:
    log.bound.info("clip made", clip=5)

    assert log.line().items() >= {"event": "clip made", "clip": 5, "level": "info"}.items()


def test_context_is_on_lines_of_other_libraries_too(log: Log) -> None:
    structlog.contextvars.bind_contextvars(task="t-1", correlation="c-1")

    log.standard.warning("from %s", "elsewhere")

    assert (
        log.line().items()
        >= {
            "event": "from elsewhere",
            "task": "t-1",
            "correlation": "c-1",
        }.items()
    )


def test_an_exception_stays_on_its_line(log: Log) -> None:
    log.standard.error("it failed", exc_info=ValueError("broken"))

    assert "ValueError: broken" in log.line()["exception"]


@pytest.mark.parametrize(
    "name",
    ["api_key", "KEY", "access_token", "password", "client_secret", "Authorization", "Cookie"],
)
def test_values_under_secret_names_are_hidden(log: Log, name: str) -> None:
    log.bound.info("calling", **{name: "abc"}, headers={name: "abc"}, calls=[{name: "abc"}])

    line = log.line()

    assert line[name] == HIDDEN
    assert line["headers"] == {name: HIDDEN}
    assert line["calls"] == [{name: HIDDEN}]


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        pytest.param(
            "GET /ws/live?token=abc.def&since=4",
            f"GET /ws/live?token={HIDDEN}&since=4",
            id="query",
        ),
        pytest.param(
            "Authorization: Bearer abc.def.ghi", f"Authorization: Bearer {HIDDEN}", id="header"
        ),
        pytest.param('{"api_key": "abc"}', f'{{"api_key": "{HIDDEN}"}}', id="json"),
        pytest.param("5 tokens used, clip 3 of 18", "5 tokens used, clip 3 of 18", id="plain"),
    ],
)
def test_what_looks_like_a_secret_is_hidden_in_text(log: Log, message: str, shown: str) -> None:
    log.standard.info(message)

    assert log.line()["event"] == shown


def test_known_secret_values_are_hidden_wherever_they_stand(log: Log) -> None:
    env.conceal("swordfish-1234")

    log.standard.error("failed with %s", {"url": "http://x/swordfish-1234/y"})

    assert "swordfish" not in log.line()["event"]


def test_ordinary_values_keep_their_types(log: Log) -> None:
    log.bound.info("made", seconds=1.5, done=True, nothing=None, keyframe="abc", monkey="x")

    assert (
        log.line().items()
        >= {
            "seconds": 1.5,
            "done": True,
            "nothing": None,
            "keyframe": "abc",
            "monkey": "x",
        }.items()
    )

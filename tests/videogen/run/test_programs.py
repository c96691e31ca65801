from __future__ import annotations

import socket

import pytest
from pytest_django import Settings

from videogen.embedded.account import CannotStart
from videogen.run import programs


def test_a_busy_port_is_one_sentence(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.HOST, settings.PORT = taken.getsockname()

        with pytest.raises(CannotStart, match=r"Port \d+ on 127.0.0.1 cannot be used .*in use"):
            programs.refuse_busy_port()


def test_a_free_port_is_no_obstacle(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.HOST, settings.PORT = taken.getsockname()

    programs.refuse_busy_port()

    assert not programs.web_answers()

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import run_python, wait_until
from tests.whole_stack import WholeStack

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def stack(data_dir: Path) -> Iterator[WholeStack]:
    stack = WholeStack(data_dir)
    yield stack
    stack.process.kill()
    stack.process.wait()
    wait_until(stack.everything_is_gone)


def test_it_serves_refuses_a_second_start_and_stops_cleanly(stack: WholeStack) -> None:
    stack.wait_until_ready()

    status = stack.open_login()
    second = run_python("-m", "videogen.run", "up", **stack.variables)
    stack.process.send_signal(signal.SIGINT)
    code = stack.process.wait(timeout=60)

    assert status == 200
    assert second.returncode == 1
    assert "already running" in second.stderr
    assert code == 0
    assert stack.everything_is_gone()
    assert stack.said.rstrip().endswith("stopped")


def test_nothing_is_left_after_kill_9_and_a_new_start_keeps_the_data(
    stack: WholeStack, data_dir: Path
) -> None:
    stack.wait_until_ready()
    stack.process.kill()
    stack.process.wait()
    gone = wait_until(stack.everything_is_gone)

    again = WholeStack(data_dir)
    again.wait_until_ready()
    status = again.open_login()
    again.process.send_signal(signal.SIGTERM)
    again.process.wait(timeout=60)

    assert gone
    assert status == 200
    assert again.everything_is_gone()

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tasks_app.pipeline.children import (
    TAIL_BYTES,
    ChildFailed,
    ChildMissing,
    ChildTimedOut,
    Program,
    last_lines,
    run,
)
from tasks_app.pipeline.providers.base import Stopped
from tests.media import GOING_ON
from tests.processes import is_gone, run_python, wait_until

LEAVES_A_STRAY = "(setsid sh -c 'echo $$ > stray; exec sleep 600' &); echo $$ > child; sleep 600"
"""One process in the group, one that left it; both write their pid into a file."""


def program(*arguments: str, seconds: float = 20.0, folder: Path | None = None) -> Program:
    return Program(name="The script", arguments=arguments, timeout_seconds=seconds, folder=folder)


def shell(line: str, *, seconds: float = 20.0, folder: Path | None = None) -> Program:
    return program("sh", "-c", line, seconds=seconds, folder=folder)


def written(*paths: Path) -> Callable[[], bool]:
    return lambda: all(path.exists() and path.read_text().strip() for path in paths)


def test_output_and_errors_come_back_together() -> None:
    said = run(shell("echo one; echo two >&2"), GOING_ON)

    assert said == "one\ntwo\n"


def test_arguments_are_never_read_by_a_shell() -> None:
    said = run(program("printf", "%s", '$(id) ; `id` "quoted" *'), GOING_ON)

    assert said == '$(id) ; `id` "quoted" *'


def test_exit_code_and_last_lines_are_in_the_sentence() -> None:
    with pytest.raises(ChildFailed) as failed:
        run(shell("echo preparing; echo no such model; exit 3"), GOING_ON)

    assert failed.value.exit_code == 3
    assert str(failed.value) == "The script ended with exit code 3: preparing / no such model"


def test_a_signal_is_named() -> None:
    with pytest.raises(ChildFailed, match=r"The script was killed by signal 9: it said nothing\."):
        run(shell("kill -9 $$"), GOING_ON)


def test_a_missing_program_is_named() -> None:
    with pytest.raises(ChildMissing, match=r"The script cannot be run: /nowhere/x is missing\."):
        run(program("/nowhere/x"), GOING_ON)


def test_a_hundred_megabytes_of_output_keep_only_their_end() -> None:
    before = psutil.Process().memory_info().rss

    said = run(shell("head -c 100000000 /dev/zero | tr '\\0' x; echo; echo the end"), GOING_ON)

    assert len(said) == TAIL_BYTES
    assert said.endswith("x\nthe end\n")
    assert psutil.Process().memory_info().rss - before < 30_000_000


def test_what_is_fed_arrives_as_a_whole() -> None:
    said = run(program("wc", "-c"), GOING_ON, feed=(b"x" * 100_000 for _ in range(50)))

    assert said.strip() == "5000000"


def test_a_program_need_not_read_to_the_end() -> None:
    said = run(program("head", "-c", "3"), GOING_ON, feed=(b"abcdef" for _ in range(100_000)))

    assert said == "abc"


def test_a_fault_while_feeding_ends_the_program() -> None:
    with pytest.raises(ZeroDivisionError):
        run(program("cat"), GOING_ON, feed=(bytes([1 // number]) for number in (1, 0)))

    assert psutil.Process().children() == []


def test_without_a_feed_there_is_nothing_to_read() -> None:
    assert run(program("cat"), GOING_ON) == ""


def test_a_program_that_closes_its_output_is_still_waited_for() -> None:
    with pytest.raises(ChildFailed, match="exit code 4"):
        run(shell("exec >&- 2>&-; sleep 0.1; exit 4"), GOING_ON)


def test_time_limit_takes_every_process_below_along(tmp_path: Path) -> None:
    with pytest.raises(ChildTimedOut, match="The script was stopped after its time limit of 1 s"):
        run(shell(LEAVES_A_STRAY, seconds=1, folder=tmp_path), GOING_ON)

    assert is_gone(int((tmp_path / "child").read_text()))
    assert is_gone(int((tmp_path / "stray").read_text()))


def test_stop_ends_a_program_soon() -> None:
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()

    with pytest.raises(Stopped, match=r"The script was called off\."):
        run(program("sleep", "600"), stop)

    assert psutil.Process().children() == []


def test_a_process_left_behind_by_a_script_ends_with_it(tmp_path: Path) -> None:
    line = "setsid sh -c 'echo $$ > stray; exec sleep 600' & while [ ! -s stray ]; do :; done"

    run(shell(line, folder=tmp_path), GOING_ON)

    assert is_gone(int((tmp_path / "stray").read_text()))


def test_nothing_outlives_a_killed_worker(tmp_path: Path) -> None:
    worker = psutil.Popen(
        [
            sys.executable,
            "-c",
            "import sys, threading; from pathlib import Path;"
            "from tasks_app.pipeline.children import Program, run;"
            f"run(Program(name='x', arguments=['sh', '-c', {LEAVES_A_STRAY!r}],"
            " timeout_seconds=600, folder=Path(sys.argv[1])), threading.Event())",
            str(tmp_path),
        ]
    )
    assert wait_until(written(tmp_path / "child", tmp_path / "stray"))
    pids = [int((tmp_path / name).read_text()) for name in ("child", "stray")]

    worker.kill()
    worker.wait()

    assert wait_until(lambda: all(is_gone(pid) for pid in pids))


def test_a_guard_whose_parent_is_gone_starts_nothing(tmp_path: Path) -> None:
    guard = Path("tasks_app/pipeline/child_guard.py")

    ended = run_python(str(guard), str(os.getpid() + 1), "touch", str(tmp_path / "made"))

    assert ended.returncode == 127
    assert not (tmp_path / "made").exists()


def test_only_the_last_lines_are_told() -> None:
    assert last_lines("a\n\n b \nc\nd\ne\nf\n") == "b / c / d / e / f"


def test_long_lines_are_cut_at_their_beginning() -> None:
    assert last_lines("x" * 1000) == "…" + "x" * 400

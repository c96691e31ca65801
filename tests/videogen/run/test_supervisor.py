from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable

import pytest

from tests.processes import PROJECT, is_gone, wait_until
from videogen.embedded.account import CannotStart
from videogen.run.program import Program
from videogen.run.supervisor import Stopped, Supervisor

TELL_AND_STAY = "echo pid $$; exec sleep 60"
DEAF = "trap '' TERM INT; echo pid $$; while true; do sleep 0.1; done"
Scenario = Callable[[Supervisor], Awaitable[None]]


class Lines(list[str]):
    """What the programs said, as the terminal would show it."""

    def say(self, name: str, line: str) -> None:
        self.append(f"{name}: {line}")

    def pids(self, name: str) -> list[int]:
        return [int(word) for word in re.findall(rf"^{name}: pid (\d+)", "\n".join(self), re.M)]

    async def wait_for(self, count: int, name: str) -> int:
        """The number of the `count`th process of that name."""
        async with asyncio.timeout(20):
            while len(self.pids(name)) < count:
                await asyncio.sleep(0.02)
        return self.pids(name)[count - 1]


@pytest.fixture
def lines() -> Lines:
    return Lines()


def shell(name: str, script: str, *, stop_seconds: float = 5.0) -> Program:
    return Program(
        name=name,
        command=lambda: ("sh", "-c", script),
        is_ready=lambda: True,
        stop_seconds=stop_seconds,
    )


def play(scenario: Scenario, lines: Lines) -> None:
    async def run() -> None:
        supervisor = Supervisor(lines.say)
        try:
            await scenario(supervisor)
        finally:
            await supervisor.stop_all()

    asyncio.run(run())


def test_a_killed_program_is_started_again(lines: Lines) -> None:
    async def scenario(supervisor: Supervisor) -> None:
        await supervisor.start(shell("web", TELL_AND_STAY))
        os.kill(await lines.wait_for(1, "web"), signal.SIGKILL)
        await lines.wait_for(2, "web")

    play(scenario, lines)

    assert "videogen: web was ended by SIGKILL; starting it again in 0.5 s" in lines
    assert all(is_gone(pid) for pid in lines.pids("web"))


def test_the_pause_doubles_with_every_failure(lines: Lines) -> None:
    async def scenario(supervisor: Supervisor) -> None:
        await supervisor.start(shell("web", "echo pid $$; exit 3"))
        await lines.wait_for(3, "web")

    play(scenario, lines)

    assert [line for line in lines if "again" in line][:2] == [
        "videogen: web ended with code 3; starting it again in 0.5 s",
        "videogen: web ended with code 3; starting it again in 1 s",
    ]


def test_programs_stop_in_reverse_order(lines: Lines) -> None:
    async def scenario(supervisor: Supervisor) -> None:
        await supervisor.start(shell("postgres", TELL_AND_STAY))
        await supervisor.start(shell("web", TELL_AND_STAY))

    play(scenario, lines)

    assert [line for line in lines if "stopping" in line] == [
        "videogen: stopping web",
        "videogen: stopping postgres",
    ]


def test_what_a_dead_program_left_behind_is_ended(lines: Lines) -> None:
    async def scenario(supervisor: Supervisor) -> None:
        await supervisor.start(shell("work", "sleep 60 & echo pid $!; exec sleep 0.2"))
        await lines.wait_for(2, "work")

    play(scenario, lines)

    assert wait_until(lambda: all(is_gone(pid) for pid in lines.pids("work")))


def test_a_deaf_program_is_forced(lines: Lines) -> None:
    async def scenario(supervisor: Supervisor) -> None:
        await supervisor.start(shell("work", DEAF, stop_seconds=0.3))
        await lines.wait_for(1, "work")

    play(scenario, lines)

    assert is_gone(lines.pids("work")[0])


def test_a_second_signal_does_not_wait(lines: Lines) -> None:
    async def scenario(supervisor: Supervisor) -> None:
        supervisor.listen_to_signals()
        await supervisor.start(shell("work", DEAF, stop_seconds=60))
        await lines.wait_for(1, "work")
        stopping = asyncio.create_task(supervisor.stop_all())
        await asyncio.sleep(0.1)
        os.kill(os.getpid(), signal.SIGINT)
        async with asyncio.timeout(5):
            await stopping

    play(scenario, lines)

    assert is_gone(lines.pids("work")[0])


def test_a_signal_interrupts_a_start_that_takes_long(lines: Lines) -> None:
    slow = Program(name="web", command=lambda: ("sleep", "60"), is_ready=lambda: False)

    async def scenario(supervisor: Supervisor) -> None:
        asyncio.get_running_loop().call_later(0.2, supervisor.stopping.set)
        with pytest.raises(Stopped):
            await supervisor.start(slow)

    play(scenario, lines)

    assert lines == ["videogen: stopping web"]


def test_a_program_that_ends_before_it_serves_stops_the_start(lines: Lines) -> None:
    broken = Program(
        name="web", command=lambda: ("sh", "-c", "echo because; exit 1"), is_ready=lambda: False
    )

    async def scenario(supervisor: Supervisor) -> None:
        with pytest.raises(CannotStart, match="web could not start"):
            await supervisor.start(broken)

    play(scenario, lines)

    assert "web: because" in lines


def test_a_program_that_is_not_there_is_one_sentence(lines: Lines) -> None:
    missing = Program(name="web", command=lambda: ("/nowhere/uvicorn",), is_ready=lambda: True)

    async def scenario(supervisor: Supervisor) -> None:
        with pytest.raises(CannotStart, match=r"web could not be started: .*/nowhere/uvicorn"):
            await supervisor.start(missing)

    play(scenario, lines)

    assert lines == []


def test_a_command_is_waited_for_and_its_code_returned(lines: Lines) -> None:
    codes = []

    async def scenario(supervisor: Supervisor) -> None:
        codes.append(await supervisor.run_once(shell("migrate", "echo done; exit 7")))

    play(scenario, lines)

    assert codes == [7]
    assert lines == ["migrate: done"]


def test_a_line_of_any_length_and_bytes_that_are_no_text_get_through(lines: Lines) -> None:
    script = "head -c 300000 /dev/zero | tr '\\0' x; echo; printf '\\377\\n'; printf end"

    async def scenario(supervisor: Supervisor) -> None:
        await supervisor.run_once(shell("web", script))

    play(scenario, lines)

    assert sum(line.count("x") for line in lines) == 300_000
    assert lines[-2:] == ["web: \N{REPLACEMENT CHARACTER}", "web: end"]


def test_nothing_outlives_a_killed_supervisor() -> None:
    script = (
        "import asyncio, signal, sys\n"
        "from videogen.lib import parent_death\n"
        "from videogen.run.program import Program\n"
        "from videogen.run.supervisor import Supervisor\n"
        "async def main():\n"
        "    supervisor = Supervisor(lambda name, line: print(line, flush=True))\n"
        "    await supervisor.start(Program(name='a', is_ready=lambda: True,\n"
        "        command=lambda: ('sh', '-c', 'echo $$; exec sleep 60'),\n"
        "        options={'preexec_fn': parent_death.before_exec(signal.SIGKILL)}))\n"
        "    await asyncio.sleep(60)\n"
        "asyncio.run(main())"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=PROJECT, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())

    parent.kill()
    parent.communicate()

    assert wait_until(lambda: is_gone(child))

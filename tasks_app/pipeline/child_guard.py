"""The program between us and a child process: when either side ends, nothing of the child is left.

Run by `children.py` as `python -I -S child_guard.py PARENT_PID PROGRAM ARGUMENT …`; it imports
nothing of ours, so that it starts in a hundredth of a second. It hands its standard streams and
its exit code through. A guard is needed because the kernel's "my parent died" signal reaches
children only, not the children of a child, and because a script may leave processes behind.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

PR_SET_PDEATHSIG = 1  # linux/prctl.h
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
KILLED = 128  # what a shell adds to the number of the signal
NOT_STARTED = 127
NICENESS = 5
"""A render takes every core it gets; pages and the queue go first."""
CALLS = {signal.SIGTERM, signal.SIGCHLD}

# Looked up before the fork: between fork and exec nothing may be loaded.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def ask_kernel(option: int, value: int) -> None:
    """Call prctl where there is one."""
    if _prctl is not None:
        _prctl(option, value, 0, 0, 0)


def start(command: list[str]) -> int:
    """Start the program in a process group of its own and return its pid."""
    guard = os.getpid()
    pid = os.fork()
    if pid == 0:
        become(command, guard)
    with contextlib.suppress(OSError):
        # Done on both sides, because either may be first; after exec it is refused and done.
        os.setpgid(pid, pid)
    return pid


def become(command: list[str], guard: int) -> NoReturn:
    """Turn this freshly forked process into the program."""
    os.setpgid(0, 0)
    os.nice(NICENESS)
    # Python ignores this one, and what is ignored stays so over exec.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, CALLS)
    ask_kernel(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() == guard:
        try:
            os.execvp(command[0], command)  # noqa: S606 a list, never a shell
        except OSError as fault:
            os.write(2, f"{command[0]} could not be started: {fault.strerror}\n".encode())
    os._exit(NOT_STARTED)


def let_go_of_streams() -> None:
    """Leave the pipes to the child alone, so that their end is seen when it closes them."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def wait_for(program: int) -> int:
    """The exit code of the program, 128 + n when signal n ended it, or when we are called off."""
    while signal.sigwait(CALLS) != signal.SIGTERM:
        for pid, status in ended():
            if pid == program:
                code = os.waitstatus_to_exitcode(status)
                return code if code >= 0 else KILLED - code
    return KILLED + signal.SIGTERM


def ended() -> Iterator[tuple[int, int]]:
    """Every child that has ended by now, adopted ones too."""
    with contextlib.suppress(ChildProcessError):
        while (child := os.waitpid(-1, os.WNOHANG))[0]:
            yield child


def descendants() -> list[int]:
    """Every process below this one; orphans count, because we asked to adopt them."""
    parents = dict(parent_of(stat) for stat in Path("/proc").glob("[0-9]*/stat"))
    found, level = set[int](), {os.getpid()}
    while level:
        level = {pid for pid, parent in parents.items() if parent in level} - found
        found |= level
    return sorted(found)


def parent_of(stat: Path) -> tuple[int, int]:
    """(pid, parent's pid); the name in between is in brackets and may hold anything."""
    try:
        return int(stat.parent.name), int(stat.read_text("latin-1").rpartition(")")[2].split()[1])
    except OSError:
        return int(stat.parent.name), 0


def leave_nothing(group: int) -> None:
    """Kill the group, then whatever left the group, until no child of ours is alive."""
    while has_children():
        with contextlib.suppress(OSError):
            os.killpg(group, signal.SIGKILL)
        for pid in descendants():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.wait()


def has_children() -> bool:
    """Whether a child is alive or not yet waited for."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


def main(parent: int, command: list[str]) -> int:
    """Guard one program from its start to the end of its last process."""
    # Blocked and waited for, not handled: a handler could run just before a blocking call.
    signal.pthread_sigmask(signal.SIG_BLOCK, CALLS)
    # Elsewhere than on Linux a signal without a handler is dropped although it is blocked.
    signal.signal(signal.SIGCHLD, lambda *_: None)
    ask_kernel(PR_SET_PDEATHSIG, signal.SIGTERM)
    ask_kernel(PR_SET_CHILD_SUBREAPER, 1)
    # Race: the parent may have died before the request above; then nobody would ever call.
    if os.getppid() != parent:
        return NOT_STARTED
    program = start(command)
    let_go_of_streams()
    code = wait_for(program)
    leave_nothing(program)
    return code


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))

"""Ending together with the process that started one.

Linux can send a signal to a child when its parent is gone, even after `kill -9`. The request is
lost at fork and at a change of user, kept over exec, and bound to the *thread* that forked: start
long-lived children from a thread that lives as long. Elsewhere than on Linux nothing happens.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # linux/prctl.h

# Looked up once, here: between fork and exec nothing may be loaded or allocated.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def request(signum: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to send `signum` to this process when its parent ends."""
    if _prctl is not None:
        _prctl(PR_SET_PDEATHSIG, int(signum), 0, 0, 0)


def before_exec(signum: signal.Signals = signal.SIGKILL) -> Callable[[], None]:
    """A `preexec_fn` for `subprocess`: the child asks for `signum`, or ends if it is too late."""
    parent = os.getpid()

    def ask() -> None:
        request(signum)
        # Race: the parent may have died between fork and prctl; then nobody would ever signal.
        if os.getppid() != parent:
            os._exit(1)

    return ask


def in_every_fork(signum: signal.Signals = signal.SIGKILL) -> None:
    """From now on every process forked by this one, and by those, ends with its parent."""
    os.register_at_fork(after_in_child=lambda: request(signum))

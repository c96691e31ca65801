from __future__ import annotations

import subprocess
import sys

from tests.processes import PROJECT, is_gone, wait_until


def test_forks_of_forks_end_with_a_killed_parent() -> None:
    script = (
        "import os, time; from videogen.lib import parent_death\n"
        "parent_death.in_every_fork()\n"
        "if os.fork() == 0:\n"
        "    os.fork(); os.write(1, b'%d\\n' % os.getpid())\n"
        "time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=PROJECT, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    first, second = int(parent.stdout.readline()), int(parent.stdout.readline())

    parent.kill()
    parent.communicate()

    assert wait_until(lambda: is_gone(first) and is_gone(second))

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import dev
from tests.processes import PROJECT, run_python


def test_without_a_command_it_lists_them() -> None:
    done = run_python("dev.py")

    assert done.returncode == 0
    assert [line.split()[2] for line in done.stdout.splitlines()] == ["up", "demo", "test", "lint"]


def test_an_unknown_command_is_refused() -> None:
    done = run_python("dev.py", "serve")

    assert done.returncode == 2


def test_every_kind_of_check_is_there() -> None:
    assert {"format", "ruff", "mypy", "imports", "spelling", "migrations", "deploy"} <= {
        *dev.checks()
    }


def test_an_environment_is_mended_when_its_python_is_gone(tmp_path: Path) -> None:
    shutil.copy(PROJECT / "dev.py", tmp_path)
    broken = tmp_path / ".venv" / "bin"
    broken.mkdir(parents=True)
    (broken / "python").symlink_to("/nowhere/python")
    script = "import dev; assert not dev.works(); dev.make_environment(); assert dev.works()"

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.stderr == ""


def test_requirements_are_pinned_and_sorted() -> None:
    lines = (PROJECT / "requirements.txt").read_text().splitlines()
    wanted = [line for line in lines if not line.startswith("#")]

    names = [re.split(r"[=\[]", line)[0] for line in wanted]

    assert all("==" in line for line in wanted)
    assert names == sorted(names)

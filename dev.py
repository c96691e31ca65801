#!/usr/bin/env python3
"""The one command of this project: `python3 dev.py up | test | demo | lint`.

Needs nothing but Python 3.11 and its standard library. Makes a virtual environment in `.venv`,
installs the pinned requirements into it when they changed, and hands over to it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
COMMANDS = {
    "up": "start everything: database, web and workers; Ctrl-C stops it",
    "demo": "make a sample video from an idea to the finished file",
    "test": "run the tests; arguments go to pytest",
    "lint": "run every check; arguments name some of them",
}
# Stands for a deployment, because Django's deployment check is about one.
DEPLOYED = {
    "DEBUG": "off",
    "ALLOWED_HOSTS": "videogen.example",
    "SECRET_KEY": hashlib.sha256(b"lint").hexdigest(),
    "ENCRYPTION_KEY": hashlib.sha256(b"lint too").hexdigest(),
}


def main(arguments: list[str]) -> int:
    """Choose the command; everything after its name is passed on."""
    refuse_unsuitable_machine()
    # Containers often forbid bytecode, and then each of our many processes starts seconds later.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    command, *rest = arguments or [""]
    if command not in COMMANDS:
        for name, purpose in COMMANDS.items():
            print(f"python3 dev.py {name:<5} {purpose}")
        return 0 if command in {"", "help", "-h", "--help"} else 2
    install(DEVELOPMENT if command in {"test", "lint"} else RUNTIME)
    if command == "lint":
        return lint(rest)
    if command == "test":
        return hand_over("-m", "pytest", *rest)
    return hand_over("-m", "videogen.run", command, *rest)


def refuse_unsuitable_machine() -> None:
    """One sentence instead of a syntax error or a strange failure later."""
    if sys.version_info < OLDEST:
        found = next((name for name in newer_names() if shutil.which(name)), "")
        advice = f"run it with {found}" if found else "install one from python.org"
        sys.exit(
            f"videogen needs Python {OLDEST[0]}.{OLDEST[1]} or newer, this is "
            f"{sys.version_info[0]}.{sys.version_info[1]}: {advice}."
        )
    if os.name != "posix":
        sys.exit("videogen runs on Linux and macOS; on Windows use WSL.")


def newer_names() -> list[str]:
    """What a suitable Python may be called on this machine."""
    return [f"python3.{minor}" for minor in range(OLDEST[1] + 8, OLDEST[1] - 1, -1)]


def hand_over(*arguments: str) -> int:
    """Become the virtual environment's Python, so that signals reach it and not us."""
    os.chdir(PROJECT)
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), *arguments])  # noqa: S606 - no shell is wanted


def install(requirements: str) -> None:
    """Make or mend `.venv` and bring it to the pinned requirements; nothing when it is."""
    with only_one_at_a_time():
        wanted = fingerprint(requirements)
        stamp = VENV / f"{requirements}.installed"
        if works() and stamp.is_file() and stamp.read_text() == wanted:
            return
        refuse_foreign_folder()
        print(f"Installing {requirements} into {VENV} (once; a minute or so)", flush=True)
        if not works():
            make_environment()
        for old in VENV.glob("*.installed"):
            old.unlink()
        install_packages(requirements)
        stamp.write_text(wanted)
        if requirements == DEVELOPMENT:
            (VENV / f"{RUNTIME}.installed").write_text(fingerprint(RUNTIME))


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Two of these commands may start together; the second waits for the first's installation."""
    import fcntl

    with Path(__file__).open() as ourselves:
        # Some network file systems know no locks; then there is nothing to wait for.
        with contextlib.suppress(OSError):
            fcntl.flock(ourselves, fcntl.LOCK_EX)
        yield


def fingerprint(requirements: str) -> str:
    """Changes when any requirement does, or the Python they are for."""
    digest = hashlib.sha256(sys.version.encode())
    for name in (RUNTIME, requirements):
        digest.update((PROJECT / name).read_bytes())
    return digest.hexdigest()


def works() -> bool:
    """Whether `.venv` holds a Python that starts and can install."""
    try:
        done = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def refuse_foreign_folder() -> None:
    """An environment that somebody else made here may not even start for us."""
    folder = VENV if VENV.exists() else PROJECT
    if not os.access(folder, os.W_OK):
        sys.exit(f"You may not write to {folder}: use a copy of the project that belongs to you.")


def make_environment() -> None:
    """A fresh `.venv`; what is left of a half-made one goes first."""
    if VENV.exists():
        shutil.rmtree(VENV)
    made = subprocess.run(
        [sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False
    )
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "Python could not make a virtual environment: "
            f"{' '.join((made.stdout + made.stderr).split())[-300:]}\n"
            "On Debian and Ubuntu: apt install python3-venv"
        )


def install_packages(requirements: str) -> None:
    """With uv, which takes seconds; with pip when uv cannot."""
    file = PROJECT / requirements
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    with_uv: list[str | Path] = [
        PYTHON,
        "-m",
        "uv",
        "pip",
        "install",
        "--quiet",
        "--compile-bytecode",
        "--python",
        PYTHON,
        "-r",
        file,
    ]
    # A company's proxy is known to the system's certificates, not to those that uv brings.
    if run([*pip, "uv"]) and run(with_uv, UV_SYSTEM_CERTS="1"):
        return
    print("uv could not install; trying pip", flush=True)
    if not run([*pip, "-r", file]):
        sys.exit("The requirements could not be installed; pip's lines above say why.")


def run(command: Sequence[str | Path], **extra: str) -> bool:
    """Whether the command, run in the project's folder, succeeded."""
    done = subprocess.run(command, cwd=PROJECT, env={**os.environ, **extra}, check=False)
    return done.returncode == 0


def lint(names: list[str]) -> int:
    """Every check, also after one has failed; the last line says which did."""
    unknown = [name for name in names if name not in checks()]
    if unknown:
        print(f"No check called {', '.join(unknown)}. There are: {', '.join(checks())}")
        return 2
    failed = []
    for name, command in checks().items():
        if names and name not in names:
            continue
        print(f"--- {name}", flush=True)
        if not run([PYTHON, *command], **(DEPLOYED if name == "deploy" else {})):
            failed.append(name)
    print(f"lint: failed: {', '.join(failed)}" if failed else "lint: everything passed")
    return 1 if failed else 0


def checks() -> dict[str, list[str | Path]]:
    """Name of a check → arguments for the virtual environment's Python."""
    templates = sorted(PROJECT.glob("**/templates/**/*.html"))
    ours = [file for file in templates if ".venv" not in file.parts and ".data" not in file.parts]
    found: dict[str, list[str | Path]] = {
        "format": ["-m", "ruff", "format", "--check", "."],
        "ruff": ["-m", "ruff", "check", "."],
        "mypy": ["-m", "mypy", "."],
        "imports": [VENV / "bin" / "lint-imports"],
        "templates": ["-m", "djhtml", "--check", *ours],
        "spelling": ["-m", "codespell_lib"],
        # Asks the database for its history, too, and only warns when none is running.
        "migrations": [
            "-W",
            "ignore::RuntimeWarning",
            "manage.py",
            "makemigrations",
            "--check",
            "--dry-run",
        ],
        "deploy": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    }
    if not ours:
        del found["templates"]
    return found


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from tests.processes import PROJECT, is_gone, wait_until
from videogen.embedded import postgres
from videogen.embedded.account import CannotStart, server_account
from videogen.embedded.postgres import Postgres


@pytest.fixture
def server(data_dir: Path) -> Postgres:
    home = data_dir / "postgres"
    return Postgres(home, home / "run", server_account(), is_throwaway=True)


@contextmanager
def running(server: Postgres) -> Iterator[subprocess.Popen[bytes]]:
    server.prepare()
    process = subprocess.Popen(
        server.command(), stderr=subprocess.DEVNULL, **server.popen_options()
    )
    try:
        server.wait_until_ready(process)
        server.create_database()
        yield process
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait()


def test_what_was_committed_survives_a_kill(server: Postgres) -> None:
    server = replace(server, is_throwaway=False)
    with running(server) as process:
        with psycopg.connect(server.url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        process.kill()
        process.wait()

    with running(server), psycopg.connect(server.url) as connection:
        row = connection.execute("SELECT answer FROM kept").fetchone()

    assert row == (42,)


def test_a_process_number_that_somebody_else_has_now_is_no_obstacle(server: Postgres) -> None:
    with running(server):
        pass
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")

    with running(server):
        assert server.answers()


def test_nobody_else_may_look_in(server: Postgres) -> None:
    with running(server), psycopg.connect(server.url) as connection:
        addresses = connection.execute("SHOW listen_addresses").fetchone()

    assert addresses == ("",)
    assert server.sockets.stat().st_mode & 0o777 == 0o700
    assert server.data.stat().st_mode & 0o777 == 0o700


def test_text_of_all_languages_is_kept_and_folded(server: Postgres) -> None:
    with running(server), psycopg.connect(server.url) as connection:
        row = connection.execute("SELECT lower('ÄÖÜ ΣΟΦΙΑ'), '你好 🎬 שלום'").fetchone()

    assert row == ("äöü σοφια", "你好 🎬 שלום")


def test_a_folder_with_an_odd_name_is_fine(data_dir: Path) -> None:
    home = data_dir / 'Søren\'s 100%, "old" files'
    home.mkdir()
    server = replace(postgres.embedded(home), is_throwaway=True)

    with running(server), psycopg.connect(server.url) as connection:
        row = connection.execute("SELECT 1").fetchone()

    shutil.rmtree(server.sockets)
    assert row == (1,)


def test_a_half_made_data_folder_is_made_again(server: Postgres) -> None:
    unfinished = server.folder / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18")

    with running(server):
        assert not unfinished.exists()


def test_data_of_another_release_is_refused(server: Postgres) -> None:
    server.data.mkdir(parents=True)
    (server.data / "PG_VERSION").write_text("12\n")

    with pytest.raises(CannotStart, match="made by PostgreSQL 12 and the installed one is 18"):
        server.prepare()


def test_the_server_ends_with_a_killed_parent(data_dir: Path) -> None:
    script = (
        "import pathlib, subprocess, sys, time; from videogen.embedded import postgres\n"
        "server = postgres.embedded(pathlib.Path(sys.argv[1])); server.prepare()\n"
        "child = subprocess.Popen(server.command(), stderr=subprocess.DEVNULL,"
        " **server.popen_options())\n"
        "server.wait_until_ready(child); print(child.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(data_dir)], cwd=PROJECT, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())

    parent.kill()
    parent.communicate()

    assert wait_until(lambda: is_gone(child))
    assert not (postgres.embedded(data_dir).data / "postmaster.pid").exists()

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.processes import PROJECT, run_python

WRONG = [
    pytest.param("PORT", "ten", "PORT must be a whole number from 1 to 65535", id="number"),
    pytest.param("DEBUG", "maybe", "DEBUG must be one of: on, off", id="flag"),
    pytest.param("LOG_LEVEL", "loud", "LOG_LEVEL must be one of: DEBUG, INFO", id="choice"),
    pytest.param("REDIS_URL", "http://x", "REDIS_URL must be an address", id="address"),
    pytest.param("DATA_DIR", "/dev/null/x", "DATA_DIR /dev/null/x cannot be used", id="folder"),
]
ENTRIES = [
    pytest.param(("manage.py", "check"), id="manage.py"),
    pytest.param(("-m", "uvicorn", "videogen.asgi:application"), id="asgi"),
    pytest.param(("-m", "videogen.run", "up"), id="up"),
]


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_a_wrong_value_stops_the_start_with_one_line(name: str, value: str, sentence: str) -> None:
    done = run_python("manage.py", "check", **{"SECRET_KEY": "", name: value})

    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_entry_refuses_a_wrong_value_without_a_traceback(entry: tuple[str, ...]) -> None:
    done = run_python(*entry, WORKERS="0")

    assert done.returncode == 1
    assert done.stderr == 'WORKERS must be a whole number from 1 to 64, got "0".\n'


def test_the_web_server_refuses_an_unsafe_deployment() -> None:
    done = run_python(
        *("-m", "uvicorn", "videogen.asgi:application"), ALLOWED_HOSTS="*", DEBUG="on", PORT="1"
    )

    assert done.returncode == 1
    assert "DEBUG is on while other machines can reach this one." in done.stderr
    assert "Traceback" not in done.stderr


def test_keys_are_made_once_and_kept_for_their_owner(tmp_path: Path) -> None:
    show = "from videogen import settings; print(settings.SECRET_KEY, settings.ENCRYPTION_KEY)"
    variables = {"SECRET_KEY": "", "ENCRYPTION_KEY": "", "DATA_DIR": str(tmp_path)}

    first = run_python("-c", show, **variables).stdout
    second = run_python("-c", show, **variables).stdout

    assert len(set(first.split())) == 2
    assert first == second
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "secrets").iterdir()} == {0o600}


def test_the_web_has_a_pool_and_workers_have_a_lasting_connection() -> None:
    show = (
        "import json; from videogen.settings import DATABASES as d; d = d['default'];"
        "print(json.dumps(['pool' in d['OPTIONS'], d.get('CONN_MAX_AGE', 0)]))"
    )

    web = json.loads(run_python("-c", show, VIDEOGEN_PROCESS="web").stdout)
    work = json.loads(run_python("-c", show, VIDEOGEN_PROCESS="work").stdout)

    assert web == [True, 0]
    assert work == [False, 600]


def test_a_sleeping_embedded_database_is_one_sentence(tmp_path: Path) -> None:
    done = run_python("manage.py", "showmigrations", DATABASE_URL="", DATA_DIR=str(tmp_path))

    assert done.returncode == 1
    assert done.stderr == (
        "The embedded PostgreSQL is not running: start it with python3 dev.py up\n"
    )


def test_every_variable_is_documented_with_its_default() -> None:
    show = "import json; from videogen import settings, env; print(json.dumps([*env.names_read()]))"
    read = set(json.loads(run_python("-c", show).stdout))

    assert set(documented()) == read
    assert set(exemplified()) == read


def test_the_page_and_the_example_agree_on_defaults() -> None:
    literal = {name: cell for name, cell in documented().items() if cell.startswith("`")}

    assert {name: value.strip("`") for name, value in literal.items()} == {
        name: value for name, value in exemplified().items() if value
    }


def documented() -> dict[str, str]:
    page = (PROJECT / "docs" / "configuration.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `([A-Z0-9_]+)` \| ([^|]+) \|", page, re.MULTILINE))


def exemplified() -> dict[str, str]:
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    return dict(re.findall(r"^# ([A-Z0-9_]+)=(.*)$", example, re.MULTILINE))

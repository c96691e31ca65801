"""Rules whose breach would hurt: single writers, few doors to the outside, two listeners."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks_app import events

PROJECT = Path(__file__).parents[2]
PACKAGES = ("videogen", "tasks_app", "reviews_app", "notifications_app")
SOURCES = {
    path.relative_to(PROJECT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for package in PACKAGES
    for path in (PROJECT / package).rglob("*.py")
    if "migrations" not in path.parts
}

STATUS_OWNERS = {
    # Rows of other tables have a status of their own.
    "tasks_app/transitions.py",
    "tasks_app/gates.py",
    "notifications_app/folding.py",
    "notifications_app/inbox.py",
    # The status of an HTTP answer.
    "tasks_app/notion/errors.py",
}
NETWORK = {"requests", "httpx", "urllib3", "urllib.request", "http.client", "aiohttp", "boto3"}
NETWORK_DOORS = {"videogen/lib/http.py", "tasks_app/notion/r2.py"}
PROCESS_DOORS = {
    "tasks_app/pipeline/children.py",
    "tasks_app/pipeline/child_guard.py",
    "tasks_app/worker_cluster.py",
    "videogen/embedded/postgres.py",
    "videogen/embedded/valkey.py",
    "videogen/run/demo.py",
    "videogen/run/program.py",
}


def names_bound(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def assigns_status(tree: ast.Module) -> bool:
    return any(
        (
            isinstance(node, ast.Attribute)
            and node.attr == "status"
            and isinstance(node.ctx, ast.Store)
        )
        or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"update", "update_or_create", "bulk_update"}
            and any(keyword.arg == "status" for keyword in node.keywords)
        )
        for node in ast.walk(tree)
    )


def creates_events(tree: ast.Module) -> bool:
    return any(
        (isinstance(node, ast.Call) and ast.unparse(node.func) == "Event")
        or (
            isinstance(node, ast.Attribute)
            and ast.unparse(node).startswith("Event.objects.")
            and node.attr in {"create", "bulk_create", "get_or_create", "update_or_create"}
        )
        for node in ast.walk(tree)
    )


def test_the_rules_read_the_code() -> None:
    assert "tasks_app/transitions.py" in SOURCES
    assert len(SOURCES) > 60


def test_only_transitions_write_the_status_of_a_task() -> None:
    writers = {name for name, tree in SOURCES.items() if assigns_status(tree)}

    assert "tasks_app/transitions.py" in writers
    assert writers <= STATUS_OWNERS


def test_only_events_write_events() -> None:
    writers = {name for name, tree in SOURCES.items() if creates_events(tree)}

    assert writers == {"tasks_app/events.py"}


def test_only_named_modules_reach_the_network() -> None:
    doors = {name for name, tree in SOURCES.items() if NETWORK & set(names_bound(tree))}

    assert doors == NETWORK_DOORS


def test_only_named_modules_start_processes() -> None:
    doors = {name for name, tree in SOURCES.items() if "subprocess" in set(names_bound(tree))}

    assert doors <= PROCESS_DOORS


def test_the_listeners_are_the_documented_ones() -> None:
    page = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    documented = page.split("In-transaction listeners:", 1)[1].split("\n\n", 1)[0]

    assert events.listener_names()
    assert all(f"`{name}`" in documented for name in events.listener_names())
    assert documented.count("`") == 2 * len(events.listener_names())


@pytest.mark.parametrize(
    "word", ["utils", "helpers", "services", "manager", "handlers", "common", "misc"]
)
def test_no_module_is_a_drawer(word: str) -> None:
    drawers = [name for name in SOURCES if Path(name).stem == word]

    assert drawers == []

"""Asks the running server whether it keeps what `/api/schema` promises, with schemathesis.

    .venv/bin/python -m tests.contract [examples per operation]

No answer of 500 or above, none that the schema does not describe, nothing invalid that is taken.
Half of the ids it asks for are real. `tests/e2e/test_contract.py` does a little of it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.e2e.web import Web

EXAMPLES = 100
SEED = "20260301"

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "unsupported_method",
    "ignored_auth",
)

# Signing in has a limit per address that a test would meet at once; it has tests of its own.
APART = ("/api/auth/token", "/api/auth/token/refresh", "/api/schema")


def world() -> tuple[str, dict[str, list[str]]]:
    """Rows to ask for: an administrator's token, and real ids by the name of their parameter."""
    from rest_framework_simplejwt.tokens import AccessToken

    from tasks_app.models import AssetKind
    from tasks_app.statuses import Status
    from tests.builders import make_asset, make_channel, make_task
    from tests.conftest import person
    from tests.notifications_app.builders import make_notification
    from videogen.accounts.roles import Role

    user = person("anna", Role.ADMINISTRATOR)
    make_channel("foxes")
    tasks = [make_task(status=status, title=status.label) for status in Status]
    assets = [make_asset(task, kind) for task in tasks[:3] for kind in AssetKind]
    told = [make_notification(user) for _ in range(5)]
    ids: dict[str, list[Any]] = {"task_id": tasks, "asset_id": assets, "notification_id": told}
    return str(AccessToken.for_user(user)), {
        name: [str(row.pk) for row in rows] for name, rows in ids.items()
    }


def ask(
    web: Web, folder: Path, *, examples: int, phases: str = "examples,coverage,fuzzing"
) -> subprocess.CompletedProcess[str]:
    """Run schemathesis against the server; its last lines say what was found."""
    token, ids = world()
    settings = folder / "schemathesis.toml"
    settings.write_text(configuration(ids), encoding="utf-8")
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings)),
        *("run", f"{web.url}/api/schema", "--header", f"Authorization: Bearer {token}"),
        *("--checks", ",".join(CHECKS), "--phases", phases),
        *("--max-examples", str(examples), "--seed", SEED, "--workers", "2"),
        *("--suppress-health-check", "all", "--continue-on-failure", "--no-shrink"),
        *(f"--exclude-path={path}" for path in APART),
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def configuration(ids: dict[str, list[str]]) -> str:
    """Real ids every other time, and a place for its files that is thrown away."""
    lines = ["color = false", "warnings = false", "[generation]", 'database = "none"']
    for name, values in ids.items():
        quoted = ", ".join(f'"{value}"' for value in values)
        lines += [f"[dictionaries.{name}]", f"values = [{quoted}]"]
        lines += [f"[parameters.{name}]", f'dictionary = "{name}"', "probability = 0.5"]
    return "\n".join(lines)


def main(examples: int = EXAMPLES) -> int:
    from tests.benchmarks.ground import ground

    with ground(), tempfile.TemporaryDirectory() as folder:
        from tests.e2e.web import serving

        with serving(Path(folder), LOG_LEVEL="WARNING", API_CALLS_PER_MINUTE="1000000") as web:
            done = ask(web, Path(folder), examples=examples)
    print(done.stdout, done.stderr, sep="\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))

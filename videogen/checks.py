"""System checks videogen.E001…: settings that are each fine and together are not.

`manage.py` runs them before most commands and `asgi.py` before serving, so that an unsafe or
impossible setting stops the start. docs/configuration.md lists them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Warning

from videogen import env

TAG = "videogen"
SHORTEST_KEY = 50  # what Django's own deployment check asks of SECRET_KEY
KEYS = {"SECRET_KEY": "videogen.E004", "ENCRYPTION_KEY": "videogen.E005"}
LOOPBACK_ADDRESSES = {"localhost", "127.0.0.1", "::1"}


def register_all() -> None:
    """Tell Django; called once when the apps are ready."""
    for check in (exposure, keys, timing, media_tools, adjusted_values):
        checks.register(check, TAG)


def refusals() -> list[str]:
    """One line for each error among our checks, for entry points that are not `manage.py`."""
    found = checks.run_checks(tags=[TAG])
    return [
        f"{message.msg} {message.hint or ''}".strip()
        for message in found
        if message.is_serious() and not message.is_silenced()
    ]


def exposure(**_kwargs: Any) -> Sequence[CheckMessage]:
    """What other machines could reach must not be a development set-up."""
    reachable = not settings.IS_LOCAL or settings.HOST not in LOOPBACK_ADDRESSES
    found: list[CheckMessage] = []
    if settings.DEBUG and reachable:
        found.append(
            Error(
                "DEBUG is on while other machines can reach this one.",
                hint="Set DEBUG=off, or HOST and ALLOWED_HOSTS to loopback names.",
                id="videogen.E001",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Error(
                'ALLOWED_HOSTS is "*", which accepts forged host names.',
                hint="Name the hosts people type, with commas between them.",
                id="videogen.E002",
            )
        )
    if not settings.IS_LOCAL and not settings.HTTPS:
        found.append(
            Error(
                "HTTPS is off while ALLOWED_HOSTS names more than this machine.",
                hint="Set HTTPS=on and put a proxy with TLS in front.",
                id="videogen.E003",
            )
        )
    return found


def keys(**_kwargs: Any) -> Sequence[CheckMessage]:
    """Beyond one machine the keys are chosen by the operator and are long."""
    if settings.IS_LOCAL:
        return []
    return [
        Error(
            f"{name} is not set or shorter than {SHORTEST_KEY} characters.",
            hint=(
                f"Set {name} to the output of: "
                'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
            ),
            id=identifier,
        )
        for name, identifier in KEYS.items()
        if name in settings.GENERATED_KEYS or len(getattr(settings, name)) < SHORTEST_KEY
    ]


def timing(**_kwargs: Any) -> Sequence[CheckMessage]:
    """Times that only make sense in an order (docs/configuration.md, Workers)."""
    found: list[CheckMessage] = []
    # One job waits prefetched while all workers are busy, and its time counts from then.
    longest = settings.JOB_TIMEOUT_SECONDS * (1 + 1 / settings.WORKERS)
    if longest >= settings.JOB_RETRY_SECONDS:
        found.append(
            Error(
                f"JOB_RETRY_SECONDS is {settings.JOB_RETRY_SECONDS}, so a job could start again "
                "while it still runs.",
                hint=f"Set JOB_RETRY_SECONDS above {longest:.0f}, or JOB_TIMEOUT_SECONDS lower.",
                id="videogen.E006",
            )
        )
    if settings.LEASE_RENEW_SECONDS >= settings.LEASE_SECONDS:
        found.append(
            Error(
                f"LEASE_RENEW_SECONDS is {settings.LEASE_RENEW_SECONDS} and LEASE_SECONDS is "
                f"{settings.LEASE_SECONDS}, so every lease would run out.",
                hint="Set LEASE_RENEW_SECONDS to a quarter of LEASE_SECONDS.",
                id="videogen.E007",
            )
        )
    if settings.SLICE_SECONDS >= settings.JOB_TIMEOUT_SECONDS:
        found.append(
            Error(
                f"SLICE_SECONDS is {settings.SLICE_SECONDS}, so a slice of work would be killed "
                "before it ends.",
                hint=f"Set it below JOB_TIMEOUT_SECONDS ({settings.JOB_TIMEOUT_SECONDS}).",
                id="videogen.E008",
            )
        )
    return found


def media_tools(**_kwargs: Any) -> Sequence[CheckMessage]:
    """Without ffmpeg and a folder to write to no step can finish."""
    found: list[CheckMessage] = []
    ffmpeg = Path(settings.FFMPEG_PATH)
    if not (ffmpeg.is_file() and os.access(ffmpeg, os.X_OK)):
        found.append(
            Error(
                f"FFMPEG_PATH is {ffmpeg}, which is not a program that can be run.",
                hint="Unset FFMPEG_PATH to use the one that comes with videogen.",
                id="videogen.E009",
            )
        )
    if reason := why_unwritable(Path(settings.MEDIA_ROOT)):
        found.append(
            Error(
                f"MEDIA_ROOT {settings.MEDIA_ROOT} cannot be written: {reason}.",
                hint="Mend its permissions or set MEDIA_ROOT to another folder.",
                id="videogen.E010",
            )
        )
    return found


def adjusted_values(**_kwargs: Any) -> Sequence[CheckMessage]:
    """Values that were moved into their bounds."""
    return [Warning(sentence, id="videogen.W001") for sentence in env.adjusted()]


def why_unwritable(folder: Path) -> str:
    """The reason why no file can be made in the folder, or nothing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as fault:
        return fault.strerror or str(fault)

"""Static files under names that carry a hash of their content, also inside ES modules."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

STAMP = "static.fingerprint"


class HashedNames(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no stubs
    """`import "./keys.js"` is rewritten too; Django leaves that off by default."""

    support_js_module_import_aggregation = True


def collect_if_changed() -> None:
    """Collect and compress, which takes seconds, only when a file or the storage is another one."""
    # Beside the folder: what lies in it is served.
    stamp = Path(settings.STATIC_ROOT).with_name(STAMP)
    wanted = fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted, encoding="ascii")


def fingerprint() -> str:
    """Changes with the name, size or time of any static file, and with the storage."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=None):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()

"""A file on its way into Notion: one request at a time, each answer written down.

So a killed process goes on where it was, and nobody who waits for a status waits for a whole film.
An upload whose answer was lost is left to expire, and another one begun.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from tasks_app.models import MirrorPage
from tasks_app.notion.client import NotionClient
from tasks_app.notion.errors import LostAnswer, Malformed, NotFound

MEBIBYTE = 1024 * 1024
SINGLE_BYTES = 20 * MEBIBYTE
# Notion takes 5 to 20 MiB and advises ten.
PART_BYTES = 10 * MEBIBYTE
PARTS = 1000
NAME_LETTERS = 100
# An upload has to be on a page within an hour of its beginning.
MARGIN = timedelta(minutes=5)
# Other kinds are refused by their name; as plain text they can at least be read.
TAKEN = frozenset(
    {".png", ".jpg", ".jpeg", ".webp", ".gif", ".mp4", ".mov", ".webm", ".mp3", ".wav", ".m4a"}
    | {".ogg", ".json", ".txt", ".pdf"}
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file as Notion is told of it."""

    path: Path
    name: str
    content_type: str
    sha256: str
    size_bytes: int

    @property
    def parts(self) -> int:
        if self.size_bytes <= SINGLE_BYTES:
            return 1
        return -(-self.size_bytes // PART_BYTES)

    @property
    def steps(self) -> int:
        """Requests until it can be attached: begin, each part, and putting parts together."""
        return 2 if self.parts == 1 else self.parts + 2

    def part(self, number: int) -> bytes:
        """The bytes of one part, from 1 on."""
        if self.parts == 1:
            return self.path.read_bytes()
        with self.path.open("rb") as file:
            file.seek((number - 1) * PART_BYTES)
            return file.read(PART_BYTES)


def parcel(path: Path, name: str, sha256: str) -> Parcel:
    """Raises `FileNotFoundError` when there is no such file."""
    suffix = path.suffix.lower()
    ending = suffix if suffix in TAKEN else f"{suffix}.txt"
    shown = f"{name.removesuffix(suffix)[: NAME_LETTERS - len(ending)]}{ending}"
    content_type = mimetypes.guess_type(shown)[0] or "text/plain"
    return Parcel(path, shown, content_type, sha256, path.stat().st_size)


def is_whole(row: MirrorPage, sent: Parcel) -> bool:
    """Whether the upload can be attached now."""
    return _is_of(row, sent) and row.upload_steps >= sent.steps


def advance(client: NotionClient, row: MirrorPage, sent: Parcel) -> None:
    """Make the next request of the upload; raises the client's faults."""
    if not _is_of(row, sent):
        _begin(client, row, sent)
        return
    try:
        if row.upload_steps <= sent.parts:
            part = row.upload_steps
            client.send_upload(
                row.upload_id,
                sent.part(part),
                filename=sent.name,
                content_type=sent.content_type,
                part=part if sent.parts > 1 else 0,
            )
        else:
            client.complete_upload(row.upload_id)
    except NotFound:
        # Notion has dropped it: another one is begun next time.
        forget(row)
        return
    except (LostAnswer, Malformed):
        forget(row)
        raise
    row.upload_steps += 1
    row.save(update_fields=["upload_steps"])


def forget(row: MirrorPage) -> None:
    """Begin anew next time."""
    row.upload_id, row.upload_sha256, row.upload_steps = "", "", 0
    row.upload_expires_at = None
    row.save(update_fields=[*COLUMNS])


COLUMNS = ("upload_id", "upload_sha256", "upload_steps", "upload_expires_at")


def _is_of(row: MirrorPage, sent: Parcel) -> bool:
    holds = row.upload_expires_at is None or timezone.now() < row.upload_expires_at - MARGIN
    return bool(row.upload_id) and row.upload_sha256 == sent.sha256 and holds


def _begin(client: NotionClient, row: MirrorPage, sent: Parcel) -> None:
    made = client.create_upload(sent.name, sent.content_type, parts=sent.parts)
    row.upload_id, row.upload_sha256, row.upload_steps = made["id"], sent.sha256, 1
    expires = made.get("expiry_time")
    row.upload_expires_at = (
        datetime.fromisoformat(expires.replace("Z", "+00:00"))
        if expires
        else timezone.now() + timedelta(hours=1)
    )
    row.save(update_fields=[*COLUMNS])

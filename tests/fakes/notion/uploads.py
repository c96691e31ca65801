"""`/file_uploads`: in one part or several. Importing from an external address is not offered."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from datetime import timedelta

from .call import Call, paged
from .errors import Json, invalid, misplaced, missing
from .files import expire
from .rendering import render_upload
from .sharing import unknown
from .state import Upload

MEBIBYTE = 1024 * 1024
MAX_PART = 20 * MEBIBYTE
MIN_PART = 5 * MEBIBYTE
MAX_PARTS = 1000
MAX_FILENAME_BYTES = 900
HOLDS = timedelta(hours=1)


@dataclass(frozen=True)
class FilePart:
    """One file of a multipart request."""

    content: bytes
    filename: str | None
    content_type: str | None


def create_upload(call: Call) -> Json:
    call.needs("insert_content")
    mode = call.body.get("mode", "single_part")
    if mode not in ("single_part", "multi_part"):
        raise misplaced("body.mode", 'be `"single_part"` or `"multi_part"`', mode)
    filename = read_filename(call, mode)
    content_type = call.body.get("content_type") or guess(filename)
    upload = Upload(
        mode=mode,
        filename=filename,
        content_type=content_type,
        expires_at=call.workspace.clock.now() + HOLDS,
        parts_total=read_parts(call) if mode == "multi_part" else None,
        **call.workspace.stamps(call.bot),
    )
    call.workspace.uploads[upload.id] = upload
    return render_upload(call.reader, upload)


def read_filename(call: Call, mode: str) -> str | None:
    filename = call.body.get("filename")
    if filename is None:
        if mode == "multi_part":
            raise missing("body.filename")
        return None
    if not isinstance(filename, str) or not filename:
        raise misplaced("body.filename", "be populated", filename)
    if len(filename.encode()) > MAX_FILENAME_BYTES:
        raise misplaced("body.filename.length", f"be ≤ `{MAX_FILENAME_BYTES}`", len(filename))
    if not guess(filename) and not call.body.get("content_type"):
        raise invalid("Provide a filename with an extension, or a content_type.")
    return filename


def guess(filename: str | None) -> str | None:
    return mimetypes.guess_type(filename)[0] if filename else None


def read_parts(call: Call) -> int:
    parts = call.body.get("number_of_parts")
    if isinstance(parts, bool) or not isinstance(parts, int):
        raise missing("body.number_of_parts")
    if not 1 <= parts <= MAX_PARTS:
        raise misplaced("body.number_of_parts", f"be between 1 and {MAX_PARTS}", parts)
    return parts


def find_upload(call: Call) -> Upload:
    upload_id = call.id("file_upload_id")
    upload = call.workspace.uploads.get(upload_id)
    if upload is None:
        raise unknown(call.connection, "file_upload", upload_id)
    expire(call.workspace, upload)
    return upload


def retrieve_upload(call: Call) -> Json:
    return render_upload(call.reader, find_upload(call))


def list_uploads(call: Call) -> Json:
    wanted = call.first("status")
    items = []
    for upload in call.workspace.uploads.values():
        expire(call.workspace, upload)
        if wanted in (None, upload.status):
            items.append((upload.id, render_upload(call.reader, upload)))
    return paged(call, "file_upload", items)


def send_upload(call: Call) -> Json:
    """Take the bytes of the file or of one part."""
    upload = find_upload(call)
    if upload.status != "pending":
        raise invalid(f"File upload {upload.id} is not pending: its status is `{upload.status}`.")
    part = call.form.get("file")
    if not isinstance(part, FilePart):
        raise missing("body.file")
    check_part(call, upload, part)
    if upload.parts_total is None:
        upload.filename = upload.filename or part.filename
        upload.content_type = upload.content_type or part.content_type
        finish(upload, part.content)
    else:
        upload.parts[read_part_number(call, upload.parts_total)] = part.content
    call.workspace.touch(upload, call.bot)
    return render_upload(call.reader, upload)


def check_part(call: Call, upload: Upload, part: FilePart) -> None:
    sent = (part.content_type or "").split(";")[0].strip()
    if upload.content_type and sent and sent != upload.content_type.split(";")[0]:
        raise invalid(
            f"The content type of the file, {sent}, does not match the declared "
            f"{upload.content_type}."
        )
    limit = call.workspace.plan.max_file_bytes
    size = len(part.content) + sum(len(content) for content in upload.parts.values())
    if size > limit:
        raise invalid(f"The file is too large: {size} bytes, the workspace's limit is {limit}.")
    if len(part.content) > MAX_PART:
        raise invalid("A single part may hold at most 20 MiB; use multi_part for larger files.")
    if not part.content:
        raise invalid("The file is empty.")


def read_part_number(call: Call, total: int) -> int:
    given = call.form.get("part_number")
    number = int(given) if isinstance(given, str) and given.isdigit() else 0
    if not 1 <= number <= total:
        raise misplaced("body.part_number", f"be between 1 and {total}", given)
    return number


def complete_upload(call: Call) -> Json:
    upload = find_upload(call)
    total = upload.parts_total
    if total is None or upload.status != "pending":
        raise invalid(f"File upload {upload.id} has no parts to complete.")
    lacking = [number for number in range(1, total + 1) if number not in upload.parts]
    if lacking:
        raise invalid(f"File upload {upload.id} lacks parts: {lacking}.")
    parts = [upload.parts[number] for number in range(1, total + 1)]
    if any(len(part) < MIN_PART for part in parts[:-1]):
        raise invalid("All parts but the last must hold at least 5 MiB.")
    finish(upload, b"".join(parts))
    call.workspace.touch(upload, call.bot)
    return render_upload(call.reader, upload)


def finish(upload: Upload, content: bytes) -> None:
    upload.content = content
    upload.status = "uploaded"

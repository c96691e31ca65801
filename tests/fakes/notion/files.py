"""Files kept by Notion: how one is named in a request, and the signed links it is read by.

A link holds for an hour and is another one at every read.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from .clock import precise_stamp
from .errors import Json, invalid, misplaced, missing
from .identity import parse_id
from .rich_text import MAX_URL, check_text
from .state import Upload, Workspace

LINK_HOLDS = timedelta(hours=1)
MAX_NAME = 100
KEY = secrets.token_bytes(16)


def parse_file(workspace: Workspace, item: Any, where: str) -> Json:
    """Check one file of a property or block; return it as it is kept."""
    if not isinstance(item, dict):
        raise misplaced(where, "be an object", item)
    kind = next((kind for kind in ("external", "file_upload", "file") if kind in item), None)
    if kind is None or not isinstance(item[kind], dict):
        raise missing(f"{where}.external")
    name = item.get("name")
    if name is not None:
        check_text(name, f"{where}.name", MAX_NAME)
    if kind == "external":
        return {"name": name, "url": check_url(item[kind].get("url"), f"{where}.external.url")}
    if kind == "file_upload":
        upload_id = parse_id(item[kind].get("id"), f"{where}.file_upload.id")
        return attach(workspace, upload_id, name)
    return keep(workspace, item[kind].get("url"), name, f"{where}.file.url")


def check_url(url: Any, where: str) -> str:
    text = check_text(url, where, MAX_URL)
    if not text.startswith(("http://", "https://")):
        raise invalid(f"Invalid URL for {where}.")
    return text


def attach(workspace: Workspace, upload_id: str, name: str | None) -> Json:
    """Use an uploaded file. The first use within the hour makes it stay for ever."""
    upload = workspace.uploads.get(upload_id)
    if upload is None:
        raise invalid(f"Could not find file_upload with ID: {upload_id}.")
    expire(workspace, upload)
    if upload.status != "uploaded":
        raise invalid(
            f"File upload {upload_id} cannot be attached: its status is `{upload.status}`."
        )
    upload.expires_at = None
    return {"name": name or upload.filename or "file", "upload_id": upload.id}


def expire(workspace: Workspace, upload: Upload) -> None:
    """An upload nobody used within its hour is lost."""
    if upload.expires_at is not None and workspace.clock.now() >= upload.expires_at:
        upload.status = "expired"


def keep(workspace: Workspace, url: Any, name: str | None, where: str) -> Json:
    """A file read from Notion and written back: recognised by its path, whatever its signature."""
    text = check_text(url, where, MAX_URL)
    parts = text.split("?", 1)[0].split("/")
    upload_id = parts[-2] if len(parts) > 2 else ""
    upload = workspace.uploads.get(upload_id)
    if upload is None:
        raise invalid(f"{where} is not a file of this workspace.")
    return {"name": name or upload.filename or "file", "upload_id": upload_id}


def render_file(workspace: Workspace, base_url: str, kept: Json) -> Json:
    """The typed part of a file object: an external link, or a signed one of our own."""
    if "url" in kept:
        return {"type": "external", "external": {"url": kept["url"]}}
    expires = workspace.clock.now() + LINK_HOLDS
    return {
        "type": "file",
        "file": {
            "url": signed_url(base_url, kept["upload_id"], kept["name"], expires),
            "expiry_time": precise_stamp(expires).replace("+00:00", "Z"),
        },
    }


def signed_url(base_url: str, upload_id: str, name: str, expires: datetime) -> str:
    salt = secrets.token_hex(8)
    until = str(int(expires.timestamp()))
    query = urlencode(
        {
            "X-Amz-Expires": "3600",
            "until": until,
            "salt": salt,
            "X-Amz-Signature": signature(upload_id, until, salt),
        }
    )
    return f"{base_url}/_files/{upload_id}/{quote(name)}?{query}"


def signature(upload_id: str, until: str, salt: str) -> str:
    return hmac.new(KEY, f"{upload_id}:{until}:{salt}".encode(), hashlib.sha256).hexdigest()


def is_link_good(workspace: Workspace, upload_id: str, query: dict[str, str]) -> bool:
    until = query.get("until", "")
    expected = signature(upload_id, until, query.get("salt", ""))
    is_signed = hmac.compare_digest(expected, query.get("X-Amz-Signature", ""))
    return is_signed and workspace.clock.now().timestamp() < int(until)

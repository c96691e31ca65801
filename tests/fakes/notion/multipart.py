"""`multipart/form-data`, as far as uploads need it."""

from __future__ import annotations

import re
from typing import Any

from .errors import invalid
from .uploads import FilePart

PARAMETER = re.compile(r'(\w+)\*?="?((?:[^";\\]|\\.)*)"?')


def parse_form(body: bytes, content_type: str) -> dict[str, Any]:
    """Fields as text, files as `FilePart`."""
    match = re.search(r'boundary="?([^";]+)"?', content_type)
    if match is None:
        raise invalid("body failed validation: the multipart boundary is missing.")
    delimiter = b"--" + match.group(1).encode("latin-1")
    fields: dict[str, Any] = {}
    for section in body.split(delimiter)[1:-1]:
        head, _blank, content = section.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name, value = read_section(head.decode("utf-8", "replace"), content.removesuffix(b"\r\n"))
        fields[name] = value
    return fields


def read_section(head: str, content: bytes) -> tuple[str, str | FilePart]:
    disposition, kind = "", None
    for line in head.split("\r\n"):
        label, _colon, value = line.partition(":")
        if label.lower() == "content-disposition":
            disposition = value
        if label.lower() == "content-type":
            kind = value.strip()
    parameters = dict(PARAMETER.findall(disposition))
    name = parameters.get("name", "")
    if "filename" in parameters:
        return name, FilePart(content, parameters["filename"], kind)
    return name, content.decode("utf-8", "replace")

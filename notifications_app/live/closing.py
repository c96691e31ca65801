"""Why the server ends a socket: codes that clients act on (docs/live.md)."""

from __future__ import annotations

from enum import IntEnum


class CloseCode(IntEnum):
    TOO_BIG = 1009
    FAULT = 1011
    BAD_REQUEST = 4400
    NOT_SIGNED_IN = 4401
    FORBIDDEN = 4403
    NOTHING_HERE = 4404
    TOO_SLOW = 4408
    RIGHTS_CHANGED = 4409
    TOO_MANY = 4429


class Closing(Exception):
    """The socket ends for this reason."""

    def __init__(self, code: CloseCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason

"""Encryption at rest for channel secrets: Fernet with a key derived from `ENCRYPTION_KEY`.

Changing `ENCRYPTION_KEY` makes stored secrets unreadable; they then have to be entered again
(docs/operations.md).
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Undecryptable(Exception):
    """The stored secret was written under another `ENCRYPTION_KEY`; enter it again."""


def _fernet() -> Fernet:
    derived = HKDF(
        algorithm=hashes.SHA256(), length=32, salt=None, info=b"videogen channel secrets"
    ).derive(settings.ENCRYPTION_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def encrypt(plain: str) -> str:
    return _fernet().encrypt(plain.encode()).decode()


def decrypt(stored: str) -> str:
    """The plain text; raises `Undecryptable`."""
    try:
        return _fernet().decrypt(stored.encode()).decode()
    except InvalidToken:
        raise Undecryptable(
            "A stored secret cannot be read with this ENCRYPTION_KEY: enter it again."
        ) from None

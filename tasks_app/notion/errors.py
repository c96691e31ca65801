"""What can go wrong with Notion: a class for each thing that has to be done about it.

The text is the sentence people read, with the mend. Statuses and codes are Notion's
(docs/notion.md).
"""

from __future__ import annotations

import uuid

from videogen.lib.logging import without_secrets

LONGEST_MESSAGE = 500


class NotionFault(Exception):
    """A call to Notion did not succeed; `code` is Notion's own word for it, if it gave one."""

    def __init__(self, message: str, *, status: int = 0, code: str = "") -> None:
        self.message = without_secrets(message)[:LONGEST_MESSAGE]
        super().__init__(self.message)
        self.status = status
        self.code = code


class NotAllowed(NotionFault):
    """Token or rights are refused: the mirror stops and people are told."""


class BlocksUsedUp(NotAllowed):
    """The free plan of a workspace with several members makes no page any more, for ever."""


class NotFound(NotionFault):
    """Gone, or not shared with the connection; Notion does not tell these apart."""


class Malformed(NotionFault):
    """Notion does not take the request: a fault of ours, no reason to send it again."""


class PageInTrash(Malformed):
    """The page lies in the trash and takes no edit."""


class TooManyRows(Malformed):
    """A query has more rows than Notion gives; those that came before are right."""


class Busy(NotionFault):
    """Nobody may send for `retry_after` seconds."""

    def __init__(
        self, message: str, *, retry_after: float, status: int = 0, code: str = ""
    ) -> None:
        super().__init__(message, status=status, code=code)
        self.retry_after = retry_after


class Unreachable(NotionFault):
    """Nothing was written, and the same call may succeed later: repeat it with backoff."""


class LostAnswer(NotionFault):
    """A write that may have been saved: look before writing again.

    `committed_resource_id` is what was made, where Notion said so.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 0,
        code: str = "",
        committed_resource_id: uuid.UUID | None = None,
    ) -> None:
        super().__init__(message, status=status, code=code)
        self.committed_resource_id = committed_resource_id


class CopyFailed(Exception):
    """A file is not on R2; the text is one line with the mend."""

"""A loopback Notion: the REST API over real HTTP, for tests and measurements.

It validates, rounds, truncates, limits and fails as the vendor is documented or was recorded to,
in API versions 2025-09-03 and 2026-03-11; `people` edit, `webhooks` arrive, `faults` happen on
demand, `log` holds every request with the moment it came. Start with `NotionServer`; where moments
are measured, in a process of its own (`python -m tests.fakes.notion`, then `RemoteNotion`), because
threads of one process keep each other waiting.

Guessed, because nobody documents it: trashed databases answer GET and refuse queries with 404;
writing one side of a dual relation does not stamp the pages of the other; a page's comment does not
stamp the page; writing a value that is already there counts as an edit. Left out: markdown bodies,
imports from external addresses, view queries, dashboards, rollups other than a count, events of
uploads, OAuth, versions before 2025-09-03.
"""

from .clock import Clock
from .control import RemoteNotion
from .latency import between, constant, long_tailed
from .people import Person
from .server import NotionServer
from .state import Plan
from .webhooks import sign

__all__ = [
    "Clock",
    "NotionServer",
    "Person",
    "Plan",
    "RemoteNotion",
    "between",
    "constant",
    "long_tailed",
    "sign",
]

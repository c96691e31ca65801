"""What schemathesis has to know beyond the schema; it imports this by name."""

from __future__ import annotations

from typing import Any

import schemathesis


@schemathesis.hook
def filter_query(_context: Any, query: dict[str, Any] | None) -> bool:
    """An empty parameter counts as absent (docs/api.md); the schema has no word for that."""
    return "" not in (query or {}).values()

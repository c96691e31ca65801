"""Static files under names that carry a hash of their content, also inside ES modules."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedNames(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no stubs
    """`import "./keys.js"` is rewritten too; Django leaves that off by default."""

    support_js_module_import_aggregation = True

"""The rows of deciding, a file per aggregate."""

from reviews_app.models.audit import AuditAction, AuditEntry
from reviews_app.models.review import Review, Verdict

__all__ = ["AuditAction", "AuditEntry", "Review", "Verdict"]

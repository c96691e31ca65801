"""Deciding in the admin: the answers at gates on the pages of tasks, and the list of decisions."""

from reviews_app.admin.audit import AuditAdmin
from reviews_app.admin.review import ReviewAdmin
from reviews_app.admin.task import ReviewedTaskAdmin

__all__ = ["AuditAdmin", "ReviewAdmin", "ReviewedTaskAdmin"]

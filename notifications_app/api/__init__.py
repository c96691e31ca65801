"""REST for a person's own notifications (docs/api.md)."""

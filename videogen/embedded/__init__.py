"""A PostgreSQL and a Valkey of our own, for machines that bring neither. No Django in here."""

"""People: the custom user and the four roles. Nothing else lives here."""

"""Bringing everything up on one machine and taking it down again: `python -m videogen.run`."""

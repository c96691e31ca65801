"""Environments: a sky in some light, a place under it, weather over it."""

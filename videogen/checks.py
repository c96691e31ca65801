"""System checks videogen.E001…: settings that are each fine and together are not."""

from __future__ import annotations

from django.apps import AppConfig


class ChecksConfig(AppConfig):
    """Registers the checks."""

    name = "videogen"
    label = "videogen"

"""Hum instead of speaking."""

from __future__ import annotations

from _work import arguments, ffmpeg, note, working

wanted = arguments("text", "voice")
working(f"narration {wanted.text}")
ffmpeg("-f", "lavfi", "-i", "sine=frequency=330:duration=1.5", "-f", "wav", wanted.output)
note("end", f"narration {wanted.text}")

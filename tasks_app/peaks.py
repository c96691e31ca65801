"""The wave form of a sound, as a few dozen peaks: computed once and kept under the file's SHA-256.

The folder may be emptied at any time. A sound that cannot be read has no wave form.
"""

from __future__ import annotations

import json
import wave
from pathlib import Path

import numpy as np
from django.conf import settings

from tasks_app import files
from tasks_app.models import Asset

COUNT = 96
LOUDEST = 100


def peaks(asset: Asset, *, channel_id: str) -> list[int]:
    """The loudest moment of each stretch, from 0 to `LOUDEST`; empty when there is nothing."""
    kept = Path(settings.MEDIA_ROOT) / "peaks" / f"{asset.sha256}.json"
    try:
        found: list[int] = json.loads(kept.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        found = _measured(asset, channel_id)
        _keep(kept, found)
    return found


def _measured(asset: Asset, channel_id: str) -> list[int]:
    try:
        path = files.absolute(asset.path, channel_id=channel_id)
        with wave.open(str(path), "rb") as sound:
            if sound.getsampwidth() != 2:
                return []
            raw = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2")
            columns = sound.getnchannels()
    except (OSError, EOFError, wave.Error, files.PathRefused):
        return []
    loudness = np.abs(raw[: raw.size // columns * columns].reshape(-1, columns).astype(np.int32))
    stretches = np.array_split(loudness.max(axis=1), COUNT) if loudness.size else []
    highest = [int(stretch.max()) if stretch.size else 0 for stretch in stretches]
    # Quiet voices are drawn as high as loud ones: what counts here is where somebody speaks.
    scale = max([*highest, 1])
    return [round(peak * LOUDEST / scale) for peak in highest]


def _keep(kept: Path, found: list[int]) -> None:
    # Race: two requests may measure the same sound; each writes a file of its own.
    kept.parent.mkdir(parents=True, exist_ok=True)
    temporary = files.temporary(kept)
    temporary.write_text(json.dumps(found), encoding="utf-8")
    temporary.replace(kept)

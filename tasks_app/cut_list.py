"""Which files play when in a final cut, as it was assembled (pure).

Stored with the cut itself: lengths and takes may change afterwards, and a reviewer's note belongs
to what was on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneCut:
    """One scene: from when to when, in seconds of the cut, and the ids of what it is made of."""

    index: int
    start: float
    end: float
    clip: str
    narration: str
    effect: str | None


@dataclass(frozen=True, slots=True)
class CutList:
    """The scenes in order, without a gap; before and after them lie intro and outro."""

    scenes: tuple[SceneCut, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"scenes": [asdict(scene) for scene in self.scenes]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Sequence[Mapping[str, Any]]] | None) -> CutList:
        """The stored list; an empty one for a cut that was made without."""
        return cls(tuple(SceneCut(**scene) for scene in (stored or {}).get("scenes", ())))

    def playing_at(self, moment: float) -> SceneCut | None:
        """The scene on the screen at a moment; None in the intro, in the outro and outside."""
        return next((scene for scene in self.scenes if scene.start <= moment < scene.end), None)

"""Where the camera looks at each moment of a clip (pure): words of the motion prompt become a move.

A move is a path of windows over a still picture. Positions are real numbers; whoever draws the
window must not round them, or slow moves stutter.
"""

from __future__ import annotations

import math
import random
import re
from dataclasses import dataclass, replace

FULL_MOVE_SECONDS = 6.0
"""A shorter clip moves less far, so that the speed stays pleasant."""


@dataclass(frozen=True, slots=True)
class Look:
    """A zoom (1 shows the whole picture) and a direction; -1 and 1 are the edges it allows."""

    zoom: float
    across: float = 0.0
    down: float = 0.0


@dataclass(frozen=True, slots=True)
class Move:
    """From one look to another, swaying by a share of the free space on the way."""

    start: Look
    end: Look
    sway: float = 0.06


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the picture that is shown, as shares of its width and height."""

    left: float
    top: float
    size: float


MOVES: dict[str, Move] = {
    "zoom in": Move(Look(1.0), Look(1.2)),
    "zoom out": Move(Look(1.2), Look(1.0)),
    "pan right": Move(Look(1.16, across=-0.9), Look(1.16, across=0.9)),
    "pan left": Move(Look(1.16, across=0.9), Look(1.16, across=-0.9)),
    "tilt up": Move(Look(1.18, down=0.9), Look(1.18, down=-0.9)),
    "tilt down": Move(Look(1.18, down=-0.9), Look(1.18, down=0.9)),
    "drift": Move(Look(1.08, across=-0.7, down=0.4), Look(1.18, across=0.7, down=-0.4)),
    "handheld": Move(Look(1.1), Look(1.16), sway=0.5),
    "hold": Move(Look(1.0), Look(1.07)),
}

WORDS: tuple[tuple[str, str], ...] = (
    (r"zoom\w* out|pull\w* (back|out|away)|reveal\w*|widen\w*|recede\w*", "zoom out"),
    (r"zoom\w*|push\w*|closer|close-?up|dolly\w*|approach\w*|toward\w*|track\w* in", "zoom in"),
    (r"(pan|track|truck|slid|mov|sweep)\w*( \w+)? left|leftward\w*", "pan left"),
    (r"(pan|track|truck|slid|mov|sweep)\w*( \w+)? right|rightward\w*|pan\w*|sweep\w*", "pan right"),
    (r"(tilt|pan|crane|mov)\w*( \w+)? down|descend\w*|sink\w*|lower\w*", "tilt down"),
    (r"tilt\w*|crane\w*|rise\w*|rising|ascend\w*|upward\w*|soar\w*", "tilt up"),
    (r"parallax|drift\w*|float\w*|glid\w*|orbit\w*|circl\w*|flows?|flowing", "drift"),
    (r"hand-?held|shak\w*|walk\w*|run\w*|follow\w*|chas\w*", "handheld"),
    (r"static|still|locked|motionless|hold\w*", "hold"),
)

PACES: tuple[tuple[str, float], ...] = (
    (r"fast|quick\w*|rapid\w*|swift\w*|rush\w*|dramatic\w*", 1.5),
    (r"slow\w*|gentl\w*|subtl\w*|soft\w*|calm\w*|slight\w*", 0.75),
)


def chosen_move(prompt: str, *, seed: int, seconds: float) -> Move:
    """The move the prompt asks for, else one by the seed; further or less far by its pace."""
    chance = random.Random(f"camera {seed}")  # noqa: S311 a choice of picture, no secret
    name = named_move(prompt) or chance.choice(sorted(MOVES))
    move = MOVES[name]
    if name == "drift" and chance.random() < 0.5:
        move = mirrored(move)
    return scaled(move, named_pace(prompt) * min(1.0, seconds / FULL_MOVE_SECONDS))


def named_move(prompt: str) -> str | None:
    """The move named first in the last line that names one: a reviewer's note comes last."""
    for line in reversed(prompt.splitlines()):
        found = [
            (match.start(), order, name)
            for order, (words, name) in enumerate(WORDS)
            if (match := re.search(rf"\b({words})\b", line, re.IGNORECASE))
        ]
        if found:
            return min(found)[2]
    return None


def named_pace(prompt: str) -> float:
    """How far the move goes: 1 where nothing is said of it."""
    for line in reversed(prompt.splitlines()):
        for words, pace in PACES:
            if re.search(rf"\b({words})\b", line, re.IGNORECASE):
                return pace
    return 1.0


def mirrored(move: Move) -> Move:
    """The same move the other way across."""
    return replace(
        move,
        start=replace(move.start, across=-move.start.across),
        end=replace(move.end, across=-move.end.across),
    )


def scaled(move: Move, share: float) -> Move:
    """The same move over a share of its way; never further than the picture reaches."""
    return replace(move, start=scaled_look(move.start, share), end=scaled_look(move.end, share))


def scaled_look(look: Look, share: float) -> Look:
    # Zoom makes the room for a sideways move, so it does not shrink with a short one.
    zoom = 1 + (look.zoom - 1) * (share if look.across == look.down == 0 else max(share, 1.0))
    return Look(zoom, limited(look.across * share), limited(look.down * share))


def limited(direction: float) -> float:
    return max(-0.95, min(0.95, direction))


def window_at(move: Move, progress: float, *, seconds: float) -> Window:
    """What is shown after a share (0 to 1) of the clip's time; always inside the picture."""
    way = eased(progress)
    zoom = move.start.zoom + (move.end.zoom - move.start.zoom) * way
    swing = progress * seconds * 2 * math.pi
    across = between(move.start.across, move.end.across, way) + move.sway * math.sin(swing / 7)
    down = between(move.start.down, move.end.down, way) + move.sway * math.sin(swing / 5)
    free = 1 - 1 / zoom
    return Window(
        left=free * (1 + max(-1.0, min(1.0, across))) / 2,
        top=free * (1 + max(-1.0, min(1.0, down))) / 2,
        size=1 / zoom,
    )


def between(start: float, end: float, way: float) -> float:
    return start + (end - start) * way


def eased(progress: float) -> float:
    """Slower at both ends, but never standing still."""
    return 0.5 * progress + 0.5 * progress * progress * (3 - 2 * progress)

"""Who and what appears in a seed frame: what the shot speaks of first, else everybody in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks_app.pipeline.planning.matching import ranked
from tasks_app.pipeline.shot_list import Shot, ShotList

CHARACTERS_AT_MOST = 2
PROPS_AT_MOST = 2


@dataclass(frozen=True, slots=True)
class Cast:
    """Numbers of the pictures in the shot list, each counted from 1."""

    environment: int
    characters: tuple[int, ...]
    props: tuple[int, ...]


def cast(shot_list: ShotList, index: int) -> Cast:
    """The pictures that clip `index` (from 1) is composed of; always the same for the same plan."""
    shot = shot_list.clips[index - 1]
    seen = f"{shot.scene} {shot.image}"
    turn = index - 1
    place = ranked(shot.scene, shot_list.environments) or ranked(_all(shot), shot_list.environments)
    return Cast(
        environment=(place[0] if place else turn % len(shot_list.environments)) + 1,
        characters=_chosen(
            ranked(f"{shot.narration} {seen}", shot_list.characters)[:CHARACTERS_AT_MOST],
            _turns(turn, len(shot_list.characters), pair_every=3),
        ),
        props=_chosen(
            ranked(f"{shot.narration} {seen}", shot_list.props)[:PROPS_AT_MOST],
            _turns(turn, len(shot_list.props), pair_every=2),
        ),
    )


def _all(shot: Shot) -> str:
    return f"{shot.narration} {shot.scene} {shot.image}"


def _chosen(spoken_of: Sequence[int], in_turn: Sequence[int]) -> tuple[int, ...]:
    return tuple(at + 1 for at in spoken_of or in_turn)


def _turns(turn: int, count: int, *, pair_every: int) -> tuple[int, ...]:
    """One of `count`, every so often with a partner from the other half, so that pairs differ."""
    if not count:
        return ()
    first, second = turn % count, (turn + turn // count + count // 2) % count
    return (first, second) if turn % pair_every == 0 and first != second else (first,)

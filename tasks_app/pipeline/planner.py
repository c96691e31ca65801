"""From title, topic and story direction to the shot list that the steps read (docs/planning.md).

A shot list that the story direction already holds is used as written; otherwise one is written.
Pure: the same text gives the same plan, on every machine.
"""

from __future__ import annotations

from tasks_app.pipeline.planning import given
from tasks_app.pipeline.planning.casting import Cast, cast
from tasks_app.pipeline.planning.entries import GivenClip
from tasks_app.pipeline.planning.narration import narrations, seed_of
from tasks_app.pipeline.planning.shots import shots
from tasks_app.pipeline.planning.story import sentences_of
from tasks_app.pipeline.planning.subjects import characters, props, settings
from tasks_app.pipeline.shot_list import Counts, PlanRefused, Shot, ShotList, is_storable

__all__ = ("Cast", "Counts", "PlanRefused", "Shot", "ShotList", "cast", "plan")


def plan(
    title: str, topic: str, story_direction: str, *, counts: Counts, brand_style: str = ""
) -> ShotList:
    """The plan of one video; raises `PlanRefused` for a shot list that cannot be used.

    Of `counts`, the number of clips gives way to that of a given shot list.
    """
    title, topic, story = map(_storable, (title, topic, story_direction))
    style = brand_style.strip()
    seed = seed_of(title, topic)
    clips = given.read(story)
    written = clips or tuple(map(GivenClip, narrations(title, topic, story, count=counts.clips)))
    told = [f"{clip.narration} {clip.scene} {clip.image}" for clip in written]
    own = [topic, *sentences_of(story)]
    # What the people wrote goes before what the planner filled in.
    text = "\n".join([*told, *own] if clips else [*own, *told])
    scenery = settings(text, counts.environments, seed=seed)
    return ShotList(
        clips=shots(written, scenery, seed=seed, style=style),
        characters=characters(text, counts.characters, seed=seed, style=style),
        environments=tuple(setting.prompt(style) for setting in scenery),
        props=props(text, counts.props, seed=seed, style=style),
        given=bool(clips),
    )


def _storable(text: str) -> str:
    return "".join(char for char in text if is_storable(char))

"""What is seen, moves and is heard while a narration is spoken; what was given stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from tasks_app.pipeline.planning import scenery
from tasks_app.pipeline.planning.entries import GivenClip
from tasks_app.pipeline.planning.matching import first_mention
from tasks_app.pipeline.planning.scenery import Condition
from tasks_app.pipeline.planning.subjects import Setting, light_at, styled
from tasks_app.pipeline.shot_list import Shot

LETTERS_IN_PROMPT = 300
SOUNDS_AT_MOST = 3


def shots(
    clips: Sequence[GivenClip], settings: Sequence[Setting], *, seed: int, style: str
) -> tuple[Shot, ...]:
    """A full shot for every clip."""
    return tuple(
        _shot(clip, settings, index=index, turn=index + seed, style=style)
        for index, clip in enumerate(clips, start=1)
    )


def _shot(
    clip: GivenClip, settings: Sequence[Setting], *, index: int, turn: int, style: str
) -> Shot:
    text = f"{clip.narration} {clip.scene}"
    setting = _setting(settings, text, turn)
    scene = clip.scene or _scene(setting, clip.narration, turn)
    return Shot(
        index=index,
        narration=clip.narration,
        scene=scene,
        motion=clip.motion or _motion(text, turn),
        sound=clip.sound or _sound(setting, text),
        image=clip.image or styled(f"{_short(scene)}. {_short(clip.narration)}", style),
    )


def _setting(settings: Sequence[Setting], text: str, turn: int) -> Setting:
    """The environment whose place the text mentions first, else the next in turn."""
    mentions = (first_mention(setting.place.words, text) for setting in settings)
    found = [(at, number) for number, at in enumerate(mentions) if at is not None]
    return settings[min(found)[1] if found else turn % len(settings)]


def _scene(setting: Setting, narration: str, turn: int) -> str:
    framing = scenery.FRAMINGS[turn % len(scenery.FRAMINGS)]
    told = light_at(setting.place, text=narration, turn=turn)
    return f"{framing.capitalize()}: {setting.place.seen}, {told}"


def _motion(text: str, turn: int) -> str:
    camera = _spoken_of(scenery.MOTIONS, text) or scenery.MOTIONS[turn % len(scenery.MOTIONS)]
    moving = scenery.MOVING[turn * 3 % len(scenery.MOVING)]
    return f"{camera.seen}, {moving}"


def _sound(setting: Setting, text: str) -> str:
    """The place, what is done there, and the weather, each once."""
    banks = (scenery.ACTIONS_HEARD, scenery.WEATHERS, scenery.TIMES)
    heard = [setting.place.heard]
    for bank in banks:
        told = _spoken_of(bank, text)
        if told and told.heard and told.heard not in heard[0]:
            heard.append(told.heard)
    return ", ".join(heard[:SOUNDS_AT_MOST])


def _spoken_of(bank: Sequence[Condition], text: str) -> Condition | None:
    """The condition that the text mentions first."""
    mentions = ((first_mention(condition.words, text), condition) for condition in bank)
    found = [(at, number) for number, (at, _) in enumerate(mentions) if at is not None]
    return bank[min(found)[1]] if found else None


def _short(text: str) -> str:
    if len(text) <= LETTERS_IN_PROMPT:
        return text
    return f"{text[:LETTERS_IN_PROMPT].rsplit(maxsplit=1)[0]}…"

"""The caption files of a cut, timed by what is really heard in its narrations.

Made with the narrations, and again before the final cut when one of them was exchanged since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tasks_app.models import AssetKind
from tasks_app.pipeline import captions
from tasks_app.pipeline.captions import Cue, Spoken
from tasks_app.pipeline.cut import Cut
from tasks_app.pipeline.items import Draft, Item, StepContext
from tasks_app.pipeline.measure import Expected, Measurement, measure
from tasks_app.pipeline.shot_list import Shot
from tasks_app.pipeline.timeline import Span

Format = Callable[[Sequence[Cue]], str]
CAPTION_FORMATS: tuple[tuple[int, str, Format], ...] = (
    (1, ".srt", captions.srt),
    (2, ".vtt", captions.vtt),
)


def caption_files(context: StepContext, cut: Cut) -> list[Item]:
    """One item per format, both with the same cues."""
    return [_captions(context, cut, *form) for form in CAPTION_FORMATS]


def _captions(context: StepContext, cut: Cut, index: int, suffix: str, form: Format) -> Item:
    def write(draft: Draft) -> None:
        cues = captions.cues(_spoken(context, cut))
        draft.output.write_text(form(cues), encoding="utf-8")

    return Item(
        kind=AssetKind.CAPTIONS,
        index=index,
        prompt="",
        suffix=suffix,
        expected=Expected(seconds=cut.timeline.seconds, speech=cut.speech),
        inputs=(*cut.clips, *cut.narrations),
        write=write,
    )


def _spoken(context: StepContext, cut: Cut) -> list[Spoken]:
    """Every text with the time in which it is really heard, and where the voice pauses."""
    scenes = zip(context.shots.clips, cut.narrations, cut.timeline.scenes, strict=True)
    return [
        _heard(shot, measure(context.path(narration), narration.kind), placed.narration)
        for shot, narration, placed in scenes
    ]


def _heard(shot: Shot, found: Measurement, place: Span) -> Spoken:
    first, last = found.heard or (0.0, place.seconds)
    return Spoken(
        shot.narration,
        place.start + first,
        place.start + min(last, place.seconds),
        tuple((place.start + begin, place.start + end) for begin, end in found.pauses),
    )

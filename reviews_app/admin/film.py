"""The final cut as the desk shows it: the film, its chapters, and what the machine found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reviews_app import pins
from reviews_app.admin import remaking
from tasks_app.admin.gallery import file_url, thumbnail_url
from tasks_app.cut_list import CutList, SceneCut
from tasks_app.models import Asset, AssetKind, Task
from tasks_app.statuses import GATE_BY_STATUS, Status, Step

SHOWN = GATE_BY_STATUS[Status.FINAL_REVIEW].shows


@dataclass(frozen=True, slots=True)
class Chapter:
    """One clip's place in the film. Moments are text, because a locale would write 1,5."""

    number: int
    start: str
    end: str
    seconds: str
    clock: str
    picture: str
    text: str
    has_effect: bool


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Film:
    asset: Asset
    url: str
    poster: str
    captions: str
    seconds: str
    chapters: list[Chapter]
    findings: list[Finding]
    prices: list[tuple[pins.Part, Decimal]]


def film_of(task: Task, assets: Iterable[Asset]) -> Film | None:
    """The film that waits for its decision; None when there is none on record."""
    current = {(a.kind, a.index): a for a in assets if a.is_current}
    final = current.get((AssetKind.FINAL, 1))
    if final is None:
        return None
    thumbnail = current.get((AssetKind.THUMBNAIL, 1))
    cut = CutList.from_json(final.cut)
    subtitles = (a for a in current.values() if a.path.endswith(".vtt"))
    return Film(
        asset=final,
        url=file_url(final),
        poster=thumbnail_url(thumbnail) if thumbnail else "",
        captions=next((file_url(a) for a in subtitles), ""),
        seconds=f"{final.duration_seconds or 0:.3f}",
        chapters=[_chapter(task, scene, current) for scene in cut.scenes],
        findings=[
            Finding(asset.name, text)
            for asset in current.values()
            if asset.step in SHOWN
            for text in asset.findings
        ],
        prices=_prices(task),
    )


def _chapter(task: Task, scene: SceneCut, current: Mapping[tuple[str, int], Asset]) -> Chapter:
    composite = current.get((AssetKind.COMPOSITE, scene.index))
    clips = task.plan.get("clips", ())
    return Chapter(
        number=scene.index,
        start=f"{scene.start:.3f}",
        end=f"{scene.end:.3f}",
        seconds=f"{scene.end - scene.start:.3f}",
        clock=pins.clock(scene.start),
        picture=thumbnail_url(composite) if composite else "",
        text=clips[scene.index - 1]["narration"] if scene.index <= len(clips) else "",
        has_effect=scene.effect is not None,
    )


def _prices(task: Task) -> list[tuple[pins.Part, Decimal]]:
    steps = {
        pins.Part.CLIP: Step.VIDEO,
        pins.Part.NARRATION: Step.AUDIO,
        pins.Part.EFFECT: Step.SFX,
        pins.Part.CUT: Step.ASSEMBLY,
    }
    return [(part, remaking.price_of_one(task, step)) for part, step in steps.items()]

"""A task's files as its page shows them: by kind, each with what there is to know about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from tasks_app.models import Asset, AssetKind, AssetStatus
from tasks_app.statuses import Step
from tasks_app.thumbnails import PICTURES

Key = tuple[str, int]
NOTHING: Mapping[Step, Decimal] = {}

SHAPES: dict[AssetKind, str] = {
    AssetKind.CHARACTER: "image",
    AssetKind.ENVIRONMENT: "image",
    AssetKind.PROP: "image",
    AssetKind.COMPOSITE: "image",
    AssetKind.THUMBNAIL: "image",
    AssetKind.CLIP: "video",
    AssetKind.NARRATION: "sound",
    AssetKind.EFFECT: "sound",
    AssetKind.FINAL: "film",
    AssetKind.CAPTIONS: "text",
}
TITLES: dict[AssetKind, str] = {
    AssetKind.FINAL: "Final cut",
    AssetKind.THUMBNAIL: "Thumbnail",
    AssetKind.CLIP: "Clips",
    AssetKind.NARRATION: "Narration",
    AssetKind.CAPTIONS: "Captions",
    AssetKind.EFFECT: "Effects",
    AssetKind.COMPOSITE: "Composites",
    AssetKind.CHARACTER: "Characters",
    AssetKind.ENVIRONMENT: "Environments",
    AssetKind.PROP: "Props",
}
"""In the order of the page: what was made last stands first."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """The take that counts, and those before it."""

    asset: Asset
    url: str
    preview: str
    poster: str
    text: str
    captions: str
    earlier: list[tuple[Asset, str]]
    can_flag: bool
    can_put_back: bool
    price: Decimal

    @property
    def is_worth_a_chip(self) -> bool:
        return self.asset.status != AssetStatus.GENERATED


@dataclass(frozen=True, slots=True)
class Group:
    kind: AssetKind
    title: str
    shape: str
    exhibits: list[Exhibit]
    is_open: bool


def file_url(asset: Asset) -> str:
    """The bytes, with ranges, for everybody who may see the channel."""
    return reverse("api-asset-file", args=[asset.pk])


def thumbnail_url(asset: Asset) -> str:
    """The hash makes the address new when the bytes are, so browsers may keep it for ever."""
    page = reverse("admin:tasks_app_asset_thumbnail", args=[asset.pk])
    return f"{page}?v={asset.sha256[:12]}"


def gallery(
    assets: Iterable[Asset],
    plan: Mapping[str, Sequence[Mapping[str, str]]],
    *,
    flaggable: Mapping[Step, Decimal] = NOTHING,
) -> list[Group]:
    """All current files in groups; those of the latest step stand open.

    `flaggable` are the steps whose files this person may flag at the gate, in the gate's order,
    with the price of making one file again; takes of the last of them can be put back.
    """
    takes: dict[Key, list[Asset]] = defaultdict(list)
    for asset in assets:
        takes[asset.kind, asset.index].append(asset)
    room = _Room(takes, plan, flaggable)
    latest = max((list(Step).index(Step(a.step)) for a in room.current()), default=0)
    groups = []
    for kind, title in TITLES.items():
        found = [room.exhibit(asset) for asset in room.current() if asset.kind == kind]
        if found:
            is_open = found[0].asset.step == list(Step)[latest]
            groups.append(Group(kind, title, SHAPES[kind], found, is_open))
    return groups


@dataclass(frozen=True, slots=True)
class _Room:
    takes: Mapping[Key, Sequence[Asset]]
    plan: Mapping[str, Sequence[Mapping[str, str]]]
    flaggable: Mapping[Step, Decimal]

    def current(self) -> list[Asset]:
        """The takes that count, by kind and number."""
        return [a for key in sorted(self.takes) for a in self.takes[key] if a.is_current]

    def exhibit(self, asset: Asset) -> Exhibit:
        takes = self.takes[asset.kind, asset.index]
        earlier = [(take, file_url(take)) for take in takes if take.pk != asset.pk]
        return Exhibit(
            asset=asset,
            url=file_url(asset),
            preview=thumbnail_url(asset) if asset.kind in PICTURES else "",
            poster=self._poster(asset),
            text=self._text(asset),
            captions=self._captions(asset),
            earlier=earlier,
            can_flag=Step(asset.step) in self.flaggable,
            can_put_back=bool(self.flaggable) and asset.step == list(self.flaggable)[-1],
            price=self.flaggable.get(Step(asset.step), Decimal(0)),
        )

    def _poster(self, asset: Asset) -> str:
        """A clip is made from the composite of its number; the film has a thumbnail of its own."""
        source = {
            AssetKind.CLIP: (AssetKind.COMPOSITE, asset.index),
            AssetKind.FINAL: (AssetKind.THUMBNAIL, 1),
        }.get(AssetKind(asset.kind))
        takes = self.takes.get(source, ()) if source else ()
        picture = next((take for take in takes if take.is_current), None)
        return thumbnail_url(picture) if picture else ""

    def _text(self, asset: Asset) -> str:
        """What is said or heard, beside its player."""
        column = {AssetKind.NARRATION: "narration", AssetKind.EFFECT: "sound"}.get(
            AssetKind(asset.kind)
        )
        clips = self.plan.get("clips", ())
        if column is None or not 0 < asset.index <= len(clips):
            return ""
        return clips[asset.index - 1].get(column, "")

    def _captions(self, asset: Asset) -> str:
        if asset.kind != AssetKind.FINAL:
            return ""
        return next((file_url(a) for a in self.current() if a.path.endswith(".vtt")), "")

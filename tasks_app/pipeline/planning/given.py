"""The shot list that a story direction already holds: found, joined and checked, else nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tasks_app.pipeline.planning import numbered, sheets, tables
from tasks_app.pipeline.planning.entries import Entry, GivenClip, Source, joined, start
from tasks_app.pipeline.shot_list import CLIP_LIMIT, TEXT_LIMIT, PlanRefused, is_storable


def read(text: str) -> tuple[GivenClip, ...]:
    """The clips of the shot list in `text`, empty when there is none; raises `PlanRefused`."""
    found, around = tables.split(text)
    sources = sheets.sources(found)
    if not any(source.narrates for source in sources):
        sources += numbered.sources(around)
    if not any(source.narrates for source in sources):
        _refuse_untold(sources)
        return ()
    clips = _joined(_about_clips(sources))
    _check(clips)
    return tuple(_clip(entries) for _, entries in sorted(clips.items()))


def _refuse_untold(sources: Iterable[Source]) -> None:
    for source in sources:
        if not source.is_of_assets:
            raise PlanRefused(
                f"{start(source.place)} counts clips, but no table has a Narration column: "
                "add one that says what is spoken in every clip."
            )


def _about_clips(sources: Sequence[Source]) -> Iterator[Source]:
    """Leave out a numbered table of images that has other numbers than the clips."""
    told = {entry.number for source in sources if source.narrates for entry in source.entries}
    for source in sources:
        if not source.is_of_assets or {entry.number for entry in source.entries} <= told:
            yield source


def _joined(sources: Iterable[Source]) -> dict[int, list[Entry]]:
    clips: dict[int, list[Entry]] = {}
    for source in sources:
        if not source.entries:
            raise PlanRefused(f"{start(source.place)} has a header but no row: write one per clip.")
        _refuse_doubles(source)
        for entry in source.entries:
            clips.setdefault(entry.number, []).append(entry)
    return clips


def _refuse_doubles(source: Source) -> None:
    seen: dict[int, Entry] = {}
    for entry in source.entries:
        first = seen.setdefault(entry.number, entry)
        if first is not entry:
            raise PlanRefused(
                f"{start(entry.place)} is clip {entry.number} again, as {first.place} is: "
                "give every clip a number of its own."
            )


def _check(clips: dict[int, list[Entry]]) -> None:
    for number, entries in sorted(clips.items()):
        _check_narration(number, entries)
        for entry in entries:
            _check_texts(entry)
    _check_numbers(clips)


def _check_narration(number: int, entries: Sequence[Entry]) -> None:
    telling = [entry for entry in entries if "narration" in entry.texts]
    if not telling:
        raise PlanRefused(
            f"{start(entries[0].place)} is clip {number}, which has no narration: "
            "write what is spoken there, or remove the row."
        )
    if len(telling) > 1:
        raise PlanRefused(
            f"{start(telling[1].place)} gives clip {number} a second narration beside the one in "
            f"{telling[0].place}: number the clips of all tables through."
        )


def _check_texts(entry: Entry) -> None:
    for field, text in entry.texts.items():
        if len(text) > TEXT_LIMIT:
            raise PlanRefused(
                f"{start(entry.place)} has a {field} of {len(text)} characters: "
                f"at most {TEXT_LIMIT} are allowed."
            )
        if not all(is_storable(char) for char in text):
            raise PlanRefused(f"{start(entry.place)} has a {field} that cannot be stored.")


def _check_numbers(clips: dict[int, list[Entry]]) -> None:
    """Clips are numbered through from 1 (or 0): a gap is a row that got lost."""
    numbers = sorted(clips)
    first = min(numbers[0], 1)
    for expected, number in enumerate(numbers, start=first):
        if number != expected:
            raise PlanRefused(
                f"{start(clips[number][0].place)} is clip {number}, but there is no clip "
                f"{expected}: number the clips without a gap from {first}."
            )
    if len(numbers) > CLIP_LIMIT:
        raise PlanRefused(
            f"{start(clips[numbers[CLIP_LIMIT]][0].place)} is one clip too many: "
            f"a video has at most {CLIP_LIMIT}."
        )


def _clip(entries: Iterable[Entry]) -> GivenClip:
    """One clip of all that was said about it."""
    texts: dict[str, list[str]] = {}
    for entry in entries:
        for field, text in entry.texts.items():
            texts.setdefault(field, []).append(text)
    return GivenClip(**{field: joined(parts) for field, parts in texts.items()})

"""The pictures a video is composed of: characters, environments and props named by the text.

Names and nouns of the text come first, in their order; banks fill up. All prompts differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count as count_up
from itertools import islice
from typing import TypeVar

from tasks_app.pipeline.planning import scenery, vocabulary
from tasks_app.pipeline.planning.matching import first_mention
from tasks_app.pipeline.planning.scenery import Condition, Place
from tasks_app.pipeline.planning.speech import sentences
from tasks_app.pipeline.planning.vocabulary import PLACE_NAME_BEFORE, word_list

Entry = TypeVar("Entry")

TOKEN = re.compile(r"[^\W_][\w'’-]*|[^\w\s]")
CONNECTING = frozenset(word_list("of de da di von van la le bin al ibn del della"))
NAME_LETTERS = 60
# One environment in so many may be a named place: a name alone shows a painter little.
NAMED_EVERY = 3
CHARACTER_LOOK = "full figure, transparent background"
ENVIRONMENT_LOOK = "empty of people, wide background picture with depth"
PROP_LOOK = "single object, centred, transparent background"
ROLES = re.compile(rf"\b({'|'.join(vocabulary.ROLES)})s?\b", re.IGNORECASE)
THINGS = re.compile(rf"\b({'|'.join(vocabulary.THINGS)})s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """An environment: what is seen there, in which light, and what is heard."""

    place: Place
    light: str

    @property
    def look(self) -> str:
        return f"{self.place.seen}, {self.light}"

    def prompt(self, style: str) -> str:
        return styled(f"{self.look}; {ENVIRONMENT_LOOK}", style)


@dataclass(frozen=True, slots=True)
class Names:
    """Capitalised names of a text, told apart by the word before them."""

    people: tuple[str, ...]
    places: tuple[str, ...]


def styled(prompt: str, style: str) -> str:
    return f"{prompt}; {style}" if style else prompt


def characters(text: str, count: int, *, seed: int, style: str) -> tuple[str, ...]:
    found = [*names_in(text).people, *_mentioned(ROLES, text)]
    who = _varied([*found, *_turned(vocabulary.CHARACTER_FALLBACKS, seed)], vocabulary.LOOKS)
    return tuple(styled(f"{name}; {CHARACTER_LOOK}", style) for name in islice(who, count))


def props(text: str, count: int, *, seed: int, style: str) -> tuple[str, ...]:
    found = [*_mentioned(THINGS, text), *_turned(vocabulary.PROP_FALLBACKS, seed)]
    what = _varied(found, vocabulary.WEAR)
    return tuple(styled(f"{thing}; {PROP_LOOK}", style) for thing in islice(what, count))


def settings(text: str, count: int, *, seed: int) -> tuple[Setting, ...]:
    """Places the text speaks of, named ones first; then others, each in a light of its own."""
    named = [
        Place(name, f"{name}, seen from afar", "distant voices and a light wind")
        for name in names_in(text).places[: count // NAMED_EVERY + 1]
    ]
    mentions = ((first_mention(place.words, text), place) for place in scenery.PLACES)
    spoken_of = sorted((at, place.seen) for at, place in mentions if at is not None)
    by_sight = {place.seen: place for place in scenery.PLACES}
    places = [*named, *(by_sight[seen] for _, seen in spoken_of)]
    places += [place for place in _turned(scenery.PLACES, seed) if place not in places]
    turns = ((places[at % len(places)], at + at // len(places)) for at in range(count))
    return tuple(Setting(place, light_at(place, text="", turn=turn)) for place, turn in turns)


def light_at(place: Place, *, text: str, turn: int) -> str:
    """Hour and weather as the text has them, else in turn; indoors only the light."""
    if place.is_indoors:
        return scenery.LIGHTS[turn % len(scenery.LIGHTS)]
    hour = _condition(scenery.TIMES, text, turn)
    weather = _condition(scenery.WEATHERS, text, turn * 3)
    return f"{hour.seen}, {weather.seen}"


def _condition(bank: Sequence[Condition], text: str, turn: int) -> Condition:
    spoken_of = (
        condition for condition in bank if first_mention(condition.words, text) is not None
    )
    return next(spoken_of, bank[turn % len(bank)])


def _turned(bank: Sequence[Entry], seed: int) -> list[Entry]:
    start = seed % len(bank)
    return [*bank[start:], *bank[:start]]


def _varied(things: Iterable[str], looks: Sequence[str]) -> Iterator[str]:
    """Each thing in one of its looks, then all again in other ones."""
    distinct = list(dict.fromkeys(things))
    for turn in count_up():
        for at, thing in enumerate(distinct):
            yield f"{thing}, {looks[(at + turn) % len(looks)]}"


def _mentioned(nouns: re.Pattern[str], text: str) -> list[str]:
    found = dict.fromkeys(match[1].casefold() for match in nouns.finditer(text))
    return [f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}" for noun in found]


def names_in(text: str) -> Names:
    """Runs of capitalised words; a single one that only begins sentences is no name."""
    people: dict[str, None] = {}
    places: dict[str, None] = {}
    for sentence in sentences(" ".join(text.split())):
        tokens = TOKEN.findall(sentence)
        for begin, name in _runs(tokens):
            before = [token.casefold() for token in tokens[max(begin - 2, 0) : begin]]
            if begin == 0 and " " not in name:
                continue
            is_place = bool(PLACE_NAME_BEFORE.intersection(before))
            (places if is_place else people).setdefault(name[:NAME_LETTERS])
    return Names(tuple(name for name in people if name not in places), tuple(places))


def _runs(tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Where a name begins, and the name: `Ada Lovelace`, `Leonardo da Vinci`."""
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and (_is_capital(tokens[end]) or _connects(tokens, at, end)):
            end += 1
        if end > at:
            yield at, " ".join(tokens[at:end])
        at = max(end, at + 1)


def _is_capital(token: str) -> bool:
    return token[0].isupper() and len(token) > 1 and token.casefold() not in vocabulary.NOT_NAMES


def _connects(tokens: Sequence[str], begin: int, at: int) -> bool:
    follows = at > begin and at + 1 < len(tokens) and _is_capital(tokens[at + 1])
    return follows and tokens[at] in CONNECTING

"""Narrations of a written plan: the text's own sentences, a beginning, an end, and what lacks."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count as count_up
from itertools import cycle, islice, pairwise

from tasks_app.pipeline.planning import phrases
from tasks_app.pipeline.planning.language import takes_english
from tasks_app.pipeline.planning.speech import (
    LONGEST_WORDS,
    SHORTEST_WORDS,
    ended,
    ends_sentence,
    pieces,
    run_on,
    sentences,
    spoken_words,
)
from tasks_app.pipeline.planning.story import sentences_of

SUBJECT_WORDS = 5
# A shorter topic is a keyword; the announcement names it anyway.
TOPIC_WORDS = 4
# One padding sentence in so many names the subject; more would sound like an advertisement.
SUBJECT_EVERY = 3
# Up to here a close of 8 to 10 words makes a sentence long enough; above, a tail of 5 to 7 does.
CLOSE_FITS_WORDS = 10
# Below this many words a clip, sentences are too long to be dropped evenly: parts are picked.
FEWEST_WORDS = 9
# So many pairs are looked at for one that was not used yet.
TRIES = 50
# No divisor of a bank's length, so that every sentence has its turn.
STRIDE = 7
# Words that are small in the middle of a sentence, though a title begins with a capital.
SMALL = re.compile(
    r"(?:The|An?|How|Why|What|When|Where|Who|Which|Inside|Behind|Beyond|On|In|From|Of|Life|My|Our)\b"
)
DANGLING = re.compile(
    r"(?:\s+(?:the|an?|of|in|on|at|to|for|from|by|with|and|or|but|that|which|who|is|are|was|were"
    r"|its?|his|her|their|our|my|as|into))+$",
    re.IGNORECASE,
)
EDGES = re.compile(r"^\W+|\W+$")


def narrations(title: str, topic: str, story: str, *, count: int) -> list[str]:
    """`count` narrations of 6 to 8 s each, always the same for the same text.

    A story too long for the clips loses whole sentences at even distances; one too short is filled
    up with sentences of `phrases`, or with its own again when it is not in English.
    """
    title, topic = " ".join(title.split()), " ".join(topic.split())
    told = sentences_of(story)
    if takes_english(f"{title} {topic} {story}"):
        return _english(title, topic, told, count)
    return _echoing(title, topic, told, count)


def seed_of(title: str, topic: str) -> int:
    """A number that differs between videos, so that they do not open and move alike."""
    return zlib.crc32(f"{title}\n{topic}".encode("utf-8", "surrogatepass"))


def subject_of(title: str, topic: str) -> str:
    """A few words that can follow "the story of"."""
    for text in (topic, title):
        if 0 < spoken_words(phrase := _phrase(text)) <= SUBJECT_WORDS:
            return phrase
    cut = DANGLING.sub("", " ".join(_phrase(title or topic).split()[:SUBJECT_WORDS]))
    return cut if 0 < spoken_words(cut) <= SUBJECT_WORDS else phrases.FALLBACK_SUBJECT


def _phrase(text: str) -> str:
    first = next(iter(sentences(text)), "")
    return SMALL.sub(lambda word: word.group().lower(), EDGES.sub("", first), count=1)


class Filler:
    """English sentences for what the text does not fill, none twice as long as there are others."""

    def __init__(self, subject: str, seed: int) -> None:
        self._subject = subject
        self._leads = _turning(phrases.LEADS, seed, drift=1)
        self._closes = _turning(phrases.CLOSES, seed // 7, drift=2)
        self._naming = _turning(phrases.SUBJECT_CLOSES, seed, drift=1)
        self._tails = _turning(phrases.TAILS, seed // 3, drift=1)
        self._made: set[str] = set()

    def sentence(self) -> str:
        """A whole narration about nothing in particular; one in three names the subject."""
        text = next((new for new in islice(self._tries(), TRIES) if new not in self._made), "")
        text = text or next(self._tries())
        self._made.add(text)
        return text

    def _tries(self) -> Iterator[str]:
        while True:
            lead = next(self._leads)
            naming = f"{lead} {next(self._naming).format(subject=self._subject)}"
            fits = spoken_words(naming) <= LONGEST_WORDS
            if fits and len(self._made) % SUBJECT_EVERY == SUBJECT_EVERY - 1:
                yield naming
            yield f"{lead} {next(self._closes)}"

    def filled(self, part: str) -> str:
        """A sentence of the user's, long enough for its clip; one that goes on is left alone."""
        while ends_sentence(part) and (words := spoken_words(part)) < SHORTEST_WORDS:
            part = f"{part} {next(self._closes if words <= CLOSE_FITS_WORDS else self._tails)}"
        return part


def _turning(bank: Sequence[str], seed: int, *, drift: int) -> Iterator[str]:
    """All of a bank in a scattered order, over and over; later rounds meet other partners."""
    for turn in count_up():
        for step in range(len(bank)):
            yield bank[(seed + turn * drift + step * STRIDE) % len(bank)]


def _english(title: str, topic: str, told: Sequence[str], count: int) -> list[str]:
    seed = seed_of(title, topic)
    subject = subject_of(title, topic)
    opening, later = _opening(_named(title, topic), subject, seed)
    slots = max(count - 2, 0)
    filler = Filler(subject, seed)
    body = [filler.filled(part) for part in fitted([*later, *told], slots)]
    closing = _pick(phrases.CLOSINGS, seed).format(subject=subject)
    return [opening, *spread(body, slots, iter(filler.sentence, None)), closing][:count]


def _named(title: str, topic: str) -> list[str]:
    """The title, and the topic where it says more than a word or two of it."""
    topics = [text[:1].upper() + text[1:] for text in sentences(ended(topic))]
    telling = [text for text in topics if spoken_words(text) >= TOPIC_WORDS]
    return list(dict.fromkeys([*pieces(ended(title)), *telling])) or [""]


def _opening(texts: Sequence[str], subject: str, seed: int) -> tuple[str, list[str]]:
    """The title with what fits beside it, and what of title and topic has to be told later."""
    opening, later = _together(texts)
    announcement = _pick(phrases.OPENINGS, seed).format(subject=subject)
    for text in (announcement, *phrases.OPENING_TAILS):
        words = spoken_words(opening)
        if words < SHORTEST_WORDS and words + spoken_words(text) <= LONGEST_WORDS:
            opening = run_on((opening, text))
    return opening, later


def _echoing(title: str, topic: str, told: Sequence[str], count: int) -> list[str]:
    """For other languages: the text's own sentences come round again, joined in new pairs."""
    own = [
        part
        for text in (title, topic)
        for whole in sentences(ended(text))
        for part in pieces(whole)
    ]
    opening, later = _together(list(dict.fromkeys(own)) or [phrases.FALLBACK_SUBJECT])
    material = [opening, *later, *(part for whole in told for part in pieces(whole))]
    slots = max(count - 2, 0)
    body = spread(fitted([*later, *told], slots), slots, _rounds(list(dict.fromkeys(material))))
    return [opening, *body, opening][:count]


def _together(texts: Sequence[str]) -> tuple[str, list[str]]:
    """As many of the texts from the first on as fit into one clip, and the others."""
    opening = texts[0]
    for at, text in enumerate(texts[1:], start=1):
        if spoken_words(opening) + spoken_words(text) > LONGEST_WORDS:
            return opening, list(texts[at:])
        opening = run_on((opening, text))
    return opening, []


def _rounds(material: Sequence[str]) -> Iterator[str]:
    """Each sentence with the ones at a growing distance after it, as far as the time allows."""
    joined: dict[str, None] = {}
    for gap in range(1, len(material) + 1):
        for begin in range(len(material)):
            text = _joined(material, begin, gap)
            if text not in joined:
                joined[text] = None
                yield text
    yield from cycle(joined)


def _joined(material: Sequence[str], begin: int, gap: int) -> str:
    text = material[begin]
    for step in range(1, len(material)):
        following = material[(begin + gap * step) % len(material)]
        if spoken_words(text) >= SHORTEST_WORDS or following in text:
            break
        if spoken_words(text) + spoken_words(following) <= LONGEST_WORDS:
            text = run_on((text, following))
    return text


def fitted(told: Sequence[str], slots: int) -> list[str]:
    """At most `slots` parts of the story, each short enough for a clip, in its order."""
    if slots < 1:
        return []
    cut = [pieces(sentence) for sentence in told]
    weights = [sum(map(spoken_words, parts)) for parts in cut]
    parts: list[str] = []
    for words in range(LONGEST_WORDS, FEWEST_WORDS, -1):
        parts = _merged(_thinned(cut, weights, slots * words), slots)
        if len(parts) <= slots:
            return parts
    return [parts[slot * len(parts) // slots] for slot in range(slots)]


def _thinned(cut: Sequence[list[str]], weights: Sequence[int], budget: int) -> list[str]:
    """The parts of as many whole sentences as the budget of words allows, evenly from all over."""
    total = max(sum(weights), budget)
    kept: list[str] = []
    seen = used = 0
    for parts, weight in zip(cut, weights, strict=True):
        seen += weight
        if used + weight <= budget * seen / total or parts is cut[0]:
            used += weight
            kept += parts
    return kept


def _merged(parts: Sequence[str], slots: int) -> list[str]:
    """Neighbours put together, the shortest first, until there are few enough."""
    texts = list(parts)
    words = [spoken_words(text) for text in texts]
    while len(texts) > slots:
        together, at = min((a + b, at) for at, (a, b) in enumerate(pairwise(words)))
        if together > LONGEST_WORDS:
            break
        texts[at : at + 2] = [run_on(texts[at : at + 2])]
        words[at : at + 2] = [together]
    return texts


def spread(body: Sequence[str], slots: int, missing: Iterator[str]) -> list[str]:
    """The body over all slots, with something else in between, never inside of a sentence."""
    lacking = slots - len(body)
    ends = [at for at, part in enumerate(body, start=1) if ends_sentence(part)] or [len(body)]
    gaps = Counter(ends[turn * len(ends) // lacking] for turn in range(lacking))
    result: list[str] = []
    for at, part in enumerate(["", *body]):
        result += [part] if at else []
        result += islice(missing, gaps[at])
    return result


def _pick(bank: Sequence[str], seed: int) -> str:
    return bank[seed % len(bank)]

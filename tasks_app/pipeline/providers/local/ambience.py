"""Sounds made of noise and sines (pure numpy), each a recipe: (chance, length) -> stereo samples.

What a recipe returns has no particular loudness; whoever mixes levels it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

RATE = 48_000
Wave = NDArray[np.float64]
Recipe = Callable[[Generator, int], Wave]


def noise(chance: Generator, count: int, *, low: float, high: float, slope: float = 0.0) -> Wave:
    """Stereo noise between two frequencies, falling by `slope` x 6 dB an octave."""
    size = 1 << (count - 1).bit_length()
    frequencies = np.fft.rfftfreq(size, 1 / RATE)
    shape = np.exp(-((low / np.maximum(frequencies, 1)) ** 4)) * np.exp(
        -((frequencies / high) ** 4)
    )
    shape /= np.maximum(frequencies / 100, 0.2) ** slope
    spectrum = np.fft.rfft(chance.normal(size=(2, size))) * shape
    wave = np.fft.irfft(spectrum)[:, :count].T
    return np.asarray(wave / np.abs(wave).max(), np.float64)


def swelling(chance: Generator, count: int, *, per_second: float, depth: float) -> Wave:
    """A slow random rise and fall between 1 - depth and 1, one column."""
    places = np.arange(count) * (per_second / RATE)
    values = chance.random(int(places[-1]) + 2)
    before = places.astype(np.intp)
    way = 0.5 - 0.5 * np.cos(np.pi * (places - before))
    height = values[before] * (1 - way) + values[before + 1] * way
    return np.asarray((1 - depth + depth * height)[:, None])


def seconds(count: int) -> Wave:
    return np.arange(count) / RATE


def decay(length: int, *, half_life: float, attack: float = 0.002) -> Wave:
    """Struck and dying away."""
    time = seconds(length)
    return np.asarray(np.minimum(time / attack, 1.0) * 0.5 ** (time / half_life))


def placed(target: Wave, start: int, part: Wave, *, pan: float = 0.0) -> None:
    """Add one column at a moment and a side (-1 left, 1 right), cut off at the end."""
    room = max(0, min(len(part), len(target) - start))
    sides = np.array([np.cos((pan + 1) * np.pi / 4), np.sin((pan + 1) * np.pi / 4)])
    target[start : start + room] += part[:room, None] * sides


def scattered(chance: Generator, count: int, *, per_second: float) -> NDArray[np.int64]:
    """Random moments, so many a second on average, at least one."""
    number = max(1, chance.poisson(count / RATE * per_second))
    return np.sort(chance.integers(0, max(1, count - RATE // 10), number))


def wind(chance: Generator, count: int) -> Wave:
    low = noise(chance, count, low=60, high=500, slope=0.6)
    howl = noise(chance, count, low=450, high=800)
    return low * swelling(chance, count, per_second=0.6, depth=0.75) + 0.25 * howl * swelling(
        chance, count, per_second=0.9, depth=0.95
    )


def rain(chance: Generator, count: int) -> Wave:
    result = 0.5 * noise(chance, count, low=900, high=9000, slope=0.3)
    for start in scattered(chance, count, per_second=45):
        drop = np.sin(2 * np.pi * chance.uniform(1800, 5200) * seconds(1200))
        placed(
            result,
            start,
            0.25 * chance.random() * drop * decay(1200, half_life=0.003),
            pan=chance.uniform(-1, 1),
        )
    return result


def thunder(chance: Generator, count: int) -> Wave:
    rumble = noise(chance, count, low=25, high=180, slope=1.0)
    envelope = decay(count, half_life=max(0.8, count / RATE / 4), attack=0.25)
    return rumble * (envelope[:, None] + 0.15) * swelling(chance, count, per_second=3, depth=0.7)


def sea(chance: Generator, count: int) -> Wave:
    wave = 0.5 - 0.5 * np.cos(2 * np.pi * (seconds(count) / 4.6 + chance.random()))
    surf = noise(chance, count, low=300, high=6000, slope=0.7)
    deep = noise(chance, count, low=40, high=300, slope=0.5)
    return surf * (0.12 + 0.88 * wave[:, None] ** 2) + 0.4 * deep


def stream(chance: Generator, count: int) -> Wave:
    result = 0.35 * noise(chance, count, low=400, high=5000, slope=0.4)
    for start in scattered(chance, count, per_second=28):
        pitch = chance.uniform(500, 1500) * (1 + 2.5 * seconds(2400))
        bubble = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * decay(2400, half_life=0.012)
        placed(result, start, 0.3 * chance.random() * bubble, pan=chance.uniform(-0.7, 0.7))
    return result


def fire(chance: Generator, count: int) -> Wave:
    result = 0.5 * noise(chance, count, low=50, high=700, slope=0.8)
    for start in scattered(chance, count, per_second=14):
        crack = chance.normal(size=900) * decay(900, half_life=chance.uniform(0.001, 0.004))
        placed(result, start, 0.5 * chance.random() ** 2 * crack, pan=chance.uniform(-0.5, 0.5))
    return result


def footsteps(chance: Generator, count: int) -> Wave:
    result = np.zeros((count, 2))
    for step, start in enumerate(range(RATE // 10, count, int(RATE * 0.55))):
        thud = np.sin(2 * np.pi * 82 * seconds(7200)) * decay(7200, half_life=0.028)
        grit = noise(chance, 7200, low=900, high=5000)[:, 0] * decay(7200, half_life=0.02)
        moment = start + int(chance.integers(-900, 900))
        placed(result, moment, thud + 0.35 * grit, pan=0.25 if step % 2 else -0.25)
    return result


def bell(chance: Generator, count: int) -> Wave:
    result = np.zeros((count, 2))
    base = chance.uniform(280, 460)
    for start in range(RATE // 20, count, int(RATE * 2.6)):
        length = count - start
        for ratio, share in ((0.5, 0.5), (1, 1), (1.2, 0.6), (1.5, 0.35), (2, 0.5), (2.67, 0.25)):
            tone = np.sin(2 * np.pi * base * ratio * seconds(length))
            placed(result, start, share * tone * decay(length, half_life=1.1 / ratio))
    return result


def whoosh(chance: Generator, count: int) -> Wave:
    result = 0.03 * noise(chance, count, low=100, high=900, slope=0.6)
    length = min(count, int(RATE * 1.3))
    swell = np.sin(np.linspace(0, np.pi, length))[:, None] ** 3
    for start in range(0, max(1, count - length), int(RATE * 3)):
        low = noise(chance, length, low=150, high=900)
        high = noise(chance, length, low=1200, high=6000)
        result[start : start + length] += low * swell + 0.7 * high * swell**3
    return result


def city(chance: Generator, count: int) -> Wave:
    hum = noise(chance, count, low=45, high=600, slope=0.9)
    result = hum * swelling(chance, count, per_second=0.5, depth=0.5)
    for start in scattered(chance, count, per_second=0.35):
        horn = np.sign(np.sin(2 * np.pi * chance.uniform(330, 470) * seconds(14400)))
        soft = np.convolve(horn, np.hanning(90) / 45, mode="same") * decay(14400, half_life=0.2)
        placed(result, start, 0.05 * soft, pan=chance.uniform(-1, 1))
    return result


def birds(chance: Generator, count: int) -> Wave:
    result = 0.04 * noise(chance, count, low=200, high=3000, slope=0.6)
    for start in scattered(chance, count, per_second=1.6):
        side, base = chance.uniform(-0.9, 0.9), chance.uniform(2400, 4300)
        for number in range(int(chance.integers(2, 6))):
            pitch = base * (1 + 0.22 * np.sin(np.linspace(0, np.pi * chance.uniform(1, 3), 4300)))
            chirp = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.hanning(4300)
            placed(result, start + number * 6200, 0.35 * chirp, pan=side)
    return result


def crowd(chance: Generator, count: int) -> Wave:
    result = np.zeros((count, 2))
    for _ in range(14):
        formant = chance.uniform(220, 1300)
        voice = noise(chance, count, low=formant * 0.8, high=formant * 1.3)
        result += voice * swelling(chance, count, per_second=4.5, depth=0.95) ** 2
    return result + 0.6 * noise(chance, count, low=150, high=900, slope=0.6)


def drone(chance: Generator, count: int) -> Wave:
    time, base = seconds(count), chance.uniform(48, 66)
    result = 0.15 * noise(chance, count, low=60, high=500, slope=0.8)
    for ratio, share in (
        (1, 1),
        (1.006, 0.8),
        (1.5, 0.5),
        (2.003, 0.5),
        (3.01, 0.25),
        (4.02, 0.12),
    ):
        for side in (0, 1):
            phase = chance.random() * 2 * np.pi
            result[:, side] += share * np.sin(2 * np.pi * base * ratio * time + phase)
    return result * swelling(chance, count, per_second=0.4, depth=0.4)


def chimes(chance: Generator, count: int) -> Wave:
    result = 0.02 * noise(chance, count, low=2000, high=9000)
    for start in scattered(chance, count, per_second=3.5):
        pitch = 880 * 2 ** (chance.choice([0, 2, 4, 7, 9, 12, 14, 16]) / 12)
        tone = np.sin(2 * np.pi * pitch * seconds(RATE)) * decay(RATE, half_life=0.18)
        placed(result, start, 0.3 * tone, pan=chance.uniform(-0.8, 0.8))
    return result


def machine(chance: Generator, count: int) -> Wave:
    base = chance.uniform(55, 85)
    beat = 0.75 + 0.25 * np.sin(2 * np.pi * base / 6 * seconds(count))
    result = 0.5 * noise(chance, count, low=80, high=1500, slope=0.6)
    for part in range(1, 9):
        tone = np.sin(2 * np.pi * base * part * seconds(count)) / part
        result += 0.4 * (tone * beat)[:, None]
    return result


def heartbeat(chance: Generator, count: int) -> Wave:
    result = 0.01 * noise(chance, count, low=40, high=200)
    for start in range(RATE // 5, count, int(RATE * 0.92)):
        for gap, share in ((0, 1.0), (0.26, 0.7)):
            thump = np.sin(2 * np.pi * 52 * seconds(9600)) * decay(
                9600, half_life=0.05, attack=0.01
            )
            placed(result, start + int(gap * RATE), share * thump)
    return result


def soft(chance: Generator, count: int) -> Wave:
    """The air of a quiet place: what is heard where the prompt names nothing known."""
    air = noise(chance, count, low=80, high=1200, slope=0.9)
    warm = drone(chance, count)
    return air * swelling(chance, count, per_second=0.5, depth=0.4) + 0.12 * warm


RECIPES: tuple[tuple[str, Recipe], ...] = (
    (r"thunder\w*|storm\w*|lightning", thunder),
    (r"rain\w*|drizzl\w*|downpour|drip\w*", rain),
    (r"sea|ocean|waves?|surf|beach|shore\w*|tide", sea),
    (r"river|stream|brook|waterfall|water|fountain|underwater|bubbl\w*", stream),
    (r"fire\w*|flames?|embers?|crackl\w*|torch\w*|burn\w*|lava", fire),
    (r"foot\w*|steps?|walk\w*|march\w*|boots?", footsteps),
    (r"bells?|church|toll\w*|gong", bell),
    (r"whoosh\w*|swoosh\w*|swish\w*|fly\w*|flight|wings?|rush\w*|sweep\w*", whoosh),
    (r"city|traffic|street|cars?|urban|road|town", city),
    (r"birds?|birdsong|chirp\w*|forest|jungle|morning|dawn|garden|meadow", birds),
    (r"crowd\w*|people|market|applause|murmur\w*|chatter\w*|audience|tavern|voices", crowd),
    (r"space|cosmic|drone|ominous|dark|deep|eerie|mysterious|suspense|tension|cave", drone),
    (r"magic\w*|chimes?|sparkl\w*|twinkl\w*|fairy|stars?|glitter\w*", chimes),
    (r"engine|machine\w*|motor|factory|robot\w*|ship|train|computer|hum\w*", machine),
    (r"heart\w*", heartbeat),
    (r"wind\w*|breeze|gust\w*|howl\w*|desert|mountain\w*|snow\w*|blizzard", wind),
)

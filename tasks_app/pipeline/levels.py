"""How loud a sound is, moment by moment and as a whole (pure; loudness by ITU-R BS.1770-4).

A `Meter` takes samples in pieces of any size and keeps a few numbers for each moment, so that the
length of a file costs no memory.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Full scale is -1 to 1; one row per moment, one column per channel."""
Numbers = NDArray[np.float64]

MOMENT_SECONDS = 0.02
HOP_SECONDS = 0.1
BLOCK_HOPS = 4  # BS.1770: blocks of 400 ms that overlap by three quarters
CHUNK_HOPS = 50
CONTEXT_SECONDS = 0.25
"""How long the weighting filters remember; a chunk is filtered together with so much before it."""
SILENCE_DB = -100.0
CLIPPED = 0.999
ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0


@dataclass(frozen=True, slots=True)
class Levels:
    """What a meter found: power of every moment, the peak, and the loudness of the whole."""

    seconds: float
    moments: Numbers
    peak: float
    clipped: int
    loudness_lufs: float

    @property
    def peak_db(self) -> float:
        return decibels(self.peak**2)

    @property
    def rms_db(self) -> float:
        return decibels(float(self.moments.mean())) if self.moments.size else SILENCE_DB


class Meter:
    """Collects levels while a sound comes by in pieces."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.hop = max(1, round(rate * HOP_SECONDS))
        self.moment = max(1, round(rate * MOMENT_SECONDS))
        self.waiting: list[Samples] = []
        self.waiting_count = 0
        self.context: Samples | None = None
        self.count = 0
        self.peak = 0.0
        self.clipped = 0
        self.moments: list[Numbers] = []
        self.weighted: list[Numbers] = []

    def add(self, samples: Samples) -> None:
        """Take the next piece."""
        self.waiting.append(samples)
        self.waiting_count += len(samples)
        if self.waiting_count >= CHUNK_HOPS * self.hop:
            # Five hops are a whole number of moments, so chunks of whole hops split no moment.
            self.measure(self.taken(self.waiting_count // (5 * self.hop) * 5 * self.hop))

    def levels(self) -> Levels:
        """Everything measured so far; the end of the sound."""
        if self.waiting_count:
            self.measure(self.taken(self.waiting_count))
        hops = np.concatenate([*self.weighted, np.empty(0)])
        return Levels(
            seconds=self.count / self.rate,
            moments=np.concatenate([*self.moments, np.empty(0)]),
            peak=self.peak,
            clipped=self.clipped,
            loudness_lufs=gated_loudness(hops),
        )

    def taken(self, count: int) -> Samples:
        """The first `count` waiting samples; the rest goes on waiting."""
        samples = np.concatenate(self.waiting)
        self.waiting = [samples[count:]]
        self.waiting_count -= count
        return samples[:count]

    def measure(self, samples: Samples) -> None:
        size = np.abs(samples)
        self.count += len(samples)
        self.peak = max(self.peak, float(size.max()))
        self.clipped += int(np.count_nonzero(size >= CLIPPED))
        self.moments.append(mean_powers(samples, self.moment))
        before = int(self.rate * CONTEXT_SECONDS)
        context = samples[:0] if self.context is None else self.context
        weighted = k_weighted(np.concatenate([context, samples]), self.rate)[len(context) :]
        self.weighted.append(mean_powers(weighted, self.hop) * samples.shape[1])
        self.context = samples[-before:]


def measured(samples: Samples, rate: int) -> Levels:
    """The levels of a sound that is at hand as a whole."""
    meter = Meter(rate)
    meter.add(samples)
    return meter.levels()


def mean_powers(samples: Samples, size: int) -> Numbers:
    """The mean square over all channels of each `size` samples; what is left over counts as one."""
    power = np.square(samples, dtype=np.float64).mean(axis=1)
    whole = len(power) // size * size
    powers = power[:whole].reshape(-1, size).mean(axis=1)
    return powers if whole == len(power) else np.append(powers, power[whole:].mean())


def k_weighted(samples: Samples, rate: int) -> Samples:
    """The two filters of BS.1770, applied as their product in the frequency domain."""
    padded = len(samples) + int(rate * CONTEXT_SECONDS)
    size = 1 << (padded - 1).bit_length()
    spectrum = np.fft.rfft(samples, size, axis=0)
    spectrum *= k_response(size, rate)[:, None]
    filtered: Samples = np.fft.irfft(spectrum, size, axis=0)[: len(samples)].astype(np.float32)
    return filtered


def k_response(size: int, rate: int) -> NDArray[np.complex128]:
    """Shelf and high pass, bent to this rate; at 48 kHz they equal the tables of BS.1770-4."""
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    # Gain, quality and corner frequencies from which the coefficients of BS.1770-4 follow.
    tangent = math.tan(math.pi * 1681.974450955533 / rate)
    high, band, quality = 1.584864701130855, 1.258720930232562, 0.7071752369554196
    shelf = (
        (high + band * tangent / quality + tangent**2)
        + 2 * (tangent**2 - high) * z
        + (high - band * tangent / quality + tangent**2) * z**2
    ) / denominator(tangent, quality, z)
    tangent = math.tan(math.pi * 38.13547087602444 / rate)
    quality = 0.5003270373238773
    scale = 1 + tangent / quality + tangent**2
    response: NDArray[np.complex128] = (
        shelf * scale * (1 - 2 * z + z**2) / denominator(tangent, quality, z)
    )
    return response


def denominator(
    tangent: float, quality: float, z: NDArray[np.complex128]
) -> NDArray[np.complex128]:
    result: NDArray[np.complex128] = (
        (1 + tangent / quality + tangent**2)
        + 2 * (tangent**2 - 1) * z
        + (1 - tangent / quality + tangent**2) * z**2
    )
    return result


def gated_loudness(hops: Numbers) -> float:
    """The loudness of a whole from the weighted power of its hops; silence is `SILENCE_DB`."""
    length = min(BLOCK_HOPS, len(hops))
    if not length:
        return SILENCE_DB
    blocks = np.convolve(hops, np.full(length, 1 / length), mode="valid")
    loud = blocks[blocks > power_of(ABSOLUTE_GATE_LUFS)]
    if not loud.size:
        return SILENCE_DB
    loud = loud[loud > float(loud.mean()) * 10 ** (RELATIVE_GATE_LU / 10)]
    return lufs(float(loud.mean()))


def lufs(power: float) -> float:
    return -0.691 + decibels(power)


def power_of(loudness_lufs: float) -> float:
    return float(10 ** ((loudness_lufs + 0.691) / 10))


def decibels(power: float) -> float:
    """A mean square as dB of full scale."""
    return max(SILENCE_DB, 10 * math.log10(power)) if power > 0 else SILENCE_DB


def gain(level_db: float) -> float:
    """The factor that raises a sound by so many dB."""
    return float(10 ** (level_db / 20))


def quiet_stretches(
    levels: Levels, *, below_db: float, at_least_seconds: float
) -> tuple[tuple[float, float], ...]:
    """From when to when every moment was quieter than `below_db`, where that lasted long enough."""
    quiet = levels.moments < 10 ** (below_db / 10)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(np.int8)))
    stretches = (
        (float(start) * MOMENT_SECONDS, min(float(end) * MOMENT_SECONDS, levels.seconds))
        for start, end in edges.reshape(-1, 2)
    )
    return tuple((start, end) for start, end in stretches if end - start >= at_least_seconds)


def sounding(levels: Levels, *, below_db: float) -> tuple[float, float] | None:
    """From the first to the last moment that is not quieter than `below_db`; None when all are."""
    heard = np.flatnonzero(levels.moments >= 10 ** (below_db / 10))
    if not heard.size:
        return None
    end = min(float(heard[-1] + 1) * MOMENT_SECONDS, levels.seconds)
    return float(heard[0]) * MOMENT_SECONDS, end

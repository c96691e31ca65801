"""A sound effect or ambience, synthesised from the words of its prompt."""

from __future__ import annotations

import re

import numpy as np

from tasks_app.pipeline.levels import Samples
from tasks_app.pipeline.providers.base import EffectRequest, Made, Stop, Stopped
from tasks_app.pipeline.providers.local.ambience import RATE, RECIPES, Recipe, soft
from tasks_app.pipeline.sound import faded, levelled, write_wav

LOUDNESS_LUFS = -22.0
LAYERS = 2
"""More than two sounds at once are a blur."""
IN_SECONDS, OUT_SECONDS = 0.25, 0.6


def make_effect(request: EffectRequest, stop: Stop) -> Made:
    """The same prompt, seed and length give the same samples."""
    samples = effect(request.prompt, seed=request.seed, seconds=request.duration_seconds)
    if stop.is_set():
        raise Stopped(f"Effect {request.index} was called off.")
    write_wav(request.output, samples, rate=RATE)
    return Made()


def effect(prompt: str, *, seed: int, seconds: float) -> Samples:
    """The sounds the prompt names, over each other, faded and at one loudness."""
    count = max(1, round(seconds * RATE))
    layers = [layer(recipe, seed + order, count) for order, recipe in enumerate(named(prompt))]
    mixed = faded(np.sum(layers, axis=0), rate=RATE, in_seconds=IN_SECONDS, out_seconds=OUT_SECONDS)
    return levelled(mixed, rate=RATE, loudness_lufs=LOUDNESS_LUFS)


def layer(recipe: Recipe, seed: int, count: int) -> Samples:
    """One sound, as loud as any other."""
    wave = recipe(np.random.default_rng(seed), count).astype(np.float32)
    return levelled(wave, rate=RATE, loudness_lufs=LOUDNESS_LUFS)


def named(prompt: str) -> list[Recipe]:
    """The first sounds named, the last line first (a reviewer's note), else the quiet air."""
    found = [
        (-number, match.start(), order)
        for number, line in enumerate(prompt.splitlines())
        for order, (words, _) in enumerate(RECIPES)
        if (match := re.search(rf"\b({words})\b", line, re.IGNORECASE))
    ]
    orders = dict.fromkeys(order for _, _, order in sorted(found))
    return [RECIPES[order][1] for order in orders][:LAYERS] or [soft]

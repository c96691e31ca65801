"""How long the vendor takes to answer."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

Latency = Callable[[], float]


def constant(seconds: float) -> Latency:
    return lambda: seconds


def between(low: float, high: float, *, seed: int | None = None) -> Latency:
    source = random.Random(seed)
    return lambda: source.uniform(low, high)


def long_tailed(median: float, p95: float, *, seed: int | None = None) -> Latency:
    """Log-normal, as answers of real services are: many quick ones, a few very slow."""
    source = random.Random(seed)
    # 1.645 standard deviations are the 95th percentile of a normal distribution.
    sigma = math.log(p95 / median) / 1.645
    return lambda: source.lognormvariate(math.log(median), sigma)

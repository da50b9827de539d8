"""Whether certainty can be believed: what was announced against what was right, by bins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

BINS = 15
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements whose certainty is above `low`, up to `high`: means of certainty and of truth."""

    low: float
    high: float
    count: int
    certainty: float
    accuracy: float


def reliability(certainty: Numbers, right: Numbers, *, bins: int = BINS) -> tuple[Bin, ...]:
    """Bins of equal width that hold something; both arrays have one value per statement."""
    # A bin holds its upper bound: 1 belongs to the last one.
    numbers = np.clip(np.ceil(certainty * bins).astype(int) - 1, 0, bins - 1)
    found = []
    for number in np.unique(numbers):
        inside = numbers == number
        low, high = float(number / bins), float((number + 1) / bins)
        count, means = int(inside.sum()), (mean(certainty[inside]), mean(right[inside]))
        found.append(Bin(low, high, count, *means))
    return tuple(found)


def calibration_error(bins: Sequence[Bin]) -> float:
    """ECE: mean gap between certainty and accuracy, each bin by its number of statements."""
    total = sum(item.count for item in bins)
    return sum(item.count * abs(item.certainty - item.accuracy) for item in bins) / total


def mean(values: Numbers) -> float:
    """Their mean, nan when there are none."""
    return float(values.mean()) if len(values) else nan

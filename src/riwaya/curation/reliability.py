"""Measures how far two coders agree in each column: Krippendorff's alpha with an interval from resamples."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import krippendorff
import numpy as np

from riwaya.curation.second_coding import OF_CLAIMS, OF_FIGURES, Codings, Pair

RESAMPLES = 2000
COLUMNS = (*OF_CLAIMS[:4], *OF_FIGURES, *OF_CLAIMS[4:])
"""The columns in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree in one column."""

    column: str
    pairs: tuple[Pair, ...]
    alpha: float | None
    """None where it is not defined: nothing is compared, or all values are the same one."""
    interval: tuple[float, float] | None
    """The 95 % interval of alpha; None where alpha is not defined."""

    @property
    def percent(self) -> float | None:
        """How many of the pairs agree, in percent; None if there are none."""
        return 100 * sum(pair.agrees for pair in self.pairs) / len(self.pairs) if self.pairs else None


def agreements(codings: Codings, resamples: int = RESAMPLES) -> tuple[Agreement, ...]:
    """The agreement of each column.

    The claims are resampled, each with all of its figures; the seed of the sample is also that of the
    resamples. A resample in which all values are the same one has no alpha, and is left out.
    """
    claims = range(len(codings.claims))
    generator = random.Random(codings.seed)
    drawn = [generator.choices(claims, k=len(claims)) for _ in range(resamples if claims else 0)]
    return tuple(_agreement(column, codings, drawn) for column in COLUMNS)


def _agreement(column: str, codings: Codings, drawn: Sequence[Sequence[int]]) -> Agreement:
    pairs = tuple(pair for pair in codings.pairs if pair.column == column)
    counts = _counts(pairs)
    value = alpha(counts)
    if value is None:
        return Agreement(column, pairs, None, None)
    at = {identity: number for number, identity in enumerate(codings.claims)}
    rows: list[list[int]] = [[] for _ in codings.claims]
    for row, pair in enumerate(pairs):
        rows[at[pair.claim_id]].append(row)
    found = [alpha(counts[[row for claim in claims for row in rows[claim]]]) for claims in drawn]
    low, high = np.quantile([number for number in found if number is not None], [0.025, 0.975])
    return Agreement(column, pairs, value, (float(low), float(high)))


def _counts(pairs: Sequence[Pair]) -> np.ndarray:
    """How often each value was given to each unit: a row a pair, a column a value."""
    values = dict.fromkeys(value for pair in pairs for value in (pair.first, pair.second))
    at = {value: number for number, value in enumerate(values)}
    counts = np.zeros((len(pairs), len(values)), int)
    for row, pair in enumerate(pairs):
        counts[row, at[pair.first]] += 1
        counts[row, at[pair.second]] += 1
    return counts


def alpha(counts: np.ndarray) -> float | None:
    """Krippendorff's alpha of values that are the same or different; None where there are not two values."""
    used = counts[:, counts.any(axis=0)]
    if used.shape[1] < 2:
        return None
    return float(cast("float", krippendorff.alpha(value_counts=used, level_of_measurement="nominal")))

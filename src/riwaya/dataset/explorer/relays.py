"""Counts which outlet repeats which: whose documents carry claims that documents of the other carried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

_Row = Mapping[str, Any]
Counts = list[tuple[str, int]]
"""Actors and how many claims, the most first."""


class Relays:
    """Who repeats whom, by claims."""

    def __init__(self, claims: Iterable[_Row], sources: Mapping[str, _Row]) -> None:
        rows = {claim["claim_id"]: claim for claim in claims}
        pairs: Counter[tuple[str, str]] = Counter()
        for claim in rows.values():
            if above := rows.get(claim["derived_from_claim_id"]):
                pairs[_carrier(claim, sources), _carrier(above, sources)] += 1
        self._by: dict[str, Counter[str]] = {}
        self._of: dict[str, Counter[str]] = {}
        for (outlet, other), count in pairs.items():
            # What an outlet says a second time makes nobody known.
            if outlet != other:
                self._by.setdefault(outlet, Counter())[other] = count
                self._of.setdefault(other, Counter())[outlet] = count

    def by(self, outlet: str) -> Counts:
        """Whom an outlet repeats."""
        return _most_first(self._by.get(outlet, {}))

    def of(self, outlet: str) -> Counts:
        """Who repeats an outlet."""
        return _most_first(self._of.get(outlet, {}))

    @property
    def outlets(self) -> list[str]:
        """Those that repeat others or are repeated, the one that is repeated in most claims first."""

        def claims(counts: Mapping[str, Counter[str]], outlet: str) -> int:
            return counts[outlet].total() if outlet in counts else 0

        return sorted(
            {*self._by, *self._of},
            key=lambda outlet: (-claims(self._of, outlet), -claims(self._by, outlet), outlet),
        )


def _carrier(claim: _Row, sources: Mapping[str, _Row]) -> str:
    """The outlet of the document that has a claim; the claimant, where the document has no outlet."""
    source = sources.get(claim["source_id"])
    outlet = source["outlet_id"] if source else None
    return outlet or claim["claimant_id"]


def _most_first(counts: Mapping[str, int]) -> Counts:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

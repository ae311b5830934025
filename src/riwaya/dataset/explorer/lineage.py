"""Claims as their lineage has them: origins, and under each what repeats it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Branch:
    """A claim with those that repeat it."""

    claim: Mapping
    relays: tuple[Branch, ...]


def lineage_of(claims: Sequence[Mapping]) -> tuple[Branch, ...]:
    """The origins among some claims, in their order; one that repeats a claim which is not among them stands as an origin."""
    here = {claim["claim_id"] for claim in claims}
    under: dict[str | None, list[Mapping]] = {}
    for claim in claims:
        above = claim.get("derived_from_claim_id")
        under.setdefault(above if above in here else None, []).append(claim)

    def branches(above: str | None) -> tuple[Branch, ...]:
        return tuple(Branch(claim, branches(claim["claim_id"])) for claim in under.get(above, ()))

    return branches(None)

"""Arranges claims as trees: origins, and under each the claims that relay it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Branch:
    """A claim with the claims that relay it."""

    claim: Mapping
    relays: tuple[Branch, ...]

    @property
    def relates(self) -> bool:
        """Whether the claim repeats another one or is repeated."""
        return bool(self.relays or self.claim.get("derived_from_claim_id"))


def lineage_of(claims: Sequence[Mapping]) -> tuple[Branch, ...]:
    """The trees of some claims in their order. A claim whose source claim is not among them is a root."""
    here = {claim["claim_id"] for claim in claims}
    under: dict[str | None, list[Mapping]] = {}
    for claim in claims:
        above = claim.get("derived_from_claim_id")
        under.setdefault(above if above in here else None, []).append(claim)

    def branches(above: str | None) -> tuple[Branch, ...]:
        return tuple(Branch(claim, branches(claim["claim_id"])) for claim in under.get(above, ()))

    return branches(None)

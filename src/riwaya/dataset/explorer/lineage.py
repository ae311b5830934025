"""Decides which claims are relays, and arranges claims as trees: origins, and under each what hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from riwaya.release.labels import is_asserted


@dataclass(frozen=True, slots=True)
class Branch:
    """A claim with the claims that repeat or continue it."""

    claim: Mapping
    relays: tuple[Branch, ...]

    @property
    def relates(self) -> bool:
        """Whether the claim repeats or continues another one, or another one it."""
        return bool(self.relays or self.claim.get("derived_from_claim_id"))

    @property
    def is_asserted(self) -> bool:
        """Whether the claim and all that hang on it assert what they say."""
        return is_asserted(self.claim) and all(branch.is_asserted for branch in self.relays)


def continues(claim: Mapping, above: Mapping | None) -> bool:
    """Whether a claim that hangs on another one is of the same claimant in the same source: one account."""
    return above is not None and all(claim[name] == above[name] for name in ("claimant_id", "source_id"))


def relays_among(claims: Iterable[Mapping]) -> frozenset[str]:
    """The IDs of the claims that only repeat what others say, of all claims of a release.

    One that continues its claimant's own account in the same source is no copy of it, and a relay only where
    the account is one.
    """
    rows = {claim["claim_id"]: claim for claim in claims}

    def repeats(claim: Mapping) -> bool:
        seen = set()
        while (above := claim["derived_from_claim_id"]) and claim["claim_id"] not in seen:
            if not continues(claim, rows.get(above)):
                return True
            seen.add(claim["claim_id"])
            claim = rows[above]
        return False

    return frozenset(identity for identity, claim in rows.items() if repeats(claim))


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

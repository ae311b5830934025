"""Groups the roles of actors in events by the bodies that give them, with the claims that deny them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from riwaya.dataset.explorer.figures import body_of

_Row = Mapping[str, Any]


class Roles:
    """Who has which role in an event by whose claims, and by which claims a body denies its own."""

    def __init__(
        self, claims: Mapping[str, _Row], contradictions: Iterable[_Row], is_relay: Callable[[_Row], bool]
    ) -> None:
        self._claims, self._is_relay = claims, is_relay
        self._denials: dict[tuple[str, str], list[str]] = {}
        for row in contradictions:
            if row["kind"] == "participation":
                self._denials.setdefault((row["event_id"], row["body_id"]), []).append(row["claim_id"])

    def by(
        self, column: str, rows: Iterable[_Row]
    ) -> list[tuple[str, list[tuple[str, list[_Row]]], list[_Row]]]:
        """The distinct roles in rows of event_actors, by the ID in a column (actor or event).

        Each has a claim of every body that gives it; after them stand those by which the actor denies it.
        """
        found: dict[str, dict[str, list[str]]] = {}
        denied: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(row[column], {}).setdefault(row["role"], []).append(row["claim_id"])
            denied[row[column]] = self._denials.get((row["event_id"], row["actor_id"]), [])
        return [
            (
                identity,
                [(role, self.one_a_body(claims)) for role, claims in roles.items()],
                self.one_a_body(denied[identity]),
            )
            for identity, roles in found.items()
        ]

    def one_a_body(self, identities: Iterable[str]) -> list[_Row]:
        """The claims of these IDs, of each body the first; those that only repeat others come last."""
        known = (self._claims[one] for one in identities if one in self._claims)
        first: dict[str, _Row] = {}
        for claim in sorted(known, key=self._is_relay):
            first.setdefault(body_of(claim), claim)
        return [*first.values()]

"""Compares riwaya with frictionless on one random package."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.differential.damages import damage
from tests.support.differential.packages import Made, make
from tests.support.differential.reasons import PLAINLY, REASONS, Case
from tests.support.differential.verdicts import Item, our_verdict, their_verdict
from tests.support.differential.writing import write


@dataclass(frozen=True)
class Comparison:
    """What came of a package."""

    made: Made
    reasons: frozenset[str]
    only_ours: frozenset[Item]
    """Errors that only riwaya reports, without a reason."""
    only_theirs: frozenset[Item]
    found: bool
    """Whether riwaya reports any error."""
    by_frictionless: bool
    """Whether riwaya has frictionless check a table of it."""

    @property
    def agrees(self) -> bool:
        return not (self.only_ours or self.only_theirs)


def compare(seed: int, folder: Path) -> Comparison:
    """Make a package, damage it, and compare both verdicts on it."""
    chance = random.Random(seed)
    made = make(chance)
    for _ in range(chance.choice((0, 1, 1, 1, 1, 2))):
        damage(chance, made)
    ours = our_verdict(write(made, folder / "made"))
    found = None
    for at, plainly in enumerate(_ways(made)):
        case = Case(made, ours, their_verdict(write(made, folder / f"plain{at}", plainly)))
        reasons, left = _explained(case)
        found = Comparison(
            made,
            frozenset(reasons | {*plainly}),
            frozenset(left & ours.items),
            frozenset(left - ours.items),
            bool(ours.items),
            bool(ours.by_frictionless),
        )
        if found.agrees:
            return found
    assert found
    return found


def _ways(made: Made) -> Iterator[tuple[str, ...]]:
    """The package as it is, then with one thing written plainly, then with all."""
    names = [item.name for item in PLAINLY if any(map(item.applies, made.tables))]
    if made.version == "2":
        names.remove("version")
    yield ()
    yield from ((name,) for name in names)
    if len(names) > 1:
        yield tuple(names)


def _explained(case: Case) -> tuple[set[str], set[Item]]:
    """The reasons of the differences, and the differences that have none."""
    reasons, left = set(), set()
    for item in case.ours.items ^ case.theirs.items:
        ours = item in case.ours.items
        name = next((one.name for one in REASONS if one.explains(case, item, ours)), None)
        if name is None:
            left.add(item)
        else:
            reasons.add(name)
    return reasons, left

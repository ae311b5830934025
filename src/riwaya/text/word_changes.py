"""Finds the words that differ between two versions of a text, in any script."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import groupby

Parts = tuple[tuple[str, bool], ...]
"""The parts of a text in their order; True for one that the other version does not have."""
_WORD = re.compile(r"\s+|\S+")


def word_changes(before: str, now: str) -> tuple[Parts, Parts]:
    """The parts of both versions; joined they are the texts again.

    >>> word_changes("more than 18 men", "about 20 men")
    ((('more than 18', True), (' men', False)), (('about 20', True), (' men', False)))
    """
    old, new = _WORD.findall(before), _WORD.findall(now)
    blocks = SequenceMatcher(None, old, new).get_opcodes()
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for at, (tag, i, j, k, m) in enumerate(blocks):
        one, other = "".join(old[i:j]), "".join(new[k:m])
        # A mere space between two changes is no reason to mark them apart.
        is_space = 0 < at < len(blocks) - 1 and not one.strip()
        left.append((one, tag != "equal" or is_space))
        right.append((other, tag != "equal" or is_space))
    return _merged(left), _merged(right)


def _merged(parts: Iterable[tuple[str, bool]]) -> Parts:
    """The parts that are not empty, those together that follow each other and are marked alike."""
    runs = groupby((part for part in parts if part[0]), key=lambda part: part[1])
    return tuple(("".join(text for text, _ in run), differs) for differs, run in runs)

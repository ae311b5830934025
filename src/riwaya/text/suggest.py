"""Suggests the closest known value for a mistyped one ("Did you mean …?")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from riwaya.text.spelling import search_key

_LOOK_ALIKES = str.maketrans({"o": "0", "i": "1", "l": "1"})


def nearest(value: str, candidates: Iterable[str]) -> str | None:
    """The candidate that a mistyped value most likely stands for; None where none is close, or several are.

    Case, dashes, leading zeros and letters that look like digits do not count. Words may differ more; IDs may
    not.

    >>> nearest("evt-12", ["EVT-0011", "EVT-0012"])
    'EVT-0012'
    >>> nearest("captuerd", ["captured", "released"])
    'captured'
    >>> nearest("declined", ["denies", "declines_comment"])
    'declines_comment'
    """
    known = [*dict.fromkeys(candidates)]
    shape = _shape(value)
    same = [candidate for candidate in known if _shape(candidate) == shape]
    if len(same) == 1:
        return same[0]
    # Similar IDs are not typos: EVT-0001 and EVT-0002 are two events.
    if same or re.search("[0-9]", value):
        return None
    # The first words of a term stand for it unless they begin another one too.
    starts = Counter(start for candidate in known for start in _starts(candidate))
    meant = {start: candidate for candidate in known for start in _starts(candidate) if starts[start] == 1}
    meant |= {candidate.lower(): candidate for candidate in reversed(known)}
    close = get_close_matches(value.lower(), meant, 1, 0.7)
    return meant[close[0]] if close else None


def _starts(term: str) -> list[str]:
    """The beginnings of a term of several words: "more", "more_than" of "more_than_one"."""
    words = term.lower().split("_")
    return ["_".join(words[:count]) for count in range(1, len(words))]


# Each of a thousand wrong values is compared with the same values of a column.
@lru_cache(1 << 16)
def _shape(text: str) -> str:
    plain = re.sub("[^0-9a-z\u0620-\u064a]", "", search_key(text).translate(_LOOK_ALIKES))
    return re.sub("0+(?=[0-9])", "", re.sub("(?<=[a-z])0+", "", plain))

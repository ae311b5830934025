"""Suggests the closest known value for a mistyped one ("Did you mean …?")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

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
    """
    known = [*dict.fromkeys(candidates)]
    same = [candidate for candidate in known if _shape(candidate) == _shape(value)]
    if len(same) == 1:
        return same[0]
    # Similar IDs are not typos: EVT-0001 and EVT-0002 are two events.
    if same or re.search("[0-9]", value):
        return None
    close = get_close_matches(value.lower(), [candidate.lower() for candidate in known], 1, 0.7)
    return next((candidate for candidate in known if candidate.lower() == close[0]), None) if close else None


def _shape(text: str) -> str:
    plain = re.sub("[^0-9a-z\u0620-\u064a]", "", search_key(text).translate(_LOOK_ALIKES))
    return re.sub("0+(?=[0-9])", "", re.sub("(?<=[a-z])0+", "", plain))

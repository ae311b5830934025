"""Reads JSON that every program reads in the same way: UTF-8, no key twice, no NaN, no excessive depth."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

JsonObject = Mapping[str, Any]
"""An object as it was read. Its values are checked where they are used."""


def loads(data: bytes) -> object:
    """The value of a JSON text. ValueError for invalid JSON, and for what programs read differently.

    >>> loads(b'{"rows": 3}')
    {'rows': 3}
    """
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object. ValueError for a key that appears twice: programs differ in which value they keep."""
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)!r} twice")
    return made


def _no_constant(name: str) -> object:
    raise ValueError(name)

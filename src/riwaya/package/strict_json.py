"""Reads JSON as every program reads it: UTF-8, no key twice, no NaN, no depth that ends the reader."""

from __future__ import annotations

import json


def loads(data: bytes) -> object:
    """What the JSON says; ValueError for what is none, or what another program would read in another way."""
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_no_twice, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _no_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; ValueError for a key that stands twice, of which every program keeps another one."""
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)!r} twice")
    return made


def _no_constant(name: str) -> object:
    raise ValueError(name)

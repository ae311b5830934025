"""Keeps the record of a run as JSON: the pages can be written from it again, with other notes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from benchmarks.cluster import Reckoned
from benchmarks.contenders import Outcome
from benchmarks.goals import Record


def dumps(record: Record) -> str:
    return json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"


def loads(text: str) -> Record:
    """The record that `dumps` gave as a text: the keys of JSON are texts, and its lists no tuples."""
    found = json.loads(text)
    sizes = {
        name: {int(figures): _outcomes(of_size) for figures, of_size in found[name].items()}
        for name in ("sizes", "multiplied")
    }
    rows = {
        name: {int(figures): count for figures, count in found[name].items()}
        for name in ("rows", "multiplied_rows")
    }
    outcomes = {name: _outcomes(found[name]) for name in ("commands", "release")}
    workers = found["workers"] and Reckoned.from_json(found["workers"])
    lists = {name: tuple(found[name]) for name in ("runs", "profile")}
    return Record(**found | sizes | rows | outcomes | lists | {"workers": workers})


def _outcomes(found: Mapping[str, Mapping[str, Any]]) -> dict[str, Outcome]:
    return {name: Outcome(**outcome) for name, outcome in found.items()}

"""Computes the published tables of a dataset of a few rows, each written as the cells that matter.

Other cells are empty, or those of DEFAULTS. Nothing is validated: a test must write rows that could stand in
a valid package.
"""

import tempfile
from functools import cache
from pathlib import Path

import pyarrow as pa

from riwaya.engines.duckdb import DuckEngine
from riwaya.engines.functions import text_functions
from riwaya.package.descriptor import Package
from riwaya.release.compute import release_tables
from riwaya.release.table import arrow_schema
from tests.support.package_copies import ROOT

DEFAULTS = {
    "actors": {"kind": "armed_group", "disclosure": "organisation"},
    "sources": {"kind": "news_article", "language": "en", "read_as": "excerpt"},
    "locations": {"kind": "town", "precision": "unknown"},
    "events": {"kind": "reported_exchange", "outcome": "reported_done"},
    "claims": {"attribution": "organisation", "stance": "asserts"},
    "figures": {"measure": "persons_released", "category": "persons"},
}
_TEXTS = ("name", "title", "summary", "statement", "label", "definition")


def computed(**tables: list[dict]) -> dict[str, list[dict]]:
    """The rows of all published tables, computed ones among them."""
    package = Package.open(ROOT)
    with DuckEngine(text_functions()) as engine, tempfile.TemporaryDirectory() as folder:
        for resource in package.resources:
            rows = _vocabularies() if resource.name == "vocabularies" else tables.get(resource.name, [])
            filled = [
                {"row_": number, **_texts(resource.schema.names), **DEFAULTS.get(resource.name, {}), **row}
                for number, row in enumerate(rows, start=1)
            ]
            schema = pa.schema([*arrow_schema(resource.schema), ("row_", pa.int64())])
            assert not {name for row in filled for name in row} - {*schema.names}, resource.name
            engine.load(resource.name, pa.Table.from_pylist(filled, schema))
        made = release_tables(package, engine, Path(folder))
        return {table.name: table.whole().to_pylist() for table in made}


def _texts(names: tuple[str, ...]) -> dict[str, str]:
    return {name: "…" for name in names if name.rsplit("_", 1)[0] in _TEXTS and name[-3:] in ("_ar", "_en")}


@cache
def _vocabularies() -> list[dict]:
    """Two categories with a broader one; the others stand for themselves."""
    broader = {"fighters": "members", "members": None, "persons": None, "women": None}
    return [{"vocabulary": "category", "term": term, "broader": other} for term, other in broader.items()]

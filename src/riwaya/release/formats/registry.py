"""Lists the formats of a release.

It loads the libraries of all formats: import it only where releases are written or verified.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from riwaya.errors import ReleaseError
from riwaya.release import MESSAGES
from riwaya.release.formats import Format, csv, geojson, json, jsonl, parquet, sqlite, xlsx

FORMATS: tuple[Format, ...] = (csv, geojson, json, jsonl, parquet, sqlite, xlsx)
"""Every format. One more is one module and one entry here."""
PARALLEL = 2
"""How many formats are written or read at once, each in a few batches: memory bounds it, not processors."""
BY_NAME: Mapping[str, Format] = {form.NAME: form for form in FORMATS}


def formats_named(names: Iterable[str]) -> dict[str, Format]:
    """The formats with these names, or all of them if none is named; ReleaseError for an unknown name."""
    wanted = sorted({*names})
    for name in wanted:
        if name not in BY_NAME:
            raise ReleaseError(MESSAGES("format-unknown", name=name, known=", ".join(BY_NAME)))
    return {name: BY_NAME[name] for name in wanted or BY_NAME}


def tables_in(form: Format, tables: Iterable[str]) -> list[str]:
    """Which of these tables a format holds."""
    return [name for name in tables if form.TABLES is None or name in form.TABLES]

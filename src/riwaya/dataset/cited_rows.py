"""Cited rows: what they say in a release, and whether they say the same in another.

An event is cited with who took part, its links, its claims and their figures; a claim with its figures; any other row by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.dataset.locate import retirement_notice
from riwaya.engines.duckdb import DuckEngine
from riwaya.errors import NotFoundError
from riwaya.release.citation import CITED_WITH, Part, part_of
from riwaya.release.read import Release, leaning_on_columns
from riwaya.release.rows import rows_with, said
from riwaya.release.table import ReleaseTable

_CALLED = ("title", "name")
_QUERY = re.compile(r"(?P<table>[a-z][a-z0-9_]*)\[(?P<condition>.+)\]", re.DOTALL)
_UNKNOWN = Bilingual("There is no row {id} in this version.", "لا يوجد في هذا الإصدار صف بالمعرّف {id}.")
_WHERE = Bilingual(
    "{count} rows of {table} where {condition}", "صفوف الجدول {table} بشرط {condition} وعددها {count}"
)


@dataclass(frozen=True, slots=True)
class ComparedCitation:
    """Cited rows beside a release."""

    cited: Part
    now: Part | None = None
    """The same rows as the release has them; None where it has not all of them."""
    missing: Bilingual | None = None
    """What is told of those that it does not have."""

    @property
    def same(self) -> bool:
        return self.now is not None and self.now.sha256 == self.cited.sha256


def cite_rows(dataset: Release, what: str) -> Part:
    """The rows of a release that are IDs parted by blanks, or TABLE[CONDITION]; NotFoundError where there are none."""
    query = _QUERY.fullmatch(what)
    with leaning_on_columns(dataset):
        if query:
            rows = _rows_where(dataset.table(query["table"]), query["condition"])
            about = _WHERE.format({"count": len(rows), **query.groupdict()})
        else:
            rows, about = _rows_with(dataset, [*dict.fromkeys(what.split())])
    return part_of(what, dataset.version, rows, about)


def compare_citation(dataset: Release, part: Part) -> ComparedCitation:
    """Cited rows beside what they are in a release."""
    try:
        return ComparedCitation(part, cite_rows(dataset, part.what))
    except NotFoundError as error:
        return ComparedCitation(part, missing=error.message)


def _rows_with(dataset: Release, identities: Sequence[str]) -> tuple[list[tuple[str, Mapping]], Bilingual]:
    """The rows that are cited by IDs, each with its table, and what a reader calls them."""
    wanted, rows, called = {*identities}, [], {}
    # By table and column, the values whose rows are cited with others.
    along: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for name in dataset.hashes:
        table = dataset.table(name)
        key = table.schema.primary_key
        asked = {column: along[name, column] for column in table.schema.names if along.get((name, column))}
        if len(key) == 1 and key[0].endswith("_id"):
            asked[key[0]] = asked.get(key[0], set()) | (wanted - {*called})
        for row in rows_with(table, asked) if any(asked.values()) else ():
            rows.append((name, row))
            identity = row[key[0]] if len(key) == 1 else None
            if identity in wanted:
                called[identity] = _call(row)
            for other, column in CITED_WITH.get(name, ()):
                along[other, column].add(identity)
    for identity in identities:
        if identity not in called:
            told = retirement_notice(dataset, identity) or _UNKNOWN.format({"id": identity})
            raise NotFoundError(told.en, told.ar)
    names = [called[identity] for identity in identities]
    return rows, Bilingual(", ".join(name.en for name in names), "، ".join(name.ar for name in names))


def _call(row: Mapping) -> Bilingual:
    """What a row is called: its ID, with its title or name."""
    identity = next(iter(row.values()))
    for word in _CALLED:
        names = [said(row, word, lang) for lang in LANGUAGES]
        if all(names):
            return Bilingual(*(f"{identity}: {name}" for name in names))
    return Bilingual(identity, identity)


def _rows_where(table: ReleaseTable, condition: str) -> list[tuple[str, Mapping]]:
    """The rows of a table for which an SQL condition over its columns holds."""
    try:
        with DuckEngine() as engine:
            engine.load(table.name, table.whole())
            # On a line of its own, so that no comment hides the bracket.
            rows = engine.query(f'SELECT * FROM "{table.name}" WHERE ({condition}\n)').to_pylist()
    except duckdb.Error as error:
        reason = str(error).split("\n")[0]
        raise NotFoundError(
            f"{table.name} cannot be asked for the condition {condition}: {reason}",
            f"لا يمكن سؤال الجدول {table.name} بالشرط {condition}: {reason}",
        ) from None
    if not rows:
        raise NotFoundError(
            f"No row of {table.name} meets: {condition}", f"لا صف في {table.name} يحقق: {condition}"
        )
    return [(table.name, row) for row in rows]

"""Cites rows of a release, and compares cited rows with those of another release.

An event is cited with its actors, links, claims and their figures and groups; a claim with its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.dataset import MESSAGES
from riwaya.dataset.locate import retirement_notice
from riwaya.errors import NotFoundError
from riwaya.extras import requiring_extra
from riwaya.release.citation import CITED_WITH, Part, part_of
from riwaya.release.rows import localized, rows_with
from riwaya.release.table import Release, ReleaseTable, requiring_columns

_NAMES = ("title", "name")
_QUERY = re.compile(r"(?P<table>[a-z][a-z0-9_]*)\[(?P<condition>.+)\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ComparedCitation:
    """Cited rows beside the same rows of another release."""

    cited: Part
    now: Part | None = None
    """The rows as the release has them; None if one of them is missing."""
    missing: Bilingual | None = None
    """Why rows are missing, such as the notice of a retired ID."""

    @property
    def same(self) -> bool:
        return self.now is not None and self.now.sha256 == self.cited.sha256


def cite_rows(dataset: Release, what: str) -> Part:
    """The rows that `what` names: IDs separated by blanks, or TABLE[CONDITION] with a condition in SQL.

    NotFoundError for an unknown ID or table, a condition that DuckDB cannot evaluate, or no rows.
    """
    query = _QUERY.fullmatch(what)
    with requiring_columns(dataset):
        if query:
            table, condition = query["table"], query["condition"]
            rows = [(table, row) for row in _rows_where(dataset.table(table), condition)]
            about = MESSAGES("rows-where", count=len(rows), table=table, condition=condition)
        else:
            rows, about = _rows_by_id(dataset, [*dict.fromkeys(what.split())])
    return part_of(what, dataset.version, rows, about)


def compare_citation(dataset: Release, part: Part) -> ComparedCitation:
    """Cited rows beside the same rows of a release."""
    try:
        return ComparedCitation(part, cite_rows(dataset, part.what))
    except NotFoundError as error:
        return ComparedCitation(part, missing=error.message)


def _rows_by_id(dataset: Release, identities: Sequence[str]) -> tuple[list[tuple[str, Mapping]], Bilingual]:
    """The rows with these IDs and those cited with them, each with its table; the names of the former."""
    wanted, rows, names = {*identities}, [], {}
    # Values to look for, by table and column. A row stands in an earlier table than those cited with it.
    along: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for table_name in dataset.hashes:
        table = dataset.table(table_name)
        key = table.schema.primary_key
        id_column = key[0] if len(key) == 1 and key[0].endswith("_id") else None
        if id_column:
            along[table_name, id_column] |= wanted - {*names}
        columns = {name: found for name in table.schema.names if (found := along.get((table_name, name)))}
        for row in rows_with(table, columns) if columns else ():
            rows.append((table_name, row))
            if id_column is None:
                continue
            identity = row[id_column]
            if identity in wanted:
                names[identity] = _name_of(row)
            for other, column in CITED_WITH.get(table_name, ()):
                along[other, column].add(identity)
    for identity in identities:
        if identity not in names:
            raise NotFoundError(retirement_notice(dataset, identity) or MESSAGES("id-unknown", id=identity))
    found = [names[identity] for identity in identities]
    return rows, Bilingual(", ".join(name.en for name in found), "، ".join(name.ar for name in found))


def _name_of(row: Mapping[str, str | None]) -> Bilingual:
    """The ID of a row, followed by its title or name if it has one."""
    identity = str(next(iter(row.values())))
    for column in _NAMES:
        names = [localized(row, column, lang) for lang in LANGUAGES]
        if all(names):
            return Bilingual(*(f"{identity}: {name}" for name in names))
    return Bilingual(identity, identity)


def _rows_where(table: ReleaseTable, condition: str) -> list[dict]:
    """The rows of a table for which an SQL condition over its columns holds."""
    # Rows that are cited by ID need no engine.
    with requiring_extra():
        import duckdb

        from riwaya.engines.duckdb import DuckEngine

    try:
        with DuckEngine() as engine:
            engine.load(table.name, table.whole())
            # The bracket stands on a line of its own: a comment in the condition cannot hide it.
            rows = engine.query(f'SELECT * FROM "{table.name}" WHERE ({condition}\n)').to_pylist()
    except duckdb.Error as error:
        reason = str(error).split("\n")[0]
        raise NotFoundError(
            MESSAGES("condition-invalid", table=table.name, condition=condition, reason=reason)
        ) from None
    if not rows:
        raise NotFoundError(MESSAGES("condition-without-rows", table=table.name, condition=condition))
    return rows

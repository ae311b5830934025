"""Replaces what people write in references, a name or the placeholder of a new row, by the ID of that row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from riwaya.bilingual import Bilingual
from riwaya.curation.choices import row_label, row_names, similar_rows, with_label, without_label
from riwaya.curation.find_rows import find_rows
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.curation.workbook import MESSAGES
from riwaya.text.characters import ascii_digits
from riwaya.text.spelling import is_in_script, search_key
from riwaya.text.suggest import nearest

PLACEHOLDER = re.compile(r"\+\s*\w+")
"""What people write as the ID of a new row, so that other rows can refer to it."""
_MAX_SHOWN = 5
NewIds = dict[tuple[str, str], str]
"""The IDs that new rows got, by table and placeholder."""


@dataclass(frozen=True, slots=True)
class References:
    """Finds rows by what a cell says of them. New rows are found once they are in the tables."""

    sheets: Sheets
    new_ids: NewIds
    _by_name: dict[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def resolve(self, sheet: Sheet, record: Record) -> Iterator[tuple[str, Bilingual]]:
        """Replace the references of a record; each column with a problem where that is not certain."""
        for key in sheet.resource.schema.foreign_keys:
            column = key.fields[0]
            if len(key.fields) > 1 or not self.sheets[key.table].id_column or not record.cells[column]:
                continue
            found = self._find(key.table, record.cells[column], _pattern(sheet, column))
            if isinstance(found, Bilingual):
                yield column, found
            else:
                record.set(column, found)

    def _find(self, table: str, text: str, pattern: str | None) -> str | Bilingual:
        """The ID of a row, or why there is none. An ID may be of a row that does not exist."""
        identity = ascii_digits(without_label(text))
        if PLACEHOLDER.fullmatch(identity):
            new = self.new_ids.get((table, placeholder(identity)))
            return new or MESSAGES("placeholder-unknown", value=identity, table=self._title(table))
        if re.fullmatch(pattern, identity) if pattern else identity in self.sheets[table].ids:
            return identity
        named = self._names(table).get(search_key(text), {})
        if len(named) == 1:
            return next(iter(named))
        found = named or self._similar(table, text, identity)
        key = "name-of-several" if named else "name-near" if found else "name-unknown"
        rows = " | ".join(with_label(*item) for item in [*found.items()][:_MAX_SHOWN])
        return MESSAGES(key, value=text, table=self._title(table), rows=rows)

    def _similar(self, table: str, text: str, identity: str) -> Mapping[str, str]:
        """The rows that a text may mean: a mistyped ID, a mistyped name, or words as in `riwaya new`."""
        lang, sheet = "ar" if is_in_script(text, "ar") else "en", self.sheets[table]
        if (near := nearest(identity, sheet.ids)) is not None:
            return {near: row_label(sheet.records[sheet.ids.index(near)], lang)}
        return similar_rows(self.sheets, table, text) or find_rows(self.sheets, table, text, lang).rows

    def _names(self, table: str) -> Mapping[str, Mapping[str, str]]:
        """The rows with each name, by its search key: IDs mapped to the name."""
        if table not in self._by_name:
            found: dict[str, dict[str, str]] = {}
            for identity, name in row_names(self.sheets, table):
                found.setdefault(search_key(name), {}).setdefault(identity, name)
            self._by_name[table] = found
        return self._by_name[table]

    def _title(self, table: str) -> Bilingual:
        return self.sheets[table].resource.title


def placeholder(written: str) -> str:
    """A placeholder without blanks: "+ 1" is "+1"."""
    return written.replace(" ", "")


def _pattern(sheet: Sheet, column: str) -> str | None:
    pattern = sheet.resource.schema.field(column).constraints.get("pattern")
    return None if pattern is None else str(pattern)

"""Characters that no cell may hold: those that cannot be seen, that reorder text, or that are written in two ways."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

import pyarrow.compute as pc
import regex

from riwaya.problem import Kind, Problem
from riwaya.table import Table

# A joiner between two Arabic letters is spelling (Persian and Kurdish names); anywhere else it is invisible.
_JOINER = r"(?<=\p{Script=Arabic})[\u200C\u200D](?=\p{Script=Arabic})"
_SUSPECTS = {
    "bidi-control": regex.compile(r"\p{Bidi_Control}"),
    "invisible-character": regex.compile(rf"(?!{_JOINER})[\p{{Cf}}--\p{{Bidi_Control}}]", regex.V1),
    "character-not-text": regex.compile(r"[\p{Co}\p{Cn}\p{Cs}\uFFFD]"),
    "blank-not-plain": regex.compile(r"[\p{Zs}--\x20]", regex.V1),
    # But for the ornate brackets and the currency sign, which are no letters.
    "presentation-form": regex.compile(r"[[\uFB50-\uFDFF\uFE70-\uFEFE]--[\uFD3E\uFD3F\uFDFC]]", regex.V1),
}
MAX_LENGTH = 10_000
_DIGIT = regex.compile(r"[\p{Nd}--[0-9]]", regex.V1)


def cell_problems(table: Table, text: str, alphabet: str, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """The characters that do not belong, cell by cell. `text` is the whole file and `alphabet` its characters."""
    for code, suspect in _SUSPECTS.items():
        if suspect.search(alphabet):
            for row, field, value in _cells(table):
                for found in {match[0]: None for match in suspect.finditer(value)}:
                    yield kinds[code].at(table.place(row, field, _escaped(value)), character=_name(found))
    if not unicodedata.is_normalized("NFC", text):
        for row, field, value in _cells(table):
            if not unicodedata.is_normalized("NFC", value):
                yield kinds["text-not-nfc"].at(table.place(row, field, _escaped(value)))
    if _DIGIT.search(alphabet):
        yield from _foreign_digits(table, kinds["digits-not-ascii"])
    for field in table.cells.column_names:
        column = table.cells[field]
        for at in pc.indices_nonzero(pc.greater(pc.utf8_length(column), MAX_LENGTH)).to_pylist():
            value = column[at].as_py()
            place = table.place(at + 1, field, _escaped(value[:60]))
            yield kinds["cell-too-long"].at(place, length=len(value), limit=MAX_LENGTH)
        wrong = pc.not_equal(pc.utf8_trim(column, " \n"), column)
        for at in pc.indices_nonzero(wrong).to_pylist():
            yield kinds["cell-not-trimmed"].at(table.place(at + 1, field, repr(column[at].as_py())))


def _foreign_digits(table: Table, kind: Kind) -> Iterator[Problem]:
    """Digits of other scripts where a machine reads: in numbers, dates, IDs and codes. In words they are words."""
    for field in table.resource.schema.fields:
        if field.type != "string" or field.edtf or "pattern" in field.constraints:
            for at, value in enumerate(table.cells[field.name].to_pylist(), start=1):
                if value and _DIGIT.search(value):
                    mended = _DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), value)
                    yield kind.at(table.place(at, field.name, value), mended=mended)


def _cells(table: Table) -> Iterator[tuple[int, str, str]]:
    for field in table.cells.column_names:
        for at, value in enumerate(table.cells[field].to_pylist()):
            if value is not None:
                yield at + 1, field, value


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _escaped(value: str) -> str:
    """The value with what cannot be seen, or is not one character to everybody, as \\u escapes."""
    return "".join(
        char if char == " " or unicodedata.category(char)[0] not in "CZ" else f"\\u{ord(char):04X}" for char in value
    )

"""Characters that no cell may hold: those that cannot be seen, that reorder text, or that are written in two ways."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc
import regex

from riwaya.arrays import places
from riwaya.problem import Kind, Problem
from riwaya.table import Table

# A joiner between two Arabic letters is spelling (Persian and Kurdish names); anywhere else it is invisible.
_JOINER = r"(?<=\p{Script=Arabic})[\u200C\u200D](?=\p{Script=Arabic})"
SUSPECTS = {
    "bidi-control": regex.compile(r"\p{Bidi_Control}"),
    "invisible-character": regex.compile(rf"(?!{_JOINER})[\p{{Cf}}--\p{{Bidi_Control}}]", regex.V1),
    "character-not-text": regex.compile(r"[\p{Co}\p{Cn}\p{Cs}\uFFFD]"),
    "blank-not-plain": regex.compile(r"[\p{Zs}--\x20]", regex.V1),
    # But for the ornate brackets and the currency sign, which are no letters.
    "presentation-form": regex.compile(r"[[\uFB50-\uFDFF\uFE70-\uFEFE]--[\uFD3E\uFD3F\uFDFC]]", regex.V1),
}
"""What no cell may hold, by code."""
PLAIN = "\n -~¡-¬®-ɏ،؛؟ء-غـ-ْ٠-٬ٱ-ە۰-۹‐-―‘-‟•…€"
"""Ranges of characters that are none of the suspects, nor any part of a text that is not in NFC."""
_MARKS = [chr(code) for code in range(0x64B, 0x653)]
NOT_PLAIN = "|".join([f"[^{PLAIN}]", *(f"{second}[{_MARKS[0]}-{first}]" for first, second in pairwise(_MARKS))])
"""What a text must hold to be worth a closer look: another character, or two Arabic marks in the wrong order.
Both for RE2 and for Python."""
MAX_LENGTH = 10_000
DIGIT = regex.compile(r"[\p{Nd}--[0-9]]", regex.V1)
"""One that no machine reads as a digit."""


def cell_problems(table: Table, plain: bool, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """The characters that do not belong, cell by cell; `plain` says that nothing in the table is NOT_PLAIN."""
    for field in table.resource.schema.fields:
        column = table.cells[field.name]
        if not plain:
            for row, value in _cells(table, column, pc.match_substring_regex(column, NOT_PLAIN)):
                yield from _suspicious(table, row, field.name, value, kinds)
        if field.read_by_machine:
            for row, value in _cells(table, column, pc.invert(pc.string_is_ascii(column))):
                if DIGIT.search(value):
                    mended = ascii_digits(value)
                    yield kinds["digits-not-ascii"].at(table.place(row, field.name, value), mended=mended)
        if (pc.max(pc.binary_length(column)).as_py() or 0) > MAX_LENGTH:
            for row, value in _cells(table, column, pc.is_valid(column)):
                if len(value) > MAX_LENGTH:
                    place = table.place(row, field.name, escaped(value[:60]))
                    yield kinds["cell-too-long"].at(place, length=len(value), limit=MAX_LENGTH)
        for row, value in _cells(table, column, pc.not_equal(pc.utf8_trim(column, " \n"), column)):
            yield kinds["cell-not-trimmed"].at(table.place(row, field.name, repr(value)))


def _suspicious(table: Table, row: int, field: str, value: str, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    for code, suspect in SUSPECTS.items():
        for found in dict.fromkeys(suspect.findall(value)):
            yield kinds[code].at(table.place(row, field, escaped(value)), character=_name(found))
    if not unicodedata.is_normalized("NFC", value):
        yield kinds["text-not-nfc"].at(table.place(row, field, escaped(value)))


def _cells(table: Table, column: pa.ChunkedArray, mask: pa.ChunkedArray) -> Iterator[tuple[int, str]]:
    """Number of the record and text of each cell where the mask is true."""
    for at in places(mask).tolist():
        yield table.before + at + 1, column[at].as_py()


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def ascii_digits(text: str) -> str:
    """The text with the digits of every script as 0-9."""
    return DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def escaped(value: str) -> str:
    """The value with what cannot be seen, or is not one character to everybody, as \\u escapes."""
    return "".join(
        char if char == " " or unicodedata.category(char)[0] not in "CZ" else f"\\u{ord(char):04X}" for char in value
    )

"""Fixes CSV files where only one meaning is possible. Anything ambiguous is left to `validate`."""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import regex

from riwaya.curation.sheets import Record, Sheet, parse_records
from riwaya.package.csv_structure import OTHER_DELIMITERS, SEPARATOR_LINE, stray_quote
from riwaya.package.descriptor import Package
from riwaya.package.files import Status
from riwaya.package.read_csv import file_status
from riwaya.package.resource import Resource
from riwaya.package.schema import Field
from riwaya.text.characters import FORBIDDEN_CHARACTERS, ascii_digits, escape_invisible

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: ("encoding-bom", "utf-8"),
    codecs.BOM_UTF16_LE: ("encoding-utf16", "utf-16-le"),
    codecs.BOM_UTF16_BE: ("encoding-utf16", "utf-16-be"),
}
_OTHER_NEWLINES = re.compile("\r\n?")
_DELIMITERS = f",{OTHER_DELIMITERS}"
# At the end of a word a Persian ya may stand for either of two Arabic letters, so it is left alone there.
_PERSIAN_LETTERS = regex.compile(r"ک|ی(?=[\p{Mn}ـ]*[ء-غف-يکی])")
_ARABIC_LETTERS = {"ک": "ك", "ی": "ي"}
_TATWEEL = re.compile("ـ+(?=[ء-ي])")


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing that was fixed, in a cell or in the file as a whole."""

    code: str
    """The code of the problem that it fixes."""
    line: int | None = None
    """The line in the original file; None for a fix of the whole file."""
    field: str | None = None
    before: str = ""
    after: str = ""
    count: int = 1
    """For a fix of the whole file: how many places it changed."""


@dataclass(slots=True)
class FixedFile:
    """The new bytes of a file, and what was fixed in it."""

    resource: Resource
    data: bytes
    fixes: list[Fix] = field(default_factory=list)


def fix_files(package: Package) -> list[FixedFile]:
    """The files of a package that can be fixed, with their fixes. Writes nothing."""
    files = (
        _fix_file(resource, package.read_bytes(resource))
        for resource in package.resources
        if isinstance(file_status(package.files, resource), Status)
    )
    return [file for file in files if file.fixes]


def _fix_file(resource: Resource, data: bytes) -> FixedFile:
    file = FixedFile(resource, data)
    mark = next((mark for mark in _BYTE_ORDER_MARKS if data.startswith(mark)), b"")
    code, encoding = _BYTE_ORDER_MARKS.get(mark, ("", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        return file
    if mark:
        file.fixes.append(Fix(code))
    text, count = _OTHER_NEWLINES.subn("\n", text)
    if count:
        file.fixes.append(Fix("newline-not-lf", count=count))
    if sheet := _sheet(file, text):
        _fix_cells(file, sheet)
        _fix_order(file, sheet)
        text = sheet.text()
    file.data = text.encode()
    return file


def _sheet(file: FixedFile, text: str) -> Sheet | None:
    """The records in the columns of the schema; None if delimiter or columns are not certain."""
    names = file.resource.schema.names
    header, _, below = text.partition("\n")
    if has_separator_line := bool(SEPARATOR_LINE.fullmatch(header)):
        header = below.partition("\n")[0]
    delimiter = next(
        (char for char in _DELIMITERS if sorted(next(csv.reader([header], delimiter=char))) == sorted(names)),
        None,
    )
    if delimiter is None or not text.endswith("\n") or stray_quote(text, delimiter) is not None:
        return None
    (at, labels, head), *rows = [*parse_records(text, delimiter)][has_separator_line:]
    full = [row for row in rows if any(row[1])]
    if any(len(cells) != len(labels) for _, cells, _ in full):
        return None
    unchanged = delimiter == "," and labels == [*names]
    if has_separator_line:
        file.fixes.append(Fix("separator-line", 1))
    if delimiter != ",":
        file.fixes.append(Fix("delimiter-not-comma"))
    if labels != [*names]:
        file.fixes.append(Fix("incorrect-label", at, before=head.strip(), after=delimiter.join(names)))
    file.fixes += [Fix("blank-row", line) for line, cells, _ in rows if not any(cells)]
    records = [
        Record(dict(zip(labels, cells, strict=True)), raw if unchanged else None, line)
        for line, cells, raw in full
    ]
    return Sheet(file.resource, [*names], records)


# -- Cells --------------------------------------------------------------------------------------------

Change = Callable[[str], str]


def _fix_cells(file: FixedFile, sheet: Sheet) -> None:
    changes = {item.name: [*_changes(item, file.resource)] for item in file.resource.schema.fields}
    for record in sheet.records:
        for name, changed in changes.items():
            for code, change in changed:
                before = record.cells[name]
                if (after := change(before)) != before:
                    record.set(name, after)
                    file.fixes.append(
                        Fix(code, record.line, name, escape_invisible(before), escape_invisible(after))
                    )


def _changes(item: Field, resource: Resource) -> Iterator[tuple[str, Change]]:
    """The changes for the cells of a column, in order, with the codes of the problems they fix."""
    for code, replacement in _REPLACEMENTS.items():
        yield code, partial(FORBIDDEN_CHARACTERS[code].sub, replacement)
    if item.read_by_machine:
        yield "digits-not-ascii", ascii_digits
    language = None if item.vocabulary else resource.schema.language_of_column.get(item.name)
    if language == "ar":
        yield (
            "letter-of-other-keyboard",
            partial(_PERSIAN_LETTERS.sub, lambda match: _ARABIC_LETTERS[match[0]]),
        )
    if language and not item.verbatim:
        yield "tatweel", partial(_TATWEEL.sub, "")
    # After the letters: one that replaces another may be composed with the mark behind it.
    yield "text-not-nfc", partial(unicodedata.normalize, "NFC")
    yield "cell-not-trimmed", lambda text: text.strip(" \n")


_REPLACEMENTS: dict[str, str | Callable[[regex.Match[str]], str]] = {
    "bidi-control": "",
    "invisible-character": "",
    "blank-not-plain": " ",
    "presentation-form": lambda match: unicodedata.normalize("NFKC", match[0]),
}


# -- Rows ---------------------------------------------------------------------------------------------


def _fix_order(file: FixedFile, sheet: Sheet) -> None:
    """Sort the rows by ID, unless one has none: its place is not certain."""
    first = file.resource.schema.primary_key[0] if file.resource.is_ordered else None
    if first is None or not all(record.cells[first] for record in sheet.records):
        return
    before = [*sheet.records]
    sheet.sort()
    if moved := sum(old is not new for old, new in zip(before, sheet.records, strict=True)):
        file.fixes.append(Fix("rows-out-of-order", count=moved))

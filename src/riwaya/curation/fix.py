"""Fixes CSV files where only one meaning is possible. Anything ambiguous is left to `validate`."""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

import regex

from riwaya.curation.sheets import Record, Sheet, parse_records
from riwaya.package.csv_checks import BlockChecker
from riwaya.package.csv_structure import OTHER_DELIMITERS, SEPARATOR_LINE, stray_quote
from riwaya.package.decoded_files import is_as_written
from riwaya.package.descriptor import Package
from riwaya.package.files import Status
from riwaya.package.plain_cells import not_plain
from riwaya.package.read_csv import encoding_problem, file_status
from riwaya.package.resource import Resource
from riwaya.package.schema import Field
from riwaya.text.characters import FORBIDDEN_CHARACTERS, escape_invisible
from riwaya.text.escapes import unescaped
from riwaya.text.ruined import RUINED, restored

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: ("encoding-bom", "utf-8"),
    # Before the next one, with which it begins.
    codecs.BOM_UTF32_LE: ("encoding-not-utf8", "utf-32-le"),
    codecs.BOM_UTF32_BE: ("encoding-not-utf8", "utf-32-be"),
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


def fix_files(package: Package, restore_text: bool = False) -> list[FixedFile]:
    """The files of a package that can be fixed, with their fixes. Writes nothing.

    With `restore_text` texts that were escaped, or read in a wrong encoding, become what they were. A person
    must have confirmed them: without it the latter stay as they are, since any other fix would destroy the
    way back. Left as they are, too: files that are compressed or in another encoding, and tables that riwaya
    does not read itself.
    """
    files = (
        _fix_file(resource, package.read_bytes(resource), restore_text)
        for resource in package.resources
        if is_as_written(package.files, resource.path)
        and isinstance(file_status(package.files, resource), Status)
    )
    return [file for file in files if file.fixes]


def _fix_file(resource: Resource, data: bytes, restore_text: bool) -> FixedFile:
    file = FixedFile(resource, data)
    problem = encoding_problem(BlockChecker(resource), data)
    if problem and problem.code == "file-unreadable":
        # No text: what looks like the end of a line is none.
        return file
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
    ended = text if text.endswith("\n") else f"{text}\n"
    if sheet := _sheet(file, ended):
        if ended != text:
            file.fixes.append(Fix("newline-missing-at-end", ended.count("\n")))
        _fix_cells(file, sheet, restore_text)
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
        (char for char in _DELIMITERS if sorted(_labels(header, char)) == sorted(names)),
        None,
    )
    if delimiter is None or stray_quote(text, delimiter) is not None:
        return None
    (at, written, head), *rows = [*parse_records(text, delimiter)][has_separator_line:]
    labels = [label.strip() for label in written]
    full = [row for row in rows if any(row[1])]
    if any(len(cells) != len(labels) for _, cells, _ in full):
        return None
    unchanged = delimiter == "," and labels == [*names]
    if has_separator_line:
        file.fixes.append(Fix("separator-line", 1))
    if delimiter != ",":
        file.fixes.append(Fix("delimiter-not-comma"))
    if written != [*names]:
        file.fixes.append(Fix("incorrect-label", at, before=head.strip(), after=delimiter.join(names)))
    file.fixes += [Fix("blank-row", line) for line, cells, _ in rows if not any(cells)]
    records = [
        Record(dict(zip(labels, cells, strict=True)), raw if unchanged else None, line)
        for line, cells, raw in full
    ]
    return Sheet(file.resource, [*names], records)


def _labels(header: str, delimiter: str) -> list[str]:
    return [label.strip() for label in next(csv.reader([header], delimiter=delimiter), [])]


# -- Cells --------------------------------------------------------------------------------------------

Change = Callable[[str], str]


def _fix_cells(file: FixedFile, sheet: Sheet, restore_text: bool) -> None:
    changes = {item.name: [*_changes(item, file.resource)] for item in file.resource.schema.fields}
    for record in sheet.records:
        for item in file.resource.schema.fields:
            name, cell = item.name, record.cells[item.name]
            if wrong := not_plain(item, cell):
                # A number is repaired whole or not at all.
                changed = [(wrong.code, cell if wrong.plain is None else wrong.plain)]
            elif item.type in ("string", "any") and re.search(RUINED, cell):
                # Other fixes would delete bytes of the text.
                changed = [("text-ruined", (restore_text and restored(cell)) or cell)]
            elif restore_text and item.is_prose and (text := unescaped(cell)):
                changed = [("text-escaped", text), *_changed(text, changes[name])]
            else:
                changed = _changed(cell, changes[name])
            for code, after in changed:
                if after != (before := record.cells[name]):
                    record.set(name, after)
                    shown = escape_invisible(before), escape_invisible(after)
                    file.fixes.append(Fix(code, record.line, name, *shown))


def _changed(cell: str, changes: Iterable[tuple[str, Change]]) -> Iterator[tuple[str, str]]:
    """The cell after each change, with the code of the problem that the change fixes."""
    for code, change in changes:
        cell = change(cell)
        yield code, cell


def _changes(item: Field, resource: Resource) -> Iterator[tuple[str, Change]]:
    """The changes for the cells of a column, in order, with the codes of the problems they fix."""
    for code, replacement in _REPLACEMENTS.items():
        yield code, partial(FORBIDDEN_CHARACTERS[code].sub, replacement)
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

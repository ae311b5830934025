"""Mends in the files of a package what has one meaning. What has two, or must be guessed, stays for the check to tell."""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import regex

from riwaya.curation.sheets import Record, Sheet, records_in
from riwaya.package.csv_checks import stray_quote
from riwaya.package.descriptor import Package, Resource
from riwaya.package.read_csv import refusal_of_file
from riwaya.package.schema import Field
from riwaya.text.characters import SUSPECTS, ascii_digits, escaped

_MARKS = {
    codecs.BOM_UTF8: ("encoding-bom", "utf-8"),
    codecs.BOM_UTF16_LE: ("encoding-utf16", "utf-16-le"),
    codecs.BOM_UTF16_BE: ("encoding-utf16", "utf-16-be"),
}
_OTHER_ENDS = re.compile("\r\n?")
_DELIMITERS = ",;\t"
# At the end of a word the Persian ya may be either of two Arabic letters.
_OTHER_LETTERS = regex.compile(r"ک|ی(?=[\p{Mn}ـ]*[ء-غف-يکی])")
_ARABIC_LETTERS = {"ک": "ك", "ی": "ي"}
_TATWEEL = re.compile("ـ+(?=[ء-ي])")


@dataclass(frozen=True, slots=True)
class Repair:
    """What was mended, by the code of the problem that it was; at a cell, or in the file as a whole."""

    code: str
    line: int | None = None
    """Of the file as it was."""
    field: str | None = None
    before: str = ""
    after: str = ""
    count: int = 1
    """Of a repair of the whole file: at how many places."""


@dataclass(slots=True)
class Mended:
    """A file with its repairs."""

    resource: Resource
    data: bytes
    repairs: list[Repair] = field(default_factory=list)


def mended(package: Package) -> list[Mended]:
    """The files of a package in which something has one meaning and is not written as it must be. None is written here."""
    found = (
        _file(resource, (package.root / resource.path).read_bytes())
        for resource in package.resources
        if not refusal_of_file(package.root, resource)
    )
    return [item for item in found if item.repairs]


def _file(resource: Resource, data: bytes) -> Mended:
    made = Mended(resource, data)
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    code, encoding = _MARKS.get(mark, ("", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        return made
    if mark:
        made.repairs.append(Repair(code))
    text, count = _OTHER_ENDS.subn("\n", text)
    if count:
        made.repairs.append(Repair("newline-not-lf", count=count))
    if sheet := _sheet(made, text):
        _mend_cells(made, sheet)
        _mend_order(made, sheet)
        text = sheet.text()
    made.data = text.encode()
    return made


def _sheet(made: Mended, text: str) -> Sheet | None:
    """The records under the header of the schema; None where they cannot be told for certain."""
    names = made.resource.schema.names
    header = text.partition("\n")[0]
    delimiter = next(
        (one for one in _DELIMITERS if sorted(next(csv.reader([header], delimiter=one))) == sorted(names)),
        None,
    )
    if delimiter is None or not text.endswith("\n") or stray_quote(text, delimiter) is not None:
        return None
    (_, labels, head), *rows = records_in(text, delimiter)
    full = [row for row in rows if any(row[1])]
    if any(len(cells) != len(labels) for _, cells, _ in full):
        return None
    as_it_is = delimiter == "," and labels == [*names]
    if delimiter != ",":
        made.repairs.append(Repair("delimiter-not-comma"))
    if labels != [*names]:
        made.repairs.append(Repair("incorrect-label", 1, before=head.strip(), after=delimiter.join(names)))
    made.repairs += [Repair("blank-row", line) for line, cells, _ in rows if not any(cells)]
    records = [
        Record(dict(zip(labels, cells, strict=True)), raw if as_it_is else None, line)
        for line, cells, raw in full
    ]
    return Sheet(made.resource, [*names], records)


# -- Cells --------------------------------------------------------------------------------------------

Change = Callable[[str], str]


def _mend_cells(made: Mended, sheet: Sheet) -> None:
    changes = {item.name: [*_changes(item, made.resource)] for item in made.resource.schema.fields}
    for record in sheet.records:
        for name, changed in changes.items():
            for code, change in changed:
                before = record.cells[name]
                if (after := change(before)) != before:
                    record.put(name, after)
                    made.repairs.append(Repair(code, record.line, name, escaped(before), escaped(after)))


def _changes(item: Field, resource: Resource) -> Iterator[tuple[str, Change]]:
    """What may be done to a cell of a column, by the code of what it mends, in order."""
    for code, mend in _CHARACTERS.items():
        yield code, partial(SUSPECTS[code].sub, mend)
    yield "text-not-nfc", partial(unicodedata.normalize, "NFC")
    if item.read_by_machine:
        yield "digits-not-ascii", ascii_digits
    language = None if item.vocabulary else resource.schema.spoken.get(item.name)
    if language == "ar":
        yield (
            "letter-of-other-keyboard",
            partial(_OTHER_LETTERS.sub, lambda letter: _ARABIC_LETTERS[letter[0]]),
        )
    if language and not item.verbatim:
        yield "tatweel", partial(_TATWEEL.sub, "")
    yield "cell-not-trimmed", lambda text: text.strip(" \n")


_CHARACTERS: dict[str, str | Callable[[regex.Match[str]], str]] = {
    "bidi-control": "",
    "invisible-character": "",
    "blank-not-plain": " ",
    "presentation-form": lambda shape: unicodedata.normalize("NFKC", shape[0]),
}


# -- Rows ---------------------------------------------------------------------------------------------


def _mend_order(made: Mended, sheet: Sheet) -> None:
    """A row without its ID may belong anywhere, and is not moved."""
    first = made.resource.schema.primary_key[0] if made.resource.is_ordered else None
    if first is None or not all(record.cells[first] for record in sheet.records):
        return
    before = [*sheet.records]
    sheet.sort()
    if moved := sum(one is not other for one, other in zip(before, sheet.records, strict=True)):
        made.repairs.append(Repair("rows-out-of-order", count=moved))

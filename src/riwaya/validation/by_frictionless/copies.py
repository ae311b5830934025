"""Copies the files of a resource into one in UTF-8, which frictionless can read, and counts its records."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from riwaya.package.csv_checks import MOST_UNFIT, BlockChecker, csv_kinds
from riwaya.package.decoded_files import coding_of
from riwaya.package.files import Files
from riwaya.package.other_resource import OtherResource
from riwaya.package.read_csv import encoding_problem, file_status, unreadable
from riwaya.package.resource import DESCRIPTOR, Resource
from riwaya.package.standard import JSON
from riwaya.package.strict_json import objects_in
from riwaya.problem import Place, Problem
from riwaya.validation.by_frictionless.errors import resource_kinds
from riwaya.validation.by_frictionless.items import dialect_of, item_of, signs_of
from riwaya.validation.by_frictionless.json_rows import JsonRowError, inline_rows, json_rows, places_of


@dataclass(frozen=True, slots=True)
class Copy:
    """A table that frictionless can read."""

    item: Mapping[str, Any]
    """Its entry of `resources`."""
    places: Sequence[tuple[str, int]] = ()
    """The file of each record, and the line on which it starts; empty for tables without lines."""
    problems: tuple[Problem, ...] = ()
    """Those of the bytes of its files, which do not keep it from being read."""


def copy_of(
    files: Files, other: OtherResource, texts: Resource, names: Mapping[str, str], folder: Path
) -> Copy | list[Problem]:
    """The copy of a resource, or the problems of files that cannot be read."""
    if not other.is_table:
        # A picture or a document: it is there, and nothing else is known of it.
        found = [file_status(files, replace(texts, path=path)) for path in other.paths]
        return [item for item in found if isinstance(item, Problem)] or Copy({})
    if not other.paths and other.item["data"] == []:
        return [csv_kinds()["no-rows"].at(Place(DESCRIPTOR, other.name))]
    if not other.paths and not isinstance(other.item["data"], str):
        try:
            return Copy(item_of(other, names, rows=inline_rows(other.item["data"])))
        except JsonRowError as error:
            return [_not_rows(other, error)]
    if other.paths:
        parts = [_data(files, other, replace(texts, path=path)) for path in other.paths]
    else:
        parts = [other.item["data"].encode()]
    if problems := [part for part in parts if isinstance(part, Problem)]:
        return problems
    return _copy_of_parts(other, texts, names, folder, [part for part in parts if isinstance(part, bytes)])


def _not_rows(other: OtherResource, error: JsonRowError) -> Problem:
    place = Place(error.path, other.name, error.line)
    return resource_kinds()["table-error"].at(place, error="JSON", note=error.reason)


def _copy_of_parts(
    other: OtherResource, texts: Resource, names: Mapping[str, str], folder: Path, parts: Sequence[bytes]
) -> Copy | list[Problem]:
    """The copy of a table whose files have been read."""
    paths = other.paths or (DESCRIPTOR,)
    decoded = [part.decode().removeprefix("\ufeff") for part in parts]
    try:
        if other.format in JSON:
            read_rows = [
                (path, *row)
                for path, part in zip(paths, decoded, strict=True)
                for row in json_rows(other, path, part)
            ]
            if not read_rows:
                return [csv_kinds()["no-rows"].at(Place(path, other.name)) for path in paths[:1]]
            item = item_of(other, names, rows=[row for _, _, row in read_rows])
            return Copy(item, places_of(read_rows))
        dialect = dialect_of(other)
        in_bytes = [
            problem
            for path, part in zip(paths, parts, strict=True)
            for problem in BlockChecker(replace(texts, path=path)).check_text(
                _without_control_signs(part, dialect),
                dialect["delimiter"],
                other.dialect.get("lineTerminator", "\n"),
            )
        ]
        read = [Part(path, text, dialect) for path, text in zip(paths, decoded, strict=True)]
        joined = _joined(read)
    except JsonRowError as error:
        return [_not_rows(other, error)]
    except BlankLinesError as error:
        return [BlockChecker(replace(texts, path=error.path)).no_table(error.line)]
    except (TypeError, ValueError, csv.Error) as error:
        # A dialect of the wrong shape, or a text that cannot be read by it.
        place = Place(texts.path, other.name)
        return [resource_kinds()["table-error"].at(place, error="dialect", note=str(error))]
    if below := [item for part in read for item in _header_below_end(other, part, dialect)]:
        return below
    if isinstance(joined, Part):
        place = Place(joined.path, other.name, 1, value=", ".join(joined.labels))
        return [*in_bytes, resource_kinds()["part-header"].at(place, first=paths[0])]
    in_bytes += _blanks_around(other, read[0])
    unclosed = [part for part in read if _is_unclosed(part.text, dialect)]
    in_bytes += [
        csv_kinds()["quote-unbalanced"].at(Place(part.path, other.name, part.lines[-1]), **signs_of(dialect))
        for part in unclosed
    ]
    if not other.paths:
        in_bytes = [_of_data(problem) for problem in in_bytes if problem.code != "newline-missing-at-end"]
    if unclosed:
        # All that follows such a mark was read as one cell.
        return in_bytes
    text, places = joined
    path = f"{names[other.name]}.{other.format or 'data'}"
    (folder / path).write_text(text, "utf-8", newline="")
    # Rows in the descriptor have no lines of their own.
    return Copy(item_of(other, names, path), places if other.paths else (), tuple(in_bytes))


def _header_below_end(other: OtherResource, part: Part, dialect: Mapping[str, Any]) -> Iterator[Problem]:
    """That a file ends above the rows of its header."""
    last, count = max(dialect.get("headerRows") or [0]), len(part.lines)
    if dialect.get("header") is not False and last > max(count, 1):
        yield csv_kinds()["header-below-end"].at(Place(part.path, other.name), number=last, count=count)


def _without_control_signs(data: bytes, dialect: Mapping[str, Any]) -> bytes:
    """The text with other signs for the control characters that quote or escape its cells."""
    for sign in (dialect.get("quoteChar"), dialect.get("escapeChar")):
        data = data.replace(sign.encode(), b"'") if sign and sign < " " else data
    return data


def _of_data(problem: Problem) -> Problem:
    """The problem of a text in the descriptor, of whose lines the descriptor has others."""
    place = problem.place
    named = {"line": place.line, "path": f"{DESCRIPTOR} (data, {place.table})"}
    return replace(problem, place=replace(place, line=None), params={**problem.params, **named})


def _blanks_around(other: OtherResource, part: Part) -> Iterator[Problem]:
    """The labels with blanks around them, which frictionless takes away."""
    names = {field.get("name") for field in objects_in(other.schema, "fields")}
    for number, label in enumerate(part.labels, 1):
        if label not in names and label.strip() in names:
            place = Place(part.path, other.name, 1, field=label.strip(), value=repr(label)[1:-1])
            yield csv_kinds()["incorrect-label"].at(place, number=number)


def _data(files: Files, other: OtherResource, part: Resource) -> bytes | Problem:
    """A file of a table, in UTF-8."""
    status = file_status(files, part)
    if isinstance(status, Problem):
        return status
    try:
        with files.open(part.path) as stream:
            data = stream.read()
    except OSError as error:
        return unreadable(part, error)
    checker = BlockChecker(part, coding=coding_of(files, part.path))
    if other.format in JSON and not data.strip():
        return checker.problem("no-rows")
    return encoding_problem(checker, data, other.signs) or checker.utf8_problem(data) or data


class BlankLinesError(ValueError):
    """A CSV text with so many blank lines that frictionless would read it for minutes."""

    def __init__(self, path: str, line: int) -> None:
        super().__init__(path)
        self.path, self.line = path, line


class Part:
    """One of the files of a table: a CSV text, and where its records are."""

    def __init__(self, path: str, text: str, dialect: Mapping[str, Any]) -> None:
        """BlankLinesError, and csv.Error, TypeError or ValueError if this dialect cannot cut the text."""
        self.path, self.text = path, text
        header = _header(dialect, (cells for _, cells in _records(text, dialect)))
        self.labels = [cell for cells in header.values() for cell in cells]
        self.lines, blank = list[int](), list[int]()
        """The line on which each record starts."""
        for line, cells in _records(text, dialect):
            self.lines.append(line)
            blank += [] if cells else [line]
            if len(blank) > MOST_UNFIT:
                raise BlankLinesError(path, blank[0])
        self._below = max(header, default=-1) + 1

    def body(self) -> tuple[str, list[int]]:
        """The text below the header, and the lines of its records."""
        lines = self.lines[self._below :]
        # As `csv` counts them: `splitlines` knows other ends of lines, too.
        return "".join([*io.StringIO(self.text, newline="")][lines[0] - 1 :]) if lines else "", lines


def _joined(parts: Sequence[Part]) -> tuple[str, list[tuple[str, int]]] | Part:
    """The parts as one text, with the header of the first, and the places of its records.

    A part whose header is another one, where there is one.
    """
    first, *others = parts
    texts, places = [first.text], [(first.path, line) for line in first.lines]
    for part in others:
        if part.labels != first.labels:
            return part
        if texts[-1] and not texts[-1].endswith(("\n", "\r")):
            texts[-1] += "\n"
        text, lines = part.body()
        texts.append(text)
        places += [(part.path, line) for line in lines]
    return "".join(texts), places


def _header(dialect: Mapping[str, Any], records: Iterable[list[str]]) -> dict[int, list[str]]:
    """The records of the header, by their index."""
    if dialect.get("header") is False:
        return {}
    if rows := dialect.get("headerRows"):
        first = enumerate(islice(records, max(rows)))
        return {at: cells for at, cells in first if at + 1 in rows}
    # frictionless takes the first record that is no comment.
    comment, rows = dialect.get("commentChar"), dialect.get("commentRows", ())
    for at, cells in enumerate(records):
        if at + 1 not in rows and not (comment and cells and cells[0].startswith(comment)):
            return {at: cells}
    return {}


def _is_unclosed(text: str, dialect: Mapping[str, Any]) -> bool:
    """Whether a quotation mark is open at the end of a CSV text."""
    try:
        for _ in _records(text, dialect, strict=True):
            pass
    except csv.Error as error:
        return str(error) == "unexpected end of data"
    return False


def _records(text: str, dialect: Mapping[str, Any], strict: bool = False) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV text, each with the line on which it starts."""
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect["delimiter"],
        quotechar=dialect["quoteChar"] or None,
        quoting=csv.QUOTE_MINIMAL if dialect["quoteChar"] else csv.QUOTE_NONE,
        doublequote=dialect["doubleQuote"],
        escapechar=dialect.get("escapeChar"),
        skipinitialspace=dialect["skipInitialSpace"],
        strict=strict,
    )
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1

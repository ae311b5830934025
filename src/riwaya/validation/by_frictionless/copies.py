"""Copies the files of a resource into one in UTF-8, which frictionless can read, and counts its records."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from riwaya.package.csv_checks import csv_kinds
from riwaya.package.files import Files
from riwaya.package.other_resource import OtherResource
from riwaya.package.read_csv import file_status, unreadable
from riwaya.package.resource import Resource
from riwaya.package.standard import JSON
from riwaya.package.strict_json import JsonObject, loads
from riwaya.problem import Place, Problem
from riwaya.validation.by_frictionless.errors import resource_kinds
from riwaya.validation.by_frictionless.items import dialect_of, item_of


@dataclass(frozen=True, slots=True)
class Copy:
    """A table that frictionless can read."""

    item: Mapping[str, Any]
    """Its entry of `resources`."""
    places: Sequence[tuple[str, int]] = ()
    """The file of each record, and the line on which it starts; empty for tables without lines."""


def copy_of(
    files: Files, other: OtherResource, texts: Resource, names: Mapping[str, str], folder: Path
) -> Copy | list[Problem]:
    """The copy of a resource, or the problems of files that cannot be read."""
    if not other.is_table:
        # A picture or a document: it is there, and nothing else is known of it.
        found = [file_status(files, replace(texts, path=path)) for path in other.paths]
        return [item for item in found if isinstance(item, Problem)] or Copy({})
    if not other.paths and not isinstance(other.item["data"], str):
        return Copy(item_of(other, names, rows=other.item["data"]))
    parts = [_text(files, replace(texts, path=path)) for path in other.paths] or [other.item["data"]]
    if problems := [part for part in parts if isinstance(part, Problem)]:
        return problems
    try:
        texts_of_parts = [part for part in parts if isinstance(part, str)]
        if other.format in JSON:
            rows = [row for part in texts_of_parts for row in _rows(other, part)]
            return Copy(item_of(other, names, rows=rows))
        joined, places = _joined(other, texts_of_parts)
    except (TypeError, ValueError, csv.Error) as error:
        # A dialect of the wrong shape, or a text that cannot be read by it.
        place = Place(texts.path, other.name)
        return [resource_kinds()["table-error"].at(place, error="dialect", note=str(error))]
    path = f"{names[other.name]}.{other.format or 'data'}"
    (folder / path).write_text(joined, "utf-8", newline="")
    return Copy(item_of(other, names, path), places)


def _text(files: Files, part: Resource) -> str | Problem:
    """The text of a file of a table."""
    status = file_status(files, part)
    if isinstance(status, Problem):
        return status
    try:
        with files.open(part.path) as stream:
            data = stream.read()
    except OSError as error:
        return unreadable(part, error)
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line, offset = (
            data.count(b"\n", 0, error.start) + 1,
            error.start - (data.rfind(b"\n", 0, error.start) + 1),
        )
        place = Place(part.path, part.name, line)
        return csv_kinds()["encoding-not-utf8"].at(place, byte=f"{data[error.start]:02X}", offset=offset)


def _rows(other: OtherResource, text: str) -> list[object]:
    """The rows of a JSON text. ValueError if they are not JSON that every program reads alike, or no list."""
    if other.format != "json":
        return [loads(line.encode()) for line in text.split("\n") if line.strip()]
    value = loads(text.encode())
    if isinstance(name := other.dialect.get("property"), str):
        value = cast("JsonObject", value).get(name) if isinstance(value, Mapping) else None
    if not isinstance(value, list):
        raise ValueError("not a list of rows")
    return cast("list[object]", value)


def _joined(other: OtherResource, parts: Sequence[str]) -> tuple[str, list[tuple[str, int]]]:
    """The parts as one text, without the headers of all but the first, and the places of its records."""
    dialect = dialect_of(other)
    header = 0 if dialect.get("header") is False else max(dialect.get("headerRows") or [1])
    texts, places = list[str](), list[tuple[str, int]]()
    for path, part in zip(other.paths or ("datapackage.json",), parts, strict=True):
        starts = record_lines(part, dialect)
        skipped = header if texts else 0
        lines = part.splitlines(keepends=True) if skipped else [part]
        texts.append(
            "".join(lines[starts[skipped] - 1 :])
            if skipped < len(starts) and skipped
            else ""
            if skipped
            else part
        )
        if texts[-1] and not texts[-1].endswith(("\n", "\r")) and len(parts) > 1:
            texts[-1] += "\n"
        places += [(path, line) for line in starts[skipped:]]
    return "".join(texts), places


def record_lines(text: str, dialect: Mapping[str, Any]) -> list[int]:
    """The line on which each record of a CSV text starts."""
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect["delimiter"],
        quotechar=dialect["quoteChar"] or None,
        quoting=csv.QUOTE_MINIMAL if dialect["quoteChar"] else csv.QUOTE_NONE,
        doublequote=dialect["doubleQuote"],
        escapechar=dialect.get("escapeChar"),
        skipinitialspace=dialect["skipInitialSpace"],
    )
    lines, line = list[int](), 1
    for _ in reader:
        lines.append(line)
        line = reader.line_num + 1
    return lines

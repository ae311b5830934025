"""Reads the rows of JSON tables, and the lines on which those of JSON Lines stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from riwaya.bilingual import Bilingual
from riwaya.package.other_resource import OtherResource
from riwaya.package.resource import DESCRIPTOR
from riwaya.package.strict_json import JsonError, JsonObject, loads
from riwaya.validation import MESSAGES


class JsonRowError(ValueError):
    """A file that has no rows in JSON which every program reads in the same way."""

    def __init__(self, path: str, reason: Bilingual, line: int | None = None) -> None:
        super().__init__(reason.en)
        self.path, self.reason, self.line = path, reason, line


def json_rows(other: OtherResource, path: str, text: str) -> Iterator[tuple[int | None, object]]:
    """The rows of a file, each with its line where it has one of its own. JsonRowError for others."""
    is_json = other.format == "json"
    rows = ((None, row) for row in _listed(other, path, text)) if is_json else _in_lines(path, text)
    yield from _alike(path, rows)


def inline_rows(data: object) -> list[object]:
    """The rows that a descriptor holds. JsonRowError for what is no list of such rows.

    >>> inline_rows([{"a": 1}, {"a": 2}])
    [{'a': 1}, {'a': 2}]
    """
    if not isinstance(data, list):
        raise JsonRowError(DESCRIPTOR, MESSAGES("json-no-rows"))
    rows = ((None, row) for row in cast("list[object]", data))
    return [row for _, row in _alike(DESCRIPTOR, rows)]


def _alike(path: str, rows: Iterable[tuple[int | None, object]]) -> Iterator[tuple[int | None, object]]:
    """The rows, which are all objects or all arrays. JsonRowError for others."""
    are_objects = None
    for number, (line, row) in enumerate(rows, 1):
        unit, number = ("line", line) if line else ("row", number)
        if not isinstance(row, Mapping | list):
            raise JsonRowError(path, MESSAGES(f"json-{unit}-none", number=number), line)
        if are_objects not in (None, are_objects := isinstance(row, Mapping)):
            raise JsonRowError(path, MESSAGES(f"json-{unit}-mixed", number=number), line)
        yield line, row


def _in_lines(path: str, text: str) -> Iterator[tuple[int, object]]:
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        try:
            row = loads(written.encode())
        except JsonError:
            # What is wrong, with its line in the file.
            reason = _reason("\n" * (line - 1) + written)
            raise JsonRowError(path, reason, line) from None
        yield line, row


def _listed(other: OtherResource, path: str, text: str) -> list[object]:
    try:
        value = loads(text.encode())
    except JsonError as error:
        raise JsonRowError(path, error.reason) from None
    if isinstance(name := other.dialect.get("property"), str):
        value = cast("JsonObject", value).get(name) if isinstance(value, Mapping) else None
    if not isinstance(value, list):
        raise JsonRowError(path, MESSAGES("json-no-rows"))
    return cast("list[object]", value)


def _reason(text: str) -> Bilingual:
    try:
        loads(text.encode())
    except JsonError as error:
        return error.reason
    raise AssertionError(text)


def places_of(rows: list[tuple[str, int | None, object]]) -> list[tuple[str, int]]:
    """The file and the line of each record as frictionless counts them: the names in objects are one."""
    places = [(path, line) for path, line, _ in rows if line]
    has_names = bool(places) and isinstance(rows[0][2], Mapping)
    return [*places[:has_names], *places]

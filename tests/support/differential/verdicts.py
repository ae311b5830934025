"""What riwaya and frictionless report of a package, in one form: (table, row, field, kind of error)."""

from __future__ import annotations

import atexit
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import frictionless

from riwaya.engines.duckdb import DuckEngine
from riwaya.engines.functions import TextFunction
from riwaya.errors import PackageError
from riwaya.package.csv_checks import RAGGED
from riwaya.package.descriptor import Package
from riwaya.problem import Severity
from riwaya.validation.check import check_package
from tests.support.differential.writing import Written

CELLS = ("type-error", "constraint-error", "unique-error", "primary-key", "foreign-key")
LABELS = (
    "blank-label",
    "duplicate-label",
    "extra-label",
    "missing-label",
    "incorrect-label",
    "unmatched-header",
    "too-many-labels",
)
COUNTS = ("byte-count", "hash-count")
_RESOURCE = (
    "descriptor-error",
    "resource-not-checked",
    "property-misplaced",
    "path-unsafe",
    "file-missing",
    "file-unreadable",
    "file-empty",
    "encoding-not-utf8",
    "encoding-utf16",
    "control-character",
    "table-error",
    "resource-error",
    "schema-error",
    "dialect-error",
    "field-error",
    "scheme-error",
    "encoding-error",
    "compression-error",
    "source-error",
    "format-error",
    "file-error",
    "error",
)
"""Codes of both for a resource that is described wrongly, or whose file cannot be read."""


class Item(NamedTuple):
    """An error. A wrong label, an incomplete record and a primary key have no field."""

    table: str
    row: int | None
    field: str | None
    kind: str


PACKAGE = Item("", None, None, "resource")
"""That a package is described so that none of its tables is checked."""


@dataclass(frozen=True)
class Verdict:
    """What is reported of a package."""

    items: frozenset[Item]
    by_frictionless: frozenset[str] = frozenset()
    """The tables that riwaya has frictionless check."""


class _KeptEngine(DuckEngine):
    """An engine that is emptied instead of closed: to open one takes longer than to check a small package."""

    def close(self) -> None:
        found = self.query("SELECT table_name, table_type FROM information_schema.tables")
        for name, kind in zip(*(column.to_pylist() for column in found.columns), strict=True):
            self._connection.execute(f'DROP {"VIEW" if kind == "VIEW" else "TABLE"} "{name}"')


_KEPT: list[_KeptEngine] = []


def kept_engine(functions: Iterable[TextFunction]) -> _KeptEngine:
    """The engine of this process."""
    if not _KEPT:
        _KEPT.append(_KeptEngine(functions))
        atexit.register(DuckEngine.close, _KEPT[0])
    return _KEPT[0]


def our_verdict(written: Written) -> Verdict:
    """The errors that riwaya reports; warnings do not count."""
    try:
        package = Package.open(written.descriptor, standard=True)
    except PackageError:
        return Verdict(frozenset({PACKAGE}))
    report = check_package(package, kept_engine).report
    items = set()
    for problem in report.problems:
        if problem.severity == Severity.ERROR:
            place = problem.place
            items.add(_item(str(place.table), place.row, place.field, problem.code))
    return Verdict(frozenset(items), frozenset(report.by_frictionless))


def their_verdict(written: Written) -> Verdict:
    """The errors that frictionless reports. One of the package keeps it from checking any table."""
    items = set()
    try:
        report = frictionless.validate(str(written.descriptor), type="package")
    except Exception:
        return Verdict(frozenset({Item("", None, None, "exception")}))
    items |= {PACKAGE for _ in report.errors}
    for task in report.tasks:
        for error in task.errors:
            number = getattr(error, "row_number", None)
            names = getattr(error, "field_names", None) or [getattr(error, "field_name", None)]
            row = written.rows.get(task.name, {}).get(number, -number) if number else None
            items.add(_item(task.name, row, ", ".join(name for name in names if name) or None, error.type))
    return Verdict(frozenset(items))


def _item(table: str, row: int | None, field: str | None, code: str) -> Item:
    if code in LABELS or code in COUNTS:
        return Item(table, None, None, code)
    if code in RAGGED or code == "primary-key":
        return Item(table, row, None, code)
    if code in _RESOURCE:
        return Item(table, None, None, "resource")
    return Item(table, row, field, code)

"""Finds what a rule with `for_each` is repeated for in a table, and fills in the names for its query."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from riwaya.engines.sql import quoted
from riwaya.package.resource import Resource


def _edtf(resource: Resource) -> Iterator[Mapping[str, str]]:
    """Each column of dates in EDTF."""
    return ({"field": column.name} for column in resource.schema.fields if column.edtf)


def _dated(resource: Resource) -> Iterator[Mapping[str, str]]:
    """A table whose date has a basis."""
    if {"date", "date_basis"} <= {*resource.schema.names}:
        yield {}


def _self_reference(resource: Resource) -> Iterator[Mapping[str, str]]:
    """Each column that refers to an ID of its own table, whose form the schema gives.

    In tables of other origin rows may well refer to each other.
    """
    for key in resource.schema.foreign_keys:
        of_itself = key.table == resource.name and len(key.fields) == 1
        if of_itself and "pattern" in resource.schema.field(key.references[0]).constraints:
            yield {"field": key.fields[0], "id": key.references[0]}


def _ordered(resource: Resource) -> Iterator[Mapping[str, str]]:
    """A table that is sorted by its primary key."""
    key = resource.schema.primary_key
    # The rows of Parquet have no order that anyone keeps.
    if resource.is_ordered and resource.format == "csv":
        # An ID of five digits comes after one of four.
        parts = (
            f"length({quoted(name)}), {quoted(name)}"
            if name.endswith("_id")
            else f"coalesce({quoted(name)}, '')"
            for name in key
        )
        yield {"order": ", ".join(parts), "id": key[0]}


def _identified(resource: Resource) -> Iterator[Mapping[str, str]]:
    """A published table whose primary key is an ID."""
    key = resource.schema.primary_key
    if resource.published and len(key) == 1 and key[0].endswith("_id"):
        yield {"id": key[0]}


def _identity(resource: Resource) -> Iterator[Mapping[str, str]]:
    """Each column that is part of what an ID means."""
    for params in _identified(resource):
        yield from ({**params, "field": column.name} for column in resource.schema.fields if column.identity)


FOR_EACH: Mapping[str, Callable[[Resource], Iterator[Mapping[str, str]]]] = {
    "identified": _identified,
    "identity": _identity,
    "edtf": _edtf,
    "dated": _dated,
    "self_reference": _self_reference,
    "ordered": _ordered,
}
"""The values of a rule's `for_each`. Each gives the placeholders for one table, once for each repetition."""

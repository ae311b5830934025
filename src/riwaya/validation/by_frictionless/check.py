"""Has frictionless check the resources that are not checked here, and reads their texts for our own checks.

Files are decompressed and decoded by us, within their limits; frictionless sees copies in UTF-8, and no
address, path or pattern of the descriptor.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from riwaya.bilingual import joined
from riwaya.package.descriptor import Package
from riwaya.package.field_types import BOUNDS
from riwaya.package.files import Files
from riwaya.package.other_resource import OtherResource
from riwaya.package.profile_faults import Fault, shown
from riwaya.package.read_csv import file_status
from riwaya.package.resource import Resource
from riwaya.package.standard import TABULAR, with_known_references
from riwaya.package.strict_json import JsonObject, names_of, object_in, objects_in
from riwaya.package.table import Read
from riwaya.problem import Place, Problem
from riwaya.validation import MESSAGES
from riwaya.validation.by_frictionless.copies import Copy, copy_of
from riwaya.validation.by_frictionless.errors import in_its_words, resource_kinds
from riwaya.validation.by_frictionless.items import item_of, text_table
from riwaya.validation.by_frictionless.keys import Reference, references_of_lists
from riwaya.validation.by_frictionless.own_constraints import JSON_SCHEMA, unusable
from riwaya.validation.by_frictionless.tables import TableReader, head_of, texts_of

if TYPE_CHECKING:
    from frictionless.resources import TableResource


@dataclass(frozen=True, slots=True)
class OtherRead:
    """What came of a resource that is not checked here."""

    other: OtherResource
    read: Read
    missing: tuple[str, ...] = ()
    """The tables that its foreign keys need, and that could not be read."""
    is_judged: bool = False
    """Whether frictionless has read the table."""

    @property
    def texts(self) -> Resource:
        """The table as one of texts."""
        return self.read.table.resource if self.read.table else text_table(self.other)


def read_others(package: Package) -> list[OtherRead]:
    """Check the resources of a package that are not checked here."""
    if not package.others:
        return []
    with TemporaryDirectory() as folder:
        checker = _Checker(package, Path(folder))
        return [checker.check(other) for other in package.others]


class _Checker:
    def __init__(self, package: Package, folder: Path) -> None:
        here = [
            OtherResource(
                item.name, {"name": item.name, "path": item.path, "schema": item.schema_json}, "csv"
            )
            for item in package.resources
        ]
        self._all = {item.name: item for item in (*here, *package.others)}
        self._names = {name: f"resource-{at}" for at, name in enumerate(self._all)}
        self._files, self._folder = package.files, folder
        self._copies: dict[str, Copy | list[Problem]] = {}
        self._heads: dict[str, tuple[tuple[str, ...], bool] | None] = {}

    def check(self, other: OtherResource) -> OtherRead:
        copy = self._copy(other.name)
        if isinstance(copy, list):
            return OtherRead(other, Read(tuple(copy)))
        if not other.is_table:
            return OtherRead(other, Read(()))
        heads = {name: self._head(name) for name in dict.fromkeys(other.targets)}
        missing = tuple(name for name, head in heads.items() if head is None)
        empty = tuple(name for name, head in heads.items() if head and not head[1])
        # Of a table without a schema, its header says what fields it has.
        named = {
            name: self._all[name].with_fields(head[0])
            for name, head in heads.items()
            if head and not self._all[name].schema
        }
        if (checked := with_known_references(other, named)).refusals:
            return OtherRead(other, Read(tuple(_refusals(checked))))
        targets = (self._copy(name) for name in heads if name not in missing)
        table = self._table(copy.item, [target.item for target in targets if isinstance(target, Copy)])
        reader = TableReader(other, copy, empty, self._referred(other, missing))
        return OtherRead(other, reader.read(table), missing, is_judged=True)

    def _referred(
        self, other: OtherResource, missing: Collection[str]
    ) -> dict[Reference, set[tuple[str, ...]]]:
        """What the foreign keys of lists may be, but for those to tables that cannot be read."""
        copies = {
            key: self._copy(key.table) for key in references_of_lists(other) if key.table not in missing
        }
        return {
            key: texts_of(self._table(copy.item, []), key.targets)
            for key, copy in copies.items()
            if isinstance(copy, Copy)
        }

    def _head(self, name: str) -> tuple[tuple[str, ...], bool] | None:
        """The columns of a table, and whether it has rows; None if it cannot be read, or its header does not
        fit.
        """
        if name not in self._heads:
            copy = self._copy(name)
            self._heads[name] = None
            if isinstance(copy, Copy) and self._all[name].is_table:
                self._heads[name] = head_of(self._table(copy.item, []))
        return self._heads[name]

    def _copy(self, name: str) -> Copy | list[Problem]:
        """The copy of a resource, or what keeps it from being checked: all that is wrong with its entry."""
        if name not in self._copies:
            other = self._all[name]
            problems = [*_refusals(other), *map(_problem_of, self._faults(other))]
            if problems or other.is_faulty:
                self._copies[name] = [*problems, *_file_problems(self._files, other)]
            else:
                self._copies[name] = copy_of(self._files, other, text_table(other), self._names, self._folder)
        return self._copies[name]

    def _faults(self, other: OtherResource) -> list[Fault]:
        """What is wrong with the entry of a table besides what the profile of the standard shows."""
        # A schema that could not be read is still a path.
        if not other.is_table or other.format not in TABULAR or isinstance(other.item.get("schema"), str):
            return []
        rows = other.item.get("data") if other.format == "inline" else None
        item = item_of(other, self._names, None if rows is not None else "copy", rows)
        faults = self._faults_of_item(other, item)
        fields = objects_in(item.get("schema"), "fields")
        if faults:
            # It stops at the first reason: each field alone shows all.
            for field in fields:
                faults += self._faults_of_item(other, {**item, "schema": {"fields": [field]}})
        for given, field in zip(objects_in(other.schema, "fields"), fields, strict=True):
            name, kind = str(given.get("name")), str(given.get("type", "any"))
            faults += (_bound_fault(other, name, *bound, kind) for bound in unusable(given))
            if (example := given.get("example")) and not _is_value(example, field):
                faults.append(
                    _fault_of_field(other, name, "example", "example-unfit", value=example, type=kind)
                )
        return [*dict.fromkeys(faults)]

    def _faults_of_item(self, other: OtherResource, item: Mapping[str, Any]) -> list[Fault]:
        """What frictionless has against the entry of a table."""
        from frictionless import FrictionlessException

        try:
            return [_bound_fault(other, *one) for one in _unusable_bounds(self._table(item))]
        except FrictionlessException as error:
            reasons = error.reasons or [error.error]
            return [in_its_words(other, str(reason.note)) for reason in reasons]

    def _table(
        self, item: Mapping[str, Any], targets: Sequence[Mapping[str, Any]] | None = None
    ) -> TableResource:
        """The table for frictionless, in a package with those that it refers to, unless they are not known.

        FrictionlessException if its entry breaks the standard.
        """
        # A second of start-up, where it is needed only.
        from frictionless import Detector, Package, Resource

        known = (
            {item["name"], *(target["name"] for target in targets)}
            if targets is not None
            else {*self._names.values()}
        )
        made = [
            Resource.from_descriptor(
                _with_types_of_keys(item, _without_keys_to(one, {*self._names.values()} - known)),
                basepath=str(self._folder),
                # Without a schema nothing is required, and frictionless would guess one.
                detector=Detector(field_type="any"),
            )
            for one in (item, *(target for target in targets or () if target["name"] != item["name"]))
        ]
        Package(resources=made)
        return cast("TableResource", made[0])


def _unusable_bounds(table: TableResource) -> list[tuple[str, str, object, str]]:
    """The bounds that are no values of their fields: frictionless stops where it compares a cell."""
    return [
        (field.name, name, bound, str(field.type))
        for field in table.schema.fields
        for name in BOUNDS
        if (bound := field.constraints.get(name)) is not None and field.create_value_reader()(bound) is None
    ]


def _is_value(example: object, field: JsonObject) -> bool:
    """Whether the example of a field is a value of it."""
    from frictionless import Field, FrictionlessException

    form = {name: item for name, item in field.items() if name not in ("constraints", "missingValues")}
    try:
        _, notes = Field.from_descriptor(form).read_cell(example)
    except FrictionlessException:
        # What is wrong with the field is named without the example.
        return True
    return notes is None


def _bound_fault(other: OtherResource, field: str, name: str, bound: object, kind: str) -> Fault:
    """A constraint that is no value of its field, or no JSON Schema."""
    kind = "JSON Schema" if name == JSON_SCHEMA else kind
    return _fault_of_field(other, field, f"constraints/{name}", "bound-unfit", value=bound, type=kind)


def _fault_of_field(
    other: OtherResource, field: str, part: str, key: str, value: object, **params: object
) -> Fault:
    place = f"{other.field_places.get(field, other.place)}/{part}"
    message = MESSAGES(key, place=place, value=shown(value), **params)
    return Fault(other.schema_file, place, message, other.name, field)


def fault_problems(package: Package) -> Iterator[Problem]:
    """A problem for each place of the descriptor, its schemas and its dialects that breaks the standard."""
    return map(_problem_of, package.faults)


def _problem_of(fault: Fault) -> Problem:
    place = Place(fault.file, fault.resource, field=fault.field, value=fault.pointer)
    return resource_kinds()["descriptor-error"].at(place, note=fault.message)


def _refusals(other: OtherResource) -> Iterator[Problem]:
    """A problem for each file in which a reason stands."""
    for file in dict.fromkeys(item.file for item in other.refusals):
        reasons = joined(item.message for item in other.refusals if item.file == file)
        place = Place(file, other.name, value=other.name)
        yield resource_kinds()["resource-not-checked"].at(place, reasons=reasons)


def _file_problems(files: Files, other: OtherResource) -> list[Problem]:
    """What is wrong with the paths of a resource."""
    found = (file_status(files, replace(text_table(other), path=path)) for path in other.paths)
    return [item for item in found if isinstance(item, Problem)]


def _with_types_of_keys(item: Mapping[str, Any], target: dict[str, Any]) -> dict[str, Any]:
    """The entry of a table; without a schema, its columns are of the fields in `item` that refer to them."""
    schema = object_in(item, "schema")
    types = {field.get("name"): _read_as(field) for field in objects_in(schema, "fields")}
    fields = {
        column: {**types[name], "name": column}
        for key in objects_in(schema, "foreignKeys")
        if (reference := object_in(key, "reference")).get("resource") == target["name"]
        for name, column in zip(names_of(key.get("fields")), names_of(reference.get("fields")), strict=False)
        if name in types
    }
    if "schema" in target or not fields:
        return target
    return {**target, "schema": {"fields": [*fields.values()], "fieldsMatch": "partial"}}


def _read_as(field: JsonObject) -> JsonObject:
    """How the cells of a field are read, whatever is required of them."""
    return {name: value for name, value in field.items() if name != "constraints"}


def _without_keys_to(item: Mapping[str, Any], unread: Collection[str]) -> dict[str, Any]:
    """The entry without keys to tables that could not be read: the report says that they were not checked."""
    schema = object_in(item, "schema")
    keys = objects_in(schema, "foreignKeys")
    left_out = [key for key in keys if object_in(key, "reference").get("resource") in unread]
    if not left_out:
        return dict(item)
    kept = [key for key in schema["foreignKeys"] if key not in left_out]
    return {**item, "schema": {**schema, "foreignKeys": kept}}

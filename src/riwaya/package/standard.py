"""Reads resources of any Data Package, of version 1 or 2: those that are checked here, and all others.

Spellings that mean the same become one, so that a table is checked here whenever it can be.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from riwaya.errors import PackageError, UnsupportedError
from riwaya.package import MESSAGES
from riwaya.package.categories import with_categories_as_enum
from riwaya.package.constraints import is_time_format, pattern_fault, unchecked_json_schema
from riwaya.package.decoded_files import COMPRESSIONS, Coding, DecodedFiles, character_set
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.files import Files, is_url
from riwaya.package.other_resource import OtherResource, Refusal, paths_of
from riwaya.package.profile_faults import Fault
from riwaya.package.resource import (
    DESCRIPTOR,
    MOST_HELD_MEBIBYTES,
    Resource,
    read_json,
    require_inside,
    resource_from,
)
from riwaya.package.schema import Field, is_shown, languages_of
from riwaya.package.standard_profile import (
    READ_FROM,
    dialect_faults,
    dialect_without,
    field_names,
    schema_faults,
    schema_without,
)
from riwaya.package.strict_json import JsonObject, names_of, object_in, objects_in

JSON = ("json", "ndjson", "jsonl")
TABULAR = ("csv", "tsv", *JSON, "inline")
"""Formats of tables that frictionless can check."""
_IN_FILES = tuple(name for name in TABULAR if name != "inline")
_UNREAD = ("zst", "zstd", "7z", "br", "lz4", "lzma", "rar", "tar", "tgz", "z")
"""Ends of the names of files that are compressed in a way that is not read here."""
# What a dialect may say that changes nothing; of the names below, any value.
_DIALECT: Mapping[str, object] = {
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
    "headerRows": [1],
    "commentRows": [],
    "lineTerminator": "\n",
}
_DIALECT_ANY = "headerJoin caseSensitiveHeader csvddfVersion $schema name title type".split()
# Properties that are read before, or that change nothing.
_READ = "profile $schema mediatype format dialect encoding compression innerpath path".split()


@dataclass(slots=True)
class StandardReader:
    """Reads the entries of `resources`, and collects how their files are written."""

    files: Files
    formats: Collection[str]
    """What a table that is checked here may be written in."""
    file: str
    """The name of the descriptor."""
    faults: list[Fault]
    """Where the descriptor breaks the standard; to it those of schemas and dialects are added."""
    _codings: dict[str, Coding] = field(default_factory=dict[str, Coding])
    _written: dict[str, tuple[object, ...]] = field(default_factory=dict[str, tuple[object, ...]])
    """By path, how its file is written."""
    _schemas: dict[str, tuple[str, str, Mapping[str, str]]] = field(
        default_factory=dict[str, tuple[str, str, Mapping[str, str]]]
    )
    """By resource, the file of its schema, its place there, and those of its fields by name."""

    def read(self, items: Mapping[int, JsonObject]) -> tuple[list[Resource], list[OtherResource]]:
        """The resources that are checked here, and the others, of entries by their number in `resources`."""
        here: dict[str, Resource] = {}
        others = {str(item["name"]): self._other(at, item) for at, item in items.items()}
        others = {name: with_known_references(other, others) for name, other in others.items()}
        for other in others.values():
            if not other.refusals and not other.reasons and not other.is_faulty:
                made = self._checked_here(other)
                if isinstance(made, Resource):
                    here[other.name] = made
                else:
                    others[other.name] = made
        # A key between both kinds is checked here if it compares texts, and with the others if not.
        while crossing := [item for item in here.values() if not _has_keys_here(item, here, others)]:
            for item in crossing:
                del here[item.name]
                others[item.name] = replace(others[item.name], reasons=("foreignKeys",))
        left = (item for item in others.values() if item.name not in here)
        return [*here.values()], [_with_known_targets(item, others) for item in left]

    @property
    def decoded(self) -> Files:
        """The files, decoded where they have to be."""
        return DecodedFiles(self.files, self._codings) if self._codings else self.files

    def _other(self, at: int, item: JsonObject) -> OtherResource:
        """The entry, and why it cannot be checked here, or not at all."""
        name, refusals = str(item["name"]), list[Refusal]()
        place = f"/resources/{at}"
        paths = [fault.pointer.split("/") for fault in self.faults if fault.file == self.file]
        pointers = [path[3:4] for path in paths if path[:3] == place.split("/")]
        wrong = {*chain.from_iterable(pointer or ["path"] for pointer in pointers)} & READ_FROM
        item = {key: value for key, value in item.items() if key not in wrong}
        item = self._described(at, item, wrong, refusals)
        if isinstance(item.get("schema"), dict):
            item = {**item, "schema": with_categories_as_enum(item["schema"])}
        form = _format(item)
        encoding = character_set(item.get("encoding", "utf-8"))
        reasons = tuple(self._reasons(item, form))
        other = OtherResource(name, item, form, reasons, (), bool(wrong), place, *self._schemas[name])
        refusals += self._refusals_of_file(other, encoding, is_described=bool(form or not wrong))
        refusals += _refusals_of_names(other)
        refusals += _unchecked_constraints(other)
        refusals += _unread_formats(other)
        for path in dict.fromkeys(other.paths):
            compression, inner = _compression(item, path), str(item.get("innerpath") or "") or None
            written = (compression, inner, encoding)
            if self._written.setdefault(path, written) != written:
                refusals.append(_refusal("written-twice", other, value=path))
            elif encoding and (compression or encoding != "utf-8"):
                limit = min(other.max_mebibytes, MOST_HELD_MEBIBYTES) << 20
                self._codings[path] = Coding(compression, inner, encoding, limit, other.signs)
        return replace(other, refusals=tuple(refusals))

    def _refusals_of_file(
        self, other: OtherResource, encoding: str | None, is_described: bool
    ) -> Iterator[Refusal]:
        """Why nobody can read its file. Of one that is not `is_described` the format is a fault already."""
        item = other.item
        if "path" in item and "data" in item:
            yield _refusal("path-and-data", other)
        if encoding is None:
            yield _refusal("encoding-unknown", other, value=item["encoding"])
        if item.get("compression", "no") not in (*COMPRESSIONS, "gzip", "no", ""):
            known = ", ".join(COMPRESSIONS)
            yield _refusal("compression-unknown", other, value=item["compression"], known=known)
        if other.is_table and is_described and other.format not in (*TABULAR, *self.formats):
            # Rows in the descriptor are in no file, and have no format to be named.
            known = COMPRESSIONS if other.format in _UNREAD else _IN_FILES
            key = "compression-unread" if other.format in _UNREAD else "format-unknown"
            yield _refusal(key, other, value=other.format, known=", ".join(known))

    def _described(self, at: int, item: JsonObject, wrong: set[str], refusals: list[Refusal]) -> JsonObject:
        """The entry with its schema and its dialect in it, and without what is wrong there."""
        parts = (("schema", schema_faults, schema_without), ("dialect", dialect_faults, dialect_without))
        for key, faults_of, without in parts:
            given: object = item.get(key)
            item = self._with_inline(item, key, refusals)
            value, in_file = object_in(item, key), isinstance(given, str)
            file = str(given) if in_file else self.file
            pointer = "" if in_file else f"/resources/{at}/{key}"
            is_there = isinstance(item.get(key), Mapping)
            if is_there and (faults := faults_of(value, file, pointer, str(item["name"]))):
                wrong.add(key)
                self.faults += faults
                item = {**item, key: without(faults, value, pointer)}
            if key == "schema":
                places = reversed(field_names(value, pointer).items())
                self._schemas[str(item["name"])] = file, pointer, {name: place for place, name in places}
                try:
                    # Not a property of the standard: nobody else would say that it is wrong.
                    languages_of(object_in(item, key), file)
                except PackageError as error:
                    refusals.append(Refusal(file, error.message))
        return item

    def _with_inline(self, item: JsonObject, key: str, refusals: list[Refusal]) -> JsonObject:
        """The entry with its schema or dialect in it, which may be in a file of its own."""
        path, file = item.get(key), DESCRIPTOR
        if not isinstance(path, str):
            return item
        try:
            if is_url(path):
                raise PackageError(MESSAGES("address-refused", file=file, path=path))
            require_inside(path)
            file = path
            return {**item, key: read_json(self.files, path)}
        except PackageError as error:
            refusals.append(Refusal(file, error.message))
        return item

    def _reasons(self, item: JsonObject, form: str) -> Iterator[str]:
        """The features of an entry, besides its schema, for which it is not checked here."""
        if "data" in item:
            yield "data"
        elif form not in self.formats:
            yield f"format {form}".strip()
        if len(paths_of(item)) > 1:
            yield "path"
        if "schema" not in item:
            yield "no schema"
        # One that could not be read is still a path.
        dialect = object_in(item, "dialect").items()
        if any(name not in _DIALECT_ANY and _DIALECT.get(name, ...) != value for name, value in dialect):
            yield "dialect"

    def _checked_here(self, other: OtherResource) -> Resource | OtherResource:
        plain = {name: value for name, value in other.item.items() if name not in _READ}
        form = {"format": other.format} if other.format != "csv" else {}
        try:
            made = resource_from(
                self.files, plain | form | {"path": other.paths[0]}, self.formats, standard=True
            )
            # An example that may be no value of its field is for frictionless to read.
            plainly = all(map(_has_plain_example, made.schema.fields))
            return made if plainly else replace(other, reasons=("example",))
        except UnsupportedError as error:
            return replace(other, reasons=(error.feature,))
        except (PackageError, KeyError, TypeError, AttributeError, ValueError):
            # Something in the schema is wrong, and frictionless says what.
            return replace(other, reasons=("schema",))


def _has_plain_example(field: Field) -> bool:
    pattern = FIELD_TYPES[field.type].pattern
    known = (*field.true_values, *field.false_values) if field.type == "boolean" else ()
    return (
        not field.example
        or field.example in known
        or (field.type != "boolean" and (pattern is None or bool(re.fullmatch(pattern, field.example))))
    )


def _compression(item: JsonObject, path: str) -> str | None:
    """How a file of a table is compressed: as its own name says it, or as the entry does."""
    suffix = path.lower().rsplit(".", 1)[-1]
    declared = str(item.get("compression", "")).lower().replace("gzip", "gz")
    return next((known for known in (suffix, declared) if known in COMPRESSIONS), None)


def _format(item: JsonObject) -> str:
    """The format of a table."""
    if "data" in item:
        form = str(item.get("format", "")).lower()
        return (form or "csv") if isinstance(item["data"], str) else "inline"
    suffixes = next(iter(paths_of(item)), "").lower().rsplit("/", 1)[-1].split(".")[1:]
    if suffixes and suffixes[-1] in COMPRESSIONS:
        suffixes.pop()
    if inner := item.get("innerpath"):
        suffixes = str(inner).lower().split(".")[1:]
    suffix = suffixes[-1] if suffixes else ""
    guessed = "csv" if "csv" in str(item.get("mediatype", "")) and suffix not in TABULAR else ""
    form = str(item.get("format") or guessed or suffix).lower()
    return form or ("csv" if "schema" in item else "")


def _refusals_of_names(other: OtherResource) -> Iterator[Refusal]:
    """The names in which a reader would see nothing."""
    if not is_shown(other.name):
        yield _refusal("name-not-shown", other, value=repr(other.name))
    for name in dict.fromkeys(entry.get("name") for entry in objects_in(other.schema, "fields")):
        if isinstance(name, str) and not is_shown(name):
            yield _refusal_of_schema("name-not-shown", other, value=repr(name))


def _unread_formats(other: OtherResource) -> Iterator[Refusal]:
    """The formats of dates and times that no cell can have."""
    for entry in objects_in(other.schema, "fields"):
        form: object = entry.get("format", "default")
        is_own = isinstance(form, str) and form not in ("default", "any")
        if entry.get("type") in ("date", "time", "datetime") and is_own and not is_time_format(str(form)):
            yield _refusal_of_schema("format-unreadable", other, value=entry.get("name"), form=form)


def _unchecked_constraints(other: OtherResource) -> Iterator[Refusal]:
    """Why patterns and JSON Schemas of fields cannot be checked: to match some takes for ever."""
    for entry in objects_in(other.schema, "fields"):
        constraints = object_in(entry, "constraints")
        pattern: object = constraints.get("pattern")
        if isinstance(pattern, str) and (key := pattern_fault(pattern)):
            yield _refusal_of_schema(key, other, value=pattern)
        if left := ", ".join(dict.fromkeys(unchecked_json_schema(constraints.get("jsonSchema")))):
            yield _refusal_of_schema("json-schema-unchecked", other, value=entry.get("name"), keywords=left)
        if "pattern" in object_in(object_in(entry, "arrayItem"), "constraints"):
            yield _refusal_of_schema("pattern-of-items", other, value=entry.get("name"))


def _has_keys_here(
    resource: Resource, here: Mapping[str, Resource], others: Mapping[str, OtherResource]
) -> bool:
    """Whether the foreign keys of a table can be checked here: they lead to fields of the same types in
    tables here, or compare texts.
    """
    for key in resource.schema.foreign_keys:
        if known := here.get(key.table):
            pairs = zip(key.fields, key.references, strict=True)
            if any(resource.schema.field(one).type != known.schema.field(other).type for one, other in pairs):
                return False
            continue
        target = others.get(key.table)
        if target is None or not target.is_table:
            return False
        types = {field.get("name"): field.get("type") for field in objects_in(target.schema, "fields")}
        texts = [resource.schema.field(name).type for name in key.fields]
        if {*texts, *(types.get(name) for name in key.references)} != {"string"}:
            return False
    return True


def _with_known_targets(other: OtherResource, known: Mapping[str, OtherResource]) -> OtherResource:
    """The resource, refused if its foreign keys refer to what is no table of the package."""
    missing = (_refusal("resource-not-once", other, name=name) for name in other.targets if name not in known)
    no_tables = (
        _refusal_of_schema("reference-no-table", other, table=name)
        for name in other.targets
        if name in known and not known[name].is_table
    )
    return replace(other, refusals=tuple(dict.fromkeys((*other.refusals, *missing, *no_tables))))


def with_known_references(other: OtherResource, others: Mapping[str, OtherResource]) -> OtherResource:
    """The resource, refused if its foreign keys name fields that the other table does not have."""
    refusals: list[Refusal] = []
    for at, key in enumerate(objects_in(other.schema, "foreignKeys")):
        reference = object_in(key, "reference")
        table = reference.get("resource") or other.name
        target = others.get(table) if isinstance(table, str) else None
        if target is None or target.is_faulty or "fields" not in target.schema:
            # Nothing is known of its fields.
            continue
        names = [field.get("name") for field in objects_in(target.schema, "fields")]
        place = f"{other.schema_place}/foreignKeys/{at}/reference/fields"
        refusals += (
            _refusal_of_schema("reference-unknown", other, place=place, table=table, value=name)
            for name in names_of(reference.get("fields"))
            if name not in names
        )
    return replace(other, refusals=(*other.refusals, *refusals)) if refusals else other


def _refusal(key: str, other: OtherResource, file: str = DESCRIPTOR, **params: object) -> Refusal:
    return Refusal(file, MESSAGES(key, file=file, resource=other.name, **params))


def _refusal_of_schema(key: str, other: OtherResource, **params: object) -> Refusal:
    return _refusal(key, other, other.schema_file, **params)

"""A typed view of Table Schemas: fields, keys, vocabularies, bilingual pairs.

A type or constraint that cannot be checked is a PackageError: a constraint that nothing checks is worse than
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from riwaya.bilingual import Bilingual
from riwaya.errors import UnsupportedError
from riwaya.package import MESSAGES
from riwaya.package.constraints import is_usable
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.profile import shape_error
from riwaya.package.strict_json import JsonObject
from riwaya.problem import PLAIN_NAME

_LANGUAGE = re.compile("[a-z]{2,3}")
FIELDS_MATCH = ("exact", "equal", "subset", "superset", "partial")
# Properties of the standard that change what is valid, with the values that change nothing.
UNCHECKED: Mapping[str, object] = {
    "categories": None,
    "categoriesOrdered": None,
    "bareNumber": True,
    "groupChar": "",
    "decimalChar": ".",
}
# Control characters would move what stands beside a name in a terminal.
_NAME = re.compile(r"(?=.*\S)[^\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """How the field is entered into a new row: the property `entry` of the field in its Table Schema."""

    asked: bool = False
    """Whether it is asked for although it may be empty."""
    only_where: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """Columns that must have one of these values for the field to apply, any value if none are given.

    Columns that the table does not have do not count, here and below.
    """
    suggested_by: Sequence[str] = ()
    """Columns from which its usual value follows, "claim_id.event_id" being that of the row referred to."""
    asked_with: Sequence[str] = ()
    """Columns that may be answered in one line with it, the original of a text after its translations."""

    def applies(self, cells: Mapping[str, str]) -> bool:
        """Whether the field can have a value in a row with these cells.

        >>> Entry(only_where={"stance": ["denies"]}).applies({"stance": "asserts"})
        False
        """
        return all(
            cells[column] in values if values else bool(cells[column])
            for column, values in self.only_where.items()
            if column in cells
        )


@dataclass(frozen=True, slots=True)
class Field:
    """One column."""

    name: str
    type: str
    title: Bilingual
    description: Bilingual
    constraints: Mapping[str, object]
    vocabulary: str | None
    """The vocabulary (data/vocabularies.csv) whose terms the column holds."""
    ordered: bool
    """Whether the terms stand in an order that means something, such as from the surest to the least sure."""
    edtf: bool
    verbatim: bool
    """Whether the text is quoted from a source: a title, a name, a phrase. It need not be neutral."""
    identity: bool
    """Whether its value is part of what the ID of the row stands for: it never changes."""
    true_values: tuple[str, ...]
    false_values: tuple[str, ...]
    missing_values: tuple[str, ...]
    """The texts that stand for an empty cell; "" is among them."""
    example: str
    """A value that the field may have; empty if its schema gives none."""
    entry: Entry

    @property
    def required(self) -> bool:
        return bool(self.constraints.get("required"))

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms of a coded column in their order, as its cells have them; empty for any other column."""
        texts = {True: self.true_values[0], False: self.false_values[0]}
        terms = cast("Iterable[object]", self.constraints.get("enum", ()))
        return tuple(texts[term] if isinstance(term, bool) else str(term) for term in terms)

    @property
    def read_by_machine(self) -> bool:
        """Whether it holds numbers, dates, IDs or codes, whose digits must be ASCII, rather than prose."""
        return self.type not in ("string", "any") or self.edtf or "pattern" in self.constraints

    @property
    def is_prose(self) -> bool:
        """Whether it holds texts for people."""
        return not (self.read_by_machine or self.terms)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    fields: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in two columns, one for each language."""

    name: str
    columns: tuple[str, str]
    """In the order of the schema's languages."""


@dataclass(frozen=True, slots=True)
class Schema:
    """One table's fields and keys."""

    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    fields_match: str
    """How the header must match the fields: one of FIELDS_MATCH."""
    languages: tuple[str, ...] = ("ar", "en")
    """The two languages of bilingual pairs: the property `languages` of the schema."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The columns x_ar and x_en of which both exist, as Pair(x, (x_ar, x_en))."""
        one, other = (f"_{language}" for language in self.languages)
        stems = [name.removesuffix(one) for name in self.names if name.endswith(one)]
        return tuple(Pair(stem, (stem + one, stem + other)) for stem in stems if stem + other in self.names)

    @property
    def language_of_column(self) -> dict[str, str]:
        """The language of each column that belongs to a pair."""
        return {
            name: language
            for pair in self.pairs
            for language, name in zip(self.languages, pair.columns, strict=True)
        }

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


def schema_from(
    table: str, json: JsonObject, path: str, strict: bool = True, standard: bool = False
) -> Schema:
    """The Schema of the Table Schema of a table, read from `path`. PackageError for what cannot be checked.

    A schema of a release was checked by an earlier version: without `strict`, constraints that are not known
    here are left out. With `standard` it may be one that a release cannot be made of, with names in any
    script and fields without a type; UnsupportedError then names what cannot be checked here.
    """
    try:
        missing = _missing_values(json.get("missingValues", [""]))
        match = json.get("fieldsMatch", "exact")
        schema = Schema(
            fields=tuple(_field(field, missing, path, strict, standard) for field in json["fields"]),
            primary_key=_names(json.get("primaryKey") or []),
            foreign_keys=tuple(_foreign_key(table, item) for item in json.get("foreignKeys", [])),
            unique_keys=tuple(_names(item) for item in json.get("uniqueKeys", [])),
            fields_match=match if isinstance(match, str) else " ".join(match),
            languages=languages_of(json, path),
        )
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise shape_error(path, json, "table_schema", error) from None
    if reason := _unusable(schema):
        raise _unchecked(path, reason)
    return schema


def _unusable(schema: Schema) -> str | None:
    """The property of a schema that cannot be used, if there is one."""
    names = schema.names
    in_keys = (*schema.unique_keys, *(key.fields for key in schema.foreign_keys), schema.primary_key)
    if unknown := {name for key in in_keys for name in key} - {*names}:
        return ", ".join(sorted(map(str, unknown))) or '""'
    if not all((*schema.unique_keys, *(key.fields for key in schema.foreign_keys))):
        return "[]"
    if twice := next((name for name in names if names.count(name) > 1), None):
        return twice
    if schema.fields_match not in FIELDS_MATCH:
        return f"fieldsMatch {schema.fields_match}"
    if any("" not in field.missing_values for field in schema.fields):
        return "missingValues"
    if any(len(key.fields) != len(key.references) for key in schema.foreign_keys):
        return "foreignKeys"
    return None


def languages_of(json: JsonObject, path: str) -> tuple[str, ...]:
    """The two languages of a Table Schema that was read from `path`. UnsupportedError if it names no two."""
    value: object = json.get("languages", ["ar", "en"])
    codes = cast("list[object]", value) if isinstance(value, list) else []
    usable = tuple(code for code in codes if isinstance(code, str) and _LANGUAGE.fullmatch(code))
    if len(codes) != 2 or len({*usable}) != 2:
        raise UnsupportedError(MESSAGES("languages-not-two", file=path, value=json["languages"]), "languages")
    return usable


def _field(json: JsonObject, missing: tuple[str, ...], path: str, strict: bool, standard: bool) -> Field:
    require_usable_name(json["name"], path, standard)
    if standard:
        json = {"type": "any", **json}
    kind, constraints = json["type"], json.get("constraints", {})
    known = FIELD_TYPES[kind].constraints if kind in FIELD_TYPES else ()
    if not strict:
        constraints = {
            name: value
            for name, value in constraints.items()
            if name in known and is_usable(kind, name, value)
        }
        json = {name: value for name, value in json.items() if name not in UNCHECKED}
    unknown = [*({*constraints} - {*known})]
    unknown += [name for name, same in UNCHECKED.items() if json.get(name, same) != same]
    if (form := json.get("format", "default")) != "default":
        kind = f"{kind} ({form})"
    if kind not in FIELD_TYPES or unknown:
        raise _unchecked(path, f"{json['name']}: {kind} {' '.join(sorted(unknown))}".strip())
    for name, value in constraints.items():
        if not is_usable(kind, name, value, standard):
            raise _unchecked(path, f"{json['name']}: {name} {value!r}")
    title, description = json.get("title", ""), json.get("description", "")
    return Field(
        name=json["name"],
        type=kind,
        title=Bilingual(title, json.get("title_ar", title)),
        description=Bilingual(description, json.get("description_ar", description)),
        constraints=constraints,
        vocabulary=json.get("vocabulary"),
        ordered=json.get("ordered") is True,
        edtf=json.get("edtf", False),
        verbatim=json.get("verbatim", False),
        identity=json.get("identity", False),
        true_values=tuple(json.get("trueValues", ("true",))),
        false_values=tuple(json.get("falseValues", ("false",))),
        missing_values=_missing_values(json["missingValues"]) if "missingValues" in json else missing,
        example=str(json.get("example", "")),
        entry=Entry(**json.get("entry", {})),
    )


def _missing_values(json: Iterable[Any]) -> tuple[str, ...]:
    """The values of `missingValues`: texts, or objects with a `value` and a label. TypeError for a text."""
    if isinstance(json, str):
        raise TypeError(json)
    return tuple(item if isinstance(item, str) else item["value"] for item in json)


def _names(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def is_shown(name: object) -> bool:
    """Whether a name is a text that can be shown: not blank, and without control characters."""
    return isinstance(name, str) and bool(_NAME.fullmatch(name))


def require_usable_name(name: object, path: str, standard: bool = False) -> None:
    """UnsupportedError unless every format can hold this name of a table or field, or a terminal with
    `standard`.
    """
    usable = is_shown(name) if standard else isinstance(name, str) and PLAIN_NAME.fullmatch(name)
    if not usable:
        raise UnsupportedError(MESSAGES("name-not-plain", file=path, name=repr(name)), str(name))


def _foreign_key(table: str, json: JsonObject) -> ForeignKey:
    reference = json["reference"]
    return ForeignKey(_names(json["fields"]), reference.get("resource") or table, _names(reference["fields"]))


def _unchecked(path: str, what: str) -> UnsupportedError:
    types = ", ".join(FIELD_TYPES)
    return UnsupportedError(MESSAGES("schema-unchecked", file=path, what=what, types=types), what)

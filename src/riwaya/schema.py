"""A typed view of Table Schemas: fields, keys, vocabularies, bilingual pairs.

Only what the checks can judge is accepted; a type or a constraint they do not know is a PackageError,
because a constraint nobody checks is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from riwaya.errors import PackageError
from riwaya.problem import Bilingual

_PLAIN_NAME = re.compile("[a-z][a-z0-9_]*")
TYPES = ("string", "integer", "number", "date", "boolean")
CONSTRAINTS = ("required", "unique", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength")


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
    edtf: bool
    verbatim: bool
    """Whether the text is a source's own: a title, a name, a phrase. Neutral wording is not asked of it."""

    @property
    def required(self) -> bool:
        return bool(self.constraints.get("required"))


@dataclass(frozen=True, slots=True)
class ForeignKey:
    fields: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in two columns, one a language."""

    name: str
    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class Schema:
    """One table's fields and keys."""

    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The columns x_ar and x_en that stand side by side, as Pair(x, x_ar, x_en)."""
        stems = [name.removesuffix("_ar") for name in self.names if name.endswith("_ar")]
        return tuple(Pair(stem, f"{stem}_ar", f"{stem}_en") for stem in stems if f"{stem}_en" in self.names)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


def schema_from(table: str, json: Mapping, path: str) -> Schema:
    """The Schema of a Table Schema read from `path`; PackageError names what it cannot be."""
    try:
        fields = tuple(_field(field, path) for field in json["fields"])
        key = json.get("primaryKey", [])
        foreign = tuple(_foreign_key(table, item) for item in json.get("foreignKeys", []))
    except (KeyError, TypeError, AttributeError) as error:
        raise _refused(path, f"{error}") from None
    if json.get("missingValues", [""]) != [""]:
        raise _refused(path, "missingValues")
    schema = Schema(fields, (key,) if isinstance(key, str) else tuple(key), foreign)
    unknown = {*schema.primary_key, *(name for key in foreign for name in key.fields)} - {*schema.names}
    if unknown:
        raise _refused(path, ", ".join(sorted(unknown)))
    return schema


def _field(json: Mapping, path: str) -> Field:
    require_plain_name(json["name"], path)
    constraints = json.get("constraints", {})
    unknown = set(constraints) - set(CONSTRAINTS)
    if json["type"] not in TYPES or unknown or json.get("format", "default") != "default":
        raise _refused(path, f"{json['name']}: {json['type']} {' '.join(sorted(unknown))}".strip())
    title, description = json.get("title", ""), json.get("description", "")
    return Field(
        name=json["name"],
        type=json["type"],
        title=Bilingual(title, json.get("title_ar", title)),
        description=Bilingual(description, json.get("description_ar", description)),
        constraints=constraints,
        vocabulary=json.get("vocabulary"),
        edtf=json.get("edtf", False),
        verbatim=json.get("verbatim", False),
    )


def require_plain_name(name: str, path: str) -> None:
    """PackageError unless the name of a table or column is one that every format and SQL can carry as it is."""
    if not _PLAIN_NAME.fullmatch(name):
        raise PackageError(
            f"{path}: {name!r} cannot name a table or a column. Use the letters a-z, digits and _.",
            f"{path}: لا يصلح {name!r} اسمًا لجدول أو عمود. استعمل الحروف a-z والأرقام و_.",
        )


def _foreign_key(table: str, json: Mapping) -> ForeignKey:
    def names(value: str | list[str]) -> tuple[str, ...]:
        return (value,) if isinstance(value, str) else tuple(value)

    reference = json["reference"]
    return ForeignKey(names(json["fields"]), reference.get("resource") or table, names(reference["fields"]))


def _refused(path: str, what: str) -> PackageError:
    return PackageError(
        f"{path}: this Table Schema cannot be checked because of: {what}. "
        f"Use the types {', '.join(TYPES)}, the constraints {', '.join(CONSTRAINTS)}, and keys over its own fields.",
        f"{path}: تعذّر التحقق وفق هذا المخطط بسبب: {what}. "
        f"استعمل الأنواع {', '.join(TYPES)} والقيود {', '.join(CONSTRAINTS)} ومفاتيح من حقول الجدول نفسه.",
    )

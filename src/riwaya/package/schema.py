"""A typed view of Table Schemas: fields, keys, vocabularies, bilingual pairs.

Only what the checks can judge is accepted; a type or a constraint they do not know is a PackageError,
because a constraint nobody checks is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from riwaya.bilingual import Bilingual
from riwaya.errors import PackageError
from riwaya.package.constraints import is_usable
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.profile import shape_error
from riwaya.problem import PLAIN_NAME

_LANGUAGE = re.compile("[a-z]{2,3}")
FIELDS_MATCH = ("exact", "equal", "subset", "superset", "partial")
# Properties of the standard that change what is valid, and that nothing here checks.
_UNCHECKED = ("categories", "categoriesOrdered", "bareNumber", "groupChar", "decimalChar")


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
    identity: bool
    """Whether its value is part of what the row's ID means: it never changes."""
    true_values: tuple[str, ...]
    false_values: tuple[str, ...]
    missing_values: tuple[str, ...]
    """What a cell may hold that is empty; the empty text is among them."""

    @property
    def required(self) -> bool:
        return bool(self.constraints.get("required"))

    @property
    def read_by_machine(self) -> bool:
        """Whether it holds numbers, dates, IDs or codes: in words, digits of other scripts are words."""
        return self.type != "string" or self.edtf or "pattern" in self.constraints


@dataclass(frozen=True, slots=True)
class ForeignKey:
    fields: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in two columns, one a language."""

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
    """How the header must agree with the fields: one of FIELDS_MATCH."""
    languages: tuple[str, str] = ("ar", "en")
    """Those in which texts stand side by side: the property `languages` of the schema."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The columns x_ar and x_en that stand side by side, as Pair(x, (x_ar, x_en))."""
        one, other = (f"_{language}" for language in self.languages)
        stems = [name.removesuffix(one) for name in self.names if name.endswith(one)]
        return tuple(Pair(stem, (stem + one, stem + other)) for stem in stems if stem + other in self.names)

    @property
    def language_of_column(self) -> dict[str, str]:
        """The language of each column that is half of a pair."""
        return {
            name: language
            for pair in self.pairs
            for language, name in zip(self.languages, pair.columns, strict=True)
        }

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


def schema_from(table: str, json: Mapping, path: str, strict: bool = True) -> Schema:
    """The Schema of a Table Schema read from `path`; PackageError names what it cannot be.

    Where data is not `judged` by it, since it was when it was published, constraints of another time are left out.
    """
    try:
        missing = _missing_values(json.get("missingValues", [""]))
        fields = tuple(_field(field, missing, path, strict) for field in json["fields"])
        key = _names(json.get("primaryKey", []))
        foreign = tuple(_foreign_key(table, item) for item in json.get("foreignKeys", []))
        unique = tuple(_names(item) for item in json.get("uniqueKeys", []))
        match = json.get("fieldsMatch", "exact")
        match = match[0] if isinstance(match, list) else match
        languages = tuple(json.get("languages", ("ar", "en")))
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise shape_error(path, json, "table_schema", error) from None
    schema = Schema(fields, key, foreign, unique, match, languages)
    names = schema.names
    unknown = {
        *key,
        *(name for item in unique for name in item),
        *(name for item in foreign for name in item.fields),
    } - {*names}
    if unknown:
        raise _refused(path, ", ".join(sorted(map(str, unknown))))
    if len({*names}) != len(names) or match not in FIELDS_MATCH:
        raise _refused(path, next((name for name in names if names.count(name) > 1), f"fieldsMatch {match}"))
    if len({*languages}) != 2 or not all(
        isinstance(code, str) and _LANGUAGE.fullmatch(code) for code in languages
    ):
        raise _refused(path, "languages")
    if any("" not in field.missing_values for field in fields) or any(
        len(k.fields) != len(k.references) for k in foreign
    ):
        raise _refused(
            path,
            "missingValues" if any("" not in field.missing_values for field in fields) else "foreignKeys",
        )
    return schema


def _field(json: Mapping, missing: tuple[str, ...], path: str, strict: bool) -> Field:
    require_plain_name(json["name"], path)
    kind, constraints = json["type"], json.get("constraints", {})
    if not strict:
        known = _constraints_of(kind)
        constraints = {
            name: value
            for name, value in constraints.items()
            if name in known and is_usable(kind, name, value)
        }
        json = {name: value for name, value in json.items() if name not in _UNCHECKED}
    unknown = [*({*constraints} - {*_constraints_of(kind)}), *({*json} & {*_UNCHECKED})]
    if kind not in FIELD_TYPES or unknown or json.get("format", "default") != "default":
        raise _refused(path, f"{json['name']}: {kind} {' '.join(sorted(unknown))}".strip())
    title, description = json.get("title", ""), json.get("description", "")
    field = Field(
        name=json["name"],
        type=kind,
        title=Bilingual(title, json.get("title_ar", title)),
        description=Bilingual(description, json.get("description_ar", description)),
        constraints=constraints,
        vocabulary=json.get("vocabulary"),
        edtf=json.get("edtf", False),
        verbatim=json.get("verbatim", False),
        identity=json.get("identity", False),
        true_values=tuple(json.get("trueValues", ("true",))),
        false_values=tuple(json.get("falseValues", ("false",))),
        missing_values=_missing_values(json["missingValues"]) if "missingValues" in json else missing,
    )
    for name, value in constraints.items():
        if not is_usable(kind, name, value):
            raise _refused(path, f"{field.name}: {name} {value!r}")
    return field


def _constraints_of(kind: str) -> tuple[str, ...]:
    return FIELD_TYPES[kind].constraints if kind in FIELD_TYPES else ()


def _missing_values(json: list) -> tuple[str, ...]:
    return tuple(item["value"] if isinstance(item, Mapping) else item for item in json)


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def require_plain_name(name: str, path: str) -> None:
    """PackageError unless the name of a table or column is one that every format and SQL can carry as it is."""
    if not isinstance(name, str) or not PLAIN_NAME.fullmatch(name):
        raise PackageError(
            f"{path}: {name!r} cannot name a table or a column. Use the letters a-z, digits and _.",
            f"{path}: لا يصلح {name!r} اسمًا لجدول أو عمود. استعمل الحروف a-z والأرقام و_.",
        )


def _foreign_key(table: str, json: Mapping) -> ForeignKey:
    reference = json["reference"]
    return ForeignKey(_names(json["fields"]), reference.get("resource") or table, _names(reference["fields"]))


def _refused(path: str, what: str) -> PackageError:
    return PackageError(
        f"{path}: this Table Schema cannot be checked because of: {what}. Use the types {', '.join(FIELD_TYPES)} with "
        "constraints that the type knows and values of that type; patterns without \\d, \\w or \\s and with alternatives in "
        'brackets; keys over the table\'s own fields; missingValues that hold ""; two languages.',
        f"{path}: تعذّر التحقق وفق هذا المخطط بسبب: {what}. استعمل الأنواع {', '.join(FIELD_TYPES)} بقيود يعرفها النوع وقيم منه، "
        'وأنماطًا خالية من \\d و\\w و\\s تكون بدائلها بين قوسين، ومفاتيح من حقول الجدول نفسه، وقيم missingValues تضم ""، ولغتين.',
    )

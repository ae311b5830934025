"""JSON Schemas (2020-12) of published tables, written from their Table Schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from riwaya.bilingual import texts_of
from riwaya.errors import ReleaseError
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.schema import Field
from riwaya.release import MESSAGES
from riwaya.release.table import ReleaseTable

# Bounds of dates have no words in JSON Schema.
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength")

_MAX_KNOWN, _MAX_KNOWN_LENGTH = 1_000, 100
"""Valid values that are remembered for each field, and their longest text."""


def json_schema(table: ReleaseTable) -> dict[str, object]:
    """The schema of one row of the table."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:riwaya:{table.name}",
        **texts_of(table.title, table.description),
        "type": "object",
        "properties": {field.name: _property(field) for field in table.schema.fields},
        "required": [*table.schema.names],
        "additionalProperties": False,
    }


def require_valid(rows: Iterable[Mapping], schema: Mapping, table: str) -> None:
    """ReleaseError that names the first row and field which the schema of `json_schema` refuses.

    Such a schema constrains each field by itself, so that a value needs to be checked once a field.
    """
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema)
    complete = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    partial = complete.evolve(schema={name: part for name, part in schema.items() if name != "required"})
    known: dict[str, set[tuple[type, object]]] = {name: set() for name in schema["properties"]}
    for number, row in enumerate(rows, start=1):
        has_all = row.keys() == known.keys()
        new = (
            {name: cell for name, cell in row.items() if (type(cell), cell) not in known[name]}
            if has_all
            else row
        )
        for error in (partial if has_all else complete).iter_errors(new):
            field = ".".join(map(str, error.absolute_path)) or "-"
            raise ReleaseError(
                MESSAGES("json-row-invalid", table=table, row=number, field=field, keyword=error.validator)
            )
        for name, cell in new.items():
            # Codes and small numbers come again and again; long texts do not, and would fill the memory.
            if len(known[name]) < _MAX_KNOWN and len(str(cell)) <= _MAX_KNOWN_LENGTH:
                known[name].add((type(cell), cell))


def _property(field: Field) -> dict[str, object]:
    kind = FIELD_TYPES[field.type].json_type
    made: dict[str, object] = {**texts_of(field.title, field.description)}
    made["type"] = kind if field.required else [kind, "null"]
    if json_format := FIELD_TYPES[field.type].json_format:
        made["format"] = json_format
    for name, bound in field.constraints.items():
        if name == "enum" and isinstance(bound, Sequence):
            made["enum"] = [*bound] if field.required else [*bound, None]
        elif name == "pattern":
            made["pattern"] = f"^(?:{bound})$"
        elif name in _BOUNDS and not isinstance(bound, str):
            made[name] = bound
    return made

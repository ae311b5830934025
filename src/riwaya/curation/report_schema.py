"""Writes the JSON Schema of a file of new rows, from the Table Schemas of a package."""

from __future__ import annotations

import re

from riwaya.bilingual import texts_of
from riwaya.curation.choices import reference_target
from riwaya.curation.report_rows import DISTINCT, OWN_KEY, nested_tables
from riwaya.curation.sheets import Sheet, Sheets
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.schema import Field

_IDS = {"type": ["array", "string"], "items": {"type": "string"}}


def report_schema(sheets: Sheets) -> dict[str, object]:
    """The schema (2020-12): an object with a list of rows for each table, and rows within rows."""
    nested = nested_tables(sheets)
    lists = {name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}} for name in nested}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:riwaya:report",
        "title": "New rows for riwaya new --from",
        "type": "object",
        "minProperties": 1,
        "properties": lists,
        "additionalProperties": False,
        "$defs": {
            name: {
                **texts_of(sheets[name].resource.title, sheets[name].resource.description),
                "type": "object",
                "properties": {
                    **{
                        item.name: _property(sheets[name], item)
                        for item in sheets[name].resource.schema.fields
                    },
                    **{child: lists[child] for child in children},
                    **({DISTINCT: _IDS} if sheets[name].id_column else {}),
                },
                "additionalProperties": False,
            }
            for name, children in nested.items()
        },
    }


def _property(sheet: Sheet, item: Field) -> dict[str, object]:
    made: dict[str, object] = {**texts_of(item.title, item.description)}
    if item.name == sheet.id_column:
        return made | {"type": "string", "pattern": f"^{OWN_KEY}$"}
    made["type"] = [*dict.fromkeys(("string", FIELD_TYPES[item.type].json_type)), "null"]
    if reference_target(sheet, item) and not item.vocabulary:
        return made
    if item.terms:
        made["examples"] = [*item.terms]
    if item.example and re.search("[0-9]", item.example):
        made["examples"] = [item.example]
    return made

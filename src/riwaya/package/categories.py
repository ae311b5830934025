"""Reads the categories of version 2 as what they mean: the values that a field may have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from riwaya.package.strict_json import JsonObject


def with_categories_as_enum(schema: JsonObject) -> JsonObject:
    """The Table Schema with an `enum` for each list of categories; what has another shape stays as it is.

    >>> field = {"name": "kind", "type": "integer", "categories": [{"value": 1, "label": "one"}, 2]}
    >>> with_categories_as_enum({"fields": [field]})["fields"][0]["constraints"]
    {'enum': [1, 2]}
    """
    fields: object = schema.get("fields")
    if not isinstance(fields, list):
        return schema
    return {**schema, "fields": [_with_enum(field) for field in cast("list[object]", fields)]}


def _with_enum(value: object) -> object:
    field = cast("JsonObject", value) if isinstance(value, Mapping) else dict[str, object]()
    categories, constraints = field.get("categories"), field.get("constraints", {})
    if not isinstance(categories, list) or not isinstance(constraints, Mapping) or "enum" in constraints:
        return cast("object", value)
    terms = [
        cast("JsonObject", item).get("value") if isinstance(item, Mapping) else item
        for item in cast("list[object]", categories)
    ]
    if field.get("type") not in ("string", "integer") or not terms or None in terms:
        return cast("object", value)
    left = {name: item for name, item in field.items() if name not in ("categories", "categoriesOrdered")}
    return {**left, "constraints": {**cast("JsonObject", constraints), "enum": terms}}

"""Reads JSON that every program reads in the same way: UTF-8, no key twice, no NaN, no excessive depth."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from riwaya.bilingual import Bilingual
from riwaya.package import MESSAGES

JsonObject = Mapping[str, Any]
"""An object as it was read. Its values are checked where they are used."""


class JsonError(ValueError):
    """A text that is not JSON which every program reads in the same way; `reason` says why, and where."""

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.reason = reason


def loads(data: bytes) -> object:
    """The value of a JSON text. JsonError for invalid JSON, and for what programs read differently.

    >>> loads(b'{"rows": 3}')
    {'rows': 3}
    """
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise JsonError(MESSAGES("json-encoding", line=line)) from None
    except json.JSONDecodeError as error:
        raise JsonError(MESSAGES("json-syntax", line=error.lineno, column=error.colno)) from None
    except JsonError:
        raise
    except ValueError:
        # Python reads an integer of 4300 digits at most.
        raise JsonError(MESSAGES("json-number")) from None
    except RecursionError:
        raise JsonError(MESSAGES("json-nested")) from None


def object_in(value: object, key: str) -> JsonObject:
    """The object under a key of an object; empty where there is none.

    >>> object_in({"schema": {"fields": []}}, "schema"), object_in({"schema": "s.json"}, "schema")
    ({'fields': []}, {})
    """
    item: object = cast("JsonObject", value).get(key) if isinstance(value, Mapping) else None
    return cast("JsonObject", item) if isinstance(item, Mapping) else {}


def objects_in(value: object, key: str) -> list[JsonObject]:
    """The objects in a list of an object; what does not have that shape is left out."""
    items: object = cast("JsonObject", value).get(key) if isinstance(value, Mapping) else None
    listed = cast("list[object]", items) if isinstance(items, list) else []
    return [cast("JsonObject", item) for item in listed if isinstance(item, Mapping)]


def names_of(value: object) -> list[str]:
    """The texts of a key or a path, which may be one text or a list."""
    if isinstance(value, str):
        return [value] if value else []
    return [str(name) for name in cast("list[object]", value)] if isinstance(value, list) else []


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object. JsonError for a key that appears twice: programs differ in which value they keep."""
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise JsonError(MESSAGES("json-key-twice", key=twice))
    return made


def _no_constant(name: str) -> object:
    raise JsonError(MESSAGES("json-constant", name=name))

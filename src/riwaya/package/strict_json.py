"""Reads JSON that every program reads in the same way: UTF-8, no key twice, no NaN, no excessive depth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from riwaya.bilingual import Bilingual
from riwaya.package import MESSAGES

_MARK = b"\xef\xbb\xbf"
# A key, another text, a constant that JSON lacks, or the beginning or end of a value that holds others.
_TOKEN = re.compile(r'(?P<key>"(?:[^"\\]|\\.)*")(?=\s*:)|"(?:[^"\\]|\\.)*"|-?[A-Z][a-zA-Z]+|[{}\[\]]')
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
    if data.startswith(_MARK):
        raise JsonError(MESSAGES("json-mark"))
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise JsonError(MESSAGES("json-encoding", line=line)) from None
    except json.JSONDecodeError as error:
        raise JsonError(MESSAGES("json-syntax", line=error.lineno, column=error.colno)) from None
    except _NotAlikeError:
        raise _not_alike(data.decode()) from None
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


class _NotAlikeError(ValueError):
    """What programs read differently."""


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object without a key that appears twice: programs differ in which value they keep."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _NotAlikeError
    return made


def _no_constant(name: str) -> object:
    raise _NotAlikeError


def _not_alike(text: str) -> JsonError:
    """The error for the first key that stands twice or the first constant of a text, with its place."""
    at, key, params = next(_read_differently(text))
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return JsonError(MESSAGES(key, line=line, column=column, **params))


def _read_differently(text: str) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Where it is, the key of its message, and the values of that."""
    keys: list[set[str]] = []
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token in "{[":
            keys.append(set())
        elif token in "}]":
            keys.pop()
        elif found["key"]:
            key = str(json.loads(token, strict=False))
            if key in keys[-1]:
                yield found.start(), "json-key-twice", {"key": key}
            keys[-1].add(key)
        elif not token.startswith('"'):
            yield found.start(), "json-constant", {"name": token}

"""Puts into our words where a value breaks a profile: each place once, with what is expected there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from riwaya.bilingual import Bilingual
from riwaya.package import MESSAGES
from riwaya.package.strict_json import JsonObject

if TYPE_CHECKING:
    from jsonschema import Draft7Validator, ValidationError

# How a value of these properties looks, for those that the profile describes by a pattern or a format.
_FORMS = {
    "created": "2026-01-31T12:00:00Z",
    "email": "name@example.org",
    "fieldsMatch": '["exact"]',
    "hash": "sha256:0a1b2c",
    "mediatype": "text/csv",
    "name": "CC-BY-4.0",
    "path": "LICENSE.txt, https://example.org/terms",
}
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Fault:
    """A place that is not as the standard has it."""

    file: str
    pointer: str
    """The place as a JSON pointer, such as /resources/0/licenses; in a file of its own from its root."""
    message: Bilingual
    """What is wrong with it, beginning with the place; a part of a sentence."""
    resource: str | None = None
    """The resource in which it is; None for the package."""
    field: str | None = None
    """The field in which it is, if it is in one that has a name."""


def faults_in(validator: Draft7Validator, value: object, file: str, pointer: str) -> list[Fault]:
    """What a validator has against a value that stands at `pointer` of a file, in our words."""
    found = cast("Iterable[ValidationError]", cast("Any", validator).iter_errors(value))
    made = dict[Fault, None]()
    for error in sorted(found, key=lambda item: [str(part) for part in item.absolute_path]):
        for leaf in _leaves(error):
            place = pointer + "".join(f"/{_escaped(part)}" for part in leaf.absolute_path)
            made[_in_words(leaf, file, place or "/")] = None
    return [*made]


def _escaped(part: object) -> str:
    """A key or a number as a part of a JSON pointer."""
    return str(part).replace("~", "~0").replace("/", "~1")


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """The errors of what stands there: of alternatives, of the one that comes closest."""
    branches = dict[int, list[Any]]()
    for item in error.context or ():
        branches.setdefault(int(item.schema_path[0]), []).append(item)
    if not branches or error.validator not in ("anyOf", "oneOf"):
        yield error
        return
    own = [[item for item in branch if not item.path] for branch in branches.values()]
    if all(own):
        # No alternative has the right type, or each lacks another property: that is named once.
        yield error
        return
    closest = min((branch for branch, at in zip(branches.values(), own, strict=True) if not at), key=len)
    for item in closest:
        yield from _leaves(item)


def _in_words(error: ValidationError, file: str, place: str) -> Fault:
    value, expected, kind = cast("Any", error.instance), cast("Any", error.validator_value), error.validator
    if kind in ("anyOf", "oneOf"):
        inner = error.context or []
        if all(item.validator == "required" for item in inner):
            names = " / ".join(name for item in inner for name in _lacking(item))
            return fault("fault-required", file, place, names=names)
        types = dict.fromkeys(str(item.validator_value) for item in inner if item.validator == "type")
        return fault("fault-type", file, place, type=_type_of(value), expected="/".join(types))
    if kind == "type":
        expected = expected if isinstance(expected, str) else "/".join(cast("list[str]", expected))
        return fault("fault-type", file, place, type=_type_of(value), expected=expected)
    if kind == "required":
        return fault("fault-required", file, place, names=", ".join(_lacking(error)))
    if kind in ("minItems", "minLength", "minProperties"):
        return fault("fault-empty", file, place)
    if kind == "enum" and "propertyNames" in error.absolute_schema_path:
        return fault("fault-constraint", file, f"{place}/{_escaped(value)}", allowed=", ".join(expected))
    if kind == "enum":
        return fault("fault-value", file, place, value=shown(value), allowed=", ".join(map(str, expected)))
    if kind == "minimum":
        return fault("fault-least", file, place, value=shown(value), least=expected)
    if kind == "uniqueItems":
        return fault("fault-twice", file, place, value=shown(first_repeated(value)))
    form = _FORMS.get(place.rsplit("/", 1)[-1], str(expected))
    return fault("fault-form", file, place, value=shown(value), form=form)


def fault(key: str, file: str, place: str, **params: object) -> Fault:
    """The fault whose message has this key."""
    return Fault(file, place, MESSAGES(key, place=place, **params))


def _lacking(error: ValidationError) -> list[str]:
    """The property that an error of "required" names, which has one for each."""
    needed, given = cast("list[str]", error.validator_value), cast("JsonObject", error.instance)
    return [name for name in needed if name not in given and repr(name) in error.message]


def _type_of(value: object) -> str:
    """The type of a value of JSON."""
    if isinstance(value, Mapping):
        return "object"
    names = {"bool": "boolean", "str": "string", "list": "array", "int": "integer", "float": "number"}
    return names.get(type(value).__name__, "null")


def shown(value: object) -> str:
    """A value as a message shows it: its beginning."""
    text = value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def first_repeated(values: Iterable[object]) -> object:
    """The first value that occurs twice; None if there is none."""
    seen = list[object]()
    for value in values:
        if value in seen:
            return value
        seen.append(value)
    return None

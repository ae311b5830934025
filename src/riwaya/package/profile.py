"""Says where JSON does not have the shape of a descriptor or a Table Schema, and what is expected there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

from riwaya.errors import PackageError
from riwaya.package import MESSAGES
from riwaya.package.strict_json import JsonObject

if TYPE_CHECKING:
    from jsonschema import ValidationError

_TYPES: Mapping[type, str] = {
    type(None): "null",
    bool: "boolean",
    str: "string",
    list: "array",
    int: "integer",
    float: "number",
}


def shape_error(file: str, value: object, shape: str, reason: Exception) -> PackageError:
    """The error for a value that could not be read as a `shape` of profile.json, and the `reason` why not."""
    error = _first_error(value, shape)
    if error is None:
        return PackageError(MESSAGES("shape-unknown", file=file, reason=reason))
    return _package_error(file, error)


def require_shape(file: str, value: object, shape: str) -> None:
    """PackageError for a value that does not have a shape."""
    if error := _first_error(value, shape):
        raise _package_error(file, error)


def _first_error(value: Any, shape: str) -> ValidationError | None:
    errors: list[ValidationError] = [*_validator(shape).iter_errors(value)]
    return min(errors, key=lambda item: [str(part) for part in item.path], default=None)


@cache
def _validator(shape: str) -> Any:
    # Only what `validate` checks and what cannot be read needs it: other commands do not wait for the import.
    from jsonschema import Draft202012Validator

    definitions: JsonObject = json.loads(
        resources.files(__package__ or "").joinpath("profile.json").read_text(encoding="utf-8")
    )
    return cast("Any", Draft202012Validator({**definitions, "$ref": f"#/$defs/{shape}"}))


def _package_error(file: str, error: ValidationError) -> PackageError:
    place = "".join(f" {part}" for part in error.path)
    instance, expected = cast("Any", error.instance), cast("Any", error.validator_value)
    if error.validator == "required":
        names = ", ".join(name for name in expected if name not in instance)
        return PackageError(MESSAGES("shape-required", file=file, place=place, names=names))
    if error.validator in ("minItems", "minLength"):
        return PackageError(MESSAGES("shape-empty", file=file, place=place))
    found = "object" if isinstance(instance, Mapping) else _TYPES[type(instance)]
    # A list of types, or one bound such as a number of items.
    expected = expected if isinstance(expected, str | int) else "/".join(expected)
    return PackageError(MESSAGES("shape-type", file=file, place=place, type=found, expected=expected))

"""Where JSON is not of the shape that a descriptor or a Table Schema has, and what is asked for there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING

from riwaya.errors import PackageError

if TYPE_CHECKING:
    from jsonschema import ValidationError

_KINDS = {type(None): "null", bool: "boolean", str: "string", list: "array", int: "integer", float: "number"}


def shape_error(file: str, value: object, shape: str, reason: Exception) -> PackageError:
    """What to tell of a value that could not be read, for `reason`, as `shape`: a definition in shape.json."""
    error = _first_error(value, shape)
    if error is None:
        return PackageError(f"{file}: cannot be read: {reason}.", f"{file}: تعذّرت قراءته: {reason}.")
    return _told(file, error)


def require_shape(file: str, value: object, shape: str) -> None:
    """PackageError for a value that is not of a shape."""
    if error := _first_error(value, shape):
        raise _told(file, error)


def _first_error(value: object, shape: str) -> ValidationError | None:
    # A check that finds nothing wrong does not wait for this to load.
    from jsonschema import Draft202012Validator

    definitions = json.loads(
        resources.files(__package__).joinpath("profile.json").read_text(encoding="utf-8")
    )
    errors = Draft202012Validator(definitions | {"$ref": f"#/$defs/{shape}"}).iter_errors(value)
    return min(errors, key=lambda item: [str(part) for part in item.path], default=None)


def _told(file: str, error: ValidationError) -> PackageError:
    place = "".join(f" {part}" for part in error.path)
    if error.validator == "required":
        lacking = ", ".join(name for name in error.validator_value if name not in error.instance)
        return PackageError(
            f"{file}:{place} has no {lacking}. Add it, as the Data Package standard says.",
            f"{file}:{place} ينقصه {lacking}. أضفه وفق معيار Data Package.",
        )
    kind = "object" if isinstance(error.instance, Mapping) else _KINDS[type(error.instance)]
    wanted = error.validator_value
    wanted = "/".join(wanted) if isinstance(wanted, list) else wanted
    return PackageError(
        f"{file}:{place} is of the kind {kind} and must be {wanted}. Write it as the Data Package standard says.",
        f"{file}:{place} من النوع {kind} والمطلوب {wanted}. اكتبه وفق معيار Data Package.",
    )

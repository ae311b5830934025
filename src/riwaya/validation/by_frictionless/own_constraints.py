"""Checks constraints that the standard has and frictionless does not: bounds of durations, and jsonSchema."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import ge, gt, le, lt
from typing import Any, cast

from riwaya.package.constraints import no_pattern_warnings
from riwaya.package.field_types import BOUNDS
from riwaya.package.strict_json import JsonObject, object_in

JSON_SCHEMA = "jsonSchema"
_OF_TYPES: Mapping[str, Sequence[str]] = {
    "duration": BOUNDS,
    "object": (JSON_SCHEMA,),
    "array": (JSON_SCHEMA,),
}
_KEEPS: Mapping[str, Callable[[Any, Any], bool]] = dict(zip(BOUNDS, (ge, le, gt, lt), strict=True))
# The months from which XML Schema compares durations, of 1696-09, 1697-02, 1903-03 and 1903-07.
_STARTS = tuple(year * 12 + month - 1 for year, month in ((1696, 9), (1697, 2), (1903, 3), (1903, 7)))

_WHOLE, _NUMBER = "([0-9]{1,15})", "([0-9]{1,15}(?:[.,][0-9]{1,15})?)"
_TOO_LARGE = re.compile("[0-9]{16}")
_DURATION = re.compile(
    f"([+-])?P(?:{_WHOLE}Y)?(?:{_WHOLE}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)
_SECONDS = (604_800, 86_400, 3600, 60, 1)

Duration = tuple[Decimal, Decimal]
"""Months and seconds: neither can be had of the other."""


def own_constraints(field: JsonObject) -> dict[str, object]:
    """The constraints of a field that are checked here, with their values."""
    given, names = object_in(field, "constraints"), _OF_TYPES.get(str(field.get("type")), ())
    return {name: given[name] for name in names if name in given}


def unusable(field: JsonObject) -> Iterator[tuple[str, object]]:
    """Those of the constraints that are no duration, or no JSON Schema."""
    for name, bound in own_constraints(field).items():
        if (json_schema(bound) if name == JSON_SCHEMA else duration(bound)) is None:
            yield name, bound


def broken(field: JsonObject, cells: Sequence[str | None]) -> Iterator[tuple[int, str, object]]:
    """The numbers of cells that break a constraint, from 0, with its name and value.

    Cells that are no values of the field are left to the check of types.
    """
    for name, bound in own_constraints(field).items():
        keeps = _keeps_schema(bound) if name == JSON_SCHEMA else _keeps_bound(name, duration(bound))
        yield from (
            (at, name, bound) for at, cell in enumerate(cells) if cell is not None and not keeps(cell)
        )


# -- Durations ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def duration(text: object) -> Duration | None:
    """The duration of a text such as P1Y2M or PT30S; None if it is none.

    >>> duration("P1Y2MT30S"), duration("1 year")
    ((Decimal('14'), Decimal('30')), None)
    """
    found = _DURATION.fullmatch(text) if isinstance(text, str) else None
    if found is None or not any(found.groups()[1:]):
        return None
    sign, *parts = found.groups()
    years, months, *others = (Decimal((part or "0").replace(",", ".")) for part in parts)
    seconds = sum((part * size for part, size in zip(others, _SECONDS, strict=True)), Decimal(0))
    factor = -1 if sign == "-" else 1
    return factor * (years * 12 + months), factor * seconds


def _keeps_bound(name: str, bound: Duration | None) -> Callable[[str], bool]:
    """Whether a cell keeps a bound from each start: P30D is neither more nor less than P1M."""
    compare = _KEEPS[name]

    def keeps(cell: str) -> bool:
        value = duration(cell)
        if value is None or bound is None:
            return not _TOO_LARGE.search(cell)
        return all(compare(_end(start, value), _end(start, bound)) for start in _STARTS)

    return keeps


def _end(start: int, value: Duration) -> Decimal:
    """The second in which a duration ends that begins with a month."""
    months, seconds = value
    return _first_day(start + int(months)) * 86_400 + seconds


def _first_day(months: int) -> int:
    """The number of the first day of a month, in the Gregorian calendar of any year."""
    year, month = divmod(months, 12)
    year, month = (year, month - 2) if month > 1 else (year - 1, month + 10)
    leaps = year // 4 - year // 100 + year // 400
    return year * 365 + leaps + (153 * month + 2) // 5


# -- JSON Schemas -------------------------------------------------------------------------------------------


def json_schema(value: object) -> Any:
    """The validator of a JSON Schema, which fetches nothing; None for what is none."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import validator_for
    from referencing import Registry

    if not isinstance(value, Mapping):
        return None
    schema = cast("dict[str, Any]", value)
    try:
        made: Any = validator_for(schema, default=Draft202012Validator)
        with no_pattern_warnings():
            made.check_schema(schema)
    except (SchemaError, RecursionError, TypeError):
        return None
    return made(schema, registry=Registry[Any]())


def _keeps_schema(schema: object) -> Callable[[str], bool]:
    validator = json_schema(schema)

    def keeps(cell: str) -> bool:
        try:
            return validator is None or validator.is_valid(json.loads(cell))
        except json.JSONDecodeError:
            return True
        except (ValueError, ArithmeticError, RecursionError):
            return False

    return keeps

"""Checks one answer against the form that its field demands, before the row is complete."""

from __future__ import annotations

import datetime
import re
from typing import cast

from riwaya.bilingual import Bilingual
from riwaya.curation import MESSAGES
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.schema import Field
from riwaya.problem import with_suggestion
from riwaya.text.edtf import is_edtf
from riwaya.text.suggest import nearest


def refusal(field: Field, value: str) -> Bilingual | None:
    """Why a field cannot have this value, and the form that it must have; None if it can."""
    if not value:
        return MESSAGES("value-required") if field.required else None
    if field.terms:
        if value in field.terms:
            return None
        return with_suggestion(MESSAGES("term-unknown", value=value), nearest(value, field.terms))
    longest = cast("int", field.constraints.get("maxLength", len(value)))
    if len(value) > longest:
        return MESSAGES("value-too-long", length=len(value), longest=longest)
    if _has_form(field, value) and _within_bounds(field, value):
        return None
    example = field.example or FIELD_TYPES[field.type].example or ""
    return MESSAGES("value-malformed", value=value, example=example)


def _has_form(field: Field, value: str) -> bool:
    patterns = (FIELD_TYPES[field.type].pattern, field.constraints.get("pattern"))
    if not all(re.fullmatch(str(pattern), value) for pattern in patterns if pattern):
        return False
    return is_edtf(value) if field.edtf else field.type != "date" or _is_day(value)


def _is_day(value: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


def _within_bounds(field: Field, value: str) -> bool:
    if not FIELD_TYPES[field.type].numeric:
        return True
    low, high = (field.constraints.get(name) for name in ("minimum", "maximum"))
    return (low is None or float(value) >= float(cast("float", low))) and (
        high is None or float(value) <= float(cast("float", high))
    )

"""A column that accepts less than in an earlier release is reported, with the property that changed."""

import json

import pytest

from riwaya.package.descriptor import Package
from riwaya.package.files import Overlay
from riwaya.validation.compatibility import EarlierRelease, incompatible_changes


def schema(kind, constraints):
    return {"fields": [{"name": "thing", "type": kind, "constraints": constraints}]}


def changes(before, now):
    """What is reported of a column that was of one type with constraints, and is of another."""
    resource = {"name": "things", "path": "things.csv", "schema": schema(*now)}
    package = Package.open(Overlay({"datapackage.json": json.dumps({"resources": [resource]}).encode()}))
    since = EarlierRelease("1.0.0", {}, {"things": schema(*before)})
    return [problem.params["what"] for problem in incompatible_changes(package, since)]


@pytest.mark.parametrize(
    "before, now, what",
    [
        (("string", {}), ("integer", {}), "type string → integer"),
        (("string", {}), ("string", {"required": True}), "required"),
        (("string", {}), ("string", {"unique": True}), "unique"),
        (("string", {"enum": ["a", "b"]}), ("string", {"enum": ["b", "c"]}), "enum: a"),
        (("string", {}), ("string", {"enum": ["a"]}), "enum: …"),
        (("string", {}), ("string", {"pattern": "[a-z]+"}), "pattern [a-z]+"),
        (("integer", {"minimum": 1}), ("integer", {"minimum": 2}), "minimum 2"),
        (("integer", {}), ("integer", {"maximum": 9}), "maximum 9"),
        (("string", {"maxLength": 9}), ("string", {"maxLength": 8}), "maxLength 8"),
    ],
)
def test_a_narrower_column_is_reported_and_a_wider_one_is_not(before, now, what):
    assert changes(before, now) == [what]
    if before[0] == now[0]:
        assert changes(now, now) == []
        assert what not in changes(now, before)

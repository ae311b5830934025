"""Where a descriptor breaks the profile of the standard, and the profile itself."""

import pytest

from riwaya.package.standard_profile import dialect_faults, package_faults, schema_faults
from tests.support.standard_profile import OF_PACKAGE, WRONG_PACKAGES, examples, official, written


@pytest.mark.parametrize("change, place", WRONG_PACKAGES, ids=str)
def test_a_wrong_property_is_named_by_its_place_in_both_languages(change, place):
    (fault,) = package_faults({"resources": [{"name": "a", "path": "a.csv"}], **change})
    assert place in fault.message.en and fault.pointer in fault.message.ar and fault.resource is None


@pytest.mark.parametrize(
    "change",
    [
        {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "اسم عربي"},
        {"$schema": "https://example.org/own.json", "name": "Own Name"},
        {"name": "a-b_c/d.e", "created": "2026-01-31T12:00:00", "keywords": ["a"], "sources": []},
        {"created": "2026-01-31T12:00:00+03:00", "licenses": [{"path": "https://example.org/terms"}]},
        {"contributors": [{"title": "A", "email": "a@example.org", "role": "author"}], "x": {"y": 5}},
    ],
    ids=str,
)
def test_a_right_property_is_accepted(change):
    assert package_faults({"resources": [{"name": "a", "path": "a.csv"}], **change}) == []


def test_the_profile_is_that_of_the_standard():
    file = OF_PACKAGE / "datapackage-2.0.json"
    assert file.read_text("utf-8") == written(), "python -m tests.support.standard_profile"
    assert "Open Knowledge Foundation" in (OF_PACKAGE / "LICENSE").read_text("utf-8")


def texts_in(value):
    """All texts of an example of keys: their fields have to be there."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in inner for text in texts_in(item)]


@pytest.mark.parametrize("version, count", [("1.0", 60), ("2.0", 80)])
def test_the_examples_of_both_profiles_are_accepted(version, count):
    """What the standard shows beside each property; of version 1 as well, which version 2 includes."""
    checked = 0
    for pointer, example in examples(official(version=version)):
        if not isinstance(example, dict):
            continue
        whole = {"resources": [{"name": "a", "path": "a.csv"}]}
        if "/schema/fields/items" in pointer:
            field = example if "name" in example else {"name": "x", **example}
            if field.get("type") == "yearmonth" and "constraints" in field:
                continue  # it shows numbers, which the profile itself refuses
            found = schema_faults({"fields": [field]}, "datapackage.json", "", "a")
        elif "/schema/" in pointer:
            fields = [{"name": name} for name in dict.fromkeys(["name", *texts_in(example)])]
            found = schema_faults({"fields": fields, **example}, "datapackage.json", "", "a")
        elif "/dialect/" in pointer:
            found = dialect_faults(example, "datapackage.json", "", "a")
        elif pointer.count("/") == 1:
            found = package_faults({**whole, **example})
        else:
            owner = pointer.split("/")[1]
            named = {} if owner in ("contributors", "sources") else {"name": "a", "path": "a.csv"}
            found = package_faults({**whole, owner: [named | example]})
        assert not found, (pointer, example, found)
        checked += 1
    assert checked >= count

"""Writes the profile of the Data Package standard that the package holds: dplib's copy, without its prose.

python -m tests.support.standard_profile
"""

import json
import re
from importlib import resources

from tests.support.package_copies import ROOT

OF_PACKAGE = ROOT / "src" / "riwaya" / "package" / "profiles"
_PROSE = {"title", "description", "context", "examples", "examples:", "propertyOrder", "options", "default"}
NOTICE = "The profile of version 2.0 of the Data Package standard, without its prose. See LICENSE beside it."


def official(name: str = "datapackage", version: str = "2.0") -> dict:
    """A profile as the standard publishes it."""
    return json.loads(
        resources.files("dplib").joinpath("profiles", version, f"{name}.json").read_text("utf-8")
    )


def without_prose(value: object, of_names: bool = False) -> object:
    """A JSON Schema without what changes no verdict; `of_names` for properties by their names."""
    if isinstance(value, list):
        return [without_prose(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: without_prose(item, of_names=name == "properties" and not of_names)
        for name, item in value.items()
        if of_names or (name not in _PROSE and item != "textarea")
    }


def written() -> str:
    """The text of the file."""
    return json.dumps({"$comment": NOTICE} | without_prose(official()), indent=1, ensure_ascii=False) + "\n"


def examples(schema: object, pointer: str = "") -> list[tuple[str, object]]:
    """The examples of a profile that are JSON: where they stand, and the object that shows a property."""
    if not isinstance(schema, dict):
        return []
    found = []
    for text in schema.get("examples", ()) if isinstance(schema.get("examples"), list) else ():
        try:
            found.append((pointer, json.loads(re.sub(r",(\s*[}\]])", r"\1", text))))
        except (TypeError, json.JSONDecodeError):
            continue
    for name, item in schema.get("properties", {}).items():
        found += examples(item, f"{pointer}/{name}")
    for key in ("items", "oneOf", "anyOf"):
        parts = schema.get(key, ())
        for part in parts if isinstance(parts, list) else [parts]:
            found += examples(part, f"{pointer}/{key}")
    return found


WRONG_PACKAGES = (
    ({"licenses": "MIT"}, "/licenses is of type string and must be array"),
    ({"licenses": [{}]}, "/licenses/0 lacks name / path"),
    (
        {"licenses": [{"name": "CC BY"}]},
        "/licenses/0/name is CC BY, which does not have the form of CC-BY-4.0",
    ),
    ({"licenses": []}, "/licenses is empty"),
    ({"created": "yesterday"}, "/created is yesterday"),
    ({"created": "2026-01-31"}, "/created is 2026-01-31"),
    ({"version": 1}, "/version is of type integer"),
    ({"contributors": "A"}, "/contributors is of type string"),
    ({"profile": 5}, "/profile is of type integer and must be string"),
    ({"contributors": ["x"]}, "/contributors/0 is of type string and must be object"),
    ({"contributors": [{}]}, "/contributors/0 is empty"),
    ({"contributors": [{"title": "A", "email": "a"}]}, "/contributors/0/email is a, which"),
    ({"keywords": "a,b"}, "/keywords is of type string"),
    ({"title": 5}, "/title is of type integer"),
    ({"id": 7}, "/id is of type integer"),
    ({"homepage": 5}, "/homepage is of type integer"),
    ({"sources": [{"path": 5}]}, "/sources/0/path is of type integer"),
    ({"name": "Bad Name!"}, "/name is Bad Name!, but version 1"),
    ({"missingValues": ["-"]}, "/missingValues has no effect there"),
)
"""Properties of a package that break the profile, and how the message begins."""

if __name__ == "__main__":
    (OF_PACKAGE / "datapackage-2.0.json").write_text(written(), "utf-8")

"""Runs frictionless once per process on each distinct table: the same table has the same errors.

They depend on the table's descriptor, schema and bytes, and on those of the tables that its foreign keys
refer to.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from riwaya.problem import Problem
from riwaya.validation.frictionless_check import frictionless_problems

_PACKAGES: dict[str, list[Problem]] = {}
_REPORTS: dict[str, object] = {}


def use_frictionless_cache(patch: pytest.MonkeyPatch) -> None:
    """Have builds call `cached_problems`, until `patch` is undone."""
    patch.setattr("riwaya.publishing.build.frictionless_problems", cached_problems)


def cached_problems(descriptor: Path) -> list[Problem]:
    """As `frictionless_problems`; frictionless reads only packages and tables new to this process."""
    root, package = descriptor.parent, json.loads(descriptor.read_bytes())
    state = _digest([package, *(_contents(resource, root) for resource in package["resources"])])
    if state not in _PACKAGES:
        with pytest.MonkeyPatch.context() as patch:
            _check_each_table_once(patch, root, package)
            _PACKAGES[state] = frictionless_problems(descriptor)
    return [*_PACKAGES[state]]


def _check_each_table_once(patch: pytest.MonkeyPatch, root: Path, package: Mapping) -> None:
    # A second of start-up, for tests that build.
    from frictionless import Resource

    validate = Resource.validate
    states = {resource["name"]: _table_state(resource, root, package) for resource in package["resources"]}

    def cached(resource: Resource, *arguments: object, **options: object) -> object:
        state = states[resource.name]
        if state not in _REPORTS:
            _REPORTS[state] = validate(resource, *arguments, **options)
        return _REPORTS[state]

    patch.setattr(Resource, "validate", cached)


def _table_state(resource: Mapping, root: Path, package: Mapping) -> str:
    """A digest of all that frictionless reads when it checks a table."""
    by_name = {other["name"]: other for other in package["resources"]}
    schema = resource.get("schema", {})
    schema = json.loads((root / schema).read_bytes()) if isinstance(schema, str) else schema
    referred = [key["reference"].get("resource") for key in schema.get("foreignKeys", ())]
    read = [resource, *(by_name.get(name, {}) for name in referred if name)]
    return _digest([_contents(other, root) for other in read])


def _contents(resource: Mapping, root: Path) -> list[object]:
    """A resource and the digests of its files: the schema and the data."""
    paths = [resource.get("schema"), *_listed(resource.get("path"))]
    files = [root / path for path in paths if isinstance(path, str)]
    return [resource, *(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)]


def _listed(path: object) -> list[object]:
    return path if isinstance(path, list) else [path]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()

"""frictionless reports the same on a package with the cache that tests use."""

import json

import pytest

from riwaya.validation.frictionless_check import frictionless_problems
from tests.support.frictionless_cache import cached_problems
from tests.support.package_copies import copy_package

EDITS = {
    "nothing": ("data/claims.csv", "CLM-0001", "CLM-0001"),
    "a cell": ("data/figures.csv", ",persons,", ",people of no kind,"),
    "a row that others refer to": ("data/actors.csv", "\nACT-0001,", "\nACT-9999,"),
    "a row that refers to none": ("data/claims.csv", ",EVT-0001,", ",EVT-9999,"),
    "a header": ("data/claims.csv", "claim_id,", "claim,"),
    "a type": ("schemas/figures.json", '"type": "string"', '"type": "integer"'),
    "the descriptor": ("datapackage.json", '"name": "claims"', '"name": "no name"'),
}


@pytest.fixture(scope="module")
def valid(tmp_path_factory):
    root = copy_package(tmp_path_factory.mktemp("valid") / "package")
    assert cached_problems(root / "datapackage.json") == []
    return root


@pytest.mark.parametrize("edited", EDITS)
def test_the_cache_hides_no_error(edited, valid, tmp_path):
    root = copy_package(tmp_path / "package")
    file, before, after = EDITS[edited]
    text = (root / file).read_text("utf-8")
    assert before in text
    (root / file).write_text(text.replace(before, after, 1), "utf-8")
    problems = frictionless_problems(root / "datapackage.json")
    assert bool(problems) == (before != after)
    assert cached_problems(root / "datapackage.json") == problems


def test_only_tables_that_changed_are_read_again(valid, tmp_path, monkeypatch):
    from frictionless import Resource

    read = []
    validate = Resource.validate
    monkeypatch.setattr(
        Resource,
        "validate",
        lambda self, *args, **kwargs: read.append(self.name) or validate(self, *args, **kwargs),
    )
    root = copy_package(tmp_path / "package")
    assert cached_problems(root / "datapackage.json") == [] and read == []
    descriptor = json.loads((root / "datapackage.json").read_bytes())
    (root / "datapackage.json").write_text(json.dumps(descriptor | {"version": "9.0.0"}), "utf-8")
    assert cached_problems(root / "datapackage.json") == [] and read == []
    (root / "data/figures.csv").write_bytes(
        (root / "data/figures.csv").read_bytes().replace(b",persons,", b",,")
    )
    cached_problems(root / "datapackage.json")
    assert "figures" in read and "claims" not in read

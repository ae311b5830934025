"""riwaya and frictionless agree on packages damaged at random; docs/differential.md has the long run."""

import json
import random
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from riwaya.validation.schema_checks import schema_checks
from tests.support.differential import STRICTER, compare
from tests.support.package_copies import ROOT


def disagreement(chance):
    with tempfile.TemporaryDirectory() as folder:
        made, only_ours, only_theirs, reasons = compare(chance, Path(folder))
    assert reasons <= {*STRICTER}
    return made, only_ours, only_theirs


@pytest.mark.slow
@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=[*HealthCheck])
@given(st.randoms(use_true_random=False))
def test_both_report_the_same_or_the_difference_is_documented(chance):
    made, only_ours, only_theirs = disagreement(chance)
    assert only_ours == only_theirs == set(), made


@pytest.mark.parametrize(
    "name, forgotten", [("maximum", "maximum"), ("unique", "unique"), ("pattern", "pattern")]
)
def test_a_check_that_ignores_a_constraint_is_noticed(name, forgotten, monkeypatch):
    def without(field):
        return replace(
            field, constraints={key: bound for key, bound in field.constraints.items() if key != forgotten}
        )

    def forgetful(resource):
        schema = replace(resource.schema, fields=tuple(map(without, resource.schema.fields)))
        return schema_checks(replace(resource, schema=schema))

    monkeypatch.setattr("riwaya.validation.plan.schema_checks", forgetful)
    assert any(disagreement(random.Random(seed))[2] for seed in range(60))


def test_the_long_run_is_documented():
    page = (ROOT / "docs/differential.md").read_text(encoding="utf-8")
    tried = int(re.search(r"\| checked .*\| ([0-9]+) \|", page)[1])
    assert tried >= 2000 and "| unexplained differences | 0 |" in page
    assert all(f"| {name} |" in page for name in STRICTER)


def test_lines_are_physical_where_cells_hold_newlines(tmp_path):
    fields = [{"name": "thing_id", "type": "string"}, {"name": "number", "type": "integer"}]
    resource = {"name": "things", "path": "things.csv", "schema": {"fields": fields}}
    (tmp_path / "datapackage.json").write_text(
        json.dumps({"name": "things", "resources": [resource]}), encoding="utf-8"
    )
    (tmp_path / "things.csv").write_text(
        'thing_id,number\n"a\nb\nc",1\nd,x\n"e\nf",y\ng,z,1\n', encoding="utf-8", newline="\n"
    )
    places = [
        (problem.code, problem.place.row, problem.place.line)
        for problem in check_package(Package.open(tmp_path)).report.problems
    ]
    assert places == [("type-error", 2, 5), ("type-error", 3, 6), ("extra-cell", 4, 8)]

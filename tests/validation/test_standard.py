"""Every feature of the Data Package standard gets a verdict: by riwaya, by frictionless, or a reason why not."""

import gzip
import json
import zipfile

import frictionless
import pytest

from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from riwaya.validation import reporters
from tests.support.standard_features import FEATURES, TEXT, Feature


def report_on(descriptor):
    return check_package(Package.open(descriptor, standard=True)).report


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_both_forms_get_the_verdict_that_is_stated(feature, tmp_path):
    verdicts = []
    for broken in (False, True) if feature.broken else (False,):
        report = report_on(descriptor := feature.write(tmp_path, broken))
        assert tuple(problem.code for problem in report.problems) == (
            *(feature.codes if broken else ()),
            *feature.always,
        ) or {problem.code for problem in report.problems} == {*feature.codes, *feature.always}
        assert ("places" in {*report.by_frictionless} or bool(report.by_frictionless)) == (
            feature.by == "frictionless"
        )
        for problem in report.problems:
            for text in (problem.message(), problem.hint()):
                assert text.en and text.ar and text.en != text.ar
        theirs = frictionless.validate(str(descriptor), type="package").valid
        verdicts.append(report.ok == theirs)
    assert all(verdicts) != bool(feature.stricter)

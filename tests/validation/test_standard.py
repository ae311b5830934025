"""Every feature of the Data Package standard: checked by riwaya, by frictionless, or a reason why not."""

import frictionless
import pytest

from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from tests.support.standard_features import FEATURES


def report_on(descriptor):
    return check_package(Package.open(descriptor, standard=True)).report


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_both_forms_get_the_verdict_that_is_stated(feature, tmp_path):
    verdicts = []
    for broken in (False, True) if feature.broken else (False,):
        report = report_on(descriptor := feature.write(tmp_path, broken))
        stated = {*feature.always, *(feature.codes if broken else ())}
        assert {problem.code for problem in report.problems} == stated
        assert bool(report.by_frictionless) == (feature.by == "frictionless")
        for problem in report.problems:
            for text in (problem.message(), problem.hint()):
                assert text.en and text.ar and text.en != text.ar
        if feature.compared:
            verdicts.append(report.ok == frictionless.validate(str(descriptor), type="package").valid)
    assert all(verdicts) != bool(feature.differs)

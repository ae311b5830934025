"""Packages shaped like public ones get the verdict of frictionless, or a stricter one with a reason."""

import frictionless
import pytest

from riwaya.package.descriptor import Package
from riwaya.problem import Severity
from riwaya.validation.check import check_package
from tests.support.public_shapes import SHAPES


@pytest.mark.parametrize("damaged", [False, True], ids=["valid", "damaged"])
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_the_verdict_is_that_of_frictionless_or_stricter_with_a_reason(shape, damaged, tmp_path):
    descriptor = shape.write(tmp_path, damaged)
    report = check_package(Package.open(descriptor, standard=True)).report
    errors = {problem.code for problem in report.problems if problem.severity == Severity.ERROR}
    assert errors == {*shape.always, *(shape.codes if damaged else ())}
    theirs = frictionless.validate(str(descriptor), type="package").valid
    assert theirs == (not damaged)
    assert (report.ok == theirs) == (damaged or not shape.differs)


def test_the_shapes_are_thirty():
    assert len({shape.name for shape in SHAPES}) == len(SHAPES) >= 30

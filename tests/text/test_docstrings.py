"""The examples in docstrings of riwaya.text print what they show."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import riwaya.text

MODULES = [module.name for module in pkgutil.walk_packages(riwaya.text.__path__, "riwaya.text.")]


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings(module):
    assert doctest.testmod(import_module(module)).failed == 0


def test_examples_are_found():
    finder = doctest.DocTestFinder(exclude_empty=True)
    tests = [test for module in MODULES for test in finder.find(import_module(module))]
    assert sum(len(test.examples) for test in tests) >= 8

"""The examples in docstrings print what they show."""

import ast
import doctest
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src"
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
MODULES = {
    ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted(SOURCE.rglob("*.py"))
    if ">>> " in file.read_text(encoding="utf-8")
}


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name):
    """They are taken from the source: before Python 3.13 doctest overlooks those of cached properties."""
    module, file = import_module(name), MODULES[name]
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, DOCUMENTED) and (text := ast.get_docstring(node)):
            test = doctest.DocTestParser().get_doctest(text, vars(module), name, str(file), 0)
            runner.run(test)
    assert runner.tries and not runner.failures


def test_the_public_api_has_examples():
    assert {"riwaya", "riwaya.dataset.api", "riwaya.dataset.dataset"} <= {*MODULES}

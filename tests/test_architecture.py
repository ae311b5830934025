"""A package imports only those below it, and none of our modules is imported inside a function."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src/riwaya"
PACKAGES = ("text", "package", "engines", "validation", "release", "dataset", "publishing", "curation", "cli")
"""From the ground up."""
GROUND = ("arrow", "atomic", "bilingual", "problem", "errors", "versions")
"""Modules that every package may import."""
DEFERRED = {"dataset/locate.py", "dataset/cited_rows.py", "cli/validate.py"}
"""Files that import inside functions, because start-up time demands it: `show`, `cite` and `validate`."""
FILES = sorted(SOURCE.rglob("*.py"))


def imported(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "riwaya":
            yield node, [*node.module.split("."), node.names[0].name][1]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_a_package_imports_only_those_below_it(file):
    own = file.relative_to(SOURCE).parts[0].removesuffix(".py")
    reach = 0 if own in GROUND else PACKAGES.index(own) + 1 if own in PACKAGES else len(PACKAGES)
    below = (*GROUND, *PACKAGES[:reach])
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node, other in imported(file):
        assert other in below, f"line {node.lineno}"
    if file.relative_to(SOURCE).as_posix() in DEFERRED:
        return
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {node.lineno for function in functions for node in ast.walk(function) if hasattr(node, "lineno")}
    assert not inside & {node.lineno for node, _ in imported(file)}


def test_the_linter_reports_nothing():
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "."]
    checked = subprocess.run(command, cwd=SOURCE.parent.parent, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout

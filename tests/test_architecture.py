"""A package imports only those below it, and none of our modules is imported inside a function."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src/riwaya"
PACKAGES = ("text", "package", "engines", "validation", "release", "dataset", "publishing", "curation", "cli")
"""From the ground up."""
GROUND = tuple(
    "arrow atomic bilingual errors extras journal lock parallel problem system_errors version_numbers".split()
)
"""Modules that every package may import."""
DEFERRED = {"dataset/locate.py", "dataset/cited_rows.py"}
"""Files that import inside functions, so that `show` and `cite` start without an engine."""
FILES = sorted(SOURCE.rglob("*.py"))


def imported(node, file):
    """The parts of riwaya that a statement imports: names of packages and of modules of the ground."""
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[1] for alias in node.names if alias.name.startswith("riwaya.")]
    if not isinstance(node, ast.ImportFrom):
        return []
    assert not node.level, f"{file}: line {node.lineno}: imports are absolute"
    first, *rest = (node.module or "").split(".")
    if first != "riwaya":
        return []
    return rest[:1] or [alias.name for alias in node.names]


def breaches(file, text):
    """What a module imports against the map: its line, and the name."""
    own, tree = file.parts[0].removesuffix(".py"), ast.parse(text)
    reach = 0 if own in GROUND else PACKAGES.index(own) + 1 if own in PACKAGES else len(PACKAGES)
    allowed = {*GROUND, *PACKAGES[:reach], "__version__"}
    found = {(node.lineno, name) for node in ast.walk(tree) for name in imported(node, file)}
    made = [item for item in found if item[1] not in allowed]
    if file.as_posix() not in DEFERRED:
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        inside = {
            node.lineno
            for function in ast.walk(tree)
            if isinstance(function, functions)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        made += [item for item in found if item[0] in inside]
    return sorted(made)


def test_the_root_holds_the_ground_and_the_packages():
    modules = {file.stem for file in SOURCE.glob("*.py")}
    folders = {file.parent.name for file in SOURCE.glob("*/__init__.py")}
    assert modules == {*GROUND, "__init__", "__main__"} and folders == {*PACKAGES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_a_package_imports_only_those_below_it(file):
    assert breaches(file.relative_to(SOURCE), file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "from riwaya.cli import main",
        "from riwaya import cli",
        "import riwaya.cli.main",
        "import json, riwaya.cli",
        "def f():\n    import riwaya.text.digits",
        "async def f():\n    from riwaya.text import digits",
        "class A:\n    def f(self):\n        from riwaya.text import digits",
    ],
)
def test_an_import_against_the_map_is_found(text):
    assert breaches(Path("text/module.py"), text)


def test_a_relative_import_is_found():
    with pytest.raises(AssertionError, match="absolute"):
        breaches(Path("text/module.py"), "from ..cli import main")


def test_the_linter_reports_nothing():
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "."]
    checked = subprocess.run(command, cwd=SOURCE.parent.parent, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout

"""The public API: its names, its documentation, its types for an editor, and what `import riwaya` costs."""

import json
import pydoc
import subprocess
import sys

import pytest

import riwaya
from riwaya.bilingual import LANGUAGES
from tests.support.package_copies import ROOT, copy_package

API = {
    *("open", "load", "tables", "versions", "validate", "Dataset", "Report", "Problem", "Severity"),
    *("RiwayaError", "PackageError", "ReleaseError", "NotFoundError", "EngineError", "EditError"),
    "UnanswerableError",
}
SLOW = ("pandas", "pyarrow", "numpy", "duckdb", "click")


def test_the_public_names_are_documented_and_listed_by_dir():
    assert {*riwaya.__all__} == API and API | {"__version__"} == {*dir(riwaya)}
    assert riwaya.__version__[0].isdigit()
    for name in API:
        assert getattr(riwaya, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'loads'"):
        _ = riwaya.loads


def test_import_riwaya_loads_nothing_slow():
    code = f"import sys, riwaya; sys.exit([name for name in {SLOW} if name in sys.modules] or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_help_is_a_page_about_the_api():
    page = pydoc.plain(pydoc.render_doc(riwaya))
    for heading in ("class Dataset", "class Report", "class Problem", "open(", "load(", "validate("):
        assert heading in page
    assert "TYPE_CHECKING" not in page.replace("_checking", "") and "import_module" not in page


def test_an_editor_sees_the_types(tmp_path):
    file = tmp_path / "script.py"
    file.write_text(
        "import riwaya\n"
        'reveal_type(riwaya.load("figures"))\n'
        'reveal_type(riwaya.open(form="arrow")["figures"])\n'
        "reveal_type(riwaya.validate().ok)\n"
        "riwaya.open(lang='fr')\n"
    )
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson", str(file)]
    shown = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)["generalDiagnostics"]
    types = [item["message"] for item in shown if item["severity"] == "information"]
    assert [text.rsplit(" is ")[-1] for text in types] == ['"DataFrame"', '"Table"', '"bool"']
    (error,) = (item for item in shown if item["severity"] == "error")
    assert error["range"]["start"]["line"] == 4 and "fr" in error["message"]


def test_validate_reports_the_problems_of_a_package(tmp_path):
    root = copy_package(tmp_path)
    assert riwaya.validate(root).ok and riwaya.validate(str(root / "datapackage.json")).ok
    file = root / "data/figures.csv"
    file.write_bytes(file.read_bytes().replace(b"persons_released", b"persons_releasd"))
    report = riwaya.validate(root, limit=1)
    assert not report.ok and len(report.problems) < sum(report.counts.values())
    problem = next(problem for problem in report.problems if problem.place.field == "measure")
    assert problem.severity is riwaya.Severity.ERROR and problem.place.path == "data/figures.csv"
    assert all("persons_released" in problem.hint()[lang] for lang in LANGUAGES)
    alone = riwaya.validate(root, rules=[problem.code])
    assert {found.code for found in alone.problems} == {problem.code}


def test_validate_raises_errors_for_invalid_arguments(tmp_path):
    with pytest.raises(riwaya.PackageError):
        riwaya.validate(tmp_path)
    with pytest.raises(riwaya.NotFoundError, match="Unknown rule no-such-rule"):
        riwaya.validate(ROOT, rules=["no-such-rule"])
    with pytest.raises(riwaya.ReleaseError):
        riwaya.validate(ROOT, since=tmp_path)


@pytest.mark.parametrize("limit", [0, -3])
def test_a_limit_below_one_is_an_error(limit):
    with pytest.raises(ValueError, match=f"not {limit}"):
        riwaya.validate(limit=limit)

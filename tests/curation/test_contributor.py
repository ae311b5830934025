"""A contributor's whole path, in Arabic: from an empty template to a pull request with a green check.

What is contributed is the example of the curator's guide, to a dataset of one's own that is still empty.
Every command runs as its script would run it.
"""

import csv
import datetime
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import yaml

from riwaya.dataset.locate import installed_package
from tests.support.package_copies import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not here")
# Tables in the order in which they refer to each other.
WANTED = {
    "actors": ("ACT-0001", "ACT-0002", "ACT-0005", "ACT-0006"),
    "locations": ("LOC-0001", "LOC-0002", "LOC-0005", "LOC-0006", "LOC-0040"),
    "sources": ("SRC-0001",),
    "events": ("EVT-0001",),
    "claims": ("CLM-0001", "CLM-0002"),
    "figures": ("FIG-0001", "FIG-0002"),
}
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def rows_in(root, table):
    with (root / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def ours():
    """The rows of the example, as in our data; its summary is about this claim alone."""
    found = {
        table: [row for row in rows_in(ROOT, table) if next(iter(row.values())) in wanted]
        for table, wanted in WANTED.items()
    }
    found["events"][0] |= {
        "summary_ar": "تقول مصادر غير مسماة إن الطرفين تبادلا أسرى في حسو.",
        "summary_en": "Unnamed sources say that the two sides exchanged prisoners at Hasu.",
    }
    return found


class Contributor:
    """Somebody with a clone of the dataset, who speaks Arabic."""

    def __init__(self, root):
        self.root = root
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-qm", "base")
        self.git("checkout", "-qb", "hasu")

    def git(self, *arguments):
        settings = (
            "user.name=A",
            "user.email=a@example.org",
            "init.defaultBranch=main",
            "core.autocrlf=false",
        )
        who = [part for setting in settings for part in ("-c", setting)]
        subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True)

    def riwaya(self, *arguments, typed="", code=0):
        environment = {**os.environ, "PYTHONPATH": str(self.root / "src"), "PYTHONUTF8": "1"}
        ran = subprocess.run(
            [sys.executable, "-P", "-m", "riwaya", *arguments, "--lang", "ar"],
            cwd=self.root,
            env=environment,
            input=typed,
            capture_output=True,
            text=True,
        )
        assert ran.returncode == code, ran.stdout + ran.stderr
        return ran.stdout

    def fill(self, file, wrong):
        """Write the example into the template as people do: Arabic labels and digits, a date, +names."""
        book, resources = (
            openpyxl.load_workbook(file),
            {resource.name: resource for resource in installed_package().resources},
        )
        labels = {(row["vocabulary"], row["term"]): row["label_ar"] for row in rows_in(ROOT, "vocabularies")}
        for table, rows in ours().items():
            sheet, schema = book[table], resources[table].schema
            assert sheet.sheet_view.rightToLeft
            columns = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1] if cell.value}
            refers = {name for key in schema.foreign_keys for name in key.fields} | {*schema.primary_key}
            for at, row in enumerate(rows, start=4):
                for field in schema.fields:
                    text = wrong.get((row[schema.primary_key[0]], field.name), row[field.name])
                    if field.name == "published":
                        text = datetime.datetime.fromisoformat(text)
                    elif field.vocabulary and text:
                        text = labels[field.vocabulary, text]
                    elif field.name in refers and text:
                        text = f"+{text.replace('-', '')}"
                    elif field.type == "integer":
                        text = text.translate(ARABIC_DIGITS)
                    sheet.cell(at, columns[field.title.ar]).value = text or None
        book.save(file)


@pytest.fixture(scope="module")
def contributor(tmp_path_factory):
    root = tmp_path_factory.mktemp("contributor") / "claims"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    subprocess.run(
        [sys.executable, "-P", "-m", "riwaya", "init", str(root), "--lang", "ar"],
        check=True,
        capture_output=True,
        env=environment,
    )
    return Contributor(root)


@pytest.mark.slow
def test_from_an_empty_template_to_a_green_check_in_arabic(contributor, tmp_path):
    template = tmp_path / "قالب.xlsx"
    contributor.riwaya("workbook", "export", str(template), "--empty")
    # At first the value is not what the words say, and a statement is missing in one language.
    contributor.fill(template, {("FIG-0002", "value"): "81", ("CLM-0002", "statement_en"): ""})
    rejected = contributor.riwaya("workbook", "import", str(template), typed="نعم\n", code=1)
    assert (
        "figures!" in rejected
        and "figure-wording-disagrees" in rejected
        and "claims!" in rejected
        and "الإصلاح:" in rejected
    )
    assert "docs/rules.ar.md#figure-wording-disagrees" in rejected and not rows_in(contributor.root, "claims")
    contributor.fill(template, {})
    # What is to be written is shown first; a no leaves everything as it is.
    shown = contributor.riwaya("workbook", "import", str(template), typed="لا\n")
    assert "هل تريد الكتابة؟" in shown and not rows_in(contributor.root, "claims")
    contributor.riwaya("workbook", "import", str(template), typed="نعم\n")
    assert_same_rows(contributor.root)

    assert "البيانات سليمة." in contributor.riwaya("validate")
    assert (
        "متعارضة" not in (event := contributor.riwaya("show", "EVT-0001"))
        and "«أكثر من 18 عنصراً» · أكثر من 18" in event
    )
    changelog = contributor.root / "CHANGELOG.md"
    changelog.write_text(
        changelog.read_text("utf-8").replace("- The tables, still empty.", "- One event: Hasu."), "utf-8"
    )
    contributor.git("commit", "-qam", "Hasu")

    # The steps of CI, as the dataset has them.
    (job,) = yaml.safe_load((contributor.root / ".github/workflows/ci.yml").read_text("utf-8"))[
        "jobs"
    ].values()
    steps = [step["run"] for step in job["steps"] if "run" in step]
    assert steps == [
        "python scripts/validate.py --format github",
        "python scripts/build.py",
        '.venv/bin/riwaya check-contribution "$BASE" >> "$GITHUB_STEP_SUMMARY"',
    ]
    assert "::error" not in contributor.riwaya("validate", "--format", "github")
    assert "سليم" in contributor.riwaya("build", "--out", str(tmp_path / "dist"))
    summary = contributor.riwaya("check-contribution", "main")
    # In the language of the contributor first.
    arabic, english = summary.replace("\\", "").split("</div>")
    assert "لا أخطاء جديدة." in arabic and "+ CLM-0001" in arabic and "+ FIG-0002" in arabic
    assert "No new errors." in english and "+ CLM-0001" in english


def assert_same_rows(root: Path) -> None:
    """The rows are those of our data, but for their IDs."""
    made, called = {table: rows_in(root, table) for table in WANTED}, {}
    for table, rows in ours().items():
        for row, new in zip(rows, made[table], strict=True):
            key = next(iter(row))
            called[row[key]] = new[key]
    for table, rows in ours().items():
        assert made[table] == [
            {name: called.get(cell, cell) for name, cell in row.items()} for row in rows
        ], table

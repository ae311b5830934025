"""A dataset of one's own: `riwaya init`, another topic, other languages, fewer columns."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.curation.framework import WORKFLOWS
from riwaya.dataset.api import load
from riwaya.dataset.locate import installed_package
from riwaya.engines.duckdb import DuckEngine
from riwaya.engines.functions import text_functions
from riwaya.package import derivations as derive
from riwaya.package.derivations import derivations
from riwaya.package.descriptor import Package
from riwaya.package.field_types import FIELD_TYPES
from riwaya.publishing.build import build
from riwaya.release.verify import verify
from riwaya.validation.check import check_package
from riwaya.validation.plan import plan_checks
from riwaya.validation.rule import all_rules
from tests.support.package_copies import ROOT, copy_package

pytestmark = pytest.mark.usefixtures("explorer")


def init(folder, *options, lang="en", code=0):
    result = CliRunner().invoke(main, ["init", str(folder), *options, "--lang", lang])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    return result.output


def command(code, cwd, *arguments):
    """A command as the scripts run it, with the code of a folder."""
    environment = {**os.environ, "PYTHONPATH": str(code), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "riwaya", *arguments, "--lang", "en"],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own") / "strikes"
    init(folder, "--title-en", "Strikes: who claims what", "--title-ar", "إضرابات: من يقول ماذا")
    return folder


# -- Init ---------------------------------------------------------------------------------------------


def test_a_new_dataset_validates_builds_and_verifies(own, tmp_path):
    assert "The data is valid." in command(own / "src", own / "data", "validate")
    built = command(own / "src", own, "build", "--out", str(tmp_path / "dist"))
    assert "strikes-0.1.0 · strikes-0.1.0.zip · strikes-0.1.0-data.zip: whole" in built
    assert "Tables of the release: 22 (18 of the 23 that were checked, 4 computed)" in built
    for name in ("strikes-0.1.0", "strikes-0.1.0.zip"):
        assert command(own / "src", tmp_path, "verify", str(tmp_path / "dist" / name)) == f"{name}: whole\n"
    assert len(load("vocabularies", release=tmp_path / "dist/strikes-0.1.0")) > 100
    head = json.loads((tmp_path / "dist/strikes-0.1.0/datapackage.json").read_text("utf-8"))
    assert head["title_ar"] == "إضرابات: من يقول ماذا" and "Riwaya" not in json.dumps(head["contributors"])


def test_a_new_dataset_has_none_of_our_rows_and_all_of_our_schemas_rules_and_scripts(own):
    tables = {
        file.stem: [*csv.DictReader(file.open(encoding="utf-8", newline=""))] for file in own.glob("*/*.csv")
    }
    assert {name for name, rows in tables.items() if rows} == {"vocabularies"} and len(tables) == 23
    assert not any(row["example_id"] for row in tables["vocabularies"])
    for folder in (
        "schemas",
        "src/riwaya/validation/rules",
        "src/riwaya/package/derived",
        ".github/ISSUE_TEMPLATE",
    ):
        names = {
            file.relative_to(ROOT)
            for file in (ROOT / folder).rglob("*")
            if file.is_file() and file.suffix != ".pyc"
        }
        assert all((own / name).read_bytes() == (ROOT / name).read_bytes() for name in names), folder
    assert all(
        (own / f"scripts/{name}").read_bytes() == (ROOT / f"scripts/{name}").read_bytes()
        for name in ("environment.py", "validate.py", "build.py")
    )
    assert not [*own.rglob("__pycache__")]


def test_its_workflows_and_pages_name_only_existing_files(own):
    for path in WORKFLOWS:
        text = (own / path).read_text("utf-8")
        assert yaml.safe_load(text)["jobs"] and all(
            (own / script).exists() for script in re.findall(r"scripts/\w+\.py", text)
        )
    for page in own.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (own / target).exists(), (page.name, target)
        assert "$" not in page.read_text("utf-8")


@pytest.mark.parametrize("lang, words", [("en", "is not empty"), ("ar", "ليس فارغًا")])
def test_a_folder_that_is_not_empty_stays_unchanged(lang, words, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").write_text("mine")
    assert words in init(tmp_path / "full", lang=lang, code=2) and words in init(
        tmp_path / "full/notes.txt", lang=lang, code=2
    )
    assert [file.name for file in tmp_path.rglob("*")] == ["full", "notes.txt"]


def test_an_empty_repository_is_filled(tmp_path):
    (tmp_path / "mine/.git").mkdir(parents=True)
    init(tmp_path / "mine")
    assert {".git", ".github", "data", "datapackage.json"} <= {
        entry.name for entry in (tmp_path / "mine").iterdir()
    }
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine"] and check_package(
        Package.open(tmp_path / "mine")
    ).report.ok


@pytest.mark.parametrize(
    "options, words",
    [
        (("--name", "../up"), "cannot be the name of a dataset"),
        (("--title-en", "One"), "both --title-en and --title-ar"),
    ],
)
def test_an_invalid_name_or_title_creates_nothing(options, words, tmp_path):
    assert words in init(tmp_path / "new", *options, code=2) and not [*tmp_path.iterdir()]


def test_an_arabic_folder_needs_a_name_for_the_package(tmp_path):
    assert "--name" in init(tmp_path / "إضرابات", lang="ar", code=2)
    init(tmp_path / "إضرابات", "--name", "strikes")
    assert Package.open(tmp_path / "إضرابات").descriptor["name"] == "strikes"


# -- Another topic ------------------------------------------------------------------------------------

ROWS = {
    "actors": [
        "ACT-0001,outlet,صحيفة الغد,Al-Ghad,organisation,,,,,,,,,",
        "ACT-0002,civil_society,نقابة العمال,Workers' Union,organisation,,,,,,,,,",
        "ACT-0003,civil_society,أصحاب المصانع,Factory owners,organisation,,,,,,,,,",
    ],
    "sources": [
        "SRC-0001,news_article,ACT-0001,,,,,,,ar,2020-05-02,page_date,,https://example.org/1,,excerpt,,,"
    ],
    "events": [
        "EVT-0001,reported_strike,reported_done,2020-05-01,يوم العمال,on Workers' Day,stated,,أنباء عن إضراب,"
        "Reported strike,تختلف الجهتان في عدد المضربين.,The two sides differ on how many struck."
    ],
    "claims": [
        f"CLM-000{n},EVT-0001,SRC-0001,ACT-000{n + 1},organisation,asserts,,,,,,,,,,,{ar},{en},,"
        for n, ar, en in (
            (1, "تقول النقابة إن 900 عامل أضربوا.", "The union says that 900 workers struck."),
            (2, "يقول أصحاب المصانع إن 200 عامل أضربوا.", "The factory owners say that 200 workers struck."),
        )
    ],
    "figures": [
        f"FIG-000{n},CLM-000{n},persons_striking,,,workers,exact,{value},,{value} عامل,{value} workers,ar,,,"
        for n, value in ((1, 900), (2, 200))
    ],
}
TERMS = {
    ("events", "kind", "event_kind"): "reported_strike",
    ("figures", "measure", "measure"): "persons_striking",
    ("figures", "category", "category"): "workers",
}


def test_another_topic_is_schemas_and_data_alone(own, tmp_path):
    root = tmp_path / "strikes"
    shutil.copytree(own, root, ignore=shutil.ignore_patterns("src"))
    for (table, column, vocabulary), term in TERMS.items():
        file = root / f"schemas/{table}.json"
        schema = json.loads(file.read_text("utf-8"))
        field = next(field for field in schema["fields"] if field["name"] == column)
        gone, field["constraints"]["enum"] = field["constraints"]["enum"], [term]
        file.write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
        words = root / "data/vocabularies.csv"
        rows = [*csv.reader(io.StringIO(words.read_text("utf-8"), newline=""))]
        first = next(row for row in rows if row[:2] == [vocabulary, gone[0]])
        first[1:] = [term, "", "مصطلح", "Term", "مصطلح آخر.", "Another term.", ""]
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(
            row for row in rows if row[0] != vocabulary or row is first
        )
        words.write_text(out.getvalue(), "utf-8", newline="\n")
    for table, lines in ROWS.items():
        with (root / f"data/{table}.csv").open("a", encoding="utf-8", newline="") as file:
            file.writelines(f"{line}\n" for line in lines)
    checked = check_package(Package.open(root))
    assert checked.report.ok, [problem.message().en for problem in checked.report.problems]
    release = build(checked, tmp_path / "dist")
    assert verify(release) == []
    (row,) = load("agreement", release=release).to_dict("records")
    assert (row["relation"], row["origins"], row["measure"]) == ("contradict", 2, "persons_striking")
    shown = CliRunner().invoke(main, ["show", "EVT-0001", "--release", str(release), "--lang", "ar"]).output
    assert "نقابة العمال" in shown and "متعارضة" in shown
    # What rules forbid is forbidden here as well.
    figures = root / "data/figures.csv"
    figures.write_text(figures.read_text("utf-8").replace("900 workers", "90 workers"), "utf-8")
    assert {problem.code for problem in check_package(Package.open(root)).report.errors} == {
        "figure-wording-disagrees"
    }


# -- Other languages ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def french(tmp_path_factory):
    """The small package as one in two other languages; its texts stay, since no rule covers French."""
    root = copy_package(tmp_path_factory.mktemp("french") / "package")
    for file in root.glob("*/*.csv"):
        head, rest = file.read_text("utf-8").split("\n", 1)
        file.write_text(f"{re.sub('_ar(?=,|$)', '_fr', head)}\n{rest}", "utf-8", newline="\n")
    for file in root.glob("schemas/*.json"):
        schema = json.loads(file.read_text("utf-8"))
        for field in schema["fields"]:
            field["name"] = re.sub("_ar$", "_fr", field["name"])
        file.write_text(json.dumps({**schema, "languages": ["fr", "en"]}, ensure_ascii=False), "utf-8")
    return root


def test_the_schemas_define_another_pair_of_languages(french, tmp_path):
    checked = check_package(Package.open(french))
    assert checked.report.ok
    release = build(checked, tmp_path / "dist")
    assert verify(release) == []
    for lang, word in (("en", "Mudar al-Asaad"), ("ar", "مضر الأسعد")):
        assert (
            word
            in CliRunner()
            .invoke(main, ["show", "EVT-0001", "--release", str(release), "--lang", lang])
            .output
        )
    assert load("claims", release=release, lang="en")["stance"].iloc[0] == "Asserts"


def test_both_languages_are_required(french, tmp_path):
    root = tmp_path / "package"
    shutil.copytree(french, root)
    file = root / "data/locations.csv"
    rows = [*csv.reader(io.StringIO(file.read_text("utf-8"), newline=""))]
    row = next(row for row in rows if row[0] == "LOC-0018")
    row[rows[0].index("note_en")] = ""
    other = next(row for row in rows if row[0] == "LOC-0001")
    other[rows[0].index("note_fr")], other[rows[0].index("note_en")] = "9 villes.", "8 towns."
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    file.write_text(out.getvalue(), "utf-8", newline="\n")
    found = {
        (problem.code, problem.place.field, problem.place.id)
        for problem in check_package(Package.open(root)).report.errors
    }
    assert found == {
        ("translation-missing", "note_en", "LOC-0018"),
        ("translation-digits-disagree", "note_en", "LOC-0001"),
    }


@pytest.mark.parametrize(
    "languages", [["ar"], ["ar", "ar"], ["ar", 1], ["ar", "EN"], ["ar", "en", "fr"], "ar", 5, None]
)
def test_other_than_two_languages_are_an_error(languages, tmp_path):
    root = copy_package(tmp_path / "package")
    file = root / "schemas/events.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "languages": languages}), "utf-8")
    for lang in LANGUAGES:
        result = CliRunner().invoke(main, ["validate", str(root), "--lang", lang])
        assert result.exit_code == 1 and "resource-not-checked" in result.output
        assert "events" in result.output and "languages" in result.output


# -- Fewer columns ------------------------------------------------------------------------------------


def without(root, table, column):
    """Take a column out of a table, of its schema, and of the terms."""
    file, path = root / f"data/{table}.csv", root / f"schemas/{table}.json"
    rows = [*csv.reader(io.StringIO(file.read_text("utf-8"), newline=""))]
    at, out, schema = rows[0].index(column), io.StringIO(), json.loads(path.read_text("utf-8"))
    csv.writer(out, lineterminator="\n").writerows([row[:at] + row[at + 1 :] for row in rows])
    file.write_text(out.getvalue(), "utf-8", newline="\n")
    schema["fields"] = [field for field in schema["fields"] if field["name"] != column]
    schema["foreignKeys"] = [key for key in schema.get("foreignKeys", []) if column not in key["fields"]]
    path.write_text(json.dumps(schema), "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "table, column, gone",
    [
        ("figures", "wording_ar", {"claims_flat"}),
        ("claims", "source_id", {"claims_flat", "coverage"}),
        ("claims", "note_en", set()),
        ("locations", "latitude", {"claims_flat"}),
        ("events", "date", {"claims_flat"}),
        ("vocabularies", "label_ar", set()),
        ("locations", "parent_id", set()),
        ("sources", "outlet_id", {"claims_flat"}),
        ("vocabularies", "example_id", set()),
    ],
)
def test_a_package_without_a_column_is_valid(table, column, gone, tmp_path):
    root = copy_package(tmp_path / "package")
    before = {item.name for item in derivations(Package.open(root))}
    without(root, table, column)
    checked = check_package(Package.open(root))
    assert checked.report.ok, [problem.message().en for problem in checked.report.errors]
    assert before - {item.name for item in derivations(checked.package)} >= gone
    # Those that read columns by their names; the others write what is there.
    release = build(checked, tmp_path / "dist", ("json", "geojson", "sqlite"))
    assert verify(release) == []


def test_only_rules_that_need_the_missing_column_are_dropped(tmp_path):
    root = copy_package(tmp_path / "package")
    without(root, "figures", "wording_ar")
    file = root / "data/figures.csv"
    file.write_text(file.read_text("utf-8").replace(",more_than,18,", ",more_than,,"), "utf-8", newline="\n")
    found = check_package(Package.open(root)).report
    assert [problem.code for problem in found.errors] == ["figure-value-missing"]
    assert "figure-wording-disagrees" not in found.codes and "figure-value-missing" in found.codes


def test_all_rules_apply_to_our_own_data():
    checks = [check.sql for rule in all_rules() for check in rule.checks(installed_package(), {})]
    assert [check.sql for check in plan_checks(installed_package()).rule_checks] == checks


@pytest.mark.parametrize("name", derive.ORDER)
def test_a_derivation_needs_only_the_columns_it_names(name):
    """Its query runs with keys and those columns alone."""
    package, files = installed_package(), {item.name: item for item in derive._all_derivations()}
    queries = {
        made: [
            *item.schema_json["needs"],
            *(field["like"] for field in item.schema_json["fields"] if "like" in field),
        ]
        for made, item in files.items()
    }
    before = derive.ORDER[: derive.ORDER.index(name) + 1]
    named = {tuple(column.split(".")) for made in before for column in queries[made]}
    with DuckEngine(text_functions()) as engine:
        for resource in package.resources:
            columns = [
                column
                for column in resource.schema.names
                if column in resource.schema.primary_key or (resource.name, column) in named
            ]
            kinds = {field.name: FIELD_TYPES[field.type].arrow for field in resource.schema.fields}
            engine.create(
                resource.name,
                [
                    "row_ BIGINT",
                    *(
                        f'"{column}" {"BIGINT" if str(kinds[column]) == "int64" else "VARCHAR"}'
                        for column in columns
                    ),
                ],
            )
        for made in before:
            engine.view(f"derived_{made}", files[made].sql)
        assert engine.query(f"SELECT * FROM derived_{name}").num_rows == 0

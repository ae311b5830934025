"""`riwaya new --from`: whole reports from YAML and JSON, and all that is wrong with one at once."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from riwaya.cli.main import main
from riwaya.curation.report_file import read_report
from riwaya.errors import EditError
from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT

REPORTS = Path(__file__).with_name("reports")
SCHEMA = ROOT / "docs/report.schema.json"


def run(file, *options, typed="", code=0):
    result = CliRunner().invoke(main, ["new", "--from", str(file), "--lang", "en", *options], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    return result.output


def rows(root, table):
    return [*csv.DictReader(io.StringIO((root / f"data/{table}.csv").read_text("utf-8"), newline=""))]


def state(root):
    return {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    "name, figures",
    [
        ("n002.json", [("more_than", "200"), ("exact", "15")]),
        ("n008.yaml", [("exact", "23")]),
        ("n033.yaml", [("exact", "200")]),
    ],
)
def test_a_report_is_added_with_all_its_rows(name, figures, root):
    run(REPORTS / name, typed="yes\n")
    made = {table: rows(root, table)[-1] for table in ("sources", "events", "claims")}
    assert made["claims"]["source_id"] == made["sources"]["source_id"] == "SRC-0002"
    assert made["claims"]["event_id"] == made["events"]["event_id"] == "EVT-0016"
    new = [row for row in rows(root, "figures") if row["claim_id"] == made["claims"]["claim_id"]]
    assert [(row["qualifier"], row["value"]) for row in new] == figures
    assert check_package(Package.open(root)).report.ok


def test_names_and_keys_stand_for_rows(root):
    run(REPORTS / "n033.yaml", "--yes")
    assert rows(root, "figures")[-1]["held_by_id"] == "ACT-0002"
    actors = {row["actor_id"]: row["name_en"] for row in rows(root, "actors")}
    assert actors[rows(root, "claims")[-1]["claimant_id"]] == "The Daily Telegraph"


def test_a_row_that_may_be_one_that_exists_is_refused_until_the_file_says_that_it_is_another(root, tmp_path):
    run(REPORTS / "n033.yaml", "--yes")
    paper, relay = (row["actor_id"] for row in rows(root, "actors")[-2:])
    source = rows(root, "sources")[-1]["source_id"]
    before = state(root)
    text = (REPORTS / "n033.yaml").read_text("utf-8").replace("Daily Telegraph\n", "Daily Telegraf\n")
    (tmp_path / "again.yaml").write_text(text, "utf-8")
    output = run(tmp_path / "again.yaml", code=1)
    assert f"actors[0].name_ar: There is {paper} already (ديلي تلغراف). If it is meant, remove" in output
    assert f"actors[1].name_ar: There is {relay} already" in output
    assert f"sources[0].url: There is {source} already" in output and output.count(" already (") == 3
    assert state(root) == before
    for key, other in (("+paper\n", paper), ("+relay\n    kind", relay)):
        text = text.replace(f"actor_id: {key}", f"distinct_from: {other}\n    actor_id: {key}", 1)
    for wrong in ("ACT-9999", "[[]]", "{a: b}", "null"):
        (tmp_path / "wrong.yaml").write_text(
            text.replace("outlet_id: +relay", f"distinct_from: {wrong}\n    outlet_id: +relay"), "utf-8"
        )
        assert "sources[0].distinct_from" in run(tmp_path / "wrong.yaml", code=1)
    text = text.replace("outlet_id: +relay", f"distinct_from: [{source}]\n    outlet_id: +relay")
    (tmp_path / "again.yaml").write_text(text, "utf-8")
    run(tmp_path / "again.yaml", "--yes")
    assert [row["name_en"] for row in rows(root, "actors")[-2:]] == ["The Daily Telegraf", "NBA News"]
    jsonschema.validate(
        yaml.safe_load(text.replace("2018-02", "'2018-02'")), json.loads(SCHEMA.read_text("utf-8"))
    )


def test_nothing_is_written_without_a_yes(root):
    before = state(root)
    run(REPORTS / "n008.yaml", typed="no\n")
    run(REPORTS / "n008.yaml", typed="", code=2)
    assert state(root) == before


def test_everything_that_is_wrong_is_told_at_once_with_its_line(root, tmp_path):
    before = state(root)
    text = (REPORTS / "n008.yaml").read_text("utf-8")
    for old, new in (
        ("outcome: reported_done", "outcome: reported_don"),
        ("claimant_id: +agency", "claimant_id: North Prss"),
        ("        attribution: organisation\n", ""),
        ("published: 2022-01-26", "published: 26.1.2022"),
        ("measure: persons_released", "mesure: persons_released"),
        ("sources:\n", "sorces: []\nsources:\n"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    (tmp_path / "wrong.yaml").write_text(text, "utf-8")
    output = run(tmp_path / "wrong.yaml", code=1)
    for words in (
        "wrong.yaml:16 · events[0].outcome: There is no term “reported_don” here. Write one of",
        "Did you mean Reported as done (reported_done)?",
        "sources[0].claims[0].claimant_id: No row of Actors is called “North Prss”.",
        "sources[0].claims[0]: attribution (Attribution) is missing.",
        "sources[0].published: “26.1.2022” does not have the form of this field. Write it like this: 2018-04",
        "sources[0].claims[0].figures[0].mesure: There is no field mesure. Did you mean measure?",
        "sorces: There is no table sorces. Did you mean sources?",
    ):
        assert words in output
    assert state(root) == before


def test_what_rules_find_is_located_in_the_file(root, tmp_path):
    text = (
        (REPORTS / "n008.yaml")
        .read_text("utf-8")
        .replace("staff from ISIS.\n        fig", "24 from ISIS.\n        fig")
    )
    (tmp_path / "digits.yaml").write_text(text, "utf-8")
    output = run(tmp_path / "digits.yaml", code=1)
    assert (
        "translation-digits-disagree" in output and "digits.yaml sources[0].claims[0].statement_en" in output
    )


@pytest.mark.parametrize(
    "text, words",
    [
        ("a: 1\na: 2\n", "line 2: a stands twice"),
        ("a: &x 1\nb: *x\n", "line 2: tags and references"),
        ("a: !!python/object:os.system 1\n", "line 1: tags and references"),
        ("a: [1\n", "line 2, column 1: this is not YAML"),
        ("a: b: c\n", "line 1, column 5: this is not YAML"),
        ("a: \x00\n", "a character that no text may have"),
        ('a: "\\UFFFFFFFF"\n', "a character that no text may have"),
        ("x" * ((1 << 20) + 1), "larger than 1 MiB"),
        ("[" * 5000 + "]" * 5000, "nested too deeply"),
    ],
)
def test_a_file_with_more_than_one_reading_is_refused(text, words, tmp_path):
    (tmp_path / "report.yaml").write_text(text, "utf-8")
    with pytest.raises(EditError, match=words):
        read_report(tmp_path / "report.yaml")


def test_scalars_are_the_texts_that_stand_there(tmp_path):
    (tmp_path / "a.yaml").write_text("a: [no, 010, 2018-06-07, 1_000, ~, '~', 12:30]\n", "utf-8")
    (tmp_path / "a.json").write_text('{"a": ["no", 10, null, true]}', "utf-8")
    read = [
        [part.value for part in read_report(tmp_path / name).value["a"].value]
        for name in ("a.yaml", "a.json")
    ]
    assert read == [["no", "010", "2018-06-07", "1_000", "", "~", "12:30"], ["no", "10", "", "true"]]


@pytest.mark.parametrize(
    "content", ["[]", "text", "{}", "sources: {kind: x}", "sources: [x]", "sources: [{url: [x]}]"]
)
def test_another_shape_is_refused_by_the_reader_and_the_schema(content, root, tmp_path):
    (tmp_path / "shape.yaml").write_text(content, "utf-8")
    run(tmp_path / "shape.yaml", code=1)
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert [*jsonschema.Draft202012Validator(schema).iter_errors(yaml.safe_load(content))]


def test_the_published_schema_is_that_of_the_tables_and_fits_the_reports():
    printed = CliRunner().invoke(main, ["new", "--schema", "--lang", "en"], catch_exceptions=False).stdout
    schema = json.loads(printed)
    assert schema == json.loads(SCHEMA.read_text("utf-8")), "riwaya new --schema > docs/report.schema.json"
    jsonschema.Draft202012Validator.check_schema(schema)
    for file in REPORTS.iterdir():
        content = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
        jsonschema.Draft202012Validator(schema).validate(content)

"""What people reported of this project and of others like it, with the very inputs, through commands."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from riwaya.cli.main import main
from riwaya.curation.sheets import read_sheets
from riwaya.package.descriptor import Package
from riwaya.text.name_fingerprints import fingerprints
from tests.curation.test_report_file import REPORTS
from tests.curation.test_workbook import Book, libreoffice, through_libreoffice
from tests.support.package_copies import copy_package, state

SALT = "0" * 32


def run(*arguments, lang="en", code=0, typed=None):
    result = CliRunner().invoke(main, [*map(str, arguments), "--lang", lang], input=typed)
    assert result.exit_code == code and (code == 0 or isinstance(result.exception, SystemExit)), result.output
    return result.output


def problems(root):
    """The problems that `validate` reports, as (code, field)."""
    report = json.loads(CliRunner().invoke(main, ["validate", str(root), "--format", "json"]).stdout)
    return [(problem["code"], problem["field"]) for problem in report["problems"]]


def edit(root, table, old, new):
    file = root / f"data/{table}.csv"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8", newline="\n")


def rows(root, table):
    return [*csv.DictReader(io.StringIO((root / f"data/{table}.csv").read_text("utf-8"), newline=""))]


# -- Names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang, words", [("en", "a name that must not"), ("ar", "اسم لا يجوز نشره")])
def test_the_first_word_of_a_column_may_be_a_listed_name(root, lang, words):
    """It ended `validate` in an IndexError; now it is reported, and so is all that comes after."""
    name = rows(root, "claims")[0]["statement_en"].split()[0]
    listed = "".join(f"{one},{SALT}\n" for one in sorted(fingerprints(name, SALT)))
    (root / "review/denied_names.csv").write_text(f"fingerprint,salt\n{listed}", "utf-8", newline="\n")
    edit(root, "figures", "exact,11,", "exact,eleven,")
    output = run("validate", root, lang=lang, code=1)
    assert words in output and "type-error" in output
    assert name not in "".join(line for line in output.splitlines() if "denied-name" in line)


# -- Numbers ------------------------------------------------------------------------------------------


THOUSAND = ("more_than,18,,أكثر من 18 عنصراً,more than 18 members", "exact,{},,1000 عنصر,1000 members")
POINT = (
    "LOC-0001,173813,,,,,,,unknown,,",
    "LOC-0001,173813,,,,{},40.5,geonames,area,,",
)


@pytest.mark.parametrize(
    "table, row, written, column, read",
    [
        ("figures", THOUSAND, "١٬٠٠٠", "value", "1000"),
        ("locations", POINT, "٣٦٫٥", "latitude", "36.5"),
    ],
)
def test_a_number_in_arabic_signs_is_one_to_all_three_readers(table, row, written, column, read, root):
    """`fix` made `1٬000` and `1٫5` of `١٬٠٠٠` and `١٫٥`, and `validate` advised that."""
    old, new = row
    before = state(root)
    edit(root, table, old, new.format(read))
    meant, after = state(root), rows(root, table)
    edit(root, table, new.format(read), new.format(written))
    assert f"اكتب \u2068{read}\u2069." in run("validate", root, lang="ar", code=1)
    # Valid then.
    run("fix", root)
    assert state(root) == meant
    (root / f"data/{table}.csv").write_bytes(before[f"data/{table}.csv"])
    book, (key, *_) = Book(root), rows(root, table)[0]
    for one, other in zip(rows(root, table), after, strict=True):
        for name in one:
            if one[name] != other[name]:
                book.put(table, one[key], name, written if name == column else other[name])
    assert book.back("--yes").exit_code == 0 and state(root) == meant


def test_a_half_is_no_integer_to_all_three_readers(root):
    before = state(root)
    edit(root, "figures", "more_than,18,", "more_than,١٫٥,")
    spoilt = state(root)
    assert "digits-not-ascii" in run("fix", root, code=1) and state(root) == spoilt
    (root / "data/figures.csv").write_bytes(before["data/figures.csv"])
    book = Book(root)
    place = book.put("figures", "FIG-0002", "value", "١٫٥")
    result = book.back("--yes")
    assert result.exit_code == 1 and place in result.output and "١٫٥" in result.output
    assert state(root) == before


# -- Text ---------------------------------------------------------------------------------------------

ARABIC = "سوريا"
RUINED = {
    "letters lost": ("??????", "letters-lost", None),
    "read as Windows-1256": (ARABIC.encode().decode("cp1256"), "text-ruined", ARABIC),
    "read as Windows-1252": (ARABIC.encode().decode("cp1252"), "text-ruined", ARABIC),
    "a character that was lost": ("سور\ufffdا", "character-not-text", None),
}


@pytest.mark.parametrize("case", RUINED)
def test_ruined_arabic_is_named_and_restored_where_that_is_certain(root, case):
    ruin, code, meant = RUINED[case]
    before = state(root)
    edit(root, "locations", f"{ARABIC},Syria", f"{ruin},Syria")
    spoilt = state(root)
    assert code in run("fix", root, code=1) and state(root) == spoilt
    run("fix", root, "--restore-text", code=0 if meant else 1)
    assert state(root) == (before if meant else spoilt)


# -- Files --------------------------------------------------------------------------------------------


def test_a_table_without_a_last_line_feed_is_told_of_judged_and_mended(root):
    before = state(root)
    edit(root, "figures", "exact,11,", "exact,eleven,")
    file = root / "data/figures.csv"
    file.write_bytes(file.read_bytes()[:-1])
    assert {("newline-missing-at-end", None), ("type-error", "value")} <= {*problems(root)}
    run("fix", root, code=1)
    edit(root, "figures", "exact,eleven,", "exact,11,")
    assert state(root) == before


@pytest.mark.parametrize("table", ["figures", "claims"])
def test_the_line_of_excel_is_named_and_mended(table, root):
    before = state(root)
    file = root / f"data/{table}.csv"
    made = io.StringIO()
    csv.writer(made, delimiter=";", lineterminator="\n").writerows(
        csv.reader(io.StringIO(file.read_text("utf-8"), newline=""))
    )
    # A cell that has commas needs no quotation marks now, and one that has marks of its own may have them in
    # the middle of what would be a cell.
    text = made.getvalue().replace("\n", '; "quoted" and\n', 1)
    for line in ("sep=;\n", ""):
        file.write_text(line + text, "utf-8", newline="\n")
        assert ("separator-line" if line else "delimiter-not-comma") in dict(problems(root))
    file.write_text(f"sep=;\n{made.getvalue()}", "utf-8", newline="\n")
    run("fix", root)
    assert rows(root, table) == [
        *csv.DictReader(io.StringIO(before[f"data/{table}.csv"].decode(), newline=""))
    ]


def test_a_new_column_needs_a_title_in_arabic(root):
    schema, table = root / "schemas/figures.json", root / "data/figures.csv"
    fields = json.loads(schema.read_text("utf-8"))
    fields["fields"].append(
        {"name": "camp", "type": "string", "title": "Camp", "description": "Where they were held."}
    )
    schema.write_text(json.dumps(fields, ensure_ascii=False), "utf-8")
    made = [
        [*row, "camp" if at == 0 else ""]
        for at, row in enumerate(csv.reader(table.open(encoding="utf-8", newline="")))
    ]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(made)
    output = run("validate", root, code=1)
    assert "description-missing" in output and "title_ar" in output


def test_a_workbook_without_the_sheet_of_figures_changes_nothing(root):
    """It was imported as "Nothing changed"."""
    before, book = state(root), Book(root)
    del book.book["figures"]
    result = book.back("--yes")
    assert result.exit_code == 1 and "Nothing changed" not in result.output and "figures" in result.output
    assert state(root) == before


# -- Reports of new pages -----------------------------------------------------------------------------


@libreoffice
def test_three_reports_give_the_same_rows_from_files_and_through_libreoffice(tmp_path, monkeypatch):
    """Pages of `new-reports.jsonl`, in our own words: `new --from`, and the workbook with the same rows."""
    by_file, by_workbook = (copy_package(tmp_path / name) for name in ("file", "workbook"))
    before = {name: sheet.records for name, sheet in read_sheets(Package.open(by_file)).items()}
    for report in ("n002.json", "n008.yaml", "n033.yaml"):
        monkeypatch.chdir(by_file)
        run("new", "--from", REPORTS / report, "--yes")
    monkeypatch.chdir(by_workbook)
    book = Book(by_workbook)
    sheets = read_sheets(Package.open(by_file))
    added = {
        name: [one.cells for one in sheet.records if one.cells not in [old.cells for old in before[name]]]
        for name, sheet in sheets.items()
    }
    keys = {
        cells[id_]: f"+{cells[id_]}".replace("-", "")
        for name, many in added.items()
        if (id_ := sheets[name].id_column)
        for cells in many
    }
    assert len(added["sources"]) == 3 and len(added["figures"]) == 4
    for name, many in added.items():
        for cells in many:
            book.add(name, **{column: keys.get(cell, cell) for column, cell in cells.items() if cell})
    book.book.save(book.file)
    run("workbook", "import", through_libreoffice(book.file, tmp_path / "out"), "--yes")
    assert state(by_workbook) == state(by_file)

"""The workbook: an export imports unchanged; edits are fixed or rejected by sheet and cell."""

import datetime
import shutil
import subprocess

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.utils import get_column_letter

from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.curation.sheets import read_sheets
from riwaya.curation.workbook.export import export
from riwaya.curation.workbook.layout import EXPORTED_ROWS, HEADINGS, LISTS
from riwaya.errors import EditError
from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT, state

FIRST = HEADINGS + 1


def run(*arguments, lang="en", typed=None):
    result = CliRunner().invoke(main, ["workbook", *map(str, arguments), "--lang", lang], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


EXPORTED = {}
"""Workbooks by the state of their package, so that each is exported once."""


class Book:
    """An exported workbook that somebody edits."""

    def __init__(self, root, *options, lang="ar"):
        self.root, self.file = root, root.parent / "edited.xlsx"
        source = (*sorted(state(root).items()), options, lang)
        if source not in EXPORTED:
            assert run("export", self.file, *options, lang=lang).exit_code == 0
            EXPORTED[source] = self.file.read_bytes()
        self.file.write_bytes(EXPORTED[source])
        self.book = openpyxl.load_workbook(self.file)

    def column(self, sheet, name):
        return next(cell.column_letter for cell in self.book[sheet][HEADINGS] if cell.value == name)

    def row(self, sheet, key):
        return next(cell.row for cell in self.book[sheet]["A"] if cell.value == key)

    def put(self, sheet, key, name, value):
        """Write a cell of the row with this key; return its address."""
        place = f"{self.column(sheet, name)}{self.row(sheet, key) if isinstance(key, str) else key}"
        self.book[sheet][place] = value
        return f"{sheet}!{place}"

    def add(self, sheet, **cells):
        """Append a row; return its address."""
        at = 1 + max(row[0].row for row in self.book[sheet].iter_rows() if any(cell.value for cell in row))
        for name, value in cells.items():
            self.book[sheet][f"{self.column(sheet, name)}{at}"] = value
        return at

    def back(self, *options, lang="en", typed=None):
        self.book.save(self.file)
        return run("import", self.file, *options, lang=lang, typed=typed)

    def rejects(self, place, *words, lang="en"):
        before = state(self.root)
        result = self.back("--yes", lang=lang)
        assert result.exit_code == 1, result.output
        lines = [line for line in result.output.splitlines() if line.startswith(f"{place}: ")]
        assert any(all(word in line for word in words) for line in lines), result.output
        assert state(self.root) == before


# -- Out and back -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lang, options",
    [("en", ()), ("ar", ()), ("ar", ("--event", "EVT-0003")), ("en", ("--empty",))],
    ids=["all", "all-ar", "an event", "a template"],
)
def test_export_and_import_change_no_byte(lang, options, tmp_path, monkeypatch):
    root = tmp_path / "package"
    for name in ("data", "review", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "datapackage.json", root)
    monkeypatch.chdir(root)
    before = state(root)
    assert run("export", tmp_path / "out.xlsx", *options, lang=lang).exit_code == 0
    result = run("import", tmp_path / "out.xlsx", "--yes", lang=lang)
    assert (
        result.exit_code == 0
        and result.stdout.strip() == {"en": "Nothing changed.", "ar": "لم يتغير شيء."}[lang]
    )
    assert state(root) == before
    # What a program saves that knows no lists, comes back too.
    openpyxl.load_workbook(tmp_path / "out.xlsx").save(tmp_path / "again.xlsx")
    assert run("import", tmp_path / "again.xlsx", "--yes").stdout.strip() == "Nothing changed."
    assert state(root) == before


def test_the_workbook_is_formatted_for_people(root):
    made = Book(root).book
    assert made.sheetnames[0] == "اقرأني · Read me" and "riwaya workbook import" in "".join(
        str(cell.value) for cell in made.worksheets[0]["A"]
    )
    package = Package.open(root)
    assert made.sheetnames[1:-2] == [resource.name for resource in package.published]
    assert [made[name].sheet_state for name in (LISTS, EXPORTED_ROWS)] == ["veryHidden", "veryHidden"]
    lists = {
        get_column_letter(at): [cell.value for cell in column if cell.value]
        for at, column in enumerate(made[LISTS].iter_cols(), start=1)
    }
    for resource in package.published:
        sheet = made[resource.name]
        assert sheet.sheet_view.rightToLeft and sheet.freeze_panes == f"B{FIRST}" and sheet.protection.sheet
        validations = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
        for at, field in enumerate(resource.schema.fields, start=1):
            letter = get_column_letter(at)
            head = [sheet.cell(row, at).value for row in range(1, FIRST)]
            assert head == [
                f"{field.title.ar}{' *' * field.required}",
                f"{field.title.en}{' *' * field.required}",
                field.name,
            ]
            rule = validations[f"{letter}{FIRST}"]
            assert rule.prompt and rule.promptTitle == field.title.ar[:32]
            if field.vocabulary and "vocabularies" in made.sheetnames:
                column = rule.formula1.split("$")[1]
                terms = [text.split(" · ")[0] for text in lists[column]]
                assert (
                    rule.type == "list"
                    and rule.errorStyle in (None, "stop")
                    and {*field.constraints["enum"]} <= {*terms}
                )
    figures = made["figures"]
    computed = [cell for cell in figures[HEADINGS] if cell.value in ("value_min", "value_max")]
    assert len(computed) == 2 and all(figures.cell(FIRST, cell.column).protection.locked for cell in computed)
    assert not figures.cell(FIRST, 1).protection.locked and figures.cell(FIRST, 1).number_format == "@"
    assert figures["B4"].value.startswith("CLM-0002 · ") and figures["G4"].value.startswith("exact · ")


def test_the_english_workbook_is_left_to_right(root):
    made = Book(root, lang="en").book["claims"]
    assert not made.sheet_view.rightToLeft and "Asserts" in made["F4"].value


def test_an_event_is_exported_with_all_rows_it_refers_to(root):
    made = Book(root, "--event", "EVT-0003").book
    ids = {
        name: [cell.value.split(" · ")[0] for cell in made[name]["A"][HEADINGS:] if cell.value]
        for name in made.sheetnames[1:-2]
    }
    assert (
        ids["events"] == ["EVT-0003"]
        and ids["claims"] == ["CLM-0012"]
        and ids["figures"] == ["FIG-0006", "FIG-0007"]
    )
    assert "SRC-0001" in ids["sources"] and "ACT-0009" in ids["actors"] and "ACT-0020" not in ids["actors"]
    assert (
        run("export", root.parent / "x.xlsx", "--event", "EVT-9999").exit_code == 2
        and not (root.parent / "x.xlsx").exists()
    )


# -- What people and programs do to it ----------------------------------------------------------------


def test_unambiguous_cells_are_fixed(root):
    book = Book(root)
    book.put("figures", "FIG-0001", "value", "١٢")
    book.put("figures", "FIG-0001", "wording_ar", "12 عنصر  ")
    book.put("figures", "FIG-0001", "wording_en", "\u00a012 members\u200f")
    book.put("figures", "FIG-0002", "value", 18.0)
    book.put("figures", "FIG-0001", "qualifier", " exact ")
    book.put("sources", "SRC-0001", "accessed", datetime.datetime(2026, 11, 23))
    book.book["figures"].row_dimensions[5].hidden = True
    result = book.back("--yes")
    assert result.exit_code == 0, result.output
    rows = {row.cells["figure_id"]: row.cells for row in read_sheets(Package.open(root))["figures"].records}
    assert (rows["FIG-0001"]["value"], rows["FIG-0001"]["wording_ar"], rows["FIG-0001"]["wording_en"]) == (
        "12",
        "12 عنصر",
        "12 members",
    )
    assert rows["FIG-0002"]["value"] == "18"
    assert read_sheets(Package.open(root))["sources"].records[0].cells["accessed"] == "2026-11-23"


def test_terms_may_be_given_by_their_labels(root):
    book = Book(root)
    label = next(
        record.cells["label_ar"]
        for record in read_sheets(Package.open(root))["vocabularies"].records
        if record.cells["vocabulary"] == "stance" and record.cells["term"] == "doubts"
    )
    book.put("claims", "CLM-0001", "stance", label)
    result = book.back("--yes")
    assert result.exit_code == 0, result.output
    assert read_sheets(Package.open(root))["claims"].records[0].cells["stance"] == "doubts"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_no_term_is_answered_with_those_that_the_sheet_shows(lang, root):
    """Whatever the language of the message, and with the one that was meant, in another form of its root."""
    place = (book := Book(root)).put("sources", "SRC-0001", "kind", "خبر صحافي")
    meant = {"en": "Did you mean مقال إخباري (news_article)?", "ar": "أتقصد مقال إخباري (news_article)؟"}[
        lang
    ]
    book.rejects(
        place, "«خبر صحافي»" if lang == "ar" else "“خبر صحافي”", "بيان (statement) · ", meant, lang=lang
    )
    # None is meant where a word of several labels is all that it has of them.
    book.put("sources", "SRC-0001", "kind", "تقرير صحفي")
    assert "news_article" in (output := book.back("--yes", lang=lang).output) and "؟" not in output, output


def test_references_terms_and_languages_may_be_given_by_name(root):
    book = Book(root)
    actors = {
        record.cells["actor_id"]: record.cells for record in read_sheets(Package.open(root))["actors"].records
    }
    book.put("sources", "SRC-0001", "outlet_id", actors["ACT-0005"]["name_ar"])
    book.put("sources", "SRC-0001", "language", "العربية")
    book.put("claims", "CLM-0001", "claimant_id", f" {actors['ACT-0006']['name_en'].upper()} ")
    book.put("figures", "FIG-0001", "held_by_id", actors["ACT-0002"]["name_ar"])
    book.put("figures", "FIG-0001", "wording_language", "عربي")
    before = state(root)
    result = book.back("--yes")
    assert result.exit_code == 0 and result.output.splitlines()[-1] == "Nothing changed.", result.output
    assert state(root) == before


def test_a_new_row_may_be_referred_to_by_its_name(root):
    book = Book(root)
    book.add("actors", kind="armed_group", name_ar="لواء الغد", name_en="Al-Ghad", disclosure="organisation")
    book.put("claims", "CLM-0001", "claimant_id", "لواء الغدّ")
    book.put("claims", "CLM-0002", "claimant_id", "al ghad")
    for claim in ("CLM-0001", "CLM-0002"):
        book.put("claims", claim, "attribution", "organisation")
    result = book.back("--yes")
    assert result.exit_code == 0, result.output
    sheets = read_sheets(Package.open(root))
    new = next(record for record in sheets["actors"].records if record.cells["name_en"] == "Al-Ghad")
    assert [record.cells["claimant_id"] for record in sheets["claims"].records[:2]] == [
        new.cells["actor_id"]
    ] * 2


@pytest.mark.parametrize(
    "table, key, column, value, words",
    [
        (
            "claims",
            "CLM-0001",
            "claimant_id",
            "قوات سوريا",
            ["Claimant: no row of Actors is called", "ACT-0002 · "],
        ),
        ("claims", "CLM-0001", "claimant_id", "zzz", ["or add a row to that sheet first"]),
        ("claims", "CLM-0001", "claimant_id", "+7", ["+7 is not the ID of any new row"]),
        (
            "sources",
            "SRC-0001",
            "language",
            "Englisch",
            ["Language: no language is called", "Did you mean English?"],
        ),
        ("sources", "SRC-0001", "language", "لغة البحر", ["ISO 639 code"]),
        ("claims", "CLM-0001", "event_id", "evt-1", ["Event: ", "These are similar: EVT-0001 · Reported"]),
        ("claims", "CLM-0001", "claimant_id", "ACT-9999", []),
        ("claims", "CLM-0001", "stance", "perhaps", []),
        ("figures", "FIG-0001", "value", "eleven", []),
        ("figures", "FIG-0001", "value", -5, []),
    ],
)
def test_a_wrong_cell_has_one_message(table, key, column, value, words, root):
    book = Book(root)
    place = book.put(table, key, column, value)
    before = state(root)
    result = book.back("--yes")
    output = result.output.replace("\u2068", "").replace("\u2069", "")
    assert result.exit_code == 1 and state(root) == before
    assert output.count(place) == 1 and all(word in output for word in words), output
    assert "Latin letters" not in output


def test_a_name_of_several_rows_is_rejected_with_their_ids(root):
    file = root / "data/actor_names.csv"
    file.write_text(file.read_text("utf-8").replace("ACT-0002,SDF,", "ACT-0002,ISIS,"), "utf-8")
    book = Book(root)
    place = book.put("claims", "CLM-0001", "claimant_id", "isis")
    book.rejects(place, "several rows", "ACT-0001 · ISIS | ACT-0002 · ISIS")
    book.rejects(place, "صاحب الادعاء: يحمل الاسم isis أكثر من صف", lang="ar")


def test_a_sheet_or_a_column_that_is_gone_is_rejected(root):
    book = Book(root)
    del book.book["figures"]
    book.rejects("figures", "8 of its rows were exported", "Restore the sheet")
    book.rejects("figures", "الورقة محذوفة أو تغيّر اسمها", lang="ar")
    book = Book(root)
    book.book["event_links"].title = "روابطي"
    book.rejects("event_links", "missing or has another name")
    book = Book(root)
    book.book["figures"].delete_cols(5)
    name = Package.open(root).resource("figures").schema.names[4]
    book.rejects("figures", f"the column {name} is missing")


def test_a_table_is_emptied_by_deleting_its_rows(root):
    book = Book(root)
    book.book["event_links"].delete_rows(FIRST, 99)
    result = book.back("--yes")
    assert result.exit_code == 0, result.output
    assert read_sheets(Package.open(root))["event_links"].records == []


def test_tables_that_belong_to_claims_figures_and_actors_are_sheets(root):
    book = Book(root)
    book.add("claim_groups", claim_id="CLM-0004", group="kurdish", extent="most")
    book.add("claim_groups", claim_id="CLM-0003", figure_id="FIG-0003", group="european", extent="some")
    book.add("figure_links", figure_id="FIG-0001", other_figure_id="FIG-0002", relation="part_of")
    book.add(
        "actor_relations",
        actor_id="ACT-0007",
        related_actor_id="ACT-0010",
        relation="speaks_for",
        valid_from="2018",
    )
    result = book.back("--yes")
    assert result.exit_code == 0, result.output
    sheets = read_sheets(Package.open(root))
    groups = [[*record.cells.values()][:4] for record in sheets["claim_groups"].records]
    assert groups == [["CLM-0003", "FIG-0003", "european", "some"], ["CLM-0004", "", "kurdish", "most"]]
    assert [*sheets["figure_links"].records[0].cells.values()] == ["FIG-0001", "FIG-0002", "part_of"]
    assert "ACT-0007" in [record.cells["actor_id"] for record in sheets["actor_relations"].records]


@pytest.mark.parametrize("kept", [1, 2, 3])
def test_headings_in_either_language_and_columns_in_any_order(kept, root):
    """One row of headings is deleted, the columns are moved, and a line is written above."""
    book = Book(root)
    old = book.book["figures"]
    rows = [[cell.value for cell in row] for row in old.iter_rows()]
    at = book.book.sheetnames.index("figures")
    book.book.remove(old)
    new = book.book.create_sheet("figures" if kept == 3 else {1: "الأرقام", 2: "Figures"}[kept], at)
    new.append(["My copy"])
    for row in [rows[kept - 1], *rows[HEADINGS:]]:
        new.append([*reversed(row)])
    before = state(root)
    result = book.back("--yes")
    assert result.exit_code == 0 and result.stdout.strip() == "Nothing changed.", result.output
    assert state(root) == before


def test_new_rows_get_the_next_ids_and_may_refer_to_each_other(root):
    book = Book(root)
    claim = {
        "event_id": "EVT-0003",
        "source_id": "SRC-0001 · whatever",
        "claimant_id": "ACT-0001",
        "attribution": "organisation",
        "stance": "asserts",
        "locator": "p30",
    }
    book.add(
        "claims", claim_id="+1", statement_ar="تقول الجهة ذلك.", statement_en="The body says so.", **claim
    )
    book.add(
        "claims", statement_ar="وتقول غيره.", statement_en="And says otherwise.", **claim | {"locator": "p31"}
    )
    figure = {
        "measure": "persons_released",
        "category": "persons",
        "qualifier": "exact",
        "value": 7,
        "wording_ar": "٧ أشخاص",
        "wording_en": "7 persons",
        "wording_language": "ar",
    }
    book.add("figures", claim_id="+1", **figure)
    result = book.back(typed="y\n")
    assert result.exit_code == 0, result.output
    assert (
        "  + CLM-0019 · Islamic State (ISIS) · Asserts · The body says so. · Horrya Press, " in result.output
    )
    assert "  + FIG-0009 · Persons released · Persons · Exactly 7 · “7 persons” · " in result.output
    assert result.output.index("What moves in agreement") < result.output.index("Write it?")
    assert "    counted for the first time: Persons released · Single origin · " in result.output
    sheets = read_sheets(Package.open(root))
    assert [record.cells["claim_id"] for record in sheets["claims"].records][-2:] == ["CLM-0019", "CLM-0020"]
    last = sheets["figures"].records[-1].cells
    assert (last["figure_id"], last["claim_id"], last["value"]) == ("FIG-0009", "CLM-0019", "7")
    assert check_package(Package.open(root)).report.ok


def test_a_new_event_is_imported_with_its_claims_and_figures(root):
    book = Book(root)
    book.add(
        "events",
        event_id="+ حدث",
        kind="reported_exchange",
        outcome="reported_done",
        date="2018-06",
        date_basis="stated",
        title_ar="أنباء عن تبادل",
        title_en="A reported exchange",
        summary_ar="يقول صاحب ادعاء ذلك.",
        summary_en="A claimant says so.",
        date_wording_ar="في حزيران",
        date_wording_en="in June",
    )
    book.add(
        "claims",
        claim_id="+1",
        event_id="+حدث",
        source_id="SRC-0001",
        claimant_id="ACT-0001",
        attribution="organisation",
        stance="asserts",
        locator="p30",
        statement_ar="تقول الجهة ذلك.",
        statement_en="The body says so.",
    )
    book.add("event_actors", event_id="+حدث", actor_id="ACT-0001", role="party", claim_id="+1")
    result = book.back("--yes")
    sheets = read_sheets(Package.open(root))
    messages = [line for line in result.output.splitlines() if not line.startswith(" ")]
    assert result.exit_code == 0, messages
    assert (root / "data/event_actors.csv").read_text("utf-8").splitlines()[
        -1
    ] == "EVT-0016,ACT-0001,party,CLM-0019"
    assert sheets["events"].records[-1].cells["event_id"] == "EVT-0016"


def test_changes_are_shown_and_written_only_after_confirmation(root):
    book = Book(root)
    book.put("figures", "FIG-0001", "detail_en", "Seen.")
    book.put("figures", "FIG-0001", "detail_ar", "شوهدوا.")
    before = state(root)
    for lang, line in (("en", "  ~ FIG-0001 · "), ("ar", "كان (فارغ) وصار شوهدوا.")):
        result = book.back(lang=lang, typed="n\n")
        assert line in result.output and state(root) == before
    assert book.back(typed="y\n").exit_code == 0 and state(root) != before


def test_a_row_without_an_id_may_be_deleted(root):
    book = Book(root)
    gone = [cell.value for cell in book.book["event_links"][FIRST]]
    book.book["event_links"].delete_rows(FIRST)
    result = book.back("--yes")
    assert result.exit_code == 0 and "  - EVT-0002 · EVT-0001 · precedes" in result.output, result.output
    assert gone[0].split(" · ")[0] == "EVT-0002" and "EVT-0002,EVT-0001" not in (
        root / "data/event_links.csv"
    ).read_text("utf-8")


def test_changes_by_others_are_kept(root):
    book = Book(root)
    file = root / "data/figures.csv"
    file.write_text(
        file.read_text("utf-8").replace("more than 18 members", "more than eighteen members"), "utf-8"
    )
    book.put("figures", "FIG-0001", "detail_en", "Seen.")
    book.put("figures", "FIG-0001", "detail_ar", "شوهدوا.")
    result = book.back("--yes")
    assert result.exit_code == 0, result.output
    assert "more than eighteen members" in file.read_text("utf-8") and "Seen." in file.read_text("utf-8")


# -- Rejected -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, value, words",
    [
        ("value", "#REF!", "contains the error"),
        ("detail_en", datetime.time(7, 30), "time of day"),
        ("detail_en", datetime.datetime(2018, 6, 7), "turned the value into a date"),
        ("value", "=1+1", "formula without a value"),
    ],
)
def test_an_ambiguous_cell_is_rejected(name, value, words, root):
    book = Book(root)
    book.rejects(book.put("figures", "FIG-0001", name, value), words)


def test_a_cell_is_rejected_in_arabic_too(root):
    book = Book(root)
    book.rejects(book.put("figures", "FIG-0001", "value", "#N/A"), "في الخلية الخطأ", lang="ar")


def test_problems_are_reported_by_cell(root):
    book = Book(root)
    place = book.put("figures", "FIG-0001", "value", "eleven")
    before = state(root)
    result = book.back("--yes")
    assert (
        result.exit_code == 1
        and place in result.output.replace("\u2068", "").replace("\u2069", "")
        and state(root) == before
    )


def test_unknown_and_duplicate_headings_are_rejected(root):
    book = Book(root)
    column = book.column("figures", "measure")
    for row in range(1, FIRST):
        book.book["figures"][f"{column}{row}"] = "mesure"
    book.rejects(f"figures!{column}3", "there is no column mesure", "Did you mean measure?")
    for row in range(1, FIRST):
        book.book["figures"][f"{column}{row}"] = "value"
    second = max(cell.column_letter for cell in book.book["figures"][HEADINGS] if cell.value == "value")
    book.rejects(f"figures!{second}3", "the column value appears twice")


def test_a_sheet_without_headings_or_ids_is_rejected(root):
    book = Book(root)
    book.book["figures"].delete_rows(1, HEADINGS)
    book.rejects("figures!A1", "has no row of headings")
    book = Book(root)
    book.book["figures"].delete_cols(1)
    book.rejects("figures!A3", "figure_id")


def test_a_duplicate_id_is_rejected(root):
    book = Book(root)
    at = book.add("figures", figure_id="FIG-0001", claim_id="CLM-0002")
    book.rejects(f"figures!A{at}", "FIG-0001 is already in row 4")


def test_a_deleted_row_with_an_id_is_rejected(root):
    book = Book(root)
    book.book["figures"].delete_rows(book.row("figures", "FIG-0008"))
    book.rejects("figures", "FIG-0008 was exported", "riwaya retire")


def test_a_row_changed_on_both_sides_is_rejected(root):
    book = Book(root)
    place = book.put("figures", "FIG-0001", "detail_en", "Seen.").split("!")[1]
    file = root / "data/figures.csv"
    file.write_text(file.read_text("utf-8").replace("11 members", "eleven members"), "utf-8")
    book.rejects(f"figures!A{place[1:]}", "FIG-0001 has changed in the data since")


def test_an_additional_sheet_is_named_and_ignored(root):
    book = Book(root)
    own = book.book.create_sheet("حساباتي")
    for row in range(9):
        own.append(["x", row])
    result = book.back("--yes")
    assert (
        result.exit_code == 0
        and "حساباتي: no table has this name" in result.output
        and "Nothing changed." in result.output
    )


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip", b"figure_id,value\n"])
def test_a_file_that_is_not_a_workbook_is_rejected(data, root, tmp_path):
    (tmp_path / "x.xlsx").write_bytes(data)
    for lang, words in (("en", "cannot be read as a workbook"), ("ar", "تعذّرت قراءة x.xlsx")):
        result = run("import", tmp_path / "x.xlsx", lang=lang)
        assert result.exit_code == 2 and words in result.output
    assert run("import", tmp_path / "nothing.xlsx").exit_code == 2


def test_a_table_that_exceeds_a_sheet_is_an_error_and_leaves_no_workbook(root, tmp_path):
    sheets = read_sheets(Package.open(root))
    sheets["figures"].records[0].set("detail_en", "x" * 40_000)
    with pytest.raises(EditError, match="figures, row 4"):
        export(Package.open(root), sheets, tmp_path / "x.xlsx", "en", {})
    assert run("export", tmp_path / "x.xlsx", "--event", "EVT-0001", "--empty").exit_code == 2
    assert not [path for path in tmp_path.iterdir() if "xlsx" in path.name]


def test_a_failed_export_leaves_no_workbook(root, tmp_path):
    (tmp_path / "folder").mkdir()
    assert run("export", tmp_path / "folder").exit_code == 2 and [*(tmp_path / "folder").iterdir()] == []
    assert run("export", tmp_path / "missing/x.xlsx").exit_code == 2


# -- Through another program --------------------------------------------------------------------------


libreoffice = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")


def through_libreoffice(file, folder):
    """The workbook as LibreOffice saves it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / file.name


@libreoffice
def test_a_round_trip_through_libreoffice_changes_nothing(root, tmp_path):
    before = state(root)
    book = Book(root)
    # A formula comes with its value, a date as a date.
    book.put("figures", "FIG-0001", "value", "=5+6")
    published = datetime.datetime.fromisoformat(
        read_sheets(Package.open(root))["sources"].records[0].cells["published"]
    )
    book.put("sources", "SRC-0001", "published", published)
    book.book["claims"].row_dimensions[5].hidden = True
    book.book.save(book.file)
    saved = through_libreoffice(book.file, tmp_path / "out")
    result = run("import", saved, "--yes")
    assert result.exit_code == 0 and result.stdout.strip() == "Nothing changed.", result.output
    assert state(root) == before


REPORTS = [
    {
        "outlet": ("بلدي نيوز", "Baladi News"),
        "url": "https://baladi-news.com/ar/articles/48060/",
        "read_as": "قُرئ كاملًا",
        "claimant": ("فرات بوست", "organisation"),
        "said": (
            "يقول فرات بوست إن 32 عائلة خرجت من المخيم.",
            "Euphrates Post says that 32 families left the camp.",
        ),
        "figure": ("عائلات", "exact", 32, "32 عائلة", "32 families"),
    },
    {
        "outlet": ("كولان", "Gulan Media"),
        "url": "https://mail.gulanmedia.com/ar/story/97248/",
        "read_as": "full_text",
        "claimant": ("مسؤول المخيمات", "unnamed_sources"),
        "said": (
            "يقول مسؤول إن أكثر من 200 محتجز سيخرجون.",
            "An official says that more than 200 will leave.",
        ),
        "figure": ("Prisoners", "أكثر من", "٢٠٠", "أكثر من 200 محتجز", "more than 200 held"),
    },
    {
        "outlet": ("عربي21", "Arabi21"),
        "url": "https://arabi21.co.uk/storyamp/1235165/",
        "read_as": "Read in excerpt",
        "claimant": ("local sources", "unnamed_sources"),
        "said": ("تقول مصادر محلية إن 400 شخص خرجوا.", "Local sources say that 400 people left."),
        "figure": ("أشخاص", "exact", 400.0, "400 شخص", "400 people"),
    },
]
"""Three reports on the camp of al-Hol, in our own words."""


def enter(book, report):
    """Type a report with names instead of IDs, terms and codes."""
    (outlet_ar, outlet_en), (claimant, attribution) = report["outlet"], report["claimant"]
    category, qualifier, value, wording_ar, wording_en = report["figure"]
    book.add("actors", kind="Outlet", name_ar=outlet_ar, name_en=outlet_en, disclosure="organisation")
    book.add(
        "sources",
        kind="مقال إخباري",
        outlet_id=outlet_ar,
        language="العربية",
        url=report["url"],
        read_as=report["read_as"],
    )
    book.add(
        "claims",
        claim_id=f"+{outlet_en}".replace(" ", ""),
        event_id="A release from al-Hol",
        source_id=report["url"],
        claimant_id=claimant,
        attribution=attribution,
        locator="p2",
        stance="يقول بذلك",
        location_id="مخيم الهول",
        statement_ar=report["said"][0],
        statement_en=report["said"][1],
    )
    book.add(
        "figures",
        claim_id=f"+ {outlet_en}".replace(" ", ""),
        measure="Persons released",
        held_by_id="sdf",
        category=category,
        qualifier=qualifier,
        value=value,
        wording_ar=wording_ar,
        wording_en=wording_en,
        wording_language="عربي",
    )


def test_three_reports_are_entered_by_names(root):
    book = Book(root)
    book.add(
        "events",
        kind="أنباء عن إفراج",
        outcome="reported_done",
        title_ar="إفراج من مخيم الهول",
        location_id="al-Hol camp",
        title_en="A release from al-Hol",
        summary_ar="تذكر وسائل إعلام إفراجًا.",
        summary_en="Outlets tell of a release.",
    )
    book.add(
        "locations",
        kind="facility",
        name_ar="مخيم الهول",
        name_en="Al-Hol camp",
        parent_id="محافظة الحسكة",
        precision="unknown",
    )
    book.add(
        "actors", kind="role", name_ar="مسؤول المخيمات", name_en="Head of the camps", disclosure="unnamed"
    )
    book.add(
        "actors", kind="unnamed_sources", name_ar="مصادر محلية", name_en="Local sources", disclosure="unnamed"
    )
    for report in REPORTS:
        enter(book, report)
    result = book.back("--yes")
    assert result.exit_code == 0, result.output
    sheets = read_sheets(Package.open(root))
    claims = sheets["claims"].records[-3:]
    outlets = [record.cells["outlet_id"] for record in sheets["sources"].records[-3:]]
    names = {record.cells["actor_id"]: record.cells["name_en"] for record in sheets["actors"].records}
    assert [names[outlet] for outlet in outlets] == [report["outlet"][1] for report in REPORTS]
    assert [names[record.cells["claimant_id"]] for record in claims] == [
        "Euphrates Post",
        "Head of the camps",
        "Local sources",
    ]
    figures = [
        [
            record.cells[name]
            for name in ("claim_id", "held_by_id", "category", "qualifier", "value", "wording_language")
        ]
        for record in sheets["figures"].records[-3:]
    ]
    ids = [record.cells["claim_id"] for record in claims]
    assert figures == [
        [ids[0], "ACT-0002", "families", "exact", "32", "ar"],
        [ids[1], "ACT-0002", "prisoners", "more_than", "200", "ar"],
        [ids[2], "ACT-0002", "persons", "exact", "400", "ar"],
    ]

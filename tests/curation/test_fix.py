"""`riwaya fix`: unambiguous problems are fixed and shown; ambiguous cells stay, byte for byte."""

import codecs
import csv
import io
import os

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.curation.fix import fix_files
from riwaya.journal import write_files
from riwaya.package.descriptor import Package
from riwaya.package.plain_cells import plain_cell
from riwaya.text.characters import FORBIDDEN_CHARACTERS
from riwaya.validation.check import check_package
from tests.support.package_copies import ARTICLE, copy_package, problems_in, state


@pytest.fixture
def root(tmp_path):
    return copy_package(tmp_path / "package")


def run(root, *options, lang="en"):
    result = CliRunner().invoke(main, ["fix", str(root), *options, "--lang", lang])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def change(root, table, *edits, encoding="utf-8", before=b""):
    """Edit a table; each edit must match."""
    file = root / f"data/{table}.csv"
    text = file.read_bytes().decode()
    for find, replace in edits:
        assert find in text, find
        text = text.replace(find, replace)
    file.write_bytes(before + text.encode(encoding))


def semicolons(text, delimiter=";"):
    """A table as a spreadsheet of other regional settings writes it."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(
        csv.reader(io.StringIO(text, newline=""))
    )
    return out.getvalue()


def moved(lines):
    """The third record before the others."""
    return "\n".join([lines[0], lines[3], *lines[1:3], *lines[4:]])


SAME = {
    "a byte order mark": (lambda text: codecs.BOM_UTF8 + text.encode(), "encoding-bom · places: 1"),
    "line ends of Windows": (lambda text: text.replace("\n", "\r\n").encode(), "newline-not-lf · places: 19"),
    "line ends of old Macs": (lambda text: text.replace("\n", "\r").encode(), "newline-not-lf · places: 19"),
    "UTF-16 with its mark": (lambda text: text.encode("utf-16"), "encoding-utf16 · places: 1"),
    "UTF-16 the other way": (
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        "encoding-utf16 · places: 1",
    ),
    "UTF-32 with its mark": (lambda text: text.encode("utf-32"), "encoding-not-utf8 · places: 1"),
    "semicolons": (lambda text: semicolons(text).encode(), "delimiter-not-comma · places: 1"),
    "the line of Excel's delimiter, and what Excel saves": (
        lambda text: codecs.BOM_UTF8 + f"sep=;\n{semicolons(text)}".replace("\n", "\r\n").encode(),
        "separator-line · line 1\n  delimiter-not-comma",
    ),
    "the line of a delimiter that is right": (
        lambda text: f"sep=,\n{text}".replace("Syria,", "Syria ,", 1).encode(),
        "separator-line · line 1\n  cell-not-trimmed · line 3 · name_en",
    ),
    "Excel's Unicode text": (
        lambda text: semicolons(text, "\t").replace("\n", "\r\n").encode("utf-16"),
        "encoding-utf16",
    ),
    "a blank row": (
        lambda text: text.replace("LOC-0003", ",,,\nLOC-0003", 1).replace(",,,\n", "," * 13 + "\n").encode(),
        "blank-row · line 4",
    ),
    "no line feed at the end": (lambda text: text[:-1].encode(), "newline-missing-at-end · line 19"),
    "blanks around a label": (
        lambda text: text.replace("name_ar,", "name_ar ,", 1).encode(),
        "incorrect-label",
    ),
    "rows in another order": (lambda text: moved(text.split("\n")).encode(), "rows-out-of-order · places: 3"),
    "Arabic digits in an ID": (
        lambda text: (
            text.replace("LOC-0002,LOC", "LOC-٠٠٠٢,LOC").replace("\nLOC-0003,", "\nLOC-٠٠٠٣,").encode()
        ),
        "digits-not-ascii · line 4 · location_id",
    ),
    "the kaf of another keyboard": (
        lambda text: text.replace("الحسكة", "الحسکة").encode(),
        "letter-of-other-keyboard · line 3",
    ),
    "the ya of another keyboard within a word": (
        lambda text: text.replace("سوريا", "سوریا").encode(),
        "⁨سوریا⁩ → ⁨سوريا⁩",
    ),
    "a mark of direction": (
        lambda text: text.replace("Syria,", "Syria\u200f,", 1).encode(),
        "Syria\\u200F⁩ → ⁨Syria⁩",
    ),
    "a blank of no width": (
        lambda text: text.replace("Syria,", "Sy\u200bria,", 1).encode(),
        "invisible-character · line 2",
    ),
    "a blank that is none": (
        lambda text: text.replace("Al-Hasakah Gov", "Al-Hasakah\u00a0Gov", 1).encode(),
        "blank-not-plain",
    ),
    "shapes of letters": (
        lambda text: text.replace("سوريا,", "ﺳﻮﺭﻳﺎ,", 1).encode(),
        "presentation-form · line 2 · name_ar",
    ),
    "letters in two parts": (
        lambda text: text.replace("الأول", "الا\u0654ول", 1).encode(),
        "text-not-nfc · line 19",
    ),
    "a stretched word": (
        lambda text: text.replace("سوريا,", "ســـوريا,", 1).encode(),
        "tatweel · line 2 · name_ar",
    ),
    "blanks at the edges": (
        lambda text: text.replace("Syria,", " Syria ,", 1).encode(),
        "cell-not-trimmed · line 2 · name_en",
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_unambiguous_damage_is_undone(case, root):
    spoil, expected = SAME[case]
    before, file = state(root), root / "data/locations.csv"
    file.write_bytes(spoil(before["data/locations.csv"].decode()))
    spoilt = state(root)
    assert spoilt != before and problems_in(root)
    dry = run(root, "--dry-run")
    assert dry.exit_code == 1 and state(root) == spoilt
    result = run(root)
    assert result.exit_code == 0 and expected in result.output and result.output.startswith(dry.output), (
        result.output
    )
    assert state(root) == before
    again = run(root, "--dry-run")
    assert again.exit_code == 0 and again.output == "Nothing to fix.\n"


def test_columns_in_another_order_are_put_back(root):
    before = state(root)
    rows = [*csv.reader(io.StringIO(before["data/events.csv"].decode(), newline=""))]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([row[::-1] for row in rows])
    (root / "data/events.csv").write_text(out.getvalue(), "utf-8", newline="\n")
    result = run(root, lang="ar")
    assert (
        result.exit_code == 0
        and "incorrect-label · السطر 1" in result.output
        and "البيانات سليمة." in result.output
    )
    assert state(root) == before


STAYS = {
    "an encoding that must be guessed": lambda text: text.encode("utf-8").replace(
        "حسو".encode(), "حسو".encode("cp1256")
    ),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "what is no text": lambda text: b"\x01\r\x02\r\n" * 40,
    "half a character": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le")[:-1],
    "a file that is cut off": lambda text: text[:-8].encode(),
    "a quotation mark out of place": lambda text: text.replace("Syria,", 'Sy"ria,', 1).encode(),
    "a quotation mark that is not closed": lambda text: text.replace("Syria,", '"Syria,', 1).encode(),
    "a cell too many": lambda text: text.replace("Syria,", "Syria,,", 1).encode(),
    "a label that nobody knows": lambda text: text.replace("name_en", "name_fr", 1).encode(),
    "a column twice": lambda text: text.replace("name_en", "name_ar", 1).encode(),
    "the ya at the end of a word": lambda text: text.replace("سوريا,", "سوری,", 1).encode(),
    "a text in the wrong column": lambda text: text.replace("سوريا,Syria", "Syria,سوريا", 1).encode(),
    "a term that is nearly one": lambda text: text.replace(",country,", ",Country,", 1).encode(),
    "a character that is none": lambda text: text.replace("Syria,", "Sy\ufffdria,", 1).encode(),
    "a row without its ID, out of order": lambda text: text.replace("\nLOC-0002,", "\n,", 1).encode(),
    "an empty file": lambda text: b"",
}


@pytest.mark.parametrize("case", STAYS)
def test_ambiguous_cells_stay_unchanged(case, root):
    file = root / "data/locations.csv"
    file.write_bytes(STAYS[case](file.read_bytes().decode()))
    before = state(root)
    result = run(root)
    assert result.exit_code == 1 and "data/locations.csv" in result.output and state(root) == before, (
        result.output
    )


def test_a_date_in_another_order_is_not_changed(root):
    change(root, "sources", ("2018-06-07", "07/06/2018"))
    before = state(root)
    assert run(root).exit_code == 1 and state(root) == before


def test_fixes_are_kept_beside_problems_that_cannot_be_fixed(root):
    change(root, "locations", ("Syria,", "Syria ,"), (",country,", ",Country,"))
    result = run(root)
    assert (
        result.exit_code == 1 and "cell-not-trimmed" in result.output and "constraint-error" in result.output
    )
    assert b"Syria," in (root / "data/locations.csv").read_bytes()


def test_verbatim_texts_keep_their_tatweel(root):
    change(root, "sources", ("بصفقات سريّة", "بصفقــات سريّة"))
    before = state(root)
    assert run(root).exit_code == 0 and state(root) == before


@pytest.mark.parametrize("written, lang", [("١٬٠١٨", "en"), ("1\u202f018", "ar"), ("1,018", "en")])
def test_a_number_is_repaired_whole_as_the_hint_says(root, written, lang):
    change(root, "figures", ("more_than,18,", f'more_than,"{written}",'))
    (problem,) = check_package(Package.open(root)).report.problems
    assert "1018" in problem.hint()[lang]
    run(root, lang=lang)
    assert b"more_than,1018," in (root / "data/figures.csv").read_bytes()


def test_a_decimal_sign_becomes_a_full_stop(root):
    (field,) = [
        item for item in Package.open(root).resource("locations").schema.fields if item.name == "latitude"
    ]
    assert plain_cell(field, "٣٦٫٥") == plain_cell(field, "36,5") == "36.5"
    assert plain_cell(field, "36,502") is None


@pytest.mark.parametrize("written", ["١٫٥", "1.018"])
def test_a_number_without_one_reading_stays_whole(root, written):
    change(root, "figures", ("more_than,18,", f'more_than,"{written}",'))
    before = state(root)
    result = run(root)
    assert result.exit_code == 1 and state(root) == before
    assert "Left alone: it can be read in more than one way, or in none." in result.output


def test_a_date_is_repaired_whole_or_not_at_all(root):
    change(root, "events", ("reported_done,2018-05,", "reported_done,٢٠١٨/٠٥,"))
    before = state(root)
    assert run(root).exit_code == 1 and state(root) == before


RUINS = ["cp1252", "cp1256", "latin-1"]


@pytest.mark.parametrize("codec", RUINS)
def test_a_ruined_text_is_shown_and_restored_when_confirmed(root, codec):
    before = state(root)
    # All bytes of this name are characters in each of the code pages.
    change(root, "locations", ("سوريا,Syria", f"{'سوريا'.encode().decode(codec)},Syria"))
    ruined = state(root)
    shown = run(root)
    assert shown.exit_code == 1 and state(root) == ruined
    # With controls, of Latin-1, the table is not read; the text comes back all the same.
    if codec == "latin-1":
        assert "control-character" in shown.output and "Do not delete it yet" in shown.output
    else:
        assert "text-ruined" in shown.output and "سوريا" in shown.output
    assert "Left alone: only a person can confirm" in shown.output
    restored = run(root, "--restore-text")
    assert restored.exit_code == 0 and state(root) == before
    assert "text-ruined · line 2 · name_ar" in restored.output


@pytest.mark.parametrize(
    "escaped",
    ["&#1587;وريا", r"\u0633\u0648ريا", "%D8%B3%D9%88%D8%B1%D9%8Aا", "سوريا&nbsp;&rlm;", "&amp;#1587;وريا"],
)
def test_an_escaped_text_is_shown_and_restored_when_confirmed(root, escaped):
    before = state(root)
    change(root, "locations", ("سوريا,Syria", f"{escaped},Syria"))
    written = state(root)
    shown = run(root)
    assert shown.exit_code == 1 and state(root) == written
    assert "text-escaped" in shown.output and "Left alone: only a person can confirm" in shown.output
    assert "Fix: It is: ⁨سوريا" in shown.output
    restored = run(root, "--restore-text", lang="ar")
    assert restored.exit_code == 0 and state(root) == before and "text-escaped" in restored.output


def test_an_address_has_no_escapes(root):
    change(root, "sources", ("https://horrya.net/", "https://horrya.net/%D8%AD&amp;"))
    before = state(root)
    assert run(root, "--restore-text").exit_code == 0 and state(root) == before


@pytest.mark.parametrize("ruin", ["ط§ظ„ط±ظ‚ط© حلب", "ط\u00adظ„ظ…ظ?", "ط§ظ„ط±ظ‚ط\ufffd"])
def test_a_text_that_lost_bytes_is_not_restored(root, ruin):
    change(root, "locations", ("سوريا,Syria", f"{ruin},Syria"))
    before = state(root)
    result = run(root, "--restore-text")
    assert result.exit_code == 1 and state(root) == before and "what stood there is lost" in result.output


@pytest.mark.parametrize(
    "lang, words",
    [("en", ("Left alone: ", "someone who knows")), ("ar", ("تُركت كما هي: ", "لمن يعرف المصدر"))],
)
def test_every_problem_that_is_left_has_its_reason(root, lang, words):
    change(root, "locations", (",country,", ",Country,"), ("Syria,", "Sy\ufffdria,"))
    change(root, "figures", ("more_than,18,", "more_than,1.018,"))
    change(root, "claims", ("CLM-0002,", 'CLM"-0002,'))
    output = run(root, lang=lang).output
    count = len(problems_in(root))
    assert count >= 4 and output.count(words[0]) == count and words[1] in output


def test_untouched_rows_keep_their_bytes(root):
    file = root / "data/locations.csv"
    quoted = file.read_bytes().replace(b"LOC-0003,", b'"LOC-0003",', 1)
    file.write_bytes(quoted.replace(b"Syria,", b"Syria ,", 1))
    assert run(root).exit_code == 0 and file.read_bytes() == quoted


def test_invisible_characters_are_shown_escaped(root):
    change(root, "locations", ("Syria,", "Sy\u202eria,"))
    assert "\u202e" not in run(root, "--dry-run").output


def test_a_link_out_of_the_package_is_not_followed(root, tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_bytes(codecs.BOM_UTF8 + (root / "data/locations.csv").read_bytes())
    (root / "data/locations.csv").unlink()
    os.symlink(outside, root / "data/locations.csv")
    before = outside.read_bytes()
    assert run(root).exit_code == 1 and outside.read_bytes() == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_folder_without_a_package_is_an_error(lang, tmp_path):
    result = run(tmp_path, lang=lang)
    assert result.exit_code == 2 and "datapackage.json" in result.output


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    return copy_package(tmp_path_factory.mktemp("any") / "package")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from([*'كیکيىـأا،, "\n\r\t١٢3\u200f\u200c\u0654\u00a0ﻻa;']), max_size=12))
@example("یـأ")
@example("ی\u0654ک")
def test_fixing_is_idempotent_and_leaves_no_problem_that_it_can_fix(spoilt, text):
    package, file = Package.open(spoilt), spoilt / "data/locations.csv"
    with (ARTICLE / "data/locations.csv").open(encoding="utf-8", newline="") as stream:
        rows = [*csv.reader(stream)]
    rows[1][2] = text
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    file.write_bytes(out.getvalue().encode())
    write_files(spoilt, {made.resource.path: made.data for made in fix_files(package)})
    assert not fix_files(package)
    codes = {
        problem.code
        for problem in check_package(package, codes=("letter-of-other-keyboard", "tatweel")).report.problems
    }
    # A cell with a tab stays as it is, and so does a final ya that may be two letters.
    assert not codes & {
        *FORBIDDEN_CHARACTERS,
        "text-not-nfc",
        "digits-not-ascii",
        "cell-not-trimmed",
        "newline-not-lf",
        "tatweel",
    }
    assert "letter-of-other-keyboard" not in codes or "ی" in text

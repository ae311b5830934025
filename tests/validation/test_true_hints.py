"""What a hint says is true of any Data Package, not only of ours."""

import bz2
import gzip
import hashlib
import io
import json
import lzma
import re
import subprocess
import sys
import time
import unicodedata
import zipfile
from datetime import date

import pytest
from click.testing import CliRunner

from riwaya.cli.main import main
from riwaya.package.decoded_files import COMPRESSIONS
from riwaya.package.descriptor import Package
from riwaya.text.characters import FORBIDDEN_CHARACTERS
from riwaya.validation import reporters
from riwaya.validation.check import check_package

RUINED, RESTORED = "ط§ظ„ط±ظ‚ط©", "الرقة"


def package(folder, data, fields, **resource):
    item = {"name": "أماكن", "path": "t.csv", "schema": {"fields": fields}, **resource}
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [item]}), "utf-8")
    (folder / "t.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def report_on(folder):
    return check_package(Package.open(folder, standard=True)).report


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)])


# Names of Python; of these, iconv has some under other names and some not at all.
_NO_NAMES_OF_ICONV = ("mac_roman", "mac_greek", "mac_latin2", "mac_turkish", "cp720", "utf-16", "utf_7")
NAME = [{"name": "اسم", "type": "string"}]
KEY = {"primaryKey": "اسم"}
# What is said of our own tables, and of no other.
OURS = ("Latin", "source", "phrase", "the number or the date", "vocabulary", "لاتينية", "المصدر", "المعجم")


@pytest.mark.parametrize(
    "kind, constraints, cell",
    [
        ("string", {"pattern": "[ء-ي ]+"}, "abc"),
        ("string", {"maxLength": 3}, "abcd"),
        ("date", {"minimum": "2018-01-01"}, "2017-01-01"),
        ("date", {"maximum": "2018-01-01"}, "2019-01-01"),
        ("integer", {"exclusiveMinimum": 3}, "3"),
        ("integer", {"required": True}, '""'),
    ],
)
def test_hints_of_constraints_do_not_speak_of_our_tables(kind, constraints, cell, tmp_path):
    fields = [{"name": "قيمة", "type": kind, "constraints": constraints}, {"name": "x", "type": "string"}]
    (problem,) = report_on(package(tmp_path, f"قيمة,x\n{cell},x\n", fields)).problems
    hint = problem.hint()
    assert problem.code == "constraint-error" and hint.en != hint.ar
    assert not [word for word in OURS if word in hint.en + hint.ar]
    assert kind == "integer" or "number" not in hint.en


@pytest.mark.parametrize("form", reporters.names())
def test_only_pages_that_the_package_has_are_named(form, tmp_path):
    fields = [{"name": "number", "type": "integer"}]
    folder = package(tmp_path, "number\nx\n", fields, name="places")
    assert "docs/" not in reporters.render(form, report_on(folder), "en")
    (folder / "docs").mkdir()
    (folder / "docs/rules.en.md").write_text("# Rules\n")
    with_rules = reporters.render(form, report_on(folder), "en")
    assert "docs/rules.en.md#type-error" in with_rules and "codebook" not in with_rules
    (folder / "docs/codebook.en.md").write_text("# Codebook\n")
    assert "codebook.en.md#places.number" in reporters.render(form, report_on(folder), "en")


def test_links_to_pages_at_an_address_are_kept(tmp_path):
    report = report_on(package(tmp_path, "number\nx\n", [{"name": "number", "type": "integer"}]))
    _, linked = reporters.render_summary(
        "github", report, "en", {"GITHUB_STEP_SUMMARY": "s", "RIWAYA_DOCS": "https://example.org/docs"}
    )
    _, plain = reporters.render_summary("github", report, "en", {"GITHUB_STEP_SUMMARY": "s"})
    assert "(https://example.org/docs/rules.en.md#type-error)" in linked
    assert "docs/" not in plain and "`type-error`" in plain


@pytest.mark.parametrize("fields", [NAME, [{"name": "اسم"}]], ids=["typed", "untyped"])
def test_text_is_restored_in_any_package_as_the_hint_says(fields, tmp_path):
    folder = package(tmp_path, f"اسم\n{RUINED}\n", fields)
    (problem,) = report_on(folder).problems
    assert problem.code == "text-ruined" and "riwaya fix --restore-text" in problem.hint().ar
    result = run("fix", folder, "--restore-text", "--lang", "en")
    assert result.exit_code == 0, result.output
    assert (folder / "t.csv").read_text("utf-8") == f"اسم\n{RESTORED}\n"


def test_a_command_that_would_not_repair_a_table_is_not_named(tmp_path):
    folder = package(tmp_path, f"اسم;x\n{RUINED};\n", [*NAME, {"name": "x"}], dialect={"delimiter": ";"})
    (problem,) = report_on(folder).problems
    assert problem.code == "text-ruined" and RESTORED in problem.hint().en
    assert "riwaya fix" not in problem.hint().en + problem.hint().ar
    before = (folder / "t.csv").read_bytes()
    assert run("fix", folder, "--restore-text").exit_code == 1
    assert (folder / "t.csv").read_bytes() == before


def test_nor_is_it_where_the_file_is_compressed(tmp_path):
    folder = package(tmp_path, gzip.compress(f"اسم\n{RUINED}\n".encode()), NAME, compression="gz")
    (problem,) = report_on(folder).problems
    assert problem.code == "text-ruined" and RESTORED in problem.hint().ar
    assert "riwaya fix" not in problem.hint().en + problem.hint().ar


@pytest.mark.parametrize("delimiter, is_named", [(",", True), (";", False)])
def test_fix_is_named_for_a_letter_where_it_mends_it(delimiter, is_named, tmp_path):
    fields = [{"name": "name_ar", "type": "string"}, {"name": "name_en", "type": "string"}]
    text = f"name_ar{delimiter}name_en\nکتاب{delimiter}book\n"
    folder = package(tmp_path, text, fields, **({} if is_named else {"dialect": {"delimiter": ";"}}))
    (problem,) = report_on(folder).problems
    assert problem.code == "letter-of-other-keyboard"
    assert all(("riwaya fix" in hint) == is_named for hint in (problem.hint().en, problem.hint().ar))
    assert run("fix", folder).exit_code == (0 if is_named else 1)
    assert ("كتاب" in (folder / "t.csv").read_text("utf-8")) == is_named


def test_fix_leaves_a_file_in_another_encoding_as_it_is(tmp_path):
    data = "اسم\n حلب\n".encode("cp1256")
    folder = package(tmp_path, data, NAME, encoding="windows-1256")
    assert {"cell-not-trimmed", "encoding-declared"} == {item.code for item in report_on(folder).problems}
    run("fix", folder)
    assert (folder / "t.csv").read_bytes() == data


@pytest.mark.parametrize("encoding", ["windows-1256", "latin-1", "cp1252", "koi8-r"])
def test_utf_8_that_is_declared_as_another_encoding_is_named_once(encoding, tmp_path):
    folder = package(tmp_path, "اسم\nحلب\nالرقة\n", NAME, encoding=encoding)
    (problem,) = report_on(folder).problems
    assert (problem.code, problem.place.path) == ("encoding-not-utf8", "t.csv")
    assert "Remove encoding" in problem.hint().en and "restore" not in problem.hint().en


def test_one_letter_tells_that_a_file_is_utf_8(tmp_path):
    name = [{"name": "a", "type": "string"}]
    folder = package(tmp_path, "a\nRené\n", name, encoding="windows-1252")
    (problem,) = report_on(folder).problems
    assert problem.code == "encoding-not-utf8" and "Remove encoding" in problem.hint().en


@pytest.mark.parametrize(
    "text, written, declared, code",
    [
        *((char, "utf-8", "windows-1256", "encoding-not-utf8") for char in "أé’"),
        *(("قم", "utf-8", one, "encoding-not-utf8") for one in ("cp1251", "mac-roman", "windows-1256")),
        *(("م", "utf-8", one, "encoding-not-utf8") for one in ("iso-8859-6", "cp437")),
        *(
            ("Café", "utf-8", one, "encoding-not-utf8")
            for one in ("windows-1252", "latin1", "windows-1256", "koi8-r")
        ),
        *(
            (word, "utf-8", one, "encoding-not-utf8")
            for word, one in (("да", "cp1251"), ("vyrų", "cp1257"), ("m²", "latin1"), ("Kraków", "cp1250"))
        ),
        ("الرقة وحلب", "utf-8", "gbk", "encoding-not-utf8"),
        # Bytes that UTF-8 might hold, too.
        *((word, "cp1256", "windows-1256", "encoding-declared") for word in ("ك؟", "آ»", "شک", "ب", "شك")),
        ("联通", "gbk", "gbk", "encoding-declared"),
        ("الرقة وحلب", "utf-8", "utf-8-sig", "encoding-declared"),
    ],
)
def test_a_text_is_in_utf_8_whatever_is_declared_if_its_bytes_say_so(text, written, declared, code, tmp_path):
    folder = package(tmp_path, f"a\n{text}\n".encode(written), [{"name": "a"}], encoding=declared)
    assert [problem.code for problem in report_on(folder).problems] == [code]


@pytest.mark.parametrize(
    "text, declared, utf8",
    [
        ("Pipe Ø½ in", "windows-1252", "ؽ"),
        ("CAFÉ…", "cp1252", "CAFɅ"),
        ("volume (Å³)", "latin1", "(ų)"),
        ("20 Å² 1.5 Å±0.2", "cp1252", "Ų"),
        ("Р°", "cp1251", "а"),
        ("PÓŁ", "cp1250", "Pӣ"),
        ("ลดลง", "cp874", "Ŵŧ"),
        ("รก", "cp874", "á"),
        ("سگ", "cp1256", "Ӑ"),
        ("رگ", "cp1256", "ѐ"),
        ("\n".join("一" * 20), "gbk", "һ"),
        ("m", "windows-1256", None),
        ("حلب", "windows-1256", None),
    ],
)
def test_what_may_be_utf_8_as_well_is_read_as_declared(text, declared, utf8, tmp_path):
    folder = package(tmp_path, f"a\n{text}\n".encode(declared), [{"name": "a"}], encoding=declared)
    found = report_on(folder).problems
    assert [(item.code, item.severity.value) for item in found] == [("encoding-declared", "warning")]
    for language in (found[0].hint().en, found[0].hint().ar):
        assert "python3 -c" in language and (utf8 is None or utf8 in language)


@pytest.mark.parametrize("text", ["20 Å²", "1.54 Å±0.02", "(Å³)"])
def test_a_unit_is_no_ruined_text(text, tmp_path):
    assert report_on(package(tmp_path, f"a\n{text}\n", [{"name": "a"}])).problems == ()


RANDOM = bytes(hashlib.shake_128(b"riwaya").digest(300))
NO_TEXT = {
    "XLS": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff",
    "PDF": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "Zstandard": b"\x28\xb5\x2f\xfd" + RANDOM,
    "PNG": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + RANDOM,
    "SQLite": b"SQLite format 3\0\x10\0\1\1\0",
    "Parquet": b"PAR1\x15\x04\x15\x20PAR1",
    "control characters": RANDOM,
    "5 control characters": b"\1\0\2\0\3",
}


@pytest.mark.parametrize("form", NO_TEXT)
@pytest.mark.parametrize(
    "properties", [{}, {"dialect": {"delimiter": ";"}}, {"encoding": "windows-1256"}], ids=str
)
def test_what_is_no_text_is_named_as_such(form, properties, tmp_path):
    folder = package(tmp_path, NO_TEXT[form], [{"name": "a"}], **properties)
    (problem,) = report_on(folder).problems
    message = problem.message()
    assert (problem.code, problem.place.line) == ("file-unreadable", None)
    assert form in message.en and "no text" in message.en and "ليس t.csv نصًا" in message.ar
    assert "1256" not in problem.hint().en + problem.hint().ar


@pytest.mark.parametrize("properties", [{}, {"dialect": {"delimiter": ";"}}], ids=str)
@pytest.mark.parametrize(
    "data, code, hint",
    [
        (b"PAR1\nGIF89a\n", "incorrect-label", ""),
        (b"a\n\x1b[1mx\x1b[0m\n", "control-character", ""),
        ("a\nحلب\n".encode("utf-16-le"), "encoding-utf16", ""),
        ("a\nحلب\n".encode("utf-16-be"), "encoding-utf16", ""),
        ("a\n名前,东京\n".encode("utf-16-le"), "encoding-utf16", ""),
        ("a\n東京都,가나다\n".encode("utf-16-be"), "encoding-utf16", ""),
        ("a\nحلب\n".encode("utf-32"), "encoding-not-utf8", "program that wrote it"),
        ("a\nالرقة café\n".encode("cp1256"), "encoding-not-utf8", "Windows-1256"),
        *(
            (f"a\n{text}\n".encode(encoding), "encoding-not-utf8", "program that wrote it")
            for text, encoding in (("café", "cp1252"), ("Москва", "cp1251"), ("Straße", "cp1252"))
        ),
    ],
    ids=str,
)
def test_a_text_is_not_taken_for_another_file_nor_for_arabic(data, code, hint, properties, tmp_path):
    (problem,) = report_on(package(tmp_path, data, [{"name": "a"}], **properties)).problems
    assert problem.code == code and hint in problem.hint().en
    assert ("1256" in problem.hint().en) == ("1256" in problem.hint().ar) == ("1256" in hint)


COMPRESSED = {
    "gz": gzip.compress(b"a\n1\n"),
    "bz2": bz2.compress(b"a\n1\n", 1),
    "xz": lzma.compress(b"a\n1\n"),
    "zip": b"PK\x03\x04\x14\x00\x06\x00",
}


@pytest.mark.parametrize("compression", COMPRESSED)
@pytest.mark.parametrize(
    "delimiter, encoding", [(",", "utf-8"), (";", "utf-8"), (",", "windows-1256"), (",", "cp1252")]
)
def test_a_compressed_file_is_no_text_in_another_encoding(compression, delimiter, encoding, tmp_path):
    form = {"dialect": {"delimiter": delimiter}, "encoding": encoding}
    folder = package(tmp_path, COMPRESSED[compression], [{"name": "a"}], **form)
    (problem,) = report_on(folder).problems
    assert problem.code == "file-unreadable" and compression in problem.message().ar
    assert "Unpack it" in problem.hint().en and "1256" not in problem.hint().en + problem.hint().ar


@pytest.mark.parametrize(
    "field, cell, kind, form",
    [
        ({"type": "string", "format": "email"}, "a.b.org", "string (email)", "name@example.org"),
        ({"type": "string", "format": "uri"}, "here", "string (uri)", "https://example.org"),
        ({"type": "string", "format": "uuid"}, "12", "string (uuid)", "123e4567-"),
        ({"type": "list", "itemType": "integer", "delimiter": "|"}, "1|x", "list", "12|12"),
        ({"type": "list", "itemType": "boolean"}, '"true,2"', "list", "true,true"),
        ({"type": "list", "itemType": "date", "delimiter": ";"}, "x", "list", "2018-06-07;2018-06-07"),
        ({"type": "number", "decimalChar": ","}, "1.5", "number", "36,50237"),
        ({"type": "date", "format": "%d/%m/%Y"}, "x", "date", "07/06/2018"),
        ({"type": "time", "format": "%H.%M"}, "x", "time", "12.30"),
        ({"type": "geopoint", "format": "object"}, "x", "geopoint", '{"lon": 38.9, "lat": 36.5}'),
        ({"type": "geopoint", "format": "array"}, "x", "geopoint", "[38.9, 36.5]"),
        ({"type": "geojson", "format": "topojson"}, "x", "geojson", '"Topology"'),
    ],
)
def test_a_form_is_that_of_the_field(field, cell, kind, form, tmp_path):
    (problem,) = report_on(package(tmp_path, f"a\n{cell}\n", [{"name": "a", **field}])).problems
    assert problem.code == "type-error" and f"type {kind}." in problem.message().en
    assert form in problem.hint().en and form in problem.hint().ar
    # What the hint shows is a value of the field.
    shown = problem.params["form"].replace('"', '""')
    if "uuid" not in kind:
        assert report_on(package(tmp_path, f'a\n"{shown}"\n', [{"name": "a", **field}])).ok


@pytest.mark.parametrize("constraint, count", [("minLength", 3), ("maxLength", 1)])
@pytest.mark.parametrize("kind, cell", [("list", '"1,2"'), ("array", '"[1, 2]"')])
def test_the_length_of_a_list_is_in_items(constraint, count, kind, cell, tmp_path):
    field = {"name": "a", "type": kind, "constraints": {constraint: count}}
    (problem,) = report_on(package(tmp_path, f"a\n{cell}\n", [field])).problems
    assert problem.code == "constraint-error" and f"than {count} items" in problem.message().en


@pytest.mark.parametrize(
    "row, code", [(["1"], "missing-cell"), (["1", "2", "3"], "extra-cell"), (["", ""], "blank-row")]
)
def test_rows_that_are_no_lines_have_no_commas(row, code, tmp_path):
    names = ["a", "b"]
    fields = [{"name": name, "type": "string"} for name in names]
    resource = {"name": "rows", "data": [names, ["1", "2"], row], "schema": {"fields": fields}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), "utf-8")
    (problem,) = report_on(tmp_path).problems
    texts = f"{problem.message().en} {problem.hint().en}"
    assert problem.code == code and "Row 2 of rows" in texts
    assert "comma" not in texts and "ine " not in texts and "فاصلة" not in problem.hint().ar


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_blanks_around_a_label_are_an_error_with_any_delimiter(delimiter, tmp_path):
    folder = package(tmp_path, "a \nx\n", [{"name": "a"}], dialect={"delimiter": delimiter})
    (problem,) = report_on(folder).problems
    assert (problem.code, problem.place.field, problem.place.value) == ("incorrect-label", "a", "a ")


@pytest.mark.parametrize("text", ["ශ්\u200dරී ලංකා", "र्\u200dक", "عملاً\u200cها"])
def test_a_joiner_is_spelling_in_scripts_that_have_it(text, tmp_path):
    assert report_on(package(tmp_path, f"اسم\n{text}\n", NAME)).problems == ()


@pytest.mark.parametrize("sign", "\u0600\u0605\u06dd\u070f\u08e2\U000110bd")
def test_a_sign_that_unicode_calls_a_format_is_seen(sign, tmp_path):
    folder = package(tmp_path, f"اسم\n{sign}١٢\n", NAME)
    assert report_on(folder).problems == ()
    assert run("fix", folder).exit_code == 0
    assert (folder / "t.csv").read_text("utf-8") == f"اسم\n{sign}١٢\n"


def test_hieroglyphs_are_joined_and_tags_are_named_whole(tmp_path):
    folder = package(tmp_path, "اسم\n\U00013000\U00013430\U00013001\nx\U000e0067\n", NAME)
    (problem,) = report_on(folder).problems
    assert (problem.code, problem.place.value) == ("invisible-character", r"x\U000E0067")


CONTROL_SIGNS = {
    "\x01": {"delimiter": "\x01"},
    "\x02": {"delimiter": "\x01", "quoteChar": "\x02"},
    "\x03": {"delimiter": "\x01", "escapeChar": "\x03"},
}


@pytest.mark.parametrize("sign", CONTROL_SIGNS)
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_signs_of_the_dialect_are_no_control_characters(sign, encoding, tmp_path):
    cells = {"\x01": "2", "\x02": "\x02حلب\x01\x02", "\x03": "حلب\x03\x01"}
    data = f"a\x01b\x01c\n1\x01{cells[sign]}\x013\n".encode(encoding)
    fields = [{"name": name} for name in "abc"]
    folder = package(tmp_path, data, fields, encoding=encoding, dialect=CONTROL_SIGNS[sign])
    assert {item.code for item in report_on(folder).problems} <= {"encoding-declared"}
    # Without the dialect it is no text, and with another sign no cell.
    folder = package(tmp_path, data, fields, encoding=encoding)
    assert [item.code for item in report_on(folder).problems] == ["file-unreadable"]
    folder = package(
        tmp_path, data.replace(b"3", b"\x04"), fields, encoding=encoding, dialect=CONTROL_SIGNS[sign]
    )
    assert "control-character" in {item.code for item in report_on(folder).problems}


@pytest.mark.parametrize(
    "text, is_error", [("👩\u200d🔬", False), ("👍🏽\u200d🔬", False), ("a\u200db", True)]
)
def test_a_joiner_makes_one_emoji_of_two(text, is_error, tmp_path):
    report = report_on(package(tmp_path, f"اسم\n{text}\n", NAME))
    assert [item.code for item in report.problems] == ["invisible-character"] * is_error


@pytest.mark.parametrize("languages", [["ar"], "ar", ["ar", "ar"], [1, 2]])
def test_languages_that_are_not_two_are_named_as_such(languages, tmp_path):
    folder = package(tmp_path, "اسم\nx\n", [], schema={"fields": NAME, "languages": languages})
    (problem,) = report_on(folder).problems
    assert problem.code == "resource-not-checked" and "not two codes" in problem.message().en
    assert "missingValues" not in problem.message().en


@pytest.mark.parametrize(
    "encoding, text", [("windows-1256", "اسم\nحلب\n"), ("gb18030", "اسم\n联通\n"), ("latin-1", "name\nx\n")]
)
def test_a_file_in_its_declared_encoding_is_read(encoding, text, tmp_path):
    fields = [{"name": text.split("\n")[0], "type": "string"}]
    report = report_on(package(tmp_path, text.encode(encoding), fields, encoding=encoding))
    assert report.ok and [item.code for item in report.problems] == ["encoding-declared"]


@pytest.mark.parametrize(
    "encoding, written",
    [("utf-8-sig", "utf-8-sig"), ("utf-8-sig", "utf-8"), *((name, name) for name in _NO_NAMES_OF_ICONV)],
)
def test_the_way_to_utf_8_is_one_that_works(encoding, written, tmp_path):
    folder = package(tmp_path, "a\né\n".encode(written), [{"name": "a", "type": "string"}], encoding=encoding)
    (problem,) = report_on(folder).problems
    command = re.search(r'python3 -c ".+?"', problem.hint().en)[0]
    assert command in problem.hint().ar
    (folder / "t.csv").rename(folder / "old.csv")
    subprocess.run(command.replace("python3", sys.executable), shell=True, check=True, cwd=folder)
    assert (folder / "new.csv").read_bytes() == "a\né\n".encode()


@pytest.mark.parametrize("declared", [{"encoding": "windows-1256"}, {}], ids=["declared", "not declared"])
@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_a_compressed_file_has_its_own_way_to_utf_8(compression, declared, tmp_path):
    data = "اسم\nالرقة والحسكة\nدير الزور\n".encode("windows-1256")
    if compression == "zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("table.csv", data)
        data, old = packed.getvalue(), "old.zip"
    else:
        data = {"gz": gzip, "bz2": bz2, "xz": lzma}[compression].compress(data)
        old = f"old.csv.{compression}"
    folder = package(tmp_path, data, NAME, compression=compression, **declared)
    (problem,) = report_on(folder).problems
    command = re.search(r'python3 -c ".+?"', problem.hint().en)[0]
    (folder / "t.csv").rename(folder / old)
    subprocess.run(command.replace("python3", sys.executable), shell=True, check=True, cwd=folder)
    converted = (folder / old.replace("old", "new")).read_bytes()
    folder = package(tmp_path, converted, NAME, compression=compression)
    assert report_on(folder).problems == ()
    assert Package.open(folder, standard=True).files.open("t.csv").read().startswith("اسم\nالرقة".encode())


def test_the_way_to_utf_8_loses_nothing_where_both_names_are_the_same(tmp_path):
    folder = package(tmp_path, "a\né\n".encode("latin-1"), [{"name": "a"}], encoding="latin-1")
    (problem,) = report_on(folder).problems
    command = re.search(r'python3 -c ".+?"', problem.hint().en)[0]
    command = (
        command.replace("old.csv", "t.csv").replace("new.csv", "t.csv").replace("python3", sys.executable)
    )
    subprocess.run(command, shell=True, check=True, cwd=folder)
    assert (folder / "t.csv").read_text("utf-8") == "a\né\n"


@pytest.mark.parametrize(
    "stated, codes",
    [
        (4, []),
        (4.0, []),
        (9, ["byte-count"]),
        (9.0, ["byte-count"]),
        ("9", ["descriptor-error"]),
        (True, ["descriptor-error"]),
        (9.5, ["descriptor-error"]),
    ],
)
def test_a_count_of_bytes_is_a_whole_number(stated, codes, tmp_path):
    folder = package(tmp_path, "a\n1\n", [{"name": "a", "type": "string"}], bytes=stated)
    assert [item.code for item in report_on(folder).problems] == codes


@pytest.mark.parametrize(
    "pattern, cell, codes",
    [
        ("[٠-٩]+", "٣", []),
        ("[٠-٩]{1,3}|[0-9]+", "٣", []),
        ("[٠-٩]+", "3", ["constraint-error"]),
        ("[0-9]+", "٣", ["digits-not-ascii"]),
    ],
)
def test_digits_that_a_pattern_wants_are_right(pattern, cell, codes, tmp_path):
    fields = [{"name": "a", "type": "string", "constraints": {"pattern": pattern}}]
    report = report_on(package(tmp_path, f"a\n{cell}\n", fields))
    assert {item.code for item in report.problems} >= {*codes} and report.ok == (not codes)


@pytest.mark.parametrize("schema", [{}, {"schema": {"fields": [{"name": "a"}]}}])
def test_a_soft_hyphen_of_ruined_text_is_not_to_be_deleted(schema, tmp_path):
    folder = package(tmp_path, "a\nط\u00adظ„ط¨\n", [])
    resource = {"name": "p", "path": "t.csv", **schema}
    (folder / "datapackage.json").write_text(json.dumps({"resources": [resource]}), "utf-8")
    (problem,) = report_on(folder).problems
    assert problem.code == "text-ruined" and "حلب" in problem.hint().ar


def test_what_frictionless_has_in_english_alone_stands_in_brackets(tmp_path):
    fields = [{"name": "a", "type": "geojson", "constraints": {"minLength": 1}}]
    (problem,) = report_on(package(tmp_path, "a\n", fields)).problems
    assert problem.code == "descriptor-error"
    arabic = problem.message().ar
    assert arabic.startswith("يخالف datapackage.json معيار Data Package: \u200e/resources/0 (frictionless: ")


def flag(region, end="\U000e007f"):
    """A flag of a part of a country: a black one, tags, and the tag that ends them."""
    return "\U0001f3f4" + "".join(chr(0xE0000 + ord(char)) for char in region) + end


@pytest.mark.parametrize(
    "text, codes",
    [
        *((text, []) for text in (flag("gbeng"), f"a {flag('gbsct')} b", flag("usca"))),
        *((text, []) for text in ("ᠮᠣᠩ\u180eᠠ", "ᠮ\u180bᠣ", "ᠮᠣᠩ\u202fᠤᠨ")),
        *((text, []) for text in ("ไทย\u200bแลนด์", "ສະ\u200bບາຍ", "ភាសា\u200bខ្មែរ", "မြန်\u200bမာ")),
        *(
            (text, ["invisible-character"])
            for text in ("ไทย\u200b\u200bไทย", "a\u180eb", "ᠮ\u180e", "a\u200bb", "ب\u200bب", "ไทย\u200bx")
        ),
        *((text, ["invisible-character"]) for text in (flag("gbeng", ""), "\U0001f3f4\U000e007f")),
        (flag("ignorewhatstandshere"), ["invisible-character"]),
        (flag("gbeng").replace("\U0001f3f4", "\U0001f600"), ["invisible-character"]),
        ("a\u202fb", ["blank-not-plain"]),
    ],
    ids=ascii,
)
def test_an_invisible_character_is_spelling_where_a_script_needs_it(text, codes, tmp_path):
    report = report_on(package(tmp_path, f"اسم\n{text}\n", NAME))
    assert [*dict.fromkeys(problem.code for problem in report.problems)] == codes


LONG = "ب" * 100_000


@pytest.mark.parametrize("properties", [{}, {"dialect": {"delimiter": ";"}}], ids=["riwaya", "frictionless"])
def test_a_value_of_any_length_is_shown_in_part_by_every_reporter(properties, tmp_path):
    delimiter = ";" if properties else ","
    fields = [*NAME, {"name": "n", "type": "integer"}, {"name": "w", "constraints": {"enum": ["x", LONG]}}]
    rows = [["اسم", "n", "w"], [f"\u202e{LONG}\u200f", f"{LONG}٣", "y"]]
    text = "\n".join(delimiter.join(row) for row in rows) + "\n"
    reports = [report_on(package(tmp_path, text, fields, **properties))]
    assert {"bidi-control", "cell-too-long", "constraint-error"} <= {
        item.code for item in reports[0].problems
    }
    rows[0][1] = f"{LONG}n"
    text = "\n".join(delimiter.join(row) for row in rows) + "\n"
    reports.append(report_on(package(tmp_path, text, fields, **properties)))
    for report in reports:
        for form in reporters.names():
            for language, words in (("en", "characters in all"), ("ar", "عدد المحارف كلها 100,00")):
                shown = reporters.render(form, report, language)
                assert words in shown and max(map(len, shown.splitlines())) < 6000, form
    # What is usual is shown whole.
    folder = package(tmp_path, f"a\n{'ب ' * 200}\u200fب\n", [{"name": "a"}])
    (problem,) = report_on(folder).problems
    assert "ب " * 200 in problem.message().ar and problem.as_json()["value"] == problem.place.value


@pytest.mark.parametrize(
    "form, data, line, words",
    [
        ("ndjson", '{"a": "x"}\n\n["y"]\n', 3, "line 3 is an object and those before it are arrays, or"),
        ("jsonl", '["a"]\n["x"]\n{"a": "x"}\n', 3, "line 3 is an object"),
        ("ndjson", '{"a": "x"}\n5\n', 2, "line 2 is neither"),
        ("json", "[1, 2]", None, "row 1 is neither"),
        ("json", '[{"a": "x"}, ["y"]]', None, "row 2 is an object and"),
    ],
)
def test_rows_of_json_that_are_none_are_named(form, data, line, words, tmp_path):
    folder = package(tmp_path, data, [{"name": "a"}], path=f"t.{form}")
    (tmp_path / f"t.{form}").write_text(data)
    (problem,) = report_on(folder).problems
    assert (problem.code, problem.place.line) == ("table-error", line)
    assert words in problem.message().en and "frictionless" not in problem.message().ar


@pytest.mark.parametrize(
    "header, count, is_by_command",
    [("b,a,c", 1, True), ("b,a,z", 2, False), ("b,c,z", 3, False), ("c,a,b", 1, True)],
)
def test_labels_that_changed_places_are_one_problem_beside_others(header, count, is_by_command, tmp_path):
    folder = package(tmp_path, f"{header}\n1,2,3\n", [{"name": name} for name in "abc"])
    problems = report_on(folder).problems
    assert [item.code for item in problems] == ["incorrect-label"] * count
    assert ("riwaya fix" in problems[0].hint().en) == is_by_command
    assert (run("fix", folder).exit_code == 0) == is_by_command


@pytest.mark.parametrize("count", [900, 3])
def test_other_labels_are_paired_with_fields_in_no_time(count, tmp_path):
    fields = [{"name": f"field {number:x}"} for number in range(count)]
    labels = ",".join(f"other {number:x}" for number in range(count))
    schema = {"fields": fields, "fieldsMatch": ["equal"]}
    folder = package(tmp_path, f"{labels}\n{',' * (count - 1)}\n", [], schema=schema)
    started = time.process_time()
    problems = report_on(folder).problems
    assert [item.code for item in problems] == ["extra-label"] * count
    assert time.process_time() - started < 10


def zipped(folder, names, **properties):
    """A package of a zip with files of these names, each the same table."""
    package(folder, b"", NAME, compression="zip", **properties)
    with zipfile.ZipFile(folder / "t.csv", "w") as archive:
        for name in names:
            archive.writestr(name, "اسم\nحلب\n")
    return folder


@pytest.mark.parametrize(
    "names, properties, words",
    [
        ([], {}, ("without any file",)),
        (["a.csv"], {"innerpath": "b.csv"}, ("b.csv", "a.csv")),
        (["a.csv", "b.csv"], {}, ("2 files", "a.csv, b.csv")),
        ([f"{at}.csv" for at in range(9)], {}, ("9 files", "4.csv, …")),
    ],
)
def test_a_whole_zip_is_not_called_broken(names, properties, words, tmp_path):
    (problem,) = report_on(zipped(tmp_path, names, **properties)).problems
    text = problem.message().en
    assert problem.code == "file-unreadable" and "not a whole file" not in text
    assert all(word in text for word in words)
    assert not names or "innerpath" in problem.hint().ar


@pytest.mark.parametrize(
    "names, properties",
    [
        (["a.csv"], {}),
        (["a.csv", "b.csv"], {"innerpath": "b.csv"}),
        (["__MACOSX/._a.csv", "a/a.csv", "a/.DS_Store"], {}),
    ],
)
def test_the_table_in_a_zip_is_the_only_file_or_the_one_that_is_named(names, properties, tmp_path):
    report = report_on(zipped(tmp_path, names, **properties))
    assert report.problems == () and report.stats.rows == 1


def test_each_of_several_files_is_unpacked_as_its_own_name_says(tmp_path):
    folder = package(tmp_path, "", NAME, path=["a.csv", "b.csv.gz"])
    (folder / "a.csv").write_text("اسم\nحلب\n", "utf-8")
    (folder / "b.csv.gz").write_bytes(gzip.compress("اسم\nالرقة\n".encode()))
    report = report_on(folder)
    assert report.problems == () and report.stats.rows == 2


@pytest.mark.parametrize(
    "name, key", [("t.csv.zst", "gz, bz2"), ("t.tar", "gz, bz2"), ("t.html", "csv, tsv")]
)
def test_what_a_file_may_be_is_named_and_nothing_else(name, key, tmp_path):
    folder = package(tmp_path, "", NAME, path=name)
    (folder / "t.csv").rename(folder / name)
    (problem,) = report_on(folder).problems
    assert key in problem.message().en and "inline" not in problem.message().en


@pytest.mark.parametrize("address", ["http://example.org/t.csv", "https://example.org/t.csv", "s3://x/t.csv"])
def test_an_address_is_called_one(address, tmp_path):
    (problem,) = report_on(package(tmp_path, "", NAME, path=address)).problems
    assert problem.code == "path-unsafe" and "is an address" in problem.message().en
    assert "--allow-remote" in problem.hint().ar and "https" in problem.hint().ar


TWO = [{"name": "اسم", "type": "string"}, {"name": "عدد", "type": "integer"}]


@pytest.mark.parametrize("match", ["exact", "equal"])
@pytest.mark.parametrize("dialect", [{}, {"delimiter": ";"}], ids=str)
@pytest.mark.parametrize("name", ["الأسماء", "café"])
def test_labels_that_look_alike_are_told_apart(name, dialect, match, tmp_path):
    label, sign = unicodedata.normalize("NFD", name), dialect.get("delimiter", ",")
    schema = {"fields": [{"name": name}, {"name": "x"}], "fieldsMatch": match}
    folder = package(tmp_path, f"{label}{sign}x\na{sign}b\n", [], dialect=dialect)
    set_resource(folder, schema=schema)
    (problem,) = report_on(folder).problems
    text = problem.message().ar
    assert "\\u0654" in text or "\\u0301" in text
    assert "NFC" in problem.hint().en and "NFC" in problem.hint().ar


def set_resource(folder, **properties):
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    descriptor["resources"][0] |= properties
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")


@pytest.mark.parametrize("rows", [[2], [99], [1, 3]])
def test_a_header_below_the_end_is_no_empty_file(rows, tmp_path):
    (problem,) = report_on(package(tmp_path, "اسم\n", NAME, dialect={"headerRows": rows})).problems
    assert problem.code == "file-unreadable" and "headerRows" in problem.hint().ar


@pytest.mark.parametrize(
    "dialect, data, code, words",
    [
        ({"delimiter": ";"}, "اسم;عدد\nا\n", "missing-cell", "(;)"),
        ({"delimiter": "|", "quoteChar": "'"}, "اسم|عدد\nا|1|2\n", "extra-cell", "(')"),
        ({"delimiter": "\t"}, "اسم\tعدد\nا\n", "missing-cell", "(a tab)"),
        ({"delimiter": ";", "quoteChar": "'"}, "اسم;عدد\n'ا;1\n", "quote-unbalanced", "'he said ''yes'''"),
        (
            {"delimiter": ";", "doubleQuote": False, "escapeChar": "\\"},
            'اسم;عدد\n"ا;1\n',
            "quote-unbalanced",
            '"he said \\"yes\\""',
        ),
        ({}, "اسم,عدد\nا\n", "missing-cell", "(,)"),
    ],
)
def test_hints_name_the_signs_of_the_dialect(dialect, data, code, words, tmp_path):
    (problem,) = report_on(package(tmp_path, data, TWO, dialect=dialect)).problems
    assert problem.code == code and words in problem.hint().en


@pytest.mark.parametrize("delimiter", [";", "|", "\t"])
def test_a_table_with_another_delimiter_is_read_if_the_dialect_is_set_as_the_hint_says(delimiter, tmp_path):
    folder = package(tmp_path, f"اسم{delimiter}عدد\nا{delimiter}1\n", TWO)
    (problem,) = report_on(folder).problems
    dialect = re.search(r"\{.+?\}", problem.hint().en)[0]
    assert dialect in problem.hint().ar
    set_resource(folder, dialect=json.loads(dialect))
    assert report_on(folder).problems == ()


@pytest.mark.parametrize("form", ["%Q", "YYYY-MM-DD", "%d/%m/%", "%d%d"])
def test_a_format_that_no_date_has_is_named_once(form, tmp_path):
    fields = [{"name": "اسم", "type": "date", "format": form}]
    (problem,) = report_on(package(tmp_path, "اسم\n2018-06-07\n2018-06-08\n", fields)).problems
    assert problem.code == "resource-not-checked" and form in problem.message().ar


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%y%m%d", "%d %B %Y"])
def test_a_format_of_dates_is_read(form, tmp_path):
    cell = date(2018, 6, 7).strftime(form)
    fields = [{"name": "اسم", "type": "date", "format": form}]
    assert report_on(package(tmp_path, f"اسم\n{cell}\n", fields)).problems == ()


def test_an_empty_cell_that_is_a_value_is_called_empty(tmp_path):
    folder = package(tmp_path, "اسم,عدد\nا,\n", [])
    set_resource(folder, schema={"fields": TWO, "missingValues": []})
    (problem,) = report_on(folder).problems
    assert problem.code == "type-error" and "is empty" in problem.message().en
    assert "missingValues" in problem.hint().ar
    set_resource(folder, schema={"fields": TWO, "missingValues": [""]})
    assert report_on(folder).problems == ()


@pytest.mark.parametrize("end, codes", [("\r", []), ("", ["newline-missing-at-end"])])
def test_lines_end_as_the_dialect_has_it(end, codes, tmp_path):
    folder = package(tmp_path, f"اسم\rا{end}".encode(), NAME, dialect={"lineTerminator": "\r"})
    assert [item.code for item in report_on(folder).problems] == codes


@pytest.mark.parametrize(
    "properties",
    [{"data": []}, {"path": "t.json"}, {"path": "t.ndjson"}, {"path": ["t.json", "u.json"]}],
    ids=str,
)
@pytest.mark.parametrize("written", ["", "[]"])
def test_json_without_rows_is_not_without_a_header(properties, written, tmp_path):
    for name in ("t.json", "t.ndjson", "u.json"):
        (tmp_path / name).write_text(written if name.endswith(".json") else "", "utf-8")
    resource = {"name": "t", "schema": {"fields": NAME}, **properties}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), "utf-8")
    found = report_on(tmp_path).problems
    assert {item.code for item in found} == {"file-empty"}
    assert "no rows" in found[0].message().en and "Put the rows" in found[0].hint().en


@pytest.mark.parametrize("schema", [{"schema": {"fields": NAME}}, {}], ids=["schema", "no schema"])
@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf"])
def test_an_empty_file_wants_a_header_whether_it_has_a_schema_or_not(data, schema, tmp_path):
    folder = package(tmp_path, data, [])
    resource = {"name": "t", "path": "t.csv", **schema}
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), "utf-8")
    (problem,) = report_on(folder).problems
    hint = problem.hint()
    assert problem.code == "file-empty" and "names of the columns" in hint.en and "أسماء الأعمدة" in hint.ar
    assert "schema" not in hint.en and "المخطط" not in hint.ar


@pytest.mark.parametrize("dialect", [{}, {"delimiter": ";"}], ids=str)
@pytest.mark.parametrize(
    "of_field, of_schema", [({"constraints": {"required": True}}, {}), ({}, KEY)], ids=str
)
def test_of_a_header_of_another_table_no_field_is_called_missing(of_field, of_schema, dialect, tmp_path):
    folder = package(tmp_path, "x\n1\n", [], dialect=dialect)
    schema = {"fields": [{**NAME[0], **of_field}], "fieldsMatch": "partial", **of_schema}
    set_resource(folder, schema=schema)
    assert [item.code for item in report_on(folder).problems] == ["unmatched-header"]


@pytest.mark.parametrize("dialect", [{}, {"delimiter": ";"}], ids=str)
def test_a_key_that_is_no_id_of_ours_is_not_called_one(dialect, tmp_path):
    folder = package(tmp_path, "اسم\nسوق الرقة\nسوق الرقة\n", [], dialect=dialect)
    set_resource(folder, schema={"fields": NAME, "primaryKey": "اسم"})
    (problem,) = report_on(folder).problems
    assert problem.code == "primary-key" and "ID" not in problem.hint().en
    assert "معرّف" not in problem.hint().ar


@pytest.mark.parametrize("count", [1, 2, 5])
def test_of_blanks_between_words_of_thai_that_are_not_seen_one_stays(count):
    joined = "\u200b".join(["กา", *[""] * (count - 1), "ขา"])
    assert FORBIDDEN_CHARACTERS["invisible-character"].sub("", joined) == "กา\u200bขา"


@pytest.mark.parametrize("pattern", [r"[\u0600-\u06FF]+", r"\u0627.*", r"[^\u0041-\u005a]*"])
@pytest.mark.parametrize("dialect", [{}, {"delimiter": ";"}], ids=str)
def test_a_pattern_may_name_code_points(pattern, dialect, tmp_path):
    fields = [{"name": "اسم", "type": "string", "constraints": {"pattern": pattern}}]
    found = report_on(package(tmp_path, "اسم\nالرقة\nA\n", fields, dialect=dialect)).problems
    assert [(item.code, item.place.line) for item in found] == [("constraint-error", 3)]


@pytest.mark.parametrize("pattern", [r"[a-z-[xyz]]+", r"\u06"])
def test_a_pattern_that_programs_read_in_different_ways_is_refused(pattern, tmp_path):
    fields = [{"name": "اسم", "type": "string", "constraints": {"pattern": pattern}}]
    (problem,) = report_on(package(tmp_path, "اسم\nx\n", fields)).problems
    assert problem.code == "resource-not-checked" and pattern in problem.message().ar


@pytest.mark.parametrize(
    "kind, form", [("datetime", "%Y-%m-%dT%H:%M:%S%z"), ("datetime", "%d.%m.%y %I:%M %p"), ("time", "%H:%M")]
)
def test_the_form_of_a_time_in_the_hint_can_be_read(kind, form, tmp_path):
    fields = [{"name": "اسم", "type": kind, "format": form}]
    (problem,) = report_on(package(tmp_path, "اسم\nx\n", fields)).problems
    cell = problem.params["form"]
    assert problem.code == "type-error"
    assert report_on(package(tmp_path, f"اسم\n{cell}\n", fields)).problems == ()

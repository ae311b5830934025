"""`riwaya redact`: no file, ledger, difference or release holds the text afterwards, in any spelling."""

import io
import json
import re
import shutil
import sqlite3
import zipfile
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from riwaya.cli.main import main
from riwaya.curation.redaction_patterns import MARK, RedactionPatterns
from riwaya.curation.sheets import read_sheets, write_sheets
from riwaya.package.descriptor import Package
from riwaya.publishing.build import build
from riwaya.publishing.ledger import record
from riwaya.release.manifest import files_in
from riwaya.release.read import open_release
from riwaya.release.verify import verify
from riwaya.text.spelling import is_in_script, search_key, text_pattern
from riwaya.validation.check import check_package
from tests.support.package_copies import copy_package
from tests.support.signing import key_of, signers_of

# Nobody is called so.
ARABIC, ENGLISH = "زيد المثال التجريبي", "Zayd al-Mithal"
SPELT = "زَيْدٌ المِثالِ التجريبى"
VERSION = '"version": "0.2.0"'


def harmful(root):
    """Write a name into statements, a note, a title, a label, a URL, the changelog and the description."""
    sheets = read_sheets(Package.open(root))
    claim = sheets["claims"].records[1].cells
    sheets["claims"].records[1].set("statement_ar", f"{claim['statement_ar']} وكان {SPELT} حاضرًا.")
    sheets["claims"].records[1].set("statement_en", f"{claim['statement_en']} ZAYD  AL-MITHAL was there.")
    sheets["claims"].records[2].set("note_ar", f"بحسب {ARABIC}.")
    sheets["claims"].records[2].set("note_en", f"According to {ENGLISH}.")
    source = sheets["sources"].records[0]
    source.set("archive_url", f"https://example.org/{quote(ARABIC.replace(' ', '_'))}")
    source.set("title_ar", f"{source.cells['title_ar']} - {ARABIC}")
    label = sheets["actor_names"].records[-1]
    label.set("name", f"{label.cells['name']} ({ARABIC})")
    checked = write_sheets(Package.open(root), sheets)
    assert checked.report.ok, checked.report.problems
    descriptor = (root / "datapackage.json").read_text("utf-8")
    (root / "datapackage.json").write_text(
        re.sub(r'("description_ar": "[^"]*)"', rf'\1 {ARABIC}."', descriptor, count=1), "utf-8"
    )
    changelog = f"# Changelog\n\n## 0.3.0\n\n- What Zayd\nal-Mithal said.\n\n## 0.2.0\n\n- {ARABIC}.\n"
    (root / "CHANGELOG.md").write_text(changelog, "utf-8")


def moved_on(root):
    """The next version: the cell that holds the name is edited."""
    file = root / "datapackage.json"
    file.write_text(file.read_text("utf-8").replace(VERSION, VERSION.replace("0.2", "0.3")), "utf-8")
    file = root / "data/claims.csv"
    file.write_text(
        file.read_text("utf-8").replace("AL-MITHAL was there", "AL-MITHAL was not there"), "utf-8"
    )


def publish_twice(root, formats):
    """A package whose two releases hold the name, both in its ledger; the second has a difference."""
    copy_package(root)
    harmful(root)
    first = build(check_package(Package.open(root)), root / "dist", formats)
    record(first, root)
    moved_on(root)
    second = build(check_package(Package.open(root)), root / "dist", formats, previous=first)
    record(second, root)
    return root


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """With releases in all formats."""
    return publish_twice(tmp_path_factory.mktemp("published") / "package", ())


@pytest.fixture(scope="module")
def published_as_tables(tmp_path_factory):
    """With releases in two formats, for tests that do not depend on the others."""
    return publish_twice(tmp_path_factory.mktemp("published-tables") / "package", ("csv", "parquet"))


@pytest.fixture
def root(published_as_tables, tmp_path, monkeypatch):
    root = Path(shutil.copytree(published_as_tables, tmp_path / "package"))
    monkeypatch.chdir(root)
    return root


@pytest.fixture(scope="module")
def redacted(published, tmp_path_factory):
    """The package after redaction, whose description is edited by hand first, and the output. Read-only."""
    root = Path(shutil.copytree(published, tmp_path_factory.mktemp("redacted") / "package"))
    descriptor = root / "datapackage.json"
    descriptor.write_text(descriptor.read_text("utf-8").replace(f" {ARABIC}.", ""), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return root, redact(*releases(root))


def releases(root):
    return [root / "dist" / f"riwaya-{version}" for version in ("0.2.0", "0.3.0")]


def redact(*arguments, texts=(ARABIC, ENGLISH), lang="en"):
    given_texts = ["--text", "-"] if texts else []
    command = ["redact", *map(str, arguments), *given_texts, "--lang", lang]
    return CliRunner(catch_exceptions=False).invoke(main, command, input="\n".join(texts) + "\n")


def texts_in(name, data):
    """All text in a file, whatever its format."""
    if name.endswith((".zip", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield from texts_in(inner, archive.read(inner))
    elif name.endswith(".parquet"):
        table = pq.read_table(io.BytesIO(data))
        yield from (str(cell) for column in table.columns for cell in column.to_pylist())
        yield str(table.schema.metadata)
    elif name.endswith(".sqlite"):
        yield from (row for row in dump(data))
        yield data.decode("utf-8", "replace")
    else:
        yield data.decode("utf-8", "replace")


def dump(data):
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in names:
        for row in connection.execute(f'SELECT * FROM "{name}"'):
            yield " ".join(
                cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in row
            )
    connection.close()


def named_in(root, texts=(ARABIC, ENGLISH)):
    """The files that hold one of the texts in any spelling."""
    keys = tuple(map(search_key, texts))
    return {
        path
        for path in files_in(root)
        for text in texts_in(path, (root / path).read_bytes())
        if holds(text, keys)
    }


@cache
def holds(text, keys):
    """Whether a text, which most files repeat, holds one of the keys."""
    spelt = [*map(search_key, {text, unquote(text).replace("_", " ")})]
    return any(key in one for key in keys for one in spelt)


def test_no_file_holds_the_text_afterwards(published, redacted):
    before = named_in(published)
    # The test would find it wherever it is.
    assert {"data/claims.csv", "data/sources.csv", "CHANGELOG.md", "datapackage.json"} < before
    assert {
        f"dist/{one.name}/{path}"
        for one in releases(published)
        for path in (
            *(f"{form}/claims.{form}" for form in ("csv", "json", "jsonl", "parquet")),
            "datapackage.json",
            "CHANGELOG.md",
            f"{one.name}.sqlite",
            f"{one.name}.xlsx",
            "json/events.nested.jsonl",
            "croissant.json",
        )
    } < before
    assert {
        "dist/riwaya-0.2.0.zip",
        *(f"dist/riwaya-0.3.0{path}" for path in (".zip", "/diff.json", "/CHANGES.md")),
    } < before
    root, result = redacted
    assert result.exit_code == 0 and "cannot be put on the list" not in result.output, result.output
    assert named_in(root) == set()
    # Nor does any message hold it.
    assert not any(key in search_key(result.output) for key in map(search_key, (ARABIC, ENGLISH)))
    for one in releases(root):
        assert verify(one) == verify(one.with_name(f"{one.name}.zip")) == []
        assert f"{one.name}: published again" in result.output
    result = CliRunner().invoke(main, ["diff", *map(str, releases(root)), "--format", "json"])
    assert (
        result.exit_code == 0
        and search_key(ENGLISH) not in search_key(result.output)
        and "was not there" in result.output
    )


def test_all_other_text_is_unchanged(published, redacted):
    root, _ = redacted
    before = [
        {name: one.table(name).whole() for name in one.hashes}
        for one in map(open_release, releases(published))
    ]
    for then, one in zip(before, map(open_release, releases(root)), strict=True):
        assert [*then] == [*one.hashes]
        for name, table in then.items():
            patterns = RedactionPatterns((ARABIC, ENGLISH))
            rows = one.table(name).whole().to_pylist()
            if name == "actor_names":
                assert len(rows) == table.num_rows - 1
                continue
            assert len(rows) == table.num_rows
            for row, was in zip(rows, table.to_pylist(), strict=True):
                for column, cell in was.items():
                    assert row[column] == cell or (isinstance(cell, str) and patterns.match(cell)), (
                        name,
                        column,
                    )
    claim = open_release(releases(root)[0]).table("claims").whole().to_pylist()[1]
    assert (
        f"وكان {MARK.ar} حاضرًا." in claim["statement_ar"] and f"{MARK.en} was there." in claim["statement_en"]
    )


def test_the_ledger_records_the_redacted_releases(redacted, tmp_path):
    root, _ = redacted
    anew = copy_package(tmp_path / "anew")
    for one in releases(root):
        record(one, anew)
    assert (
        files_in(anew / "releases") == files_in(root / "releases") and len(files_in(root / "releases")) == 4
    )
    for path in files_in(anew / "releases"):
        assert (anew / "releases" / path).read_bytes() == (root / "releases" / path).read_bytes()


def test_the_difference_in_a_release_can_still_be_applied(redacted, tmp_path):
    first, second = releases(redacted[0])
    command = ["diff", str(first), str(second / "diff.json"), "--apply", "--out", str(tmp_path / "made")]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert (tmp_path / "made/riwaya-0.3.0/SHA256SUMS").read_bytes() == (second / "SHA256SUMS").read_bytes()


@pytest.mark.parametrize("text", [ENGLISH, "Zaid Mithaly", "the detainee Al Mithali"])
def test_a_redacted_text_does_not_come_back(redacted, tmp_path, text):
    root = Path(shutil.copytree(redacted[0], tmp_path / "package"))
    file = root / "data/claims.csv"
    file.write_text(file.read_text("utf-8").replace(MARK.en, text, 1), "utf-8")
    errors = check_package(Package.open(root)).report.errors
    assert [problem.code for problem in errors] == ["denied-name"] and text not in str(errors[0].message())


def test_redaction_is_idempotent(redacted, tmp_path, monkeypatch):
    root = Path(shutil.copytree(redacted[0], tmp_path / "package"))
    monkeypatch.chdir(root)
    before = {path: (root / path).read_bytes() for path in files_in(root)}
    again = redact(*releases(root))
    assert "published again" not in again.output
    assert {path: (root / path).read_bytes() for path in files_in(root)} == before


@pytest.mark.slow
def test_a_release_that_never_named_it_keeps_its_bytes(root):
    first, second = releases(root)
    before = (first / "SHA256SUMS").read_bytes()
    result = redact(first, second, texts=("was not there",))
    assert (
        "riwaya-0.2.0: published again" not in result.output
        and "riwaya-0.3.0: published again" in result.output
    )
    assert (first / "SHA256SUMS").read_bytes() == before and named_in(root, ("was not there",)) == set()
    assert "cannot be put on the list of denied names: 1." in result.output


@pytest.mark.slow
def test_a_zip_is_redacted_into_a_zip(root):
    for one in releases(root):
        shutil.rmtree(one)
    redact(*(one.with_name(f"{one.name}.zip") for one in releases(root)))
    assert {path.name for path in (root / "dist").iterdir()} - {".lock"} == {
        "riwaya-0.2.0.zip",
        "riwaya-0.3.0.zip",
    }
    assert not [path for path in named_in(root) if path.startswith("dist/")]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="OpenSSH is not here")
def test_redacted_releases_are_signed_again(root, tmp_path):

    key = key_of(tmp_path, "key")
    redact(*releases(root), "--sign", key)
    assert [verify(one, signers_of(tmp_path / "signers", us=key)) for one in releases(root)] == [[], []]


# -- Rows ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", pytest.param("ar", marks=pytest.mark.slow)])
def test_a_row_retired_as_redacted_is_removed_from_releases_and_its_notice_stays(lang, root):
    reasons = ["--reason-ar", "حماية لشخص.", "--reason-en", "To protect a person."]
    retired = CliRunner().invoke(
        main, ["retire", "CLM-0002", "--kind", "redacted", "--with-dependents", *reasons]
    )
    assert retired.exit_code == 0, retired.output
    assert redact(*releases(root), texts=()).exit_code == 0
    gone = {"CLM-0002", "FIG-0001", "FIG-0002"}
    for one in releases(root):
        assert verify(one) == []
        release = open_release(one)
        for name in release.hashes:
            for row in release.table(name).whole().to_pylist():
                # The notice alone names it.
                assert name == "retirements" or not gone & {
                    word for cell in row.values() for word in str(cell).split()
                }, name
        assert {row["id"] for row in release.table("retirements").whole().to_pylist()} == gone
        cited = CliRunner().invoke(main, ["cite", "CLM-0002", "--release", str(one), "--lang", lang])
        assert (
            cited.exit_code == 2 and {"en": "To protect a person.", "ar": "حماية لشخص."}[lang] in cited.output
        )
        # What is computed is computed without it.
        counted = [
            row for row in release.table("agreement").whole().to_pylist() if row["event_id"] == "EVT-0001"
        ]
        assert [row["claim_ids"] for row in counted] == ["CLM-0004"]
    for version in ("0.2.0", "0.3.0"):
        assert not gone & {
            *json.loads((root / "releases" / version / "rows.json").read_text("utf-8"))["claims"]["rows"]
        }


# -- Errors -------------------------------------------------------------------------------------------


def fails(root, *arguments, words, **options):
    before = {path: (root / path).read_bytes() for path in files_in(root)}
    result = redact(*arguments, **options)
    assert result.exit_code == 2 and words in result.output and isinstance(result.exception, SystemExit), (
        result.output
    )
    assert {path: (root / path).read_bytes() for path in files_in(root)} == before


def test_every_release_that_was_published_must_be_given(root):
    fails(root, releases(root)[1], words="as a folder or a zip: 0.2.0")
    fails(root, releases(root)[1], words="مجلدًا أو ملف zip: 0.2.0", lang="ar")
    fails(root, root / "data", words="cannot be read as a release")


def test_there_must_be_something_to_redact(root):
    fails(root, *releases(root), words="There is nothing to redact", texts=())
    for text in ("…!", "x", " و."):
        fails(root, *releases(root), words="fewer than two letters or digits", texts=(text,))


def test_a_redaction_that_makes_the_data_invalid_is_reported_and_not_published(root):
    before = {path: (root / path).read_bytes() for path in files_in(root)}
    # All that this figure's words say.
    result = redact(*releases(root), texts=("11 عنصر",))
    assert result.exit_code == 1 and "FIG-0001" in result.output
    assert {path: (root / path).read_bytes() for path in files_in(root)} == before


@pytest.mark.slow
def test_files_beyond_the_reach_of_the_command_are_named(root):
    (root / "docs").mkdir()
    (root / "docs/notes.md").write_text(f"# Notes\n\nBy {SPELT}.\n", "utf-8")
    (root / "docs/scan.bin").write_bytes(b"\xff\xfe" + ARABIC.encode())
    descriptor = root / "datapackage.json"
    result = redact(*releases(root))
    assert result.exit_code == 1
    warnings = [line for line in result.output.splitlines() if "still contains a text to redact" in line]
    where = descriptor.read_text("utf-8").split("\n")
    line = next(at for at, text in enumerate(where, start=1) if ARABIC in text)
    assert warnings == [
        f"package/{path} still contains a text to redact. Remove it there."
        for path in (f"datapackage.json:{line}", "docs/notes.md:3", "docs/scan.bin")
    ]


def test_a_release_under_another_name_is_an_error(root, tmp_path):
    first, second = releases(root)
    other = Path(shutil.copytree(first, tmp_path / "renamed"))
    fails(root, other, second, words="Rename it to riwaya-0.2.0")
    assert (other / "SHA256SUMS").read_bytes() == (first / "SHA256SUMS").read_bytes()


def test_an_incomplete_release_is_an_error(root):
    first, second = releases(root)
    (first / "csv/figures.csv").write_text("changed", "utf-8")
    fails(root, first, second, words="csv/figures.csv is not the file that was published")


@pytest.mark.slow
def test_an_interrupted_redaction_can_be_repeated(root, monkeypatch):
    """The first release is replaced, and then the machine stops: the ledger is the old one."""

    def stop(*_, **__):
        raise RuntimeError("the power is gone")

    with monkeypatch.context() as patch:
        patch.setattr("riwaya.curation.redact.entry_files", stop)
        with pytest.raises(RuntimeError):
            redact(*releases(root))
    assert redact(*releases(root)).exit_code == 1 and not [
        path for path in named_in(root) if path != "datapackage.json"
    ]
    for one in releases(root):
        held = (root / "releases" / one.name.removeprefix("riwaya-") / "manifest.json").read_bytes()
        assert held == (one / "manifest.json").read_bytes()


# -- Spelling -----------------------------------------------------------------------------------------

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةءئؤAaZzÉé"
WORDS = (
    st.lists(st.text(st.sampled_from(LETTERS), min_size=1, max_size=4), min_size=1, max_size=3)
    .map(" ".join)
    .filter(lambda text: len(search_key(text)) > 1)
)
WRITTEN = st.text(st.sampled_from(LETTERS + " ـًَِّْ-"), max_size=12)


@given(WORDS, WRITTEN, WRITTEN)
def test_the_text_is_masked_in_any_spelling_and_context(text, before, behind):
    patterns = RedactionPatterns((text,))
    spelt = (
        text,
        text.upper(),
        "ـ".join(text),
        text.replace("ا", "أ").replace(" ", "  "),
        f"{text}\u064b",
        f"{text}ًا",
        *(f"{onto}{text}" for onto in ("و", "بال", "وَلِ", "ال")),
    )
    for one in spelt:
        cell = f"{before} {one}, {behind}"
        assert patterns.match(cell)
        masked = patterns.mask(cell)
        assert not patterns.match(masked)
        # Prefixes of a word stay, unless they cannot be distinguished from it.
        kept = masked.startswith(before) or masked == MARK[_lang(cell)]
        assert kept or patterns.match(before) or " " in text
    assert patterns.mask(f"x{text}x") == f"x{text}x" and not patterns.match(f"ث{text}")


def _lang(cell):
    return "ar" if is_in_script(cell, "ar") else "en"


def test_a_cell_is_masked_whole_where_the_pattern_does_not_match():
    # A ligature is one letter, and two to a reader.
    assert (
        not text_pattern("سلام").search("قال سﻼم هذا")
        and RedactionPatterns(("سلام",)).mask("قال سﻼم هذا") == MARK.ar
    )
    assert RedactionPatterns(("Zayd",)).mask("قالت زيد") == "قالت زيد"


@pytest.mark.parametrize("mark", ["\u064b", "\u200d", "ـ", "ـ\u064b"])
def test_marks_between_letters_do_not_end_a_word(mark):
    patterns = RedactionPatterns(("Ab",))
    assert patterns.mask(f"Ab{mark}A Ab{mark}B Ab") == f"Ab{mark}A Ab{mark}B {MARK.en}"
    assert patterns.mask(f"{mark}Ab{mark} B") == f"{mark}{MARK.en} B"

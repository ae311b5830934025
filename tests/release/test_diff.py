"""Differences between releases: applied to the old one they give the new one, and they decide the version."""

import json
import shutil

import html5lib
import pyarrow as pa
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.cli.main import main
from riwaya.errors import ReleaseError
from riwaya.package.schema import schema_from
from riwaya.release.diff import apply, difference
from riwaya.release.manifest import content_sha256, files_in
from riwaya.release.movement import moves
from riwaya.release.read import open_release
from riwaya.release.table import Release, ReleaseTable, arrow_schema
from tests.support.package_copies import claim_row, edited_release, figure_row

KINDS = {
    "string": st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=3),
    "date": st.dates(),
    "integer": st.integers(-2, 2) | st.integers(-(1 << 63), (1 << 63) - 1),
    "boolean": st.booleans(),
    "number": st.sampled_from([0.0, 1.0, 1.5, -0.0]) | st.floats(allow_nan=False, allow_infinity=False),
}
COLUMNS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from([*KINDS]), max_size=4)


def table_of(name, fields, key, rows, title="Title"):
    schema_json = {
        "fields": [{"name": column, "type": kind} for column, kind in fields.items()],
        "primaryKey": key,
    }
    schema, text = schema_from(name, schema_json, "x.json"), Bilingual(title, "عنوان")
    whole = pa.Table.from_pylist(rows, arrow_schema(schema))
    return ReleaseTable(name, text, text, schema, schema_json, len(rows), lambda: iter(whole.to_batches(2)))


@st.composite
def tables(draw):
    """A table with an ID, some columns and some rows; an ID may occur twice, as in invalid data."""
    fields = {"thing": "string"} | draw(COLUMNS)
    cells = {name: st.none() | KINDS[kind] for name, kind in fields.items()} | {
        "thing": st.sampled_from("uvwxyz")
    }
    rows = draw(st.lists(st.fixed_dictionaries(cells), max_size=6))
    key = draw(st.sampled_from([["thing"], [], [*fields][:2]]))
    return fields, key, rows, draw(st.sampled_from(["Title", "Another"]))


def release_of(made, version="0.1.0"):
    found = {name: table_of(name, *parts) for name, parts in made.items()}
    hashes = {name: content_sha256(table.batches(), table.schema) for name, table in found.items()}
    return Release({"name": "things", "version": version}, hashes, found.__getitem__)


def contents(made):
    return [(table.name, table.title, table.schema_json, table.whole()) for table in made]


RELEASES = st.dictionaries(st.sampled_from(["one", "two"]), tables(), max_size=2)


@settings(deadline=None, max_examples=300)
@given(RELEASES, RELEASES)
def test_a_difference_applied_to_the_old_tables_gives_the_new(before, after):
    old, new = release_of(before), release_of(after, "0.2.0")
    changes = json.loads(json.dumps(difference(old, new), ensure_ascii=False))
    assert contents(apply(changes, old)) == contents(map(new.table, new.hashes))
    assert difference(new, new)["tables"] == {} and difference(new, new)["dropped"] == []
    if changes["from"]["content"] != changes["to"]["content"]:
        with pytest.raises(ReleaseError):
            apply(changes, new)


@settings(deadline=None, max_examples=50)
@given(RELEASES, RELEASES, st.data())
def test_a_difference_that_was_tampered_with_is_an_error(before, after, data):
    old, new = release_of(before), release_of(after)
    changes = json.loads(json.dumps(difference(old, new)))
    added = [(name, at) for name, table in changes["tables"].items() for at in range(len(table["added"]))]
    if added:
        name, at = data.draw(st.sampled_from(added))
        changes["tables"][name]["added"][at][1]["thing"] = "tampered"
        with pytest.raises(ReleaseError):
            apply(changes, old)


ROW = {"figure_id": "FIG-0001", "value": 11}
FIELDS = {"figure_id": "string", "value": "integer"}
VERSIONS = {
    "nothing": ({}, {}, "patch"),
    "a row more": ({}, {"rows": [ROW, ROW | {"figure_id": "FIG-0002"}]}, "minor"),
    "a row less": ({}, {"rows": []}, "major"),
    "a cell": ({}, {"rows": [ROW | {"value": 12}]}, "major"),
    "a column more": ({}, {"fields": FIELDS | {"note": "string"}, "rows": [ROW | {"note": "x"}]}, "minor"),
    "a column less": ({}, {"fields": {"figure_id": "string"}, "rows": [{"figure_id": "FIG-0001"}]}, "major"),
    "another type": ({}, {"fields": FIELDS | {"value": "number"}, "rows": [ROW | {"value": 11.0}]}, "major"),
    "another title": ({}, {"title": "Numbers"}, "patch"),
    "what is computed": (
        {"fields": FIELDS | {"value_min": "integer"}, "rows": [ROW | {"value_min": 11}]},
        {"fields": FIELDS | {"value_min": "integer"}, "rows": [ROW | {"value_min": 12}]},
        "patch",
    ),
}


@pytest.mark.parametrize("before, after, bump", VERSIONS.values(), ids=VERSIONS)
def test_the_version_that_a_change_requires(before, after, bump):
    usual = {"fields": FIELDS, "key": ["figure_id"], "rows": [ROW], "title": "Figures"}
    old, new = (release_of({"figures": [*(usual | more).values()]}) for more in (before, after))
    assert difference(old, new)["bump"] == bump


def test_a_table_that_was_removed_or_added(tmp_path):
    one = {"figures": [FIELDS, ["figure_id"], [ROW], "Figures"]}
    assert difference(release_of(one), release_of({}))["bump"] == "major"
    assert difference(release_of({}), release_of(one))["bump"] == "minor"
    coverage = {"coverage": [{"documents": "integer"}, [], [{"documents": 1}], "Coverage"]}
    assert difference(release_of(coverage), release_of({}))["bump"] == "patch"


EDITS = [
    {
        "path": "data/figures.csv",
        "find": "exact,11,,11 عنصر,11 members",
        "replace": "exact,12,,12 عنصر,12 members",
    },
    {
        "path": "data/claims.csv",
        "append": claim_row("CLM-0019", "EVT-0003", "p30", statement_ar="يقول <b>", statement_en="Says <b>"),
    },
    {
        "path": "data/figures.csv",
        "append": figure_row("FIG-0009", "CLM-0019", 20, wording_ar="20 عنصراً", wording_en="20 members"),
    },
    {"path": "datapackage.json", "find": '"version": "0.2.0"', "replace": '"version": "0.3.0"'},
]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    old, new = (tmp_path_factory.mktemp(name) for name in ("old", "new"))
    return edited_release([], old, ()), edited_release(EDITS, new, ())


def test_the_differences_of_real_releases(folders):
    old, new = map(open_release, folders)
    changes = json.loads(json.dumps(difference(old, new)))
    assert changes["bump"] == "major"
    ((key, cells),) = changes["tables"]["figures"]["changed"]
    assert key == ["FIG-0001", 0] and cells["value"] == [11, 12] and cells["value_max"] == [11, 12]
    ((at, row),) = changes["tables"]["figures"]["added"]
    assert {*changes["tables"]} >= {"figures", "claims"} and (at, row["figure_id"]) == (8, "FIG-0009")
    assert contents(apply(changes, old)) == contents(map(new.table, new.hashes))


def run(*arguments):
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_the_old_release_becomes_the_new_one_to_the_byte(packed, folders, tmp_path):
    old, new = (path.with_name(path.name + ".zip") if packed else path for path in folders)
    (tmp_path / "changes.json").write_text(run(old, new, "--format", "json").output, "utf-8")
    result = run(old, tmp_path / "changes.json", "--apply", "--out", tmp_path / "made", "--lang", "en")
    assert result.exit_code == 0 and result.output == "riwaya-0.3.0: whole\n"
    made = tmp_path / "made/riwaya-0.3.0"
    assert files_in(made) == files_in(folders[1])
    assert all((made / path).read_bytes() == (folders[1] / path).read_bytes() for path in files_in(made))


def test_changes_that_do_not_give_the_new_release_are_an_error(folders, tmp_path):
    old, new = folders
    changes, file = json.loads(run(old, new, "--format", "json").output), tmp_path / "changes.json"
    ways = {
        "another cell": lambda made: made["tables"]["figures"]["changed"][0][1].update(value=[11, 13]),
        "a name that leads out": lambda made: made["release"]["descriptor"].update(name="../../out"),
        "no release": lambda made: made.pop("release"),
        "no table": lambda made: made["tables"].pop("figures"),
        "a key that is not there": lambda made: made["tables"]["figures"]["changed"][0][0].__setitem__(
            0, "FIG-0999"
        ),
        "an unknown format": lambda made: made["release"].update(formats=["xml"]),
    }
    for what, change in ways.items():
        tampered = json.loads(json.dumps(changes))
        change(tampered)
        file.write_text(json.dumps(tampered), "utf-8")
        result = run(old, file, "--apply", "--out", tmp_path / "made")
        assert result.exit_code == 2 and isinstance(result.exception, SystemExit), what
        assert not [path for path in tmp_path.rglob("riwaya-*")], what
    for text in ("", "[]", "{", "7"):
        file.write_text(text, "utf-8")
        assert run(old, file, "--apply", "--out", tmp_path / "made").exit_code == 2
    assert run(old, "--apply").exit_code == 2


@pytest.mark.parametrize(
    "name, text", [("SHA256SUMS", None), ("manifest.json", '{"tables": []}'), ("CHANGES.md", "\udcff")]
)
def test_an_incomplete_release_is_named_in_the_message(name, text, folders, tmp_path):
    copied = shutil.copytree(folders[1], tmp_path / "copied")
    (copied / name).unlink(missing_ok=True)
    if text is not None:
        (copied / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    result = run(folders[0], copied, "--format", "json")
    assert result.exit_code == 2 and isinstance(result.exception, SystemExit) and "copied" in result.output


ADDED = {
    "en": """
  + CLM-0019 · Islamic State (ISIS) · Asserts · Says <b> · Horrya Press, In secret deals: prisoner exchanges \
between “ISIS” and the “SDF”, 2018-06-07
""",
    "ar": """
  + FIG-0009 · أشخاص أُفرج عنهم · أشخاص · لدى تنظيم الدولة الإسلامية · من قوات سوريا الديمقراطية · \
عدد محدد 20 · «20 عنصراً» · تنظيم الدولة الإسلامية، CLM-0019
""",
}
MOVED = {
    "en": """
What moves in agreement and contradictions
  EVT-0003 · Reported prisoner exchange at the al-Omar oil field · Origins: 1 → 2 · Bodies: 1 → 2
    Persons released: members of Syrian Democratic Forces (SDF) among them, held by Islamic State (ISIS) · \
Relation: Single origin → Contradict · Relation, "about" read as a range: Single origin → Contradict · \
Origins: 1 → 2 · Bodies: 1 → 2
    now contradict each other: Number · Persons released: members of Syrian Democratic Forces (SDF) \
among them, held by Islamic State (ISIS) · Islamic State (ISIS) (CLM-0019 · 20) against \
Euphrates Post (CLM-0012 · 10)
""",
    "ar": """
    أصبحا متعارضين: العدد · أشخاص أُفرج عنهم: منهم عناصر من قوات سوريا الديمقراطية، لدى \
تنظيم الدولة الإسلامية · تنظيم الدولة الإسلامية (CLM-0019 · 20) في مقابل فرات بوست (CLM-0012 · 10)
""",
}


def test_the_words_and_what_moves_are_in_the_json(folders):
    changes = json.loads(run(*folders, "--format", "json").output)
    (claim,) = changes["words"]["claims"]["added"]
    assert {*claim} == {*LANGUAGES} and claim["en"].startswith("Islamic State (ISIS) · Asserts · Says <b>")
    assert changes["words"]["claims"]["removed"] == [] and "agreement" not in changes["words"]
    (event,) = changes["moves"]
    assert (event["event_id"], event["origins"], event["bodies"]) == ("EVT-0003", [1, 2], [1, 2])
    ((before, now),) = event["agreement"]
    assert (before["relation"], now["relation"]) == ("single_origin", "contradict")
    ((pair,), gone) = event["contradictions"]["appeared"], event["contradictions"]["gone"]
    assert (pair["claim_id"], pair["other_claim_id"], pair["gap"], gone) == ("CLM-0019", "CLM-0012", 10, [])


def test_what_moved_there_moves_back(folders):
    old, new = map(open_release, folders)
    (event,) = moves(new, old)
    assert event["contradictions"]["appeared"] == [] and len(event["contradictions"]["gone"]) == 1
    assert event["text"]["en"][-1].startswith("no longer contradict each other: Number · ")
    assert moves(old, old) == []
    assert moves(release_of({}), new) is None


def test_the_difference_is_reported_in_both_languages(folders):
    english, arabic = (run(*folders, "--lang", lang).output for lang in LANGUAGES)
    assert english.startswith("From 0.2.0 to 0.3.0\nSomething was edited or removed")
    # A row that changed is named as one that was added: what was counted, and who says so.
    (figure,) = json.loads(run(*folders, "--format", "json").output)["words"]["figures"]["rows"]
    assert "CLM-0002" in figure["en"] and "12" in figure["ar"]
    assert f"  ~ FIG-0001 · {figure['en']}\n    Value: 11 → 12\n" in english
    assert f"  ~ FIG-0001 · {figure['ar']}\n    القيمة: كان 11 وصار 12\n" in arabic
    assert ADDED["en"] in english and ADDED["ar"] in arabic
    assert english.endswith(MOVED["en"]) and arabic.endswith(MOVED["ar"])
    same = run(folders[0], folders[0], "--lang", "en").output
    assert same == "Two states of version 0.2.0\nThe data is the same: a patch is enough.\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_marks_the_words_that_changed_and_escapes_what_it_shows(lang, folders):
    text = run(*folders, "--format", "html", "--lang", lang).output
    page = html5lib.HTMLParser(strict=True).parse(text)
    assert "<b>" not in text and "&lt;b&gt;" in text
    assert not any(element.tag.endswith(("script", "link", "img")) for element in page.iter())
    rows = [
        " ".join(" ".join(row.itertext()).split()) for row in page.iter("{http://www.w3.org/1999/xhtml}tr")
    ]
    words = "القيمة حُذف: 11 أُضيف: 12" if lang == "ar" else "Value removed: 11 added: 12"
    assert f"FIG-0001 {words}" in rows
    sides = "حُذف: 11 members أُضيف: 12 members" if lang == "ar" else "removed: 11 members added: 12 members"
    assert any(row.startswith("FIG-0001") and row.endswith(sides) for row in rows)
    assert text.count("--format json") > 1
    assert any(row.startswith("CLM-0019") for row in rows)


def test_the_data_of_today_is_compared_with_a_release(folders):
    result = run(folders[0], "--lang", "en")
    assert result.exit_code == 0 and result.stdout.startswith("From 0.2.0 to ")

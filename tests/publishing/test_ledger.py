"""The ledger: it records what was published, and decides the version of what follows."""

import json

import pytest
from click.testing import CliRunner

from riwaya.cli.main import main
from riwaya.errors import ReleaseError
from riwaya.package.descriptor import Package
from riwaya.publishing.build import build
from riwaya.publishing.ledger import record
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT, claim_row, edited_package, edited_release

NAMED = {"path": "data/figures.csv", "find": "11 members", "replace": "11 fighters"}
MORE = {
    "path": "data/claims.csv",
    "append": claim_row("CLM-0019", "EVT-0003", "p30"),
}
LESS = {"path": "data/figures.csv", "find": "FIG-0008,", "replace": "FIG-0010,"}
RETIRED = {
    "path": "data/retirements.csv",
    "append": "FIG-0008,merged,FIG-0010,0.3.0,سبب معروف.,A known reason.\n",
}
COLUMN = [
    {
        "path": "schemas/retirements.json",
        "at": ["fields", "note"],
        "json": '{"name": "note", "type": "string", "title": "Note", "title_ar": "ملاحظة", '
        '"description": "A note.", "description_ar": "ملاحظة."}',
    },
    {"path": "data/retirements.csv", "find": ",reason_en\n", "replace": ",reason_en,note\n"},
]


def now(version):
    return {"path": "datapackage.json", "find": '"version": "0.2.0"', "replace": f'"version": "{version}"'}


@pytest.fixture(scope="module")
def earlier(tmp_path_factory):
    return edited_release([], tmp_path_factory.mktemp("earlier"))


@pytest.fixture
def after(earlier, tmp_path):
    """A function that builds the package with edits as a version, after the earlier release."""

    def later(edits, version, heading=None):
        root = edited_package([*edits, now(version)], tmp_path)
        (root / "CHANGELOG.md").write_text(f"# Changelog\n\n## {heading or version} (2026-11-25)\n", "utf-8")
        record(earlier, root)
        return build(check_package(Package.open(root)), root / "dist", ["csv"])

    return later


@pytest.mark.parametrize(
    "edits, version",
    [
        ([], "0.2.0"),
        ([], "0.2.1"),
        ([MORE], "0.3.0"),
        ([NAMED], "0.3.0"),
        ([NAMED], "1.0.0"),
        ([LESS, RETIRED], "0.3.0"),
        (COLUMN, "0.3.0"),
    ],
)
def test_a_sufficient_version_is_built(edits, version, after):
    assert after(edits, version).name == f"riwaya-{version}"


@pytest.mark.parametrize(
    "edits, version",
    [
        ([], "0.1.9"),
        ([MORE], "0.2.0"),
        ([MORE], "0.2.1"),
        ([NAMED], "0.2.9"),
        ([LESS, RETIRED], "0.2.1"),
        (COLUMN, "0.2.1"),
    ],
)
def test_an_insufficient_version_is_an_error(edits, version, after, tmp_path):
    with pytest.raises(ReleaseError, match=r"must be 0\.[23]\.0 or higher"):
        after(edits, version)
    assert not (tmp_path / "dist").exists()


def test_after_version_one_an_edit_raises_the_first_number(tmp_path):
    (tmp_path / "one").mkdir()
    published = edited_release([now("1.4.2")], tmp_path / "one")
    for number, (edit, version, good) in enumerate(
        [(NAMED, "1.5.0", False), (NAMED, "2.0.0", True), (MORE, "1.5.0", True)]
    ):
        root = edited_package([edit, now(version)], tmp_path / str(number))
        (root / "CHANGELOG.md").write_text(f"## {version}\n", "utf-8")
        record(published, root)
        if good:
            assert build(check_package(Package.open(root)), root / "dist", ["csv"]).exists()
        else:
            with pytest.raises(ReleaseError, match=r"must be 2\.0\.0 or higher"):
                build(check_package(Package.open(root)), root / "dist", ["csv"])


def test_an_id_that_disappeared_without_retirement_is_an_error(after):
    with pytest.raises(ReleaseError, match="FIG-0008") as caught:
        after([LESS], "0.3.0")
    assert "FIG-0008" in caught.value.message.ar


@pytest.mark.parametrize("heading", ["Next", "0.3.01"])
def test_a_change_without_a_section_of_the_changelog_is_an_error(heading, after):
    with pytest.raises(ReleaseError, match=r"## 0\.3\.0"):
        after([NAMED], "0.3.0", heading=heading)


def test_a_published_release_never_changes(earlier, tmp_path):
    root = edited_package([], tmp_path / "package")
    folder = record(earlier, root)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert {*before} == {"manifest.json", "rows.json"} and before["manifest.json"] == (
        earlier / "manifest.json"
    ).read_bytes()
    assert record(earlier, root) == folder
    (tmp_path / "other").mkdir()
    with pytest.raises(ReleaseError, match="published already"):
        record(edited_release([NAMED], tmp_path / "other"), root)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir()] == ["0.2.0"]


@pytest.mark.parametrize("text", ["[", "[]", '{"figures": {}}', '{"figures": {"columns": 7, "rows": {}}}'])
def test_a_ledger_that_cannot_be_read_is_named(text, earlier, tmp_path):
    root = edited_package([], tmp_path / "package")
    (record(earlier, root) / "rows.json").write_text(text, "utf-8")
    with pytest.raises(ReleaseError, match=r"rows\.json"):
        build(check_package(Package.open(root)), root / "dist", ["csv"])


def test_an_incomplete_release_is_not_recorded(earlier, tmp_path):
    assert CliRunner().invoke(main, ["record", str(tmp_path)]).exit_code == 2
    assert not (tmp_path / "releases").exists()


def test_the_repository_records_its_releases():
    for version in ("0.1.0", "0.2.0"):
        folder = ROOT / "releases" / version
        # Names are not in it, nor any other text.
        assert (folder / "rows.json").read_text("utf-8").replace("·", "").isascii()
        rows = json.loads((folder / "rows.json").read_text("utf-8"))
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        assert {"events", "claims", "figures", "actors", "locations"} <= {*rows} and "claims_flat" not in rows
        counts = {table["name"]: table["rows"] for table in manifest["tables"]}
        assert manifest["version"] == version and all(
            len(table["rows"]) == counts[name] for name, table in rows.items()
        )

"""The web site of releases: versions keep their addresses, latest/ is the newest, index and feed list all."""

import hashlib
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from riwaya.cli.main import main
from riwaya.errors import ReleaseError
from riwaya.publishing.ledger import record
from riwaya.publishing.site import lay_out
from riwaya.release.manifest import files_in
from riwaya.release.verify import verify
from tests.support.package_copies import ROOT, copy_package, edited_release

ADDRESS = "https://example.org/riwaya/"
ATOM = "{http://www.w3.org/2005/Atom}"


def version(number, date):
    return [
        {"path": "datapackage.json", "find": '"version": "0.2.0"', "replace": f'"version": "{number}"'},
        {"path": "datapackage.json", "at": ["created"], "json": f'"{date}T00:00:00Z"'},
    ]


@pytest.fixture(scope="module")
def zips(tmp_path_factory):
    """Releases of two versions."""
    to = tmp_path_factory.mktemp("releases")
    made = [
        edited_release(version("0.9.0", "2026-01-05"), to / "a"),
        edited_release(version("0.10.0", "2026-02-03"), to / "b"),
    ]
    return [folder.with_name(f"{folder.name}.zip") for folder in made]


@pytest.fixture
def root(tmp_path):
    return copy_package(tmp_path / "package")


@pytest.fixture
def site(zips, root, tmp_path):
    assert lay_out(zips, tmp_path / "site", ADDRESS, root) == ["0.10.0", "0.9.0"]
    return tmp_path / "site"


def content(folder):
    return {path: (folder / path).read_bytes() for path in files_in(folder)}


def test_each_version_has_its_folder_and_the_newest_is_latest(site, zips):
    for number, archive in (("0.9.0", zips[0]), ("0.10.0", zips[1])):
        folder = site / "versions" / number
        assert (folder / archive.name).read_bytes() == archive.read_bytes()
        (folder / archive.name).rename(site.parent / archive.name)
        assert verify(folder) == []
    latest = content(site / "latest")
    assert latest.pop("riwaya.zip") == zips[1].read_bytes()
    assert latest == content(site / "versions/0.10.0")


def test_the_index_lists_files_with_their_hashes(site):
    index = json.loads((site / "index.json").read_text("utf-8"))
    assert index["latest"] == "0.10.0" and [item["version"] for item in index["versions"]] == [
        "0.10.0",
        "0.9.0",
    ]
    for item in index["versions"]:
        assert len(item["files"]) > 10 and item["date"] in ("2026-02-03", "2026-01-05")
        assert {table["name"] for table in item["tables"]} > {"claims", "figures"}
        assert item["changes"] == (site / item["address"] / "CHANGES.md").read_text("utf-8")
        for file in (*item["zips"], *item["files"]):
            data = (site / file["path"]).read_bytes()
            assert file["bytes"] == len(data) and file["sha256"] == hashlib.sha256(data).hexdigest()


def test_the_feed_is_valid_and_leads_to_the_files(site):
    feed = etree.parse(site / "feed.xml")
    grammar = etree.RelaxNG(etree.parse(Path(__file__).parent.parent / "support/atom.rng"))
    grammar.assertValid(feed)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == ["urn:riwaya:0.10.0", "urn:riwaya:0.9.0"]
    assert feed.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated") == "2026-02-03T00:00:00Z"
    for link in feed.iter(f"{ATOM}link"):
        path = link.get("href").removeprefix(ADDRESS)
        assert (site / (path or "index.html")).is_file(), link.get("href")
        if link.get("rel") == "enclosure":
            assert int(link.get("length")) == (site / path).stat().st_size
    assert "<h1>0.9.0</h1>" in entries[1].findtext(f"{ATOM}content")
    # What is missing is noticed.
    entries[0].remove(entries[0].find(f"{ATOM}updated"))
    assert not grammar.validate(feed)


def test_every_link_of_the_front_page_leads_to_a_file(site):
    page = etree.HTML((site / "index.html").read_bytes())
    links = page.xpath("//@href")
    assert {"latest/riwaya.zip", "feed.xml", "versions/0.9.0/riwaya-0.9.0.zip"} <= {*links}
    assert not [link for link in links if not (site / link).is_file()]
    assert page.xpath("//section/@dir") == ["rtl", "ltr"] and len(page.xpath("//section[1]//h1/text()")) == 1


def test_a_later_version_replaces_latest_and_leaves_the_others(zips, root, tmp_path):
    site, docs = tmp_path / "site", tmp_path / "docs"
    (docs / "en").mkdir(parents=True)
    (docs / "en/index.html").write_text("one")
    (docs / "404.html").write_text("none")
    assert lay_out(zips[:1], site, ADDRESS, root, docs=docs) == ["0.9.0"]
    before = content(site / "versions/0.9.0")
    (site / "latest/of-the-old.txt").touch()
    (docs / "en/index.html").rename(docs / "en/other.html")
    assert lay_out(zips[1:], site, ADDRESS, root, docs=docs) == ["0.10.0", "0.9.0"]
    assert content(site / "versions/0.9.0") == before and not (site / "latest/of-the-old.txt").exists()
    assert files_in(site / "docs") == ["404.html", "en/other.html"]
    assert (site / "404.html").read_text() == "none"
    # An older version that is added later is not the latest.
    again = tmp_path / "again"
    lay_out(zips[1:], again, ADDRESS, root)
    assert lay_out(zips[:1], again, ADDRESS, root) == ["0.10.0", "0.9.0"]
    assert (again / "latest/riwaya.zip").read_bytes() == zips[1].read_bytes()
    # The same once more changes nothing.
    made = content(again)
    assert lay_out(zips, again, ADDRESS, root) and content(again) == made
    assert not [path for path in made if path.startswith(".") or "/." in path]


def test_a_published_version_never_changes_and_never_goes(zips, root, site, tmp_path):
    made = content(site)
    damaged = tmp_path / "riwaya-0.11.0.zip"
    damaged.write_bytes(zips[0].read_bytes()[:-9])
    with pytest.raises(ReleaseError):
        lay_out([damaged], site, ADDRESS, root)
    assert content(site) == made
    record(zips[1], root)
    with pytest.raises(ReleaseError, match=r"missing from the site: 0\.10\.0"):
        lay_out(zips[:1], tmp_path / "new", ADDRESS, root)
    # Another release under the number of a published one, in the ledger or in the site.
    for manifest in (root / "releases/0.10.0/manifest.json", site / "versions/0.10.0/manifest.json"):
        before = manifest.read_bytes()
        manifest.write_bytes(before.replace(b'"rows": 1', b'"rows": 2', 1))
        folder = site if site in manifest.parents else tmp_path / "new"
        with pytest.raises(ReleaseError, match=r"0\.10\.0 is published already"):
            lay_out(zips, folder, ADDRESS, root)
        manifest.write_bytes(before)
    assert content(site) == made and not (tmp_path / "new").exists()
    assert lay_out(zips[:1], tmp_path / "new", ADDRESS, root, without=["0.10.0"]) == ["0.9.0"]
    with pytest.raises(ReleaseError, match="no release for the site"):
        lay_out([], tmp_path / "empty", ADDRESS, root, without=["0.10.0"])


def test_the_ledger_is_compared_before_a_zip_is_checked(zips, root, tmp_path, monkeypatch):
    record(zips[1], root)
    checked = []
    monkeypatch.setattr("riwaya.publishing.site.verify", lambda file: checked.append(file) or [])
    with pytest.raises(ReleaseError, match=r"missing from the site: 0\.10\.0"):
        lay_out(zips[:1], tmp_path / "new", ADDRESS, root)
    with pytest.raises(FileNotFoundError):
        lay_out(zips, tmp_path / "new", ADDRESS, root, docs=tmp_path / "no-docs")
    assert checked == [] and not (tmp_path / "new").exists()
    assert lay_out(zips, tmp_path / "new", ADDRESS, root) and sorted(checked) == sorted(zips)


@pytest.mark.parametrize("page", ["publishing.md", "publishing.ar.md"])
def test_the_line_of_the_documentation_runs_in_this_repository_and_outside(page, tmp_path, monkeypatch):
    (line,) = re.findall(
        r"^\$ \.venv/bin/riwaya (site .*)$", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE
    )
    words = [*shlex.split(line), "--lang", "en"]
    current = json.loads((ROOT / "datapackage.json").read_text("utf-8"))["version"]
    folder = edited_release(version(current, "2026-01-05"), tmp_path / "made")
    inside, outside = copy_package(tmp_path / "inside"), tmp_path / "outside"
    shutil.copytree(ROOT / "releases", inside / "releases", dirs_exist_ok=True)
    for place in (inside, outside):
        (place / "dist/docs/en").mkdir(parents=True)
        shutil.copy(folder.with_name(f"{folder.name}.zip"), place / "dist")
        monkeypatch.chdir(place)
        made = CliRunner().invoke(main, words)
        assert made.exit_code == 0 and made.stdout == f"{current}\n", made.output
        assert ("no ledger" in made.stderr) is (place == outside)
        assert (place / "site/latest/riwaya.zip").is_file() and (place / "site/docs/en").is_dir()
    # What the page says of versions without a zip.
    monkeypatch.chdir(inside)
    shutil.rmtree("site")
    refused = CliRunner().invoke(
        main, [word for word in words if word not in ("--without", "0.1.0", "0.2.0")]
    )
    assert refused.exit_code == 2 and "missing from the site: 0.1.0, 0.2.0" in refused.output


def test_the_command_needs_an_https_address(zips, root, tmp_path, monkeypatch):
    monkeypatch.chdir(root)
    options = ["site", str(zips[0]), "--out", str(tmp_path / "site"), "--lang", "en"]
    for address in ("http://example.org", "example.org", "https://"):
        refused = CliRunner().invoke(main, [*options, "--address", address])
        assert refused.exit_code == 2 and "https" in refused.output
    made = CliRunner().invoke(main, [*options, "--address", "https://example.org/riwaya"])
    assert made.exit_code == 0 and made.stdout == "0.9.0\n"
    assert ADDRESS + "feed.xml" in (tmp_path / "site/feed.xml").read_text("utf-8")


def test_the_small_zip_lies_beside_the_whole_one(explorer, root, tmp_path):
    folder = edited_release(version("0.8.0", "2026-01-02"), tmp_path / "made", formats=())
    names = ["riwaya-0.8.0-data.zip", "riwaya-0.8.0.zip"]
    lay_out([folder.with_name(name) for name in names], tmp_path / "site", ADDRESS, root)
    (item,) = json.loads((tmp_path / "site/index.json").read_text("utf-8"))["versions"]
    assert [Path(file["path"]).name for file in item["zips"]] == names[::-1]
    latest = tmp_path / "site/latest"
    assert (latest / "riwaya-data.zip").read_bytes() == folder.with_name(names[0]).read_bytes()
    assert (latest / "riwaya.zip").read_bytes() == folder.with_name(names[1]).read_bytes()
    assert (latest / "explorer/index.html").is_file() and item["explorer"].endswith("explorer/index.html")
    assert not [file for file in item["files"] if "/explorer/" in file["path"]]
    page = etree.HTML((tmp_path / "site/index.html").read_bytes())
    links = page.xpath("//a/@href")
    assert "latest/explorer/ar/index.html" in links
    assert not [link for link in links if not (tmp_path / "site" / link).is_file()]


# -- The DOI ------------------------------------------------------------------------------------------

DOI = "10.5281/zenodo.1234567"


@pytest.mark.parametrize("given", [DOI, f"https://doi.org/{DOI}", f"doi:{DOI}"])
def test_the_doi_goes_into_every_file_that_names_it(given, root, monkeypatch):
    for name in ("CITATION.cff", ".zenodo.json"):
        (root / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.chdir(root)
    before = json.loads((root / "datapackage.json").read_text("utf-8"))
    made = CliRunner().invoke(main, ["record", "--doi", given])
    assert made.exit_code == 0 and made.stdout.split() == ["datapackage.json", "CITATION.cff", ".zenodo.json"]
    after = json.loads((root / "datapackage.json").read_text("utf-8"))
    assert after == before | {"id": f"https://doi.org/{DOI}"}
    assert DOI in (root / "CITATION.cff").read_text("utf-8")
    assert CliRunner().invoke(main, ["validate", "."]).exit_code == 0
    assert f"https://doi.org/{DOI}" in CliRunner().invoke(main, ["cite"]).stdout


@pytest.mark.parametrize(
    "arguments", [["--doi", "zenodo.1234567"], ["--doi", "10.5281/a b"], [], ["x.zip", "--doi", DOI]]
)
def test_what_is_no_doi_writes_nothing(arguments, root, monkeypatch):
    monkeypatch.chdir(root)
    before = (root / "datapackage.json").read_bytes()
    assert CliRunner().invoke(main, ["record", *arguments]).exit_code == 2
    assert (root / "datapackage.json").read_bytes() == before

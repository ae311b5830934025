"""The pages in docs/: generated ones are fresh, and links from messages resolve."""

import re

import pytest
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.curation.scaffold import write_codebook
from riwaya.curation.sheets import read_sheets
from riwaya.dataset.locate import installed_package
from riwaya.package.derivations import computed_columns, derivations
from riwaya.package.descriptor import Package
from riwaya.problem import Place
from riwaya.validation.kinds import FILES, kinds_by_group
from riwaya.validation.rule_pages import rule_pages
from tests.support.package_copies import ROOT, copy_package


def anchors(text):
    headings = re.findall(r"^#+ `?([^`\n]*)`?$", text, flags=re.MULTILINE)
    return {
        *re.findall(r'<a id="([^"]+)">', text),
        *(heading.lower().replace(" ", "-") for heading in headings),
    }


def slug(heading):
    """The anchor that GitHub gives to a heading."""
    words = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower())
    return words.strip().replace(" ", "-")


def test_every_link_between_files_leads_to_something():
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob(".github/*.md")]
    assert len(pages) > 50
    texts = {page: re.sub("```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL) for page in pages}
    slugs = {
        page: {slug(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)} | anchors(text)
        for page, text in texts.items()
    }
    for page, text in texts.items():
        for target in re.findall(r"\]\(([^()\s]+)\)", text):
            # What begins with ../../ is another page of the repository's host.
            if re.match("[a-z]+:|[.][.]/[.][.]/", target):
                continue
            path, _, anchor = target.partition("#")
            file = (page.parent / path).resolve() if path else page
            assert file.exists(), f"{page.name}: {target}"
            assert not anchor or anchor in slugs.get(file, {anchor}), f"{page.name}: {target}"


@pytest.mark.parametrize("name, kind_of", [("en", "Kind of "), ("ar", "نوع ")])
def test_the_codebook_names_what_a_vocabulary_of_kinds_is_of(name, kind_of):
    text = (ROOT / f"docs/codebook.{name}.md").read_text("utf-8")
    titles = re.findall(r"^## [^:]+: (.+) `\w+_kind`$", text, re.MULTILINE)
    assert len(titles) > 7 and all(title.startswith(kind_of) for title in titles)


@pytest.mark.parametrize("name", ["README.md", "README.ar.md"])
def test_the_readme_is_short(name):
    assert len((ROOT / name).read_text("utf-8").splitlines()) <= 150


@pytest.mark.parametrize("name", ["tables.md", "tables.ar.md"])
def test_the_page_of_the_tables_names_and_counts_them(name):
    package = installed_package()
    rows, after = (ROOT / "docs" / name).read_text("utf-8").split("|\n\n")[-2:]
    of_releases = [
        table
        for row in rows.splitlines()
        if row.startswith("| `")
        for table in re.findall(r"`(\w+)`", row.split("|")[1])
    ]
    source = {resource.name for resource in package.published}
    computed = {*of_releases} - source
    assert len(of_releases) == len({*of_releases}) and source < {*of_releases}
    assert computed == {item.name for item in derivations(package)} - source
    others = {resource.name for resource in package.resources} - source
    numbers = [len(of_releases), len(package.resources), len(source)]
    assert [*map(int, re.findall("[0-9]+", after))] == numbers
    assert {*re.findall(r"`(\w+)`", after)} == others


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_codebook_is_fresh(lang, tmp_path):
    root, name = copy_package(tmp_path / "package", ROOT), f"docs/codebook.{lang}.md"
    assert name in write_codebook(Package.open(root))
    assert (root / name).read_text("utf-8") == (ROOT / name).read_text("utf-8"), "run: riwaya codebook"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_links_to_its_rule_and_its_column(lang):
    found = {
        name: anchors((ROOT / name).read_text("utf-8"))
        for name in (f"docs/rules.{lang}.md", f"docs/codebook.{lang}.md")
    }
    columns = [
        (item.name, field)
        for item in installed_package().resources
        for field in (None, *item.schema.names)
        if field not in computed_columns(item.name)
    ]
    for kind in (kind for group in kinds_by_group().values() for kind in group.values()):
        for table, field in columns if kind.code == "type-error" else columns[:2]:
            for page in kind.at(Place(f"data/{table}.csv", table, field=field)).pages(lang):
                name, _, anchor = page.partition("#")
                assert anchor in found[name], page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_within_the_pages_resolve(lang):
    text = (ROOT / f"docs/codebook.{lang}.md").read_text("utf-8")
    inside = {*re.findall(r"\]\(#([^)]+)\)", text)}
    assert len(inside) > 30 and inside <= anchors(text)


def test_an_invalid_name_is_not_part_of_a_link():
    (kind,) = (kinds_by_group()[FILES]["file-empty"],)
    assert (
        kind.at(Place("data/x.csv", "claims", field="](javascript:x)")).pages("en")[1]
        == "docs/codebook.en.md#claims"
    )
    assert kind.at(Place("datapackage.json")).pages("en") == ("docs/rules.en.md#file-empty",)


@pytest.mark.parametrize("lang, page", [("en", "docs/curating.md"), ("ar", "docs/curating.ar.md")])
def test_the_example_in_the_guide_agrees_with_the_data(lang, page):
    text = " ".join((ROOT / page).read_text("utf-8").replace("\n> ", " ").split())
    rows = {
        row["id"]: row
        for name in ("claims", "figures", "events")
        for row in ({**row, "id": next(iter(row.values()))} for row in read_sheets_of(name))
    }
    assert rows["CLM-0002"][f"statement_{lang}"] in text and rows["EVT-0001"]["date_wording_ar"] in text
    for row, columns in (
        ("CLM-0002", "claimant_id attribution source_id locator event_id stance"),
        ("FIG-0002", "qualifier value held_by_id members_of_id wording_ar"),
        ("FIG-0001", "wording_ar"),
        ("EVT-0001", "date date_basis"),
    ):
        assert all(rows[row][column] in text for column in columns.split()), row


def read_sheets_of(name):
    return [record.cells for record in read_sheets(installed_package())[name].records]


def test_the_pages_of_the_rules_are_fresh(tmp_path):
    root = copy_package(tmp_path, ROOT)
    result = CliRunner().invoke(main, ["rules", str(root), "--write", "--lang", "en"])
    assert (result.exit_code, result.output) == (0, "docs/rules.en.md\ndocs/rules.ar.md\n")
    for name, text in rule_pages().items():
        assert (root / "docs" / name).read_text("utf-8") == text
        assert (ROOT / "docs" / name).read_text("utf-8") == text, "run: riwaya rules --write"


@pytest.mark.parametrize("lang, severity", [("en", "warning"), ("ar", "تحذير")])
def test_the_rules_are_listed_with_severity_and_reason(lang, severity):
    result = CliRunner().invoke(main, ["rules", "--lang", lang])
    lines = result.output.splitlines()
    kinds = [kind for group in kinds_by_group().values() for kind in group.values()]
    assert result.exit_code == 0 and len(lines) == len(kinds)
    for line, kind in zip(lines, kinds, strict=True):
        assert line.startswith(kind.code) and line.endswith(kind.why[lang])
    assert any(line.startswith("loaded-word · ") for line in lines)
    assert any(f" · {severity} · " in line for line in lines)


def test_the_command_needs_valid_data(tmp_path):
    result = CliRunner().invoke(main, ["codebook", str(tmp_path), "--lang", "ar"])
    assert result.exit_code == 2 and "datapackage.json" in result.output

"""What the root of a release has for the Hugging Face Hub, Kaggle and Datasette names what is there."""

import csv
import json
import shutil
import sqlite3
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import yaml
from markdown_it import MarkdownIt

from riwaya.bilingual import LANGUAGES
from riwaya.release.manifest import json_object
from riwaya.release.metadata import Source, kaggle, readme
from riwaya.release.read import open_release
from riwaya.release.verify import verify
from tests.support.package_copies import edited_release, rehashed


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return edited_release([], tmp_path_factory.mktemp("release"), ())


@pytest.fixture(scope="module")
def names(built):
    return [item["name"] for item in json_object((built / "datapackage.json").read_bytes())["resources"]]


# -- The card -----------------------------------------------------------------------------------------


def card_of(folder):
    start, card, _ = (folder / "README.md").read_text("utf-8").split("---\n", 2)
    assert start == ""
    return yaml.safe_load(card)


def test_the_card_has_a_configuration_for_each_table_with_rows(built, names):
    configs, release = card_of(built)["configs"], open_release(built)
    filled = [name for name in names if release.table(name).row_count]
    # The library cannot load an empty split.
    assert [config["config_name"] for config in configs] == filled and "retirements" not in filled
    assert all((built / config["data_files"]).is_file() for config in configs)
    assert [config["config_name"] for config in configs if config.get("default")] == ["claims_flat"]


def test_a_table_without_rows_is_read_as_the_documentation_says(built):
    table = open_release(built).table("retirements")
    csv_file, parquet, lines = (
        built / f"{kind}/retirements.{suffix}"
        for kind, suffix in (("csv", "csv"), ("parquet", "parquet"), ("jsonl", "jsonl"))
    )
    expected = [*table.schema.names]
    assert table.row_count == 0
    assert [*pd.read_csv(csv_file).columns] == [*pd.read_parquet(parquet).columns] == expected
    assert [*pd.read_json(lines, lines=True).columns] == []
    for file in (csv_file, parquet):
        assert duckdb.sql(f"SELECT * FROM '{file}'").columns == expected
    # No configuration of the card has it; its text lists it as all others.
    assert "(csv/retirements.csv)" in (built / "README.md").read_text("utf-8")


def test_the_library_of_the_hub_loads_the_configurations(built, names, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    datasets = pytest.importorskip("datasets", reason="not in a lock: tried by hand, docs/tools.md")
    release = open_release(built)
    for config in card_of(built)["configs"]:
        name = config["config_name"]
        loaded = datasets.load_dataset(str(built), name, split="train", cache_dir=str(tmp_path))
        assert loaded.num_rows == release.table(name).row_count
    empty = {"data_files": str(built / "parquet/retirements.parquet"), "split": "train"}
    with pytest.raises(ValueError, match="corresponds to no data"):
        datasets.load_dataset("parquet", cache_dir=str(tmp_path), **empty)
    streamed = datasets.load_dataset("parquet", streaming=True, **empty)
    assert streamed.column_names == [*release.table("retirements").schema.names]


def test_the_card_has_the_values_that_the_hub_knows(built):
    card = card_of(built)
    assert (card["language"], card["license"]) == (["ar", "en"], "cc-by-4.0")
    assert card["size_categories"] == ["n<1K"] and "ISIS" in card["tags"]
    assert {type(value) for value in card["tags"]} == {str}


@pytest.mark.parametrize(
    "rows, size", [(0, "n<1K"), (999, "n<1K"), (1000, "1K<n<10K"), (10**6, "1M<n<10M"), (10**10, "n>1B")]
)
def test_the_size_of_the_card_is_that_of_all_tables(rows, size):
    assert readme.size_of(rows) == size


def test_a_release_without_parquet_has_a_card_of_its_csv_files(tmp_path):
    folder = edited_release([], tmp_path, ("csv",))
    assert {config["data_files"].split("/")[0] for config in card_of(folder)["configs"]} == {"csv"}
    text = (folder / "README.md").read_text("utf-8")
    assert "read_csv(" in text and "parquet" not in text and "datasette" not in text
    assert not (folder / "parquet").exists() and not (folder / "datasette.yaml").exists()
    assert verify(folder) == []


def test_the_readme_links_only_to_what_is_there(built):
    _, _, text = (built / "README.md").read_text("utf-8").split("---\n", 2)
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    links = [
        child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"
    ]
    local = [link for link in links if not link.startswith(("https://", "#"))]
    assert len(local) > 25 and all((built / link).exists() for link in local)
    # Programs are not read from the right.
    _, arabic = text.split('<a id="ar"></a>\n<div dir="rtl">')
    assert arabic.count("```\n\n</div>") == arabic.count("```python") + arabic.count("```sh") == 3


def test_the_readme_has_both_languages(built):
    text = (built / "README.md").read_text("utf-8")
    descriptor = json_object((built / "datapackage.json").read_bytes())
    for name in ("title", "title_ar", "description", "description_ar"):
        assert descriptor[name] in text
    for table in descriptor["resources"]:
        assert table["title"] in text and table["title_ar"] in text
    assert all(note in text for note in descriptor["notes"] + descriptor["notes_ar"])


@pytest.mark.parametrize("text", ["---\n[]\n---\n", "x---\na: 1\n---\n", "---\n---\n", "# No card\n"])
def test_a_readme_without_a_card_is_changed(text, built):
    with pytest.raises((ValueError, KeyError)):
        readme.read(text)


# -- Kaggle -------------------------------------------------------------------------------------------


def test_kaggle_gets_titles_of_its_lengths_and_the_columns_of_each_file(built, names):
    made = json.loads((built / "dataset-metadata.json").read_text("utf-8"))
    assert 6 <= len(made["title"]) <= 50 and 20 <= len(made["subtitle"]) <= 80
    assert made["licenses"][0]["name"] == "CC-BY-4.0" and len(made["licenses"]) == 1
    assert [item["path"] for item in made["resources"]] == [f"csv/{name}.csv" for name in names]
    for item in made["resources"]:
        with (built / item["path"]).open(encoding="utf-8", newline="") as file:
            assert [field["name"] for field in item["schema"]["fields"]] == next(csv.reader(file))


@pytest.mark.parametrize("title", ["A", "Exactly the title: b", "A long title of many words " * 5, "x" * 90])
def test_kaggle_takes_titles_of_any_length(title, built):
    descriptor = json_object((built / "datapackage.json").read_bytes()) | {"title": title}
    text = kaggle.write(Source(descriptor))
    made = json.loads(text)
    assert 6 <= len(made["title"]) <= 50 and 20 <= len(made["subtitle"]) <= 80
    assert kaggle.read(text).title == title


# -- Datasette ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def datasette(built):
    (name, database), *others = yaml.safe_load((built / "datasette.yaml").read_text("utf-8"))[
        "databases"
    ].items()
    assert (built / f"{name}.sqlite").is_file() and not others
    return database


@pytest.fixture
def database(built):
    connection = sqlite3.connect(f"file:{built / built.name}.sqlite?mode=ro", uri=True)
    yield connection
    connection.close()


def test_datasette_describes_the_tables_that_are_there(datasette, database, names):
    described = {name: table for name, table in datasette["tables"].items() if not table.get("hidden")}
    assert [*described] == names
    for name, table in described.items():
        columns = [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
        assert {*table.get("facets", ()), table.get("label_column", columns[0])} <= {*columns}
        assert "·" in table["title"] and "·" in table["description"]
    hidden = {*datasette["tables"]} - {*described}
    assert {name for (name,) in database.execute("SELECT name FROM sqlite_schema")} >= hidden > {"search"}


SEARCH = 'SELECT {pk} FROM "{table}" WHERE {pk} IN (SELECT rowid FROM {fts} WHERE {fts} MATCH ?)'


@pytest.mark.parametrize(
    "table, words, found",
    [
        ("claims", '"Hasu"', "CLM-0001"),
        ("claims", '"حسو"', "CLM-0001"),
        ("claims", '"تبادلا"', "CLM-0001"),
        ("claims", '"الإسلامية"', "CLM-0001"),
        ("events", '"exchange" "Hasu"', "EVT-0001"),
    ],
)
def test_datasette_searches_a_table_by_what_it_says(table, words, found, datasette, database):
    """With the statement of Datasette, for the words as a reader writes them."""
    how = datasette["tables"][table]
    statement = SEARCH.format(pk=how["fts_pk"], table=table, fts=how["fts_table"])
    assert (found,) in database.execute(statement, (words,)).fetchall()
    assert database.execute(statement, ('"nowhere"',)).fetchall() == []


def test_every_query_of_datasette_runs_in_both_languages(datasette, database):
    queries = datasette["queries"]
    assert {name.rpartition("_")[2] for name in queries} == {*LANGUAGES} and len(queries) >= 6
    for name, query in queries.items():
        rows = database.execute(query["sql"], {"text": "حسو", "event": "EVT-0001"})
        headings = [column[0] for column in rows.description]
        assert all(heading.isascii() for heading in headings) == name.endswith("_en")
        if "contradictions" not in name:
            assert rows.fetchone()
    found = database.execute(queries["search_en"]["sql"], {"text": "حسو"}).fetchall()
    assert ("events", "EVT-0001", "Reported prisoner exchange at Hasu") in found


# -- What verify proves -------------------------------------------------------------------------------


NOT_THERE = {
    "README.md": ("data_files: parquet/figures.parquet", "data_files: parquet/other.parquet"),
    "dataset-metadata.json": ("csv/figures.csv", "csv/other.csv"),
    "datasette.yaml": ("  riwaya-0.2.0:", "  riwaya-0.2.0-other:"),
    "parquet/datapackage.json": ('"figures.parquet', '"other.parquet'),
}


def test_metadata_that_names_a_file_which_is_not_there_is_a_problem(built, tmp_path):
    folder = Path(shutil.copytree(built, tmp_path / built.name))
    for path, (find, put) in NOT_THERE.items():
        text = (folder / path).read_text("utf-8")
        assert text.count(find) == 1, path
        (folder / path).write_text(text.replace(find, put), "utf-8", newline="\n")
    found = verify(rehashed(folder))
    assert {problem.code for problem in found} == {"release-metadata-differs"}
    assert sorted(problem.place.path for problem in found) == sorted(NOT_THERE)

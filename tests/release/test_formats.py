"""The formats of a release in use: SQLite is joined and searched, a workbook read, GeoJSON mapped."""

import csv
import json
import shutil
import sqlite3
import zipfile

import apsw
import html5lib
import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.errors import ReleaseError
from riwaya.package.descriptor import Package
from riwaya.package.schema import schema_from
from riwaya.release import codebook
from riwaya.release.compute import published_tables
from riwaya.release.formats import geojson, sqlite, xlsx
from riwaya.release.formats.registry import BY_NAME
from riwaya.release.manifest import MALFORMED
from riwaya.release.search_index import create_index, index_rows, matching_rows
from riwaya.release.searched_rows import searched_rows
from riwaya.release.table import ReleaseTable, arrow_schema
from riwaya.text.search_words import ARTICLES, query_words
from riwaya.validation.check import check_package
from tests.support.exact_figures import assert_exact_first
from tests.support.package_copies import HEAD, ROOT

NAMES = json.loads((ROOT / "tests/text/search_names.json").read_text("utf-8"))
QUERIES = json.loads((ROOT / "tests/text/search_queries.json").read_text("utf-8"))
OTHER_SCHEMA = {
    "fields": [
        {"name": name, "type": "string", "title": name, "description": name}
        for name in ("thing_id", "name_ar", "name_en")
    ],
    "primaryKey": ["thing_id"],
}


@pytest.fixture(scope="module")
def tables():
    with published_tables(check_package(Package.open(ROOT))) as published:
        yield {table.name: table for table in published}


@pytest.fixture(scope="module")
def written(tables, tmp_path_factory):
    """The real data in every format that has one file."""
    folder = tmp_path_factory.mktemp("written")
    for form in (geojson, sqlite, xlsx):
        form.write(tables.values(), HEAD, folder)
    return folder


# -- SQLite -------------------------------------------------------------------------------------------


@pytest.fixture
def database(written):
    # Python's own SQLite, as a reader would have it.
    with sqlite3.connect(f"file:{written / 'things-1.0.0.sqlite'}?mode=ro", uri=True) as connection:
        yield connection
    connection.close()


@pytest.fixture
def recipe(database):
    return database.execute("SELECT sql FROM search_recipe").fetchone()[0]


@pytest.fixture(scope="module")
def index(tables):
    """What `riwaya search` searches."""
    connection = apsw.Connection(":memory:")
    create_index(connection)
    index_rows(connection, tables.values())
    return connection


@pytest.mark.parametrize("name", NAMES, ids=[name["spellings"][0] for name in NAMES])
def test_all_spellings_of_a_name_find_the_same_rows(name, database, recipe, index):
    first, *others = [{*database.execute(recipe, {"text": text})} for text in name["spellings"]]
    assert name["id"] in {identity for _, identity in first} and others == [first] * len(others)
    assert [{*matching_rows(index, text)} for text in name["spellings"]] == [first, *others]


@pytest.mark.parametrize("vector", QUERIES, ids=[vector["query"] for vector in QUERIES])
def test_what_people_type_finds_what_they_mean(vector, database, recipe, index):
    """In SQLite and `riwaya search`; tests/dataset/test_browser.py compares the pages to it."""
    found = {*database.execute(recipe, {"text": vector["query"]})}
    ids = {identity for _, identity in found}
    rows = matching_rows(index, vector["query"])
    assert found == {*rows}
    if number := vector.get("number"):
        assert_exact_first([identity for table, identity in rows if table == "figures"], number)
    # Only the pages suggest similar words.
    assert ({*vector["finds"]} <= ids and ids) if not vector.get("similar") else not ids
    assert not {*vector.get("not", ())} & ids


def test_there_are_forty_queries_in_both_languages():
    assert len({vector["query"] for vector in QUERIES}) == len(QUERIES) >= 40
    for lang in LANGUAGES:
        assert sum(vector["lang"] == lang for vector in QUERIES) >= 20


def test_there_are_sixty_spellings_of_twenty_names():
    spellings = [text for name in NAMES for text in name["spellings"]]
    assert len(NAMES) >= 20 and len({*spellings}) == len(spellings) >= 60


@pytest.mark.parametrize(
    "text",
    ['"', "'", "al-Omar AND", "NOT (", "raqqa*", "*", "^a + b", "words:raqqa", "NEAR(a b)", "😀 الرقة", ""],
)
def test_plain_text_is_no_syntax_of_a_query(text, database, recipe, index):
    assert {*database.execute(recipe, {"text": text})} == {*matching_rows(index, text)}


def test_a_word_that_is_nowhere_is_not_found(database, recipe):
    for text in ("قطيفة", "unheard", "EVT-9999", "Raqqa unheard", "40000"):
        assert database.execute(recipe, {"text": text}).fetchall() == [], text


def test_the_recipe_has_the_words_of_queries(database, recipe):
    """Of every letter that it knows, of all articles, and of the vectors."""
    statement = recipe.partition("SELECT table_name")[0] + "SELECT word FROM bare"
    letters = [letter for (letter,) in database.execute("SELECT letter FROM search_letters")]
    vectors = json.loads((ROOT / "tests/text/search_words.json").read_text("utf-8"))
    texts = [vector["text"] for vector in vectors]
    texts += [f"{article}-Omar" for article in sorted(ARTICLES)]
    texts += [
        f"{before}{article}{rest}"
        for before in ("", "و", "ف", "ب", "ك", "ل", "وب", "فك", "بو")
        for article in ("ال", "لل")
        for rest in ("س", "سد", "سدد")
    ]
    texts += [
        " ".join(f"a{letter}b" for letter in letters[at : at + 100]) for at in range(0, len(letters), 100)
    ]
    assert len(letters) > 5000
    for text in texts:
        assert [word for (word,) in database.execute(statement, {"text": text})] == query_words(text), text


def test_an_event_is_found_by_its_names(tables):
    """By its kind, its place and what that lies in, and who claims or takes part, under all names."""
    rows = {row.id: row for row in searched_rows(tables.values())}
    event, claim, source = rows["EVT-0003"], rows["CLM-0012"], rows["SRC-0001"]
    assert {"evt", "0003"} <= {*event.own} and "0017" not in {*event.own, *event.around}
    assert {"omar", "زور", "ديرالزور", "syria", "داعش", "sdf", "2018"} <= {*event.around}
    # A claim is found by its claimant, place and year, a source by its outlet and year.
    assert {"clm", "freed"} <= {*claim.own} and {"2018", "omar"} <= {*claim.around}
    assert "2018" in source.around and len(source.around) > 1
    assert len(rows) == sum(
        tables[name].row_count for name in ("sources", "actors", "locations", "events", "claims", "figures")
    )


def test_a_dataset_of_other_tables_is_searched():
    schema = schema_from("things", OTHER_SCHEMA, "things.json")
    rows = pa.table({"thing_id": ["T-1", "T-2"], "name_ar": ["قلم", None], "name_en": ["pen", "ink"]})
    table = ReleaseTable(
        "events",
        Bilingual("", ""),
        Bilingual("", ""),
        schema,
        OTHER_SCHEMA,
        2,
        lambda: iter(rows.to_batches()),
    )
    connection = apsw.Connection(":memory:")
    create_index(connection)
    index_rows(connection, [table])
    assert matching_rows(connection, "T-2") == [("events", "T-2")]
    assert matching_rows(connection, "القلم") == [("events", "T-1")]


def test_keys_are_those_of_the_schemas(tables, database):
    assert [*database.execute("PRAGMA foreign_key_check")] == []
    for name, table in tables.items():
        keys = {(row[3], row[2], row[4]) for row in database.execute(f"PRAGMA foreign_key_list({name})")}
        assert keys == {
            (field, key.table, reference)
            for key in table.schema.foreign_keys
            for field, reference in zip(key.fields, key.references, strict=True)
        }, name


def test_the_database_rejects_a_row_that_refers_to_nothing(written, tmp_path):
    file = shutil.copy(written / "things-1.0.0.sqlite", tmp_path)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE claims SET event_id = 'EVT-9999' WHERE claim_id = 'CLM-0001'")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE figures SET value = 'eleven' WHERE value IS NOT NULL")
    connection.close()


def test_views_are_read_in_either_language(tables, database):
    database.row_factory = sqlite3.Row
    labels = {(row["vocabulary"], row["term"]): row for row in tables["vocabularies"].whole().to_pylist()}
    actors = {row["actor_id"]: row for row in tables["actors"].whole().to_pylist()}
    claims = tables["claims"].whole().to_pylist()
    titles = {field.name: field.title.ar for field in tables["claims"].schema.fields}
    english, arabic = ([*database.execute(f"SELECT * FROM claims_{lang}")] for lang in LANGUAGES)
    assert len(english) == len(arabic) == len(claims)
    for claim, en, ar in zip(claims, english, arabic, strict=True):
        assert (
            en["statement"] == claim["statement_en"]
            and en["stance"] == labels["stance", claim["stance"]]["label_en"]
        )
        assert ar[titles["stance"]] == labels["stance", claim["stance"]]["label_ar"]
        assert en["claimant_name"] == actors[claim["claimant_id"]]["name_en"]
        assert claim["statement_ar"] in [*ar] and actors[claim["claimant_id"]]["name_ar"] in [*ar]


def test_every_view_can_be_read(tables, database):
    for name, table in tables.items():
        for lang in LANGUAGES:
            assert len(database.execute(f"SELECT * FROM {name}_{lang}").fetchall()) == table.row_count


THING = {"name": "thing", "type": "string", "constraints": {"required": True}}


def table_of(fields, rows, **more):
    schema_json, name = {"fields": fields, **more}, Bilingual("Things", "أشياء")
    schema = schema_from("things", schema_json, "things.json")
    whole = pa.Table.from_pylist(rows, arrow_schema(schema))
    return ReleaseTable(
        "things", name, name, schema, schema_json, len(rows), lambda: iter(whole.to_batches())
    )


def test_a_derivation_that_refers_to_nothing_is_not_published(tmp_path):
    key = {"fields": ["other"], "reference": {"fields": ["thing"]}}
    table = table_of(
        [THING, {"name": "other", "type": "string"}],
        [{"thing": "a", "other": "b"}],
        primaryKey=["thing"],
        foreignKeys=[key],
    )
    with pytest.raises(ReleaseError):
        sqlite.write([table], HEAD, tmp_path)


HOSTILE = {
    "a view in place of a table": (
        "ALTER TABLE things RENAME TO t; CREATE VIEW things AS SELECT thing FROM t, t AS u"
    ),
    "a table without its keys": "DROP TABLE things; CREATE TABLE things (thing TEXT)",
    "no table": "DROP TABLE things",
    "a computed column": (
        "DROP TABLE things; CREATE TABLE things (a TEXT, thing TEXT AS (hex(zeroblob(1e9)))) STRICT"
    ),
}


@pytest.mark.parametrize("statements", HOSTILE.values(), ids=HOSTILE)
def test_a_database_that_is_made_otherwise_is_not_read(statements, tmp_path):
    table = table_of([THING], [{"thing": "a"}])
    sqlite.write([table], HEAD, tmp_path)
    with sqlite3.connect(tmp_path / "things-1.0.0.sqlite") as connection:
        connection.executescript(statements)
    connection.close()
    with pytest.raises(MALFORMED):
        [*sqlite.read(tmp_path, "things", table.schema)]


def test_reading_leaves_nothing_beside_the_file(written, tables, tmp_path):
    shutil.copy(written / "things-1.0.0.sqlite", tmp_path)
    assert sum(batch.num_rows for batch in sqlite.read(tmp_path, "events", tables["events"].schema)) > 10
    assert [file.name for file in tmp_path.iterdir()] == ["things-1.0.0.sqlite"]


# -- XLSX ---------------------------------------------------------------------------------------------


def test_sheets_are_right_to_left_under_headings_in_both_languages(written, tables):
    book = openpyxl.load_workbook(written / "things-1.0.0.xlsx")
    assert book.sheetnames == ["اقرأني · Read me", *tables]
    for name, table in tables.items():
        sheet = book[name]
        assert (
            sheet.sheet_view.rightToLeft
            and sheet.freeze_panes == "B4"
            and sheet.max_row == table.row_count + 3
        )
        for column, field in zip(
            sheet.iter_cols(max_row=3, values_only=True), table.schema.fields, strict=True
        ):
            assert column == (field.title.ar, field.title.en, field.name)


def test_ids_and_dates_are_text_and_numbers_are_numbers(written):
    book = openpyxl.load_workbook(written / "things-1.0.0.xlsx")
    rows = [*book["figures"].iter_rows(min_row=3)]
    at = {cell.value: number for number, cell in enumerate(rows[0])}
    stated = next(row for row in rows[1:] if row[at["value"]].value is not None)
    assert stated[at["figure_id"]].number_format == "@" and isinstance(stated[at["value"]].value, int)
    assert all(isinstance(cell.value, str | None) for cell in book["events"]["D"][3:])


# All that checks of a CSV file let through: no control characters but line feeds, which are not at an end.
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]) | st.just("\n"), min_size=1
)
ODD = [
    "=1+1",
    "a\nb",
    " ".join("a\n\nb "),
    "_x0041_",
    "_x000A_b",
    "1e5",
    "٣",
    "TRUE",
    "#N/A",
    "'a",
    "2018-06-07",
]
WRITTEN = TEXTS.map(str.strip).filter(bool) | st.sampled_from(ODD)
KINDS = {"word": "string", "count": "integer", "share": "number", "known": "boolean", "day": "date"}
CELLS = {
    "word": WRITTEN,
    "count": st.integers(-(1 << 63), (1 << 63) - 1) | st.integers(-100, 100),
    "known": st.booleans(),
    "day": st.dates(),
    "share": st.floats(allow_nan=False, allow_infinity=False),
}
OPTIONAL = {name: st.none() | cells for name, cells in CELLS.items()}
ROWS = st.lists(st.fixed_dictionaries({"thing": WRITTEN} | OPTIONAL), max_size=6)


@settings(deadline=None, max_examples=60)
@given(ROWS)
@pytest.mark.parametrize("form", [sqlite, xlsx], ids=["sqlite", "xlsx"])
def test_whatever_a_cell_holds_comes_back(form, tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("written")
    table = table_of([THING, *({"name": name, "type": kind} for name, kind in KINDS.items())], rows)
    form.write([table], HEAD, folder)
    assert [row for batch in form.read(folder, "things", table.schema) for row in batch.to_pylist()] == rows


def test_more_rows_than_a_sheet_holds_are_an_error(tmp_path):
    table = table_of([THING], [])
    large = ReleaseTable(
        table.name, table.title, table.title, table.schema, table.schema_json, 1 << 20, table.batches
    )
    with pytest.raises(ReleaseError, match="--format"):
        xlsx.write([large], HEAD, tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_a_workbook_that_would_grow_is_not_read(tmp_path):
    table = table_of([THING], [{"thing": "a"}])
    xlsx.write([table], HEAD, tmp_path)
    (file,) = tmp_path.iterdir()
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * (32 << 20))
    with pytest.raises(ValueError, match="larger"):
        [*xlsx.read(tmp_path, "things", table.schema)]


NO_FILES = [
    b"",
    b"PK\x03\x04",
    b"SQLite format 3\x00" + b"\xff" * 500,
    b"[[",
    b'{"features": 7}',
    b"\xff\xfe",
]
PLACES = {
    "sqlite": "a.sqlite",
    "xlsx": "a.xlsx",
    "geojson": "locations.geojson",
    "jsonl": "jsonl/locations.jsonl",
}


# A file of lines may have none.
@pytest.mark.parametrize(
    "name, data", [(name, data) for name in PLACES for data in NO_FILES if data or name != "jsonl"]
)
def test_a_file_of_another_format_is_malformed(name, data, tables, tmp_path):
    (tmp_path / PLACES[name]).parent.mkdir(exist_ok=True)
    (tmp_path / PLACES[name]).write_bytes(data)
    with pytest.raises(MALFORMED):
        [*BY_NAME[name].read(tmp_path, "locations", tables["locations"].schema)]


# -- GeoJSON ------------------------------------------------------------------------------------------


def around(identity, rows):
    """A place and all those around it."""
    while identity:
        yield identity
        identity = rows[identity]["parent_id"]


def test_places_are_at_their_coordinates(written, tables):
    rows = {row["location_id"]: row for row in tables["locations"].whole().to_pylist()}
    collection = json.loads((written / "locations.geojson").read_text("utf-8"))
    # Numbers beside empty cells become fractions in GeoPandas: an ID is a text.
    assert {type(item["properties"]["geonames_id"]) for item in collection["features"]} <= {str, type(None)}
    assert collection["type"] == "FeatureCollection" and len(collection["features"]) == len(rows)
    for feature in collection["features"]:
        row = rows[feature["id"]]
        place = feature["geometry"] and feature["geometry"]["coordinates"]
        assert place == (None if row["latitude"] is None else [row["longitude"], row["latitude"]])
    # Syria lies between these: longitude comes first.
    placed = [
        feature["geometry"]["coordinates"]
        for feature in collection["features"]
        if feature["geometry"] and "LOC-0001" in around(feature["id"], rows)
    ]
    assert placed and all(35 < east < 43 and 32 < north < 38 for east, north in placed)


def test_a_feature_that_moved_is_malformed(written, tables, tmp_path):
    text = (written / "locations.geojson").read_text("utf-8")
    (tmp_path / "locations.geojson").write_text(
        text.replace('"coordinates": [', '"coordinates": [1', 1), "utf-8"
    )
    with pytest.raises(ValueError):
        [*geojson.read(tmp_path, "locations", tables["locations"].schema)]


# -- The codebook -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_codebook_describes_every_column_and_term(lang, tables, tmp_path):
    head = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    codebook.write(tables.values(), head, tmp_path)
    text = (tmp_path / f"codebook.{lang}.html").read_text("utf-8")
    page = html5lib.HTMLParser(strict=True).parse(text).find(".//{*}body/..")
    assert page.get("lang") == lang and page.get("dir") == ("rtl" if lang == "ar" else "ltr")
    texts = {
        element.get("id"): " ".join("".join(element.itertext()).split())
        for element in page.iter()
        if element.get("id")
    }
    for table in tables.values():
        for field in table.schema.fields:
            row = texts[f"{table.name}.{field.name}"]
            assert field.title[lang] in row and " ".join(field.description[lang].split()) in row, (
                table.name,
                field.name,
            )
    used = {field.vocabulary for table in tables.values() for field in table.schema.fields}
    with (ROOT / "data/vocabularies.csv").open(encoding="utf-8", newline="") as file:
        for term in csv.DictReader(file):
            # That of a table that is no part of a release, loaded_terms, has no title in it.
            if term["vocabulary"] not in used:
                assert term["vocabulary"] == "loaded_kind" and "loaded_kind" not in text
                continue
            row = texts[f"terms.{term['vocabulary']}.{term['term']}"]
            assert term[f"label_{lang}"] in row and " ".join(term[f"definition_{lang}"].split()) in row
            assert term["example_id"] in row
    links = {
        element.get("href")[1:] for element in page.iter() if (element.get("href") or "").startswith("#")
    }
    assert links and links <= {*texts}
    # It needs nothing from elsewhere.
    assert not any(
        element.get("src") or (element.get("href") or "").startswith("http") for element in page.iter()
    )

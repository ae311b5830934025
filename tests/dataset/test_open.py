"""`riwaya.open`: every location, three forms, both languages; and sums across claimants are errors."""

import shutil
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import duckdb
import html5lib
import pandas as pd
import pyarrow as pa
import pytest
from click.testing import CliRunner

import riwaya
from riwaya.bilingual import Bilingual
from riwaya.cli.main import main
from riwaya.dataset.notebook import dataset_html
from riwaya.errors import NotFoundError, ReleaseError
from riwaya.package.descriptor import Package
from riwaya.publishing.build import build
from riwaya.release.archive import write_zips
from riwaya.release.citation import citation
from riwaya.release.manifest import sha256_of
from riwaya.validation.check import check_package
from tests.support.https_server import serving
from tests.support.package_copies import ROOT, copy_package, dataset_release

MEASURE = "persons_released"
COUNTED = ("measure", "broad_category", "held_by_id", "members_of_id")


@pytest.fixture(scope="module")
def folder():
    """The release of the whole dataset, with its zip."""
    return dataset_release()


@pytest.fixture(scope="module")
def archive(folder):
    return folder.with_name(f"{folder.name}.zip")


def test_folder_zip_and_installation_have_the_same_tables(folder, archive):
    with riwaya.open() as here, riwaya.open(folder) as one, riwaya.open(str(archive)) as two:
        assert (
            here.names == one.names == two.names == (*one,)
            and here.version == two.version
            and here.citation == two.citation
        )
        for name in here.names:
            pd.testing.assert_frame_equal(here[name], one[name])
            pd.testing.assert_frame_equal(two[name], one[name])
            assert here[name].attrs == two[name].attrs == riwaya.load(name, archive).attrs
        assert here.hashes == one.hashes == two.hashes and {*here.hashes} == {*here.names}


@pytest.mark.parametrize("lang", [None, "ar", "en"])
def test_the_three_forms_have_the_same_rows(lang, archive):
    with (
        riwaya.open(archive, lang) as frames,
        riwaya.open(archive, lang, "arrow") as tables,
        riwaya.open(archive, lang, "duckdb") as relations,
    ):
        for name in frames.names:
            frame, table, relation = frames[name], tables[name], relations[name]
            assert isinstance(frame, pd.DataFrame) and isinstance(table, pa.Table)
            assert isinstance(relation, duckdb.DuckDBPyRelation)
            rows = table.to_pylist()
            assert relation.to_arrow_table().to_pylist() == rows
            assert [*frame.columns] == table.column_names == relation.columns and len(frame) == len(rows)
            assert table.schema.metadata[b"hash"].decode() == frames.hashes[name]
        for rows in (
            lambda dataset: dataset.agreement(),
            lambda dataset: dataset.total(MEASURE, per="claimant"),
        ):
            assert len(rows(frames)) == rows(tables).num_rows == len(rows(relations).fetchall()) > 0
        words = {row["measure"] for row in tables["figures"].to_pylist()}
        labels = {row["label_ar"] for row in tables["vocabularies"].to_pylist()}
        assert words <= labels if lang == "ar" else not words & labels
        counted = relations.connection.sql(
            "SELECT count(*) FROM figures JOIN claims USING (claim_id)"
        ).fetchall()
        assert counted == [(len(frames["figures"]),)]


@pytest.mark.parametrize("options", [{"lang": "fr"}, {"form": "polars"}])
def test_an_unknown_language_or_form_is_an_error(options, archive):
    with pytest.raises(riwaya.NotFoundError) as error:
        riwaya.open(archive, **options)
    assert next(iter(options.values())) in error.value.message.ar


def test_tables_outlive_the_dataset():
    with riwaya.open(form="arrow") as dataset:
        figures = dataset["figures"]
    assert figures.num_rows == len(riwaya.load("figures"))


# -- What a dataset shows of itself -------------------------------------------------------------------


def test_a_dataset_names_its_tables(folder):
    with riwaya.open(folder, "ar") as dataset:
        assert dataset.keys() == dataset.names == (*dataset,) == (*dataset.tables,)
        assert len(dataset) == len(dataset.names) and "events" in dataset and "totals" not in dataset
        assert dataset._ipython_key_completions_() == [*dataset.names]
        assert dataset.tables == riwaya.tables(folder, "ar") and dataset.tables["events"] == "الأحداث"
        assert repr(dataset) == f"<riwaya.Dataset {dataset.version}: {len(dataset)} tables as pandas>"
    assert riwaya.tables(folder)["events"] == "Reported events"


@pytest.mark.parametrize(("lang", "direction"), [(None, "ltr"), ("ar", "rtl")])
def test_a_notebook_shows_tables_rows_version_and_citation(lang, direction, archive):
    with riwaya.open(archive, lang) as dataset:
        page = html5lib.parseFragment(dataset._repr_html_(), namespaceHTMLElements=False)
        shown = page.find("div")
        assert shown.get("dir") == direction
        rows = {row[0].text: (row[1].text, row[2].text) for row in shown.find("table/tbody")}
        assert rows == {name: (title, str(len(dataset[name]))) for name, title in dataset.tables.items()}
        assert dataset.version in shown.find("table/caption").text
        assert citation(dataset._release.descriptor, lang=lang or "en") in shown.find("p").text


def test_what_a_notebook_shows_is_text():
    table = SimpleNamespace(name="a", title=Bilingual("<b>&", "ب"), row_count=0)
    descriptor = Package.open(ROOT).descriptor | {"title": "<script>"}
    shown = dataset_html(descriptor, [table], "en")
    assert "&lt;b&gt;&amp;" in shown and "<b>" not in shown and "<script>" not in shown


def test_load_without_a_name_lists_the_tables(folder):
    with pytest.raises(NotFoundError, match=r"Name a table\. There are: sources, ") as error:
        riwaya.load(release=folder)
    assert "claims_flat" in error.value.message.ar


def test_attributes_stay_in_what_pandas_makes_of_the_tables_of_a_dataset(folder):
    with riwaya.open(folder) as dataset:
        figures, claims, events = (dataset[name] for name in ("figures", "claims", "events"))
        joined, version, citation = dataset.figures(), dataset.version, dataset.citation
    kept = {
        "filter": figures[figures["value"] > 10],
        "column": figures["value"],
        "head": figures.head(),
        "sort": figures.sort_values("value"),
        "index": figures.set_index("figure_id"),
        "merge": figures.merge(claims, on="claim_id").merge(events, on="event_id", how="left"),
        "merge with figures()": events.merge(joined, on="event_id"),
        "join": claims.join(events.set_index("event_id")[["title_en"]], on="event_id"),
        "concat": pd.concat([figures, claims]),
        "aggregate": figures.groupby("measure", observed=True).agg({"value": "max"}),
    }
    attributes = {"version": version, "citation": citation}
    assert {name: made.attrs for name, made in kept.items()} == dict.fromkeys(kept, attributes)
    # What the documentation says of counts.
    assert figures["measure"].value_counts().attrs == figures.groupby("claim_id").size().attrs == {}


def test_tables_of_two_versions_that_are_merged_have_the_attributes_of_neither(folder):
    figures, claims = (riwaya.load(name, folder) for name in ("figures", "claims"))
    claims.attrs["version"] = "0.0.1"
    assert figures.merge(claims, on="claim_id").attrs == pd.concat([figures, claims]).attrs == {}


# -- Joined tables ------------------------------------------------------------------------------------


def test_every_figure_has_its_event_place_claimant_body_and_source(archive):
    with riwaya.open(archive, form="arrow") as dataset:
        joined = dataset.figures().to_pylist()
        claims, figures, events, sources = (
            {row[f"{name}_id"]: row for row in dataset[f"{name}s"].to_pylist()}
            for name in ("claim", "figure", "event", "source")
        )
        actors = {row["actor_id"]: row["name_ar"] for row in dataset["actors"].to_pylist()}
        places = {row["location_id"]: row["name_ar"] for row in dataset["locations"].to_pylist()}
    assert sorted(row["figure_id"] for row in joined) == sorted(figures)
    for row in joined:
        claim, figure = claims[row["claim_id"]], figures[row["figure_id"]]
        event = events[claim["event_id"]]
        assert figure["claim_id"] == row["claim_id"] and figure["value"] == row["value"]
        assert row["event_title_ar"] == event["title_ar"] and row["body_id"] == claim["body_id"]
        assert row["location_ar"] == places.get(event["location_id"])
        assert row["location_id"] == event["location_id"]
        assert (
            row["claimant_ar"] == actors[claim["claimant_id"]] and row["claimant_id"] == claim["claimant_id"]
        )
        assert row["source_url"] == sources[claim["source_id"]]["url"]


def test_agreement_lists_every_claim_it_is_computed_from(archive):
    with riwaya.open(archive, form="arrow") as dataset:
        joined = dataset.agreement().to_pylist()
        figures = {row["figure_id"]: row for row in dataset["figures"].to_pylist()}
        claims = {row["claim_id"]: row for row in dataset["claims"].to_pylist()}
        agreement = dataset["agreement"].to_pylist()
    behind = defaultdict(set)
    for row in joined:
        figure = figures[row["figure_id"]]
        key = claims[row["claim_id"]]["event_id"], *(figure[name] for name in COUNTED)
        behind[key, row["relation"], row["origins"], row["claimants"], row["bodies"]].add(row["claim_id"])
        assert (
            row["statement_ar"]
            and row["wording_ar"] == figure["wording_ar"]
            and row["value_min"] == figure["value_min"]
        )
    assert {row["figure_id"] for row in joined} == {*figures} and len(joined) == len(figures)
    expected = {
        (
            (row["event_id"], *(row[name] for name in COUNTED)),
            row["relation"],
            row["origins"],
            row["claimants"],
            row["bodies"],
        ): {
            claim
            for name in ("claim_ids", "uncompared_claim_ids", "other_claim_ids")
            for claim in (row[name] or "").split()
        }
        for row in agreement
    }
    assert behind == expected


def test_a_sum_of_several_claimants_is_an_error_with_the_reason():
    with riwaya.open() as dataset:
        for total in (
            lambda: dataset.total(),
            lambda: dataset.total(MEASURE),
            lambda: dataset.total(MEASURE, per="event"),
        ):
            with pytest.raises(riwaya.UnanswerableError) as error:
                total()
            assert "contradict each other" in str(error.value) and 'per="claimant"' in error.value.message.ar
        with pytest.raises(riwaya.NotFoundError) as error:
            dataset.total("persons_releasd", per="claimant")
        assert "Did you mean persons_released?" in str(error.value)


def compared_by_hand(tables, claims):
    """The figures that are no part of another one of the same kind, and their origin's own or its only ones.

    What the same claimant adds in the same document is the origin's own.
    """
    events = {row["claim_id"]: row["event_id"] for row in tables["claims"]}
    counted = {
        row["figure_id"]: (events[row["claim_id"]], *(row[name] for name in COUNTED))
        for row in tables["figures"]
    }
    parts = {
        row["figure_id"]
        for row in tables["figure_links"]
        if row["relation"] == "part_of" and counted[row["figure_id"]] == counted[row["other_figure_id"]]
    }
    informant = {row["claim_id"]: (row["source_id"], row["claimant_id"]) for row in tables["claims"]}
    origins = {row["claim_id"]: row["origin_claim_id"] for row in tables["claims"]}
    own = {claim for claim, origin in origins.items() if informant[claim] == informant[origin]}
    counting = {origins[row["claim_id"]] for row in tables["figures"] if row["claim_id"] in own}
    return {
        row["figure_id"]
        for row in tables["figures"]
        if (claim := claims.get(row["claim_id"]))
        and row["figure_id"] not in parts
        and row["measure"] != "days_without_fighting"
        and (claim["claim_id"] in own or claim["origin_claim_id"] not in counting)
    }


def by_hand(tables):
    """The total of each claimant, computed row by row."""
    claims = {row["claim_id"]: row for row in tables["claims"] if row["stance"] == "asserts"}
    compared = compared_by_hand(tables, claims)
    bounds = defaultdict(lambda: defaultdict(list))
    for row in tables["figures"]:
        if row["figure_id"] in compared:
            claim = claims[row["claim_id"]]
            what = claim["claimant_id"], *(row[name] for name in COUNTED)
            bounds[what][claim["event_id"]].append((row["value_min"], row["value_max"]))
    links = [(row["event_id"], row["other_event_id"], row["relation"]) for row in tables["event_links"]]
    made = {}
    for what, events in bounds.items():
        kept = {
            event: bounds
            for event, bounds in events.items()
            if not any(one == event and other in events and kind == "part_of" for one, other, kind in links)
        }
        twice = sum(
            one in kept and other in events and kind == "possible_same_as" for one, other, kind in links
        )
        lows = [
            min(low) if None not in (low := [low for low, _ in bounds]) else None for bounds in kept.values()
        ]
        highs = [
            max(high) if None not in (high := [high for _, high in bounds]) else None
            for bounds in kept.values()
        ]
        sums = [None if None in side else sum(side) for side in (lows, highs)]
        made[what] = (len(kept), sum(map(len, kept.values())), *sums, twice)
    return made


def totals(dataset):
    rows = dataset.total(per="claimant").to_pylist()
    what = ("claimant_id", *COUNTED)
    facts = ("events", "figures", "value_min", "value_max", "possibly_twice")
    return {tuple(row[name] for name in what): tuple(row[name] for name in facts) for row in rows}


def test_totals_are_the_sums_of_their_rows():
    with riwaya.open(form="arrow") as dataset:
        found = totals(dataset)
        tables = {
            name: dataset[name].to_pylist() for name in ("claims", "figures", "figure_links", "event_links")
        }
        assert found == by_hand(tables)
        # All that the sum is careful about is there: events in events, events that may be one, bounds of
        # several.
        assert found != by_hand(
            {**tables, "event_links": [row for row in tables["event_links"] if row["relation"] != "part_of"]}
        )
        assert any(row[4] for row in found.values()) and any(
            row[0] > 1 and row[2] is not None for row in found.values()
        )
        one = dataset.total(MEASURE, per="claimant")
        assert {*one["measure"].to_pylist()} == {MEASURE} and 0 < one.num_rows < len(found)


# -- From an address ----------------------------------------------------------------------------------


@pytest.fixture
def served(folder, archive, tmp_path, monkeypatch):
    root = tmp_path / "root"
    shutil.copytree(folder, root / folder.name)
    shutil.copy(archive, root)
    monkeypatch.setenv("RIWAYA_CACHE", str(tmp_path / "cache"))
    with serving(root, tmp_path, monkeypatch) as server:
        yield server


def kept(tmp_path):
    """The files downloaded into the cache, without computed tables."""
    return [
        file
        for file in (tmp_path / "cache").rglob("*")
        if file.is_file()
        and file.parent.name != "computed"
        and file.suffix not in (".lock", ".etag")
        and file.name != ".lock"
    ]


@pytest.mark.loopback
def test_a_zip_is_fetched_once(served, archive, tmp_path):
    address = served.address(archive.name)
    with riwaya.open(address) as dataset:
        pd.testing.assert_frame_equal(dataset["figures"], riwaya.load("figures", archive))
    assert served.requests == [f"/{archive.name}"] and [file.read_bytes() for file in kept(tmp_path)] == [
        archive.read_bytes()
    ]
    # The server answers that it is unchanged; with the hash there is no request.
    riwaya.load("figures", address, lang="ar")
    assert len(served.requests) == 2
    riwaya.load("figures", address, sha256=sha256_of(archive))
    assert len(served.requests) == 2
    shown = CliRunner().invoke(main, ["show", "EVT-0003", "--release", address, "--lang", "en"])
    assert shown.exit_code == 0 and "EVT-0003" in shown.output


@pytest.mark.loopback
def test_a_file_that_changed_on_the_server_is_fetched_again(served, archive, tmp_path):
    address = served.address(f"{archive.name}?download=1")
    riwaya.load("events", address)
    article = build(check_package(Package.open(copy_package(tmp_path / "package"))), tmp_path / "dist")
    shutil.copy(article.with_name(f"{article.name}.zip"), served.root / archive.name)
    assert (
        len(riwaya.load("events", address))
        == len(riwaya.load("events", article))
        < len(riwaya.load("events"))
    )
    # From a server without validators the whole is requested.
    served.tagged = False
    riwaya.load("events", address)
    assert len(served.requests) == 3 and len(kept(tmp_path)) == 1


@pytest.mark.loopback
def test_a_damaged_file_in_the_cache_is_fetched_again(served, archive, tmp_path):
    address = served.address(archive.name)
    riwaya.load("events", address)
    (file,) = kept(tmp_path)
    for damaged in (b"no zip", None):
        file.write_bytes(damaged) if damaged else file.unlink()
        assert len(riwaya.load("events", address)) and file.read_bytes() == archive.read_bytes()


@pytest.mark.loopback
def test_of_a_folder_only_the_tables_are_fetched(served, folder, tmp_path):
    address = served.address(f"{folder.name}/")
    with riwaya.open(address, sha256=sha256_of(folder / "SHA256SUMS")) as dataset:
        pd.testing.assert_frame_equal(dataset["claims"], riwaya.load("claims", folder))
    paths = {path.removeprefix(f"/{folder.name}/") for path in served.requests}
    assert paths == {
        "SHA256SUMS",
        "manifest.json",
        "datapackage.json",
        *(f"parquet/{name}.parquet" for name in dataset.names),
    }
    before = len(served.requests)
    riwaya.open(address, sha256=sha256_of(folder / "SHA256SUMS")).close()
    assert len(served.requests) == before


@pytest.mark.loopback
def test_another_hash_is_an_error_and_nothing_is_kept(served, folder, archive, tmp_path):
    wrong = "0" * 64
    for address in (served.address(archive.name), served.address(folder.name)):
        with pytest.raises(riwaya.ReleaseError) as error:
            riwaya.open(address, sha256=wrong)
        assert wrong in error.value.message.en and wrong in error.value.message.ar
    # A file of the folder is not the one that its SHA256SUMS has.
    (served.root / folder.name / "parquet/figures.parquet").write_bytes(b"PAR1 no table PAR1")
    with pytest.raises(riwaya.ReleaseError, match=r"figures\.parquet has the SHA-256"):
        riwaya.open(served.address(folder.name))
    assert not [file for file in kept(tmp_path) if file.name == "figures.parquet" or file.suffix == ".zip"]


@pytest.mark.loopback
def test_an_interrupted_download_is_an_error(served, archive, tmp_path):
    served.cut = True
    with pytest.raises(riwaya.ReleaseError, match="could not be fetched"):
        riwaya.open(served.address(archive.name))
    assert kept(tmp_path) == []
    served.cut = False
    riwaya.open(served.address(archive.name)).close()
    # What was there before stays, and is read without the server by its hash.
    served.cut, served.tagged = True, False
    with pytest.raises(riwaya.ReleaseError) as error:
        riwaya.open(served.address(archive.name))
    assert f'sha256="{sha256_of(archive)}"' in error.value.message.en
    riwaya.open(served.address(archive.name), sha256=sha256_of(archive)).close()


@pytest.mark.loopback
@pytest.mark.parametrize("path", ["nothing.zip", "away.zip", "..", "%2e%2e/x.zip", "[", "riwaya-9.9.9"])
def test_a_url_without_a_release_is_an_error(path, served, tmp_path):
    with pytest.raises(riwaya.ReleaseError) as error:
        riwaya.open(served.address(path))
    assert error.value.message.ar and kept(tmp_path) == []
    assert {file.parent.parent.name for file in tmp_path.rglob("*.etag")} <= {"cache"}


@pytest.mark.loopback
def test_an_untrusted_certificate_is_an_error(served, archive, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(riwaya.ReleaseError, match="SSLCertVerificationError"):
        riwaya.open(served.address(archive.name))


# -- Versions -----------------------------------------------------------------------------------------


@pytest.mark.loopback
def test_another_version_is_fetched_once_and_only_if_wanted(served, tmp_path, monkeypatch):
    here = riwaya.open().version
    article = build(check_package(Package.open(copy_package(tmp_path / "package"))), tmp_path / "dist")
    version = article.name.removeprefix("riwaya-")
    assert version != here and riwaya.versions() == (here,)
    shutil.copytree(article, served.root / "versions" / version)
    monkeypatch.setenv("RIWAYA_RELEASES", served.address(""))
    with pytest.raises(NotFoundError) as error:
        riwaya.load("events", version=version)
    assert served.requests == [] and "fetch=True" in error.value.message.ar and here in str(error.value)
    wanted = riwaya.load("events", article)
    pd.testing.assert_frame_equal(riwaya.load("events", version=version, fetch=True), wanted)
    fetched = len(served.requests)
    assert fetched > 3 and riwaya.versions() == tuple(
        sorted({here, version}, key=lambda item: [*map(int, item.split("."))], reverse=True)
    )
    pd.testing.assert_frame_equal(riwaya.load("events", version=version), wanted)
    assert riwaya.tables(version=version) and riwaya.open(version=here).version == here
    assert len(served.requests) == fetched
    # A folder that is not whole is none.
    (manifest,) = (tmp_path / "cache").rglob("manifest.json")
    manifest.write_text("{")
    assert riwaya.versions() == (here,)
    served.cut = True
    with pytest.raises(ReleaseError, match="could not be fetched"):
        riwaya.open(version=version, fetch=True)
    assert riwaya.versions() == (here,)


@pytest.mark.loopback
def test_a_zip_in_the_cache_is_a_version_by_its_name(served, archive, tmp_path):
    shutil.copy(archive, served.root / "riwaya-9.8.7.zip")
    shutil.copy(archive, served.root / "other-9.8.8.zip")
    for name in ("riwaya-9.8.7.zip", "other-9.8.8.zip", archive.name):
        riwaya.open(served.address(name)).close()
    assert riwaya.versions() == ("9.8.7", riwaya.open().version)
    with pytest.raises(ReleaseError, match=r"holds version .*, not 9\.8\.7"):
        riwaya.open(version="9.8.7")


@pytest.mark.parametrize("version", ["0.0.9", "latest", "../x", ""])
def test_a_version_that_is_not_here_is_named(version, monkeypatch):
    monkeypatch.delenv("RIWAYA_RELEASES", raising=False)
    with pytest.raises(NotFoundError, match="is not on this machine") as error:
        riwaya.open(version=version)
    assert riwaya.open().version in error.value.message.ar
    with pytest.raises(NotFoundError, match=r"is not on this machine|names no homepage"):
        riwaya.open(version=version, fetch=True)
    with pytest.raises(NotFoundError, match="not both"):
        riwaya.open(ROOT, version=version)


def test_http_is_an_error_without_a_request():
    for address in ("http://localhost/riwaya.zip", "HTTP://localhost/riwaya.zip"):
        with pytest.raises(riwaya.ReleaseError, match="https alone"):
            riwaya.open(address)


# -- Before anything is parsed ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["parquet/figures.parquet", "datapackage.json", "manifest.json"])
@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_file_of_another_hash_is_not_parsed(name, form, folder, tmp_path, monkeypatch):
    copied = Path(shutil.copytree(folder, tmp_path / folder.name))
    data = (copied / name).read_bytes()
    (copied / name).write_bytes(data[:40] + bytes([data[40] ^ 1]) + data[41:])
    path = copied
    if form == "zip":
        path = tmp_path / "changed.zip"
        write_zips(copied, folder.name, {path: None})
    # Nothing that parses is reached.
    for parser in ("riwaya.release.read.pq.read_metadata", "riwaya.release.read.read_batches"):
        monkeypatch.setattr(parser, lambda *_: pytest.fail("was parsed"))
    with (
        pytest.raises(riwaya.ReleaseError, match="is not the file that was published"),
        riwaya.open(path) as dataset,
    ):
        dataset["figures"]


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_hash_is_also_checked_of_a_release_here(form, folder):
    release = folder if form == "folder" else folder.with_name(f"{folder.name}.zip")
    hashed = release / "SHA256SUMS" if form == "folder" else release
    riwaya.open(release, sha256=sha256_of(hashed)).close()
    with pytest.raises(ReleaseError, match="not 0000"):
        riwaya.open(release, sha256="0" * 64)


def test_a_hash_without_a_release_is_an_error():
    with pytest.raises(NotFoundError, match="no release was given"):
        riwaya.open(sha256="0" * 64)


def test_a_path_without_a_release_is_named(tmp_path):
    with pytest.raises(NotFoundError, match="There is no release at"):
        riwaya.open(tmp_path / "nope")

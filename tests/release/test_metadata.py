"""Metadata of a release: valid for each standard's own validator, the same in all, nothing invented."""

import copy
import csv
import json
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import mlcroissant
import pytest
import requests
import yaml
from check_jsonschema.cli import main as check_jsonschema
from click.testing import CliRunner
from datacite import schema45
from rdflib import RDF, Graph, namespace
from rdflib.plugins.sparql import algebra, parser, processor
from requests_cache import CachedSession
from rocrate_validator.models import Severity
from rocrate_validator.services import ValidationSettings, validate

from riwaya.errors import ReleaseError
from riwaya.package.descriptor import Package
from riwaya.publishing.build import build
from riwaya.release.manifest import MALFORMED, sha256_of, sums_text
from riwaya.release.media_types import media_type
from riwaya.release.metadata import COMMON_FIELDS, Source, source_from
from riwaya.release.metadata.registry import STANDARDS
from riwaya.release.read import open_release
from riwaya.release.verify import verify
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT, copy_package, edited_release

DOI = "10.5281/zenodo.1234567"
BY_FILE = {standard.PATH: standard for standard in STANDARDS}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return edited_release([], tmp_path_factory.mktemp("release"), ())


@pytest.fixture(scope="module")
def with_doi(tmp_path_factory):
    """A release whose descriptor has one property more."""
    root = copy_package(tmp_path_factory.mktemp("package"))
    descriptor = json.loads((root / "datapackage.json").read_text("utf-8"))
    text = json.dumps({"id": f"https://doi.org/{DOI}", **descriptor}, ensure_ascii=False)
    (root / "datapackage.json").write_text(text, "utf-8")
    formats = ["csv", "parquet", "sqlite"]
    return build(check_package(Package.open(root)), tmp_path_factory.mktemp("dist"), formats)


@pytest.fixture(params=["without a DOI", "with a DOI"])
def release(request, built, with_doi):
    return with_doi if request.param == "with a DOI" else built


def test_the_citation_file_is_valid(release):
    assert (
        CliRunner()
        .invoke(
            check_jsonschema,
            ["--builtin-schema", "vendor.citation-file-format", str(release / "CITATION.cff")],
        )
        .exit_code
        == 0
    )


def test_datacite_is_valid(release):
    metadata = json.loads((release / "metadata/datacite.json").read_text("utf-8"))
    # The library knows 4.5; of what 4.6 added, only this type of date is used.
    schema = copy.deepcopy(schema45.validator.schema)
    schema["definitions"]["dateType"]["enum"].append("Coverage")
    validator = type(schema45.validator)(schema, format_checker=schema45.validator.format_checker)
    assert [error.message for error in validator.iter_errors(metadata)] == []
    assert [*validator.iter_errors(metadata | {"types": {}})] != []
    assert [*validator.iter_errors(metadata | {"geoLocations": [{"geoLocationBox": {}}]})] != []


def test_datacite_says_when_where_and_in_which_languages(built):
    metadata = json.loads((built / "metadata/datacite.json").read_text("utf-8"))
    assert metadata["language"] == metadata["titles"][0]["lang"] == "en"
    assert {item["subject"]: item["lang"] for item in metadata["subjects"]}.items() >= {
        "ISIS": "en",
        "هدنة": "ar",
    }.items()
    (coverage,) = (item["date"] for item in metadata["dates"] if item["dateType"] == "Coverage")
    with (built / "csv/events.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    first, last = ([row[name] for row in rows if row[name]] for name in ("date_earliest", "date_latest"))
    assert coverage == f"{min(first)}/{max(last)}"
    assert {"geoLocationPlace": "Syria"} in metadata["geoLocations"]
    assert metadata["alternateIdentifiers"][0]["alternateIdentifier"] == "urn:riwaya:0.2.0"


def test_croissant_loads_the_rows_of_every_csv(built):
    dataset = mlcroissant.Dataset(built / "croissant.json")
    issues = dataset.metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set()) and dataset.metadata.version == "0.2.0"
    assert dataset.metadata.cite_as.startswith("@dataset{riwaya-0.2.0,")
    names = [record_set.uuid for record_set in dataset.metadata.record_sets]
    assert len(names) == len([*(built / "csv").iterdir()])
    for name in names:
        with (built / f"csv/{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        records = [*dataset.records(name)]
        assert len(records) == len(rows), name
        first = {key: value for key, value in zip(header, rows[0], strict=True)} if rows else {}
        key = f"{name}/{header[0]}"
        assert not rows or records[0][key] in (first[header[0]], first[header[0]].encode()), name


def test_every_term_of_schema_org_exists(release):
    graph = Graph().parse(
        release / "metadata/schema-org.jsonld", format="json-ld", publicID="https://example.org/release/"
    )
    terms = {*graph.predicates()} - {RDF.type} | {*graph.objects(None, RDF.type)}
    assert (
        len(terms) > 15
        and all(term in namespace.SDO for term in terms)
        and namespace.SDO._NS.surprise not in namespace.SDO
    )
    (dataset,) = graph.subjects(RDF.type, namespace.SDO.Dataset)
    assert {name.language for name in graph.objects(dataset, namespace.SDO.name)} == {"ar", "en"}


def test_zenodo_metadata_has_the_documented_fields(release):
    metadata = json.loads((release / "metadata/zenodo.json").read_text("utf-8"))
    # Zenodo publishes no schema; these are the fields of its documentation.
    assert {*metadata} - {"doi"} == {
        "upload_type",
        "title",
        "creators",
        "description",
        "publication_date",
        "version",
        "access_right",
        "license",
        "keywords",
        "notes",
    }
    assert (
        metadata["upload_type"] == "dataset"
        and metadata["access_right"] == "open"
        and metadata["creators"][0]["name"]
    )


def test_all_standards_have_the_same_values(release):
    wanted = Source(json.loads((release / "datapackage.json").read_text("utf-8")))
    for file, standard in BY_FILE.items():
        metadata = standard.read((release / file).read_text("utf-8"))
        assert [getattr(metadata, name) for name in COMMON_FIELDS] == [
            getattr(wanted.summary, name) for name in COMMON_FIELDS
        ], file
        assert metadata.license in ("CC-BY-4.0", "cc-by-4.0", "https://creativecommons.org/licenses/by/4.0/")
        hashes = {path: sha256_of(release / path) for path in metadata.files}
        assert all(sha256 in (None, hashes[path]) for path, sha256 in metadata.files.items())
        # Read once more without our reader: the words themselves are in the file.
        text = (release / file).read_text("utf-8")
        values = json.loads(text) if "json" in Path(file).suffix else yaml.safe_load(text.split("\n---\n")[0])
        text = json.dumps(values, ensure_ascii=False)
        assert (
            metadata.title in text
            and metadata.version in text
            and metadata.date in text
            and metadata.contributors[0] in text
        )


def test_no_doi_is_invented(built, with_doi):
    for file in BY_FILE:
        assert "doi" not in (built / file).read_text("utf-8").replace("metadata/", "").lower(), file
        assert DOI in (with_doi / file).read_text("utf-8"), file


@pytest.mark.parametrize("file", BY_FILE)
def test_a_file_with_other_values_is_detected(file, built):
    standard, descriptor = BY_FILE[file], json.loads((built / "datapackage.json").read_text("utf-8"))
    release = open_release(built)
    source = source_from(descriptor, [*map(release.table, release.hashes)], built)
    # The names of the files with all tables have the version.
    whole = [replace(one, path=one.path.replace("0.2.0", "9.9.9")) for one in source.files]
    source = replace(source, files=[*source.files, *whole])
    for change in (
        {"title": "Another"},
        {"version": "9.9.9"},
        {"created": "2020-01-02"},
        {"contributors": [{"title": "Nobody"}]},
    ):
        metadata = standard.read(standard.write(replace(source, descriptor=descriptor | change)))
        assert sum(getattr(metadata, name) != getattr(source.summary, name) for name in COMMON_FIELDS) == 1, (
            change
        )


def test_false_metadata_fails_verification(built, tmp_path):
    copied = Path(shutil.copytree(built, tmp_path / built.name))
    for file in BY_FILE:
        text = (copied / file).read_text("utf-8")
        assert "0.2.0" in text
        (copied / file).write_text(text.replace("0.2.0", "0.2.1"), "utf-8", newline="\n")
    manifest = json.loads((copied / "manifest.json").read_text("utf-8"))
    for entry in manifest["files"]:
        entry["sha256"] = sha256_of(copied / entry["path"])
    (copied / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (copied / "SHA256SUMS").write_text(
        sums_text(manifest, sha256_of(copied / "manifest.json")), "utf-8", newline="\n"
    )
    found = {(problem.code, problem.place.path, problem.place.field) for problem in verify(copied)}
    assert {("release-metadata-differs", file, "version") for file in BY_FILE} <= found


@pytest.mark.parametrize("text", ["", "[", "7", "{}", "[" * 10_000, "a: &a [*a]", "\x00"])
@pytest.mark.parametrize("file", BY_FILE)
def test_other_texts_are_malformed_metadata(file, text):
    with pytest.raises(MALFORMED):
        BY_FILE[file].read(text)


@pytest.mark.parametrize(
    "name, file", [("CITATION.cff", "CITATION.cff"), (".zenodo.json", "metadata/zenodo.json")]
)
def test_the_files_for_hosts_of_the_repository_are_fresh(name, file):
    """Made by `python -m tests.support.repository_files`."""
    source = Source(json.loads((ROOT / "datapackage.json").read_text("utf-8")))
    assert (ROOT / name).read_text("utf-8") == BY_FILE[file].write(source)


# The words of the standard's context that the crate uses; the whole lies on the network.
CONTEXT = {
    "Dataset": "http://schema.org/Dataset",
    "File": "http://schema.org/MediaObject",
    "conformsTo": "http://purl.org/dc/terms/conformsTo",
} | {
    word: f"http://schema.org/{word}"
    for word in (
        "CreativeWork",
        "Organization",
        "Place",
        "about",
        "alternateName",
        "contentSize",
        "creator",
        "datePublished",
        "description",
        "encodingFormat",
        "hasPart",
        "identifier",
        "inLanguage",
        "keywords",
        "license",
        "name",
        "publisher",
        "sha256",
        "spatialCoverage",
        "temporalCoverage",
        "url",
        "version",
    )
}


@cache
def prepared(query, base, names):
    """A query, ready to run: most of the validator's time is to parse the same ones again."""
    return algebra.translateQuery(parser.parseQuery(query), base, dict(names))


@pytest.fixture
def crates(monkeypatch):
    """The validator of RO-Crates, without the network: the messages for a folder."""

    def respond(session, method, url, **_):
        assert url == "https://w3id.org/ro/crate/1.2/context"
        response = requests.Response()
        response.status_code, response.url = 200, url
        response.headers["Content-Type"] = "application/ld+json"
        response._content = json.dumps({"@context": CONTEXT}).encode()
        return response

    monkeypatch.setattr(requests.Session, "request", respond)
    monkeypatch.setattr(CachedSession, "request", respond)
    monkeypatch.setattr(processor, "parseQuery", str)
    monkeypatch.setattr(
        processor,
        "translateQuery",
        lambda query, base, names: prepared(query, base, frozenset(names.items())),
    )

    def messages(folder):
        settings = ValidationSettings(
            rocrate_uri=str(folder), profile_identifier="ro-crate-1.2", requirement_severity=Severity.REQUIRED
        )
        return [issue.message for issue in validate(settings).get_issues()]

    return messages


@pytest.mark.slow
def test_a_release_is_a_crate(crates, release):
    assert crates(release) == []


@pytest.mark.slow
def test_a_crate_without_its_date_is_rejected(crates, built, tmp_path):
    crate = json.loads((built / "ro-crate-metadata.json").read_text("utf-8"))
    # Without its files, which cost the validator most of its time.
    kept = [entity for entity in crate["@graph"] if entity["@type"] != "File"]
    (root,) = (entity for entity in kept if entity["@id"] == "./")
    root["hasPart"] = []
    found = []
    for name in ("datePublished", "published"):
        root[name] = root.pop("datePublished")
        (tmp_path / "ro-crate-metadata.json").write_text(json.dumps(crate | {"@graph": kept}), "utf-8")
        found.append(crates(tmp_path))
    assert found[0] == [] != found[1]


def test_an_unknown_type_of_file_is_an_error_that_names_the_known_ones():
    assert media_type("csv/figures.csv") == "text/csv" and media_type("LICENSE-DATA") == "text/plain"
    assert media_type("explorer/script/explorer.js") == "text/javascript"
    with pytest.raises(ReleaseError, match=r"notes\.xyz.*\.html.*\.csv, \.geojson"):
        media_type("notes.xyz")

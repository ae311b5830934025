"""Every feature of the Data Package standard: checked by riwaya, by frictionless, or a reason why not."""

import csv
import gzip
import io
import json
import re
import zipfile

import frictionless
import pytest
from click.testing import CliRunner

from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.package import csv_checks
from riwaya.package.descriptor import Package
from riwaya.package.standard_profile import other_profiles
from riwaya.validation import reporters
from riwaya.validation.by_frictionless import copies
from riwaya.validation.check import check_package
from tests.support.differential.verdicts import kept_engine
from tests.support.https_server import serving
from tests.support.package_copies import ROOT, copy_package, things_package
from tests.support.standard_features import BROKEN, FEATURES, TEXT
from tests.support.standard_profile import WRONG_PACKAGES


def report_on(descriptor):
    return check_package(Package.open(descriptor, standard=True), kept_engine).report


def accepted_by_frictionless(descriptor):
    """Its verdict; None where it stops with an exception that is none of its own."""
    try:
        return frictionless.validate(str(descriptor), type="package").valid
    except (TypeError, ValueError, re.error):
        return None


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_both_forms_get_the_verdict_that_is_stated(feature, tmp_path):
    verdicts = []
    for broken in (False, True) if feature.broken else (False,):
        descriptor = feature.write(tmp_path, broken)
        report = report_on(descriptor)
        stated = {*feature.always, *(feature.codes if broken else ())}
        assert {problem.code for problem in report.problems} == stated
        has_read = feature.by == "frictionless" and "descriptor-error" not in stated
        assert bool(report.by_frictionless) == has_read
        for problem in report.problems:
            for text in (problem.message(), problem.hint()):
                assert text.en and text.ar and text.en != text.ar
        if feature.compared:
            verdicts.append(report.ok == accepted_by_frictionless(descriptor))
    assert all(verdicts) != bool(feature.differs)


FIELDS = [{"name": "رقم", "type": "integer"}, {"name": "الاسم", "type": "string"}]


def remote_package(folder, path, schema, **properties):
    resource = {"name": "places", "path": path, "schema": schema, **properties}
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), "utf-8")
    return folder


def validate(folder, *options):
    return CliRunner().invoke(main, ["validate", str(folder), "--lang", "en", *options])


@pytest.fixture
def server(tmp_path, monkeypatch):
    root = tmp_path / "root"
    root.mkdir()
    (root / "places.csv").write_text(BROKEN, "utf-8")
    (root / "schema.json").write_text(json.dumps({"fields": FIELDS}), "utf-8")
    with serving(root, tmp_path, monkeypatch) as made:
        yield made


@pytest.mark.loopback
def test_files_and_schemas_at_addresses_are_checked_if_that_is_allowed(server, tmp_path):
    addresses = [server.address("places.csv?v=1"), server.address("schema.json")]
    folder = remote_package(tmp_path, *addresses)
    refused = json.loads(validate(folder, "--format", "json").stdout)
    assert [problem["code"] for problem in refused["problems"]] == ["resource-not-checked", "path-unsafe"]
    for problem, part in zip(refused["problems"], ("message", "hint"), strict=True):
        assert "--allow-remote" in problem[part]["en"] and "--allow-remote" in problem[part]["ar"]
    assert not server.requests
    result = validate(folder, "--format", "json", "--allow-remote")
    (problem,) = json.loads(result.stdout)["problems"]
    place = f"localhost_{server.port}/places_v=1.csv"
    assert (problem["code"], problem["path"], problem["line"]) == ("type-error", place, 3)
    assert server.requests == ["/places.csv?v=1", "/schema.json"]
    assert f"Fetched: {addresses[0]} ({len(BROKEN.encode())} bytes)" in result.stderr
    assert validate(folder, "--allow-remote", "--lang", "ar").exit_code == 1
    # What is here is decoded as before: once.
    (tmp_path / "here.csv").write_bytes(TEXT.encode("cp1256"))
    here = {"name": "here", "path": "here.csv", "encoding": "windows-1256", "schema": {"fields": FIELDS}}
    descriptor = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    descriptor["resources"].append(here)
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    found = json.loads(validate(folder, "--format", "json", "--allow-remote").stdout)["problems"]
    assert {problem["code"] for problem in found} == {"type-error", "encoding-declared"}
    # The parts of one table may be here and there.
    (tmp_path / "here.csv").write_text(TEXT, "utf-8")
    (server.root / "places.csv").write_text(TEXT, "utf-8")
    remote_package(tmp_path, ["here.csv", addresses[0]], {"fields": FIELDS})
    assert validate(folder, "--allow-remote").exit_code == 0


@pytest.mark.loopback
@pytest.mark.parametrize(
    "path, words",
    [
        ("http://localhost/places.csv", "only https is"),
        ("ftp://localhost/places.csv", "only https is"),
        ("file:///etc/passwd", "only https is"),
        ("{0}nothing.csv", "could not be fetched: 404"),
        ("{0}away", "leads on to http:"),
        ("{0}large.csv", "larger than 1 MiB"),
    ],
)
def test_what_may_not_be_fetched_is_refused_by_name(server, path, words, tmp_path):
    (server.root / "large.csv").write_bytes(b"1,x\n" * ((1 << 18) + 1))
    folder = remote_package(tmp_path, path.format(server.address("")), {"fields": FIELDS}, max_mebibytes=1)
    result = validate(folder, "--allow-remote")
    assert (
        result.exit_code == 2 and words in result.output and path.format(server.address("")) in result.output
    )


@pytest.mark.loopback
def test_every_address_that_cannot_be_fetched_is_named(server, tmp_path):
    addresses = [server.address(name) for name in ("no.csv", "places.csv", "none.csv", "no.json")]
    folder = remote_package(tmp_path, addresses[:3], addresses[3])
    result = validate(folder, "--allow-remote")
    assert result.exit_code == 2 and result.output.count("could not be fetched: 404") == 3
    assert all((address in result.output) == ("no" in address.rsplit("/")[-1]) for address in addresses)


WRONG_SCHEMAS = (
    ({"fields": ["{outside}", {"name": "x"}]}, ("/fields/0 is of type string",)),
    ({"fields": [{"name": "x"}, "https://localhost/field.json"]}, ("/fields/1 is of type string",)),
    ({"fields": [5, None, ["x"]]}, ("/fields/0 is of", "/fields/1 is of type null", "/fields/2 is of")),
    ({"fields": "{outside}"}, ("/fields is of type string",)),
    ({"fields": [{"name": {}}]}, ("/fields/0/name is of type object",)),
    ({"fields": [{"name": "x", "constraints": "{outside}"}]}, ("/fields/0/constraints is of type string",)),
    ({"uniqueKeys": [[]]}, ("/uniqueKeys/0 is empty",)),
    ({"uniqueKeys": [[["x"]]]}, ("/uniqueKeys/0/0 is of type array",)),
    ({"uniqueKeys": "x"}, ("/uniqueKeys is of type string",)),
    ({"foreignKeys": 5}, ("/foreignKeys is of type integer",)),
    ({"foreignKeys": [{"reference": "{outside}"}]}, ("/reference is of type string", "/0 lacks fields")),
    (
        {"foreignKeys": [{"fields": "رقم", "reference": {"resource": [], "fields": "x"}}]},
        ("/resource is of",),
    ),
    ({"missingValues": [-99]}, ("/missingValues/0 is of type integer and must be string",)),
    ({"missingValues": [None]}, ("/missingValues/0 is of type null",)),
    ({"missingValues": ["", {"value": "-"}]}, ("/missingValues/1 is of type object",)),
    ({"missingValues": [{"value": "-"}, {"value": "-"}]}, ("/missingValues has the value - twice",)),
    ({"missingValues": [{"value": "-", "label": "x"}, {"value": "", "label": "x"}]}, ("the value x twice",)),
    (
        {
            "fields": [
                {"name": "x", "type": "colour"},
                {"name": "y", "type": "date", "format": 5},
                {"title": 1},
            ]
        },
        (
            "/fields/0/type is colour",
            "/fields/1/format is of",
            "/fields/2 lacks name",
            "/fields/2/title is of",
        ),
    ),
    (
        {"fields": [{"name": "x", "type": "string", "constraints": {"enum": ["x", "x"], "minLength": "y"}}]},
        ("/constraints/enum has the value x twice", "/constraints/minLength is of type string"),
    ),
)


@pytest.mark.parametrize("in_file", [False, True])
def test_every_wrong_place_of_a_schema_is_named_and_nothing_outside_is_read(in_file, tmp_path):
    outside = tmp_path / "outside.json"
    outside.write_text('{"name": "secret", "type": "integer"}', "utf-8")
    folder, resources = tmp_path / "package", []
    folder.mkdir()
    for at, (change, _) in enumerate(WRONG_SCHEMAS):
        schema = json.loads(json.dumps({"fields": FIELDS} | change).replace("{outside}", str(outside)))
        (folder / f"{at}.csv").write_text(TEXT, "utf-8")
        (folder / f"{at}.json").write_text(json.dumps(schema), "utf-8")
        schema = f"{at}.json" if in_file else schema
        resources.append({"name": f"r{at}", "path": f"{at}.csv", "schema": schema})
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}), "utf-8")
    result = validate(folder, "--format", "json")
    assert result.exit_code == 1 and "secret" not in result.output
    problems = json.loads(result.stdout)["problems"]
    assert {problem["code"] for problem in problems} == {"descriptor-error"}
    for at, (change, places) in enumerate(WRONG_SCHEMAS):
        found = [problem for problem in problems if problem["table"] == f"r{at}"]
        file = f"{at}.json" if in_file else "datapackage.json"
        assert {problem["path"] for problem in found} == {file} and len(found) == len(places), change
        for place in places:
            assert any(place in problem["message"]["en"] for problem in found), change
        assert all(file in problem["message"]["ar"] for problem in found)


WRONG_RESOURCES = (
    ({"licenses": "MIT"}, "licenses is of type string"),
    ({"mediatype": 5}, "mediatype is of type integer"),
    ({"mediatype": "csv"}, "mediatype is csv, which does not have the form of text/csv"),
    ({"title": {}}, "title is of type object"),
    ({"sources": "x"}, "sources is of type string"),
    ({"hash": 5}, "hash is of type integer"),
    ({"compression": 5}, "compression is of type integer"),
    ({"encoding": 7}, "encoding is of type integer"),
    ({"dialect": {"headerRows": [0]}}, "dialect/headerRows/0 is 0 and must be at least 1"),
)


def test_every_wrong_property_of_a_package_and_of_its_resources_is_named(tmp_path):
    changes = {}
    for change, _ in WRONG_PACKAGES:
        changes = {**change, **changes}
    resources = []
    for at, (change, _) in enumerate(WRONG_RESOURCES):
        (tmp_path / f"{at}.csv").write_text(TEXT, "utf-8")
        resources.append({"name": f"r{at}", "path": f"{at}.csv", "schema": {"fields": FIELDS}, **change})
    resources += ["x", {"path": "x.csv"}, {"name": "y", "path": "../x.csv", "compression": "7z"}]
    descriptor = tmp_path / "datapackage.json"
    descriptor.write_text(json.dumps(changes | {"resources": resources}), "utf-8")
    problems = report_on(descriptor).problems
    messages = [problem.message() for problem in problems]
    expected = [place for change, place in WRONG_PACKAGES if change.items() <= changes.items()]
    expected += [f"/resources/{at}/{place}" for at, (_, place) in enumerate(WRONG_RESOURCES)]
    last = len(WRONG_RESOURCES)
    expected += [f"/resources/{last} is of type string", f"/resources/{last + 1} lacks name"]
    expected += ["../x.csv of y leads out", "7z is not a known compression"]
    for place in expected:
        assert sum(f" {place}" in message.en for message in messages) == 1, place
    # "hash" is counted as well.
    assert {problem.code for problem in problems} - {"hash-count"} == {
        "descriptor-error",
        "path-unsafe",
        "resource-not-checked",
    }
    assert all(message.en != message.ar for message in messages)


OWN = "https://example.org/profile.json"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_profile_that_nobody_checks_is_named(language, tmp_path):
    resource = {"name": "places", "path": "places.csv", "profile": "../profile.json"}
    resource["schema"] = {"fields": FIELDS, "$schema": OWN}
    descriptor = {"name": "p", "profile": "fiscal-data-package", "$schema": OWN, "resources": [resource]}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    (tmp_path / "places.csv").write_text(TEXT, "utf-8")
    result = {
        form: CliRunner().invoke(main, ["validate", str(tmp_path), "--format", form, "--lang", language])
        for form in ("text", "json", "sarif", "github")
    }
    named = ("/profile", "/$schema", "/resources/0/profile", "/resources/0/schema/$schema")
    texts = [text[language] for text in json.loads(result["json"].stdout)["unchecked"]]
    run = json.loads(result["sarif"].stdout)["runs"][0]["invocations"][0]
    notes = [note["message"]["text"] for note in run["toolExecutionNotifications"]]
    assert len(texts) == len(named) and notes[-4:] == texts
    for place, text in zip(named, texts, strict=True):
        assert place in text and all(text in result[form].stdout for form in ("text", "github"))
        assert text.startswith({"en": "Not checked: ", "ar": "لم يُفحص: "}[language])
    assert all(one.exit_code == 0 for one in result.values())


@pytest.mark.parametrize(
    "profile",
    [
        "data-package",
        "tabular-data-package",
        "https://datapackage.org/profiles/2.0/datapackage.json",
        "https://specs.frictionlessdata.io/schemas/data-package.json",
    ],
)
def test_the_profiles_of_the_standard_are_not_named(profile):
    assert [*other_profiles({"profile": profile, "resources": [{"name": "a", "$schema": profile}]})] == []


def listed(*options):
    result = CliRunner().invoke(main, ["rules", "--lang", "en", *options])
    assert result.exit_code == 0
    return [line.split(" · ")[0].split(" ")[0] for line in result.stdout.splitlines()]


def test_the_rules_that_apply_to_a_package_are_listed(tmp_path):
    other, ours = (
        listed("--for", str(root)) for root in (things_package(tmp_path), copy_package(tmp_path / "ours"))
    )
    assert {"bidi-control", "text-ruined", "type-error"} <= {*other}
    assert "figure-wording-disagrees" in ours and "figure-wording-disagrees" not in other
    assert {*other} < {*ours} <= {*listed()}


@pytest.mark.parametrize("page, language", [("validate.md", "en"), ("validate.ar.md", "ar")])
def test_the_page_shows_what_is_said_of_arabic_column_names(page, language, tmp_path):
    text = (ROOT / "docs" / page).read_text("utf-8")
    shown = {
        kind: re.search(rf"```{kind}\n(.*?)```", text, re.DOTALL)[1] for kind in ("json", "csv", "console")
    }
    (tmp_path / "datapackage.json").write_text(shown["json"], "utf-8")
    (tmp_path / "markets.csv").write_text(shown["csv"], "utf-8", newline="\n")
    output = validate(tmp_path, "--lang", language).stdout.translate({0x2068: None, 0x2069: None})
    output = re.sub(r" · \w+: [0-9.]+$", "", output.rstrip())
    assert shown["console"] == f"$ riwaya validate markets --lang {language}\n{output}\n"


@pytest.mark.parametrize(
    "kind, cell",
    [("integer", "7"), ("number", "1.5"), ("year", "2018"), ("boolean", "true"), ("date", "2018-06-07")],
)
def test_a_row_is_named_by_its_key_of_any_type(kind, cell, tmp_path):
    fields = [{"name": "k", "type": kind}, {"name": "note", "type": "string"}]
    remote_package(tmp_path, "t.csv", {"fields": fields, "primaryKey": ["k", "note"]})
    (tmp_path / "t.csv").write_text(f"k,note\n{cell},=x\n{cell},=x\n", "utf-8")
    for form in reporters.names():
        for lang in LANGUAGES:
            result = validate(tmp_path, "--format", form, "--lang", lang)
            assert result.exit_code == 1 and cell in result.output, (form, lang)
    problems = json.loads(validate(tmp_path, "--format", "json").stdout)["problems"]
    assert {(item["code"], item["id"]) for item in problems} == {("formula", cell), ("primary-key", cell)}


@pytest.mark.parametrize(
    "kind, there, cell, absent",
    [
        ("integer", "7", "7", "8"),
        ("number", "1.50", "1.5", "2"),
        ("date", "2018-06-07", "2018-06-07", "2018-06-08"),
        ("boolean", "TRUE", "true", "false"),
        ("string", "07", "07", "7"),
    ],
)
def test_a_table_without_a_schema_has_the_types_of_the_keys_to_it(kind, there, cell, absent, tmp_path):
    (tmp_path / "u.csv").write_text(f"name,k\nx,{there}\n", "utf-8")
    key = {"fields": "k", "reference": {"resource": "u", "fields": "k"}}
    schema = {"fields": [{"name": "k", "type": kind}], "foreignKeys": [key, key]}
    resources = [{"name": "t", "path": "t.csv", "schema": schema}, {"name": "u", "path": "u.csv"}]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}), "utf-8")
    for text, found in ((cell, set()), (absent, {("foreign-key", absent)})):
        (tmp_path / "t.csv").write_text(f"k\n{text}\n", "utf-8")
        assert {(item.code, item.place.value) for item in report_on(tmp_path).problems} == found


def test_a_key_to_a_column_that_a_table_without_a_schema_lacks_is_one_problem(tmp_path):
    (tmp_path / "u.csv").write_text("name,k\nx,7\n", "utf-8")
    more = {"name": "u", "path": "u.csv"}
    key = {"fields": "place", "reference": {"resource": "u", "fields": "code"}}
    schema = {"fields": [PLACE], "foreignKeys": [key]}
    assert found_in(tmp_path, "place\na\nb\n", [PLACE], [more], schema=schema) == [
        ("resource-not-checked", None, None)
    ]
    (problem,) = report_on(tmp_path).problems
    assert "field code of u" in problem.message().en and "/foreignKeys/0" in problem.message().ar


def test_a_resource_of_the_type_table_is_one_without_a_schema(tmp_path):
    (tmp_path / "broken.json").write_text("[{", "utf-8")
    (tmp_path / "b.dat").write_text("a\n", "utf-8")
    more = [{"name": name, "path": name, "type": "table"} for name in ("broken.json", "b.dat")]
    found_in(tmp_path, "place\na\n", [PLACE], more)
    tables = {item.place.table: item.code for item in report_on(tmp_path).problems}
    assert tables["b.dat"] == "resource-not-checked" and tables["broken.json"] and "places" not in tables


def test_a_key_to_what_is_no_table_is_a_problem(tmp_path):
    (tmp_path / "doc.pdf").write_bytes(b"%PDF-1.7")
    doc = {"name": "doc", "path": "doc.pdf"}
    (tmp_path / "more.csv").write_text("place\na\n", "utf-8")
    more = {"name": "more", "path": "more.csv", "schema": {"fields": [PLACE], "foreignKeys": [key_to("doc")]}}
    assert found_in(tmp_path, "place\na\n", [PLACE], [doc, more]) == [("resource-not-checked", None, None)]
    (problem,) = report_on(tmp_path).problems
    assert problem.place.table == "more" and "doc" in problem.message().ar


@pytest.mark.parametrize("note, codes", [("-74.93, 40.07", set()), ("-2+3+cmd|' /C calc'!A0", {"formula"})])
def test_tables_of_other_origin_keep_their_order_and_references(note, codes, tmp_path):
    keys = [{"fields": "next_id", "reference": {"resource": "", "fields": "stop_id"}}]
    fields = [{"name": name, "type": "string"} for name in ("stop_id", "next_id", "note")]
    remote_package(tmp_path, "stops.csv", {"fields": fields, "primaryKey": "stop_id", "foreignKeys": keys})
    (tmp_path / "stops.csv").write_text(f'stop_id,next_id,note\nb,a,"{note}"\na,b,x\n', "utf-8")
    assert {problem.code for problem in report_on(tmp_path).problems} == codes
    # Where the schema gives the form of the key, it is an ID, as in our tables.
    fields[0]["constraints"] = {"pattern": "[a-z]"}
    remote_package(tmp_path, "stops.csv", {"fields": fields, "primaryKey": "stop_id", "foreignKeys": keys})
    found = {problem.code for problem in report_on(tmp_path).problems}
    assert found == {*codes, "rows-out-of-order", "reference-cycle"}


def test_a_key_to_a_table_with_a_column_of_our_own_queries_is_checked(tmp_path):
    fields = [{"name": "id", "type": "string"}, {"name": "row_", "type": "string"}]
    key = {"fields": "place", "reference": {"resource": "places", "fields": "id"}}
    things = {"fields": [{"name": "place", "type": "string"}], "foreignKeys": [key]}
    resources = [
        {"name": "places", "path": "places.csv", "schema": {"fields": fields, "primaryKey": "id"}},
        {"name": "things", "path": "things.csv", "schema": things},
    ]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}), "utf-8")
    (tmp_path / "places.csv").write_text("id,row_\na,1\n", "utf-8")
    for text, expected in (("place\na\n", []), ("place\na\nb\n", [("foreign-key", "things.csv", 3)])):
        (tmp_path / "things.csv").write_text(text, "utf-8")
        report = check_package(Package.open(tmp_path, standard=True)).report
        assert [(item.code, item.place.path, item.place.line) for item in report.problems] == expected
        assert report.skipped == () and not report.by_frictionless


ODD_NAMES = [
    "first",
    "all_x",
    "raw_x",
    "row_",
    "table_name",
    "a'b",
    'a"b',
    "{x}",
    "a\\b",
    "Names",
    "NAMES",
    "select",
]


def odd_table(folder, name, delimiter, at):
    """A table of that name, with a column of that name, a wrong text, and keys that are used twice."""
    rows = [[name, "other", "z_ar", "z_en"], ["a", "1", "نص", "text"], ["a", "1", "text", "نص"], ["b\u202e"]]
    with (folder / f"t{at}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(
            row + [""] * (4 - len(row)) for row in rows
        )
    schema = {"fields": [{"name": label, "type": "string"} for label in rows[0]], "primaryKey": name}
    reference = {"fields": name, "reference": {"resource": name, "fields": name}}
    keys = {"uniqueKeys": [["other"]], "foreignKeys": [reference]}
    return {
        "name": name,
        "path": f"t{at}.csv",
        "schema": {**schema, **keys},
        "dialect": {"delimiter": delimiter},
    }


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_check_is_lost_on_a_name(delimiter, tmp_path):
    made = [odd_table(tmp_path, name, delimiter, at) for at, name in enumerate(ODD_NAMES)]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": made}), "utf-8")
    report = report_on(tmp_path / "datapackage.json")
    found = {
        (problem.place.table, problem.code, problem.place.field, problem.place.row)
        for problem in report.problems
    }
    for name in ODD_NAMES:
        wrong = {("text-wrong-script", column, 2) for column in ("z_ar", "z_en")}
        expected = {("primary-key", name, 2), ("unique-error", "other", 2), ("bidi-control", name, 3)}
        assert {one[1:] for one in found if one[0] == name} == expected | wrong


def test_columns_in_any_script_are_kept_of_a_table_that_is_read_in_blocks(tmp_path):
    rows = [f"م{row},{row % 199}" for row in range(200)]
    (tmp_path / "t.csv").write_text("\n".join(["اسم,عدد", *rows, ""]), "utf-8")
    fields = [
        {"name": "اسم", "type": "string"},
        {"name": "عدد", "type": "integer", "constraints": {"unique": True}},
    ]
    remote_package(tmp_path, "t.csv", {"fields": fields, "uniqueKeys": [["اسم", "عدد"]]})
    package = Package.open(tmp_path / "datapackage.json", standard=True)
    (problem,) = check_package(package, block_bytes=512).report.problems
    assert (problem.code, problem.place.field, problem.place.row) == ("unique-error", "عدد", 200)


@pytest.mark.parametrize("name", ["", " ", "a\x1b[31m", None, 5])
def test_a_name_that_cannot_be_shown_is_refused(name, tmp_path):
    schema = {"fields": [{"name": name, "type": "string"}]}
    remote_package(tmp_path, "t.csv", schema)
    (tmp_path / "t.csv").write_text("a\n1\n", "utf-8")
    result = validate(tmp_path)
    assert result.exit_code == 1 and "\x1b" not in result.output and "Traceback" not in result.output


SEMICOLONS = {"dialect": {"delimiter": ";"}}
PLACE = {"name": "place", "type": "string"}


def key_to(resource):
    return {"fields": "place", "reference": {"resource": resource, "fields": "place"}}


def found_in(folder, text, fields, more=(), **properties):
    """The code, field and line of each problem of a table in this text."""
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "places.csv").write_bytes(data)
    resource = {"name": "places", "path": "places.csv", "schema": {"fields": fields}, **properties}
    resource["schema"] = resource["schema"] if fields is not None else None
    resource = {name: value for name, value in resource.items() if value is not None}
    descriptor = {"name": "p", "resources": [resource, *more]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    problems = report_on(folder / "datapackage.json").problems
    return [(problem.code, problem.place.field, problem.place.line) for problem in problems]


@pytest.mark.parametrize("properties", [{}, SEMICOLONS], ids=["riwaya", "frictionless"])
@pytest.mark.parametrize(
    "data, found",
    [
        (b"\xef\xbb\xbfa;b\n1;x\n", [("encoding-bom", None, 1)]),
        (b"a;b\r\n1;x\r\n", [("newline-not-lf", None, 1)]),
        (b"a;b\n1;x", [("newline-missing-at-end", None, 2)]),
        (b"a;b\n1;x\x07\n", [("control-character", None, 2)]),
        ("a;b\n٤٠;x\n", [("digits-not-ascii", "a", 2)]),
        ("a;b\n1,000;x\n", [("number-not-plain", "a", 2)]),
        ("a;b\n1;ط§ظ„ط±ظ‚ط©\n", [("text-ruined", "b", 2)]),
        (b"", [("file-empty", None, None)]),
        ("a;b\n1;x\n".encode("utf-16"), [("encoding-utf16", None, 1)]),
    ],
    ids=str,
)
def test_bytes_and_cells_are_the_same_to_both(data, found, properties, tmp_path):
    data = data if isinstance(data, bytes) else data.encode()
    if not properties:
        data = data.replace(b"1,000", b'"1,000"').replace(b";", b",")
    fields = [{"name": "a", "type": "integer"}, {"name": "b"}]
    assert found_in(tmp_path, data, fields, **properties) == found


def test_a_table_without_a_schema_has_its_bytes_and_texts_checked(tmp_path):
    ruined = "\ufeffالاسم\nط§ظ„ط±ظ‚ط©\n"
    assert found_in(tmp_path, ruined, None) == [("encoding-bom", None, 1), ("text-ruined", "الاسم", 2)]


def test_newlines_are_as_the_dialect_declares(tmp_path):
    declared = {"dialect": {"lineTerminator": "\r\n"}}
    assert found_in(tmp_path, "place\r\na\r\n", [PLACE], **declared) == []
    assert found_in(tmp_path, "place\na\n", [PLACE], **declared) == []


@pytest.mark.parametrize(
    "text, code", [("place\n", "foreign-key"), ("", "file-empty"), ("x\n", "incorrect-label")]
)
@pytest.mark.parametrize("target", [{}, SEMICOLONS], ids=["riwaya", "frictionless"])
def test_a_table_that_is_empty_is_told_once(text, code, target, tmp_path):
    (tmp_path / "more.csv").write_text("place\n" + "a\n" * 100, "utf-8")
    schema = {"fields": [PLACE], "foreignKeys": [key_to("places")]}
    more = {"name": "more", "path": "more.csv", "schema": schema, **SEMICOLONS}
    assert [one[0] for one in found_in(tmp_path, text, [PLACE], [more], **target)] == [code]


@pytest.mark.parametrize(
    "kind, rows, row",
    [
        ("number", ["1.5", "2", "1.50"], 3),
        ("date", ["2018-06-07", "2018-06-08", "2018-06-07"], 3),
        ("array", ["[1]", "[2]", "[1]"], 3),
        ("string", ["a", "b", "c"], None),
        ("string", ["a", "", ""], None),
    ],
)
@pytest.mark.parametrize("properties", [{}, SEMICOLONS], ids=["riwaya", "frictionless"])
def test_unique_keys_are_compared_as_values(kind, rows, row, properties, tmp_path):
    schema = {"fields": [{"name": "a", "type": kind}, {"name": "b"}], "uniqueKeys": [["a"]]}
    delimiter = ";" if properties else ","
    text = "\n".join(f"{cell}{delimiter}x" for cell in ["a", *rows]).replace(
        f"a{delimiter}x", f"a{delimiter}b", 1
    )
    found = found_in(tmp_path, text + "\n", [], schema=schema, **properties)
    assert found == ([("unique-error", "a", row + 1)] if row else [])


@pytest.mark.parametrize("properties", [{}, SEMICOLONS], ids=["riwaya", "frictionless"])
def test_a_unique_key_with_an_empty_part_is_none(properties, tmp_path):
    fields = [{"name": "email", "type": "string"}, {"name": "phone", "type": "string"}]
    schema = {"fields": fields, "uniqueKeys": [["email", "phone"]]}
    text = "email,phone\na,\na,\n,1\n,1\na,1\na,1\n".replace(",", ";" if properties else ",")
    found = found_in(tmp_path, text, [], schema=schema, **properties)
    assert found == [("unique-error", "email, phone", 7)]


@pytest.mark.parametrize("kind, cell", [("array", "[1]"), ("object", '{"a": 1}'), ("list", "x,y")])
@pytest.mark.parametrize("target", ["own", "schema", "none", "inline"])
def test_foreign_keys_of_lists_are_compared_as_texts(kind, cell, target, tmp_path):
    def written(*rows):
        file = io.StringIO()
        csv.writer(file, lineterminator="\n").writerows(rows)
        return file.getvalue()

    field = {"name": "k", "type": kind}
    there = {"fields": [{**field, "name": "id"}]}
    resources = {
        "own": [],
        "schema": [{"name": "u", "path": "u.csv", "schema": there}],
        "none": [{"name": "u", "path": "u.csv"}],
        "inline": [{"name": "u", "data": [{"id": cell}], "schema": there}],
    }
    (tmp_path / "u.csv").write_text(written(["id"], [cell]), "utf-8")
    reference = {"resource": "" if target == "own" else "u", "fields": "id"}
    fields = [{**field, "name": "id"}, {**field, "name": "k"}]
    schema = {"fields": fields, "foreignKeys": [{"fields": "k", "reference": reference}]}
    other = cell.replace("1", "2").replace("x", "z")
    text = written(["id", "k"], [cell, cell], [cell, ""], [cell, other])
    found = found_in(tmp_path, text, [], resources[target], schema=schema)
    assert found == [("foreign-key", "k", 4)]


@pytest.mark.parametrize(
    "second, found",
    [
        ("a,b\n3,y\n", []),
        ("3,y\n", [("part-header", None, 1)]),
        ("b,a\ny,3\n", [("part-header", None, 1)]),
        ("a,b\nq,y\n", [("type-error", "a", 2)]),
        ('a,b\n3,"y\u2028z\nw"\nq,y\n', [("newline-not-lf", None, 2), ("type-error", "a", 4)]),
        ("", [("file-empty", None, None)]),
    ],
)
def test_each_part_of_a_table_has_the_header(second, found, tmp_path):
    (tmp_path / "second.csv").write_text(second, "utf-8")
    fields = [{"name": "a", "type": "integer"}, {"name": "b"}]
    paths = {"path": ["places.csv", "second.csv"]}
    assert found_in(tmp_path, "a,b\n1,x\n", fields, **paths) == found


@pytest.mark.parametrize("row, found", [("3,y", []), ("q,y", [("type-error", "a", 4)])])
def test_comments_stand_above_the_header_of_each_part(row, found, tmp_path):
    (tmp_path / "second.csv").write_text(f"# one\n# two\na,b\n{row}\n", "utf-8")
    fields = [{"name": "a", "type": "integer"}, {"name": "b"}]
    commented = {"path": ["places.csv", "second.csv"], "dialect": {"commentChar": "#"}}
    assert found_in(tmp_path, "# note\na,b\n1,x\n", fields, **commented) == found


def test_one_file_is_declared_in_one_way(tmp_path):
    again = {"name": "again", "path": "places.csv", "encoding": "windows-1256", "schema": {"fields": [PLACE]}}
    assert found_in(tmp_path, "place\nحلب\n", [PLACE], [again]) == [("resource-not-checked", None, None)]


def test_rules_for_a_package_are_those_that_can_be_reported(tmp_path):
    found_in(tmp_path, "a;b\n1;x\n", [{"name": "a", "type": "integer"}, {"name": "b"}], **SEMICOLONS)
    result = CliRunner().invoke(main, ["rules", "--for", str(tmp_path), "--lang", "en"])
    listed = {line.split()[0] for line in result.stdout.splitlines()}
    assert {"type-error", "encoding-bom", "digits-not-ascii", "text-ruined", "byte-count"} <= listed
    assert not listed & {"quote-unbalanced", "delimiter-not-comma", "constraint-error", "foreign-key"}


@pytest.mark.parametrize("kind", [{}, {"type": "string"}], ids=str)
@pytest.mark.parametrize("properties", [{}, SEMICOLONS], ids=["riwaya", "frictionless"])
def test_a_pattern_holds_for_untyped_fields_too(kind, properties, tmp_path):
    fields = [{"name": "a", **kind, "constraints": {"pattern": "[0-9]+"}}]
    assert found_in(tmp_path, "a\n12\nx\n", fields, **properties) == [("constraint-error", "a", 3)]


def test_values_of_json_are_not_judged_by_their_form(tmp_path):
    fields = [{"name": "a", "type": "boolean"}, {"name": "b", "type": "number"}]
    rows = [{"a": True, "b": 1.5}, {"a": False, "b": None}]
    assert found_in(tmp_path, "", fields, path=None, data=rows) == []
    assert found_in(tmp_path, "", fields, path=None, data=[{"a": "x", "b": 2}]) == [("type-error", "a", None)]


@pytest.mark.parametrize("properties", [{}, SEMICOLONS], ids=["riwaya", "frictionless"])
@pytest.mark.parametrize(
    "kind, cell, code, fixed",
    [
        ("number", "INF", "number-not-held", None),
        ("number", "NaN", "number-not-held", None),
        ("number", "1e999", "number-not-held", None),
        ("integer", "9223372036854775808", "number-not-held", None),
        ("integer", "-9223372036854775808", None, None),
        ("number", ".5", "number-not-plain", "0.5"),
        ("number", "5.", "number-not-plain", "5"),
        ("integer", "+7", "number-not-plain", "7"),
        ("integer", "7.", "type-error", None),
        ("boolean", "TRUE", "boolean-not-plain", "true"),
        ("boolean", "0", "boolean-not-plain", "false"),
        ("boolean", "yes", "type-error", None),
    ],
)
def test_a_value_in_another_form_is_told_from_no_value(kind, cell, code, fixed, properties, tmp_path):
    fields = [{"name": "a", "type": kind}]
    assert found_in(tmp_path, f"a\n{cell}\n", fields, **properties) == ([(code, "a", 2)] if code else [])
    for problem in report_on(tmp_path / "datapackage.json").problems:
        assert problem.params.get("fixed") == fixed


@pytest.mark.parametrize("properties", [{}, SEMICOLONS], ids=["riwaya", "frictionless"])
@pytest.mark.parametrize(
    "more", [{"format": "email"}, {"format": "uri"}, {"groupChar": " "}, {"bareNumber": False}]
)
def test_a_pattern_of_texts_in_any_format_is_checked(more, properties, tmp_path):
    fields = [{"name": "a", "type": "string", "constraints": {"pattern": ".*example[.]org"}, **more}]
    text = "a\nme@example.org\nme@example.com\n".replace(
        "me@", "https://" if more.get("format") == "uri" else "me@"
    )
    assert found_in(tmp_path, text, fields, **properties) == [("constraint-error", "a", 3)]


def test_a_row_of_missing_values_is_not_blank(tmp_path):
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "missingValues": ["", "غ/م"]}
    assert found_in(tmp_path, "a,b\nغ/م,غ/م\n", [], schema=schema) == []
    assert found_in(tmp_path, "a,b\n,\n", [], schema=schema) == [("blank-row", None, 2)]


def test_one_nul_is_a_control_character_and_many_are_utf_16(tmp_path):
    assert found_in(tmp_path, b"place\na\x00\n", [PLACE]) == [("control-character", None, 2)]
    assert found_in(tmp_path, "place\na\n".encode("utf-16-le"), [PLACE]) == [("encoding-utf16", None, 1)]


@pytest.mark.parametrize("schema", [{"fieldsMatch": ["equal", "subset"]}, {"primaryKey": ""}], ids=str)
@pytest.mark.parametrize("properties", [{}, SEMICOLONS], ids=["riwaya", "frictionless"])
def test_a_schema_that_says_two_things_or_nothing_is_refused(schema, properties, tmp_path):
    found_in(tmp_path, "place\na\n", [], schema={"fields": [PLACE], **schema}, **properties)
    assert not report_on(tmp_path / "datapackage.json").ok


@pytest.mark.parametrize(
    "kind, constraint, cell",
    [
        ("duration", {"minimum": "P1D"}, f"P{'9' * 40}Y"),
        ("duration", {"maximum": f"P{'9' * 40}Y"}, "P1D"),
        ("duration", {"minimum": "P1D"}, f"P{'9' * 5000}D"),
        ("array", {"jsonSchema": {"items": {"multipleOf": 0.1}}}, "[1e999]"),
        ("array", {"jsonSchema": {"$schema": [1]}}, "[1]"),
    ],
    ids=["cell", "bound", "long", "infinite", "schema"],
)
def test_no_value_of_a_constraint_stops_the_check(kind, constraint, cell, tmp_path):
    fields = [{"name": "a", "type": kind, "constraints": constraint}]
    assert found_in(tmp_path, f"a\n{cell}\n", fields)


def test_a_resource_may_not_allow_any_size(tmp_path):
    data = gzip.compress(b"place\na\n")
    assert found_in(tmp_path, data, [PLACE], compression="gz", max_mebibytes=10**30) == []


@pytest.mark.parametrize(
    "change", [{"name": "a\x1b[31m"}, {"path": "a\x1b]0;\x07.csv"}, {"encoding": "\u202ex"}]
)
def test_nothing_in_a_descriptor_moves_the_terminal(change, tmp_path):
    remote_package(tmp_path, **{"path": "t.csv", "schema": {"fields": [PLACE]}, **change})
    (tmp_path / "t.csv").write_text("place\na\n", "utf-8")
    result = validate(tmp_path)
    assert result.exit_code in (1, 2) and not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", result.output
    )


TYPES = ("integer", "number", "string", "date", "boolean", "yearmonth", "any")


@pytest.mark.parametrize("one", TYPES)
@pytest.mark.parametrize("other", TYPES)
def test_a_key_between_two_types_has_the_verdict_of_frictionless(one, other, tmp_path):
    """007 and 7 are one integer, and two texts."""
    cells = {"date": "2018-06-07", "boolean": "true", "yearmonth": "2018-06"}
    key = {"fields": "k", "reference": {"resource": "u", "fields": "k"}}
    resources = [
        {"name": name, "path": f"{name}.csv", "schema": {"fields": [{"name": "k", "type": kind}], **keys}}
        for name, kind, keys in (("t", one, {"foreignKeys": [key]}), ("u", other, {}))
    ]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}), "utf-8")
    (tmp_path / "t.csv").write_text(f"k\n{cells.get(one, '7')}\n", "utf-8")
    (tmp_path / "u.csv").write_text(f"k\n{cells.get(other, '7')}\n", "utf-8")
    result = validate(tmp_path, "--format", "json")
    problems = json.loads(result.stdout)["problems"]
    assert {problem["code"] for problem in problems} <= {"foreign-key"}
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid == (result.exit_code == 0)


@pytest.mark.parametrize(
    "schema",
    [
        {"primaryKey": [""]},
        {"foreignKeys": [{"fields": "", "reference": {"resource": "", "fields": ""}}]},
        {"foreignKeys": [{"fields": [], "reference": {"resource": "", "fields": []}}]},
        {"uniqueKeys": [[]]},
    ],
)
def test_a_key_without_names_ends_in_a_report(schema, tmp_path):
    remote_package(tmp_path, "t.csv", {"fields": [PLACE], **schema})
    (tmp_path / "t.csv").write_text(f"{PLACE['name']}\nx\n", "utf-8")
    result = validate(tmp_path, "--format", "json")
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert "problems" in json.loads(result.stdout)


@pytest.mark.parametrize("dialect", [{}, {"delimiter": ";"}])
@pytest.mark.parametrize("required, codes", [(False, []), (True, ["constraint-error"])])
def test_a_row_of_missing_values_is_no_blank_row(dialect, required, codes, tmp_path):
    fields = [{"name": "a", "type": "string", "constraints": {"required": required}}]
    schema = {"fields": fields, "missingValues": ["", "غ/م"]}
    remote_package(tmp_path, "t.csv", schema, dialect=dialect)
    (tmp_path / "t.csv").write_text("a\nغ/م\nx\n", "utf-8")
    problems = json.loads(validate(tmp_path, "--format", "json").stdout)["problems"]
    assert [(problem["code"], problem["line"]) for problem in problems] == [(code, 2) for code in codes]


@pytest.mark.parametrize("text, code", [("a\nx\0y\n", "control-character"), ("\ufeffa\nx\n", "encoding-bom")])
def test_the_bytes_of_a_text_in_the_descriptor_are_checked(text, code, tmp_path):
    resource = {"name": "t", "data": text, "format": "csv", "schema": {"fields": [{"name": "a"}]}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), "utf-8")
    (problem,) = json.loads(validate(tmp_path, "--format", "json").stdout)["problems"]
    assert problem["code"] == code and problem["path"] == "datapackage.json" and problem["line"] is None
    assert "datapackage.json (data, t)" in problem["message"]["ar"]


@pytest.mark.loopback
def test_two_addresses_are_two_files_and_no_file_of_the_package(server, tmp_path):
    (server.root / "t_x.csv").write_text(BROKEN, "utf-8")
    (server.root / "t.csv").write_text(TEXT, "utf-8")
    paths = [server.address("t.csv?x"), server.address("t_x.csv"), f"localhost_{server.port}/t_x.csv"]
    local = tmp_path / paths[2]
    local.parent.mkdir()
    local.write_text(BROKEN, "utf-8")
    resources = [
        {"name": f"t{at}", "path": path, "schema": {"fields": FIELDS}} for at, path in enumerate(paths)
    ]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}), "utf-8")
    result = validate(tmp_path, "--allow-remote", "--format", "json")
    problems = json.loads(result.stdout)["problems"]
    assert sorted(problem["table"] for problem in problems) == ["t1", "t2"]
    assert result.stderr.count("Fetched:") == 2
    # An address without TLS is refused although its path was fetched before.
    resources[1]["path"] = paths[0].replace("https", "http")
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}), "utf-8")
    assert validate(tmp_path, "--allow-remote").exit_code == 2


@pytest.mark.loopback
def test_all_that_is_fetched_has_a_limit(server, tmp_path, monkeypatch):
    monkeypatch.setattr("riwaya.package.remote_files.MOST_HELD_MEBIBYTES", 1)
    (server.root / "half.csv").write_bytes(b"x" * (600 << 10))
    addresses = [server.address(f"half.csv?{at}") for at in range(2)]
    folder = remote_package(tmp_path, addresses, {"fields": FIELDS}, max_mebibytes=10**9)
    result = validate(folder, "--allow-remote")
    assert result.exit_code == 2 and "more than 1 GiB" in result.output and addresses[1] in result.output
    assert addresses[0] not in result.output.replace(addresses[1], "")


@pytest.mark.parametrize("form", ["text", "github"])
def test_a_name_begins_no_line_of_a_report(form, tmp_path):
    name = "t\n::error::forged\nThe data is valid.\x1b[2J"
    resource = {"name": name, "path": f"{name}.csv", "schema": {"fields": [PLACE]}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), "utf-8")
    output = validate(tmp_path, "--format", form).stdout
    assert "forged" in output and "\x1b" not in output
    assert not [line for line in output.splitlines() if line.startswith(("::error::", "The data is valid"))]


@pytest.mark.parametrize("text, line", [('a;b\nx;"y\nz;w\n', 2), ('a;b\n"x";y\nz;"w', 3)])
def test_a_quotation_mark_that_is_not_closed_swallows_no_rows(text, line, tmp_path):
    fields = [{"name": "a"}, {"name": "b"}]
    remote_package(tmp_path, "t.csv", {"fields": fields}, dialect={"delimiter": ";"})
    (tmp_path / "t.csv").write_text(text, "utf-8")
    problems = json.loads(validate(tmp_path, "--format", "json").stdout)["problems"]
    assert ("quote-unbalanced", line) in [(problem["code"], problem["line"]) for problem in problems]
    assert {problem["code"] for problem in problems} <= {"quote-unbalanced", "newline-missing-at-end"}


def test_a_mark_within_a_bare_cell_is_no_open_one(tmp_path):
    fields = [{"name": "a"}, {"name": "b"}]
    remote_package(tmp_path, "t.csv", {"fields": fields}, dialect={"delimiter": ";"})
    (tmp_path / "t.csv").write_text('a;b\n5" pipe;y\n"x ""y""";z\n', "utf-8")
    assert validate(tmp_path).exit_code == 0


@pytest.mark.parametrize("properties", [{}, SEMICOLONS], ids=["riwaya", "frictionless"])
@pytest.mark.parametrize(
    "match, header, found",
    [
        ("exact", "b,a", [("incorrect-label", "a")]),
        ("exact", "a,c", [("incorrect-label", "b")]),
        ("exact", "c,d", [("incorrect-label", "a"), ("incorrect-label", "b")]),
        ("equal", "b,a", []),
        ("equal", "a,c", [("extra-label", "c")]),
        ("equal", "c,d", [("extra-label", "c"), ("extra-label", "d")]),
        ("equal", "a,b,c", [("extra-label", "c")]),
        ("equal", "c,d,a", [("missing-label", "b"), ("extra-label", "c"), ("extra-label", "d")]),
        ("equal", "a", [("missing-label", "b")]),
        ("superset", "a,c", [("extra-label", "c")]),
    ],
)
def test_a_column_under_another_label_is_one_problem(match, header, found, properties, tmp_path):
    text = f"{header}\n{','.join('x' for _ in header.split(','))}\n"
    text = text.replace(",", ";") if properties else text
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "fieldsMatch": match}
    assert [one[:2] for one in found_in(tmp_path, text, [], schema=schema, **properties)] == found
    for problem in report_on(tmp_path / "datapackage.json").problems:
        if (match, header) == ("equal", "a,c"):
            assert "lacks b" in problem.message().en and "ينقصه b" in problem.message().ar
        if header == "b,a":
            assert ("riwaya fix" in problem.hint().ar) != bool(properties)


@pytest.mark.parametrize(
    "text, found",
    [
        ('{"a":1,"b":"x"}\n\n{"a":"q","b":"y"}\n', [("type-error", "a", 3)]),
        ('\n["a","b"]\n\n[1,"x"]\n["q","y"]\n[2]\n', [("type-error", "a", 5), ("missing-cell", "b", 6)]),
        ('{"a":1,"b":"x"}\n{"a":2,"b":"y\u202e"}\n', [("bidi-control", "b", 2)]),
        ('{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n{"a":3\n', [("table-error", None, 3)]),
        ('{"a":1,"b":"x"}\n5\n', [("table-error", None, 2)]),
        ('\n["a","c"]\n[1,"x"]\n', [("incorrect-label", "b", 2)]),
        ('{"a":1,"b":"x"}\n{"b":"y","a":2}\n', []),
    ],
)
def test_problems_of_json_lines_name_the_line(text, found, tmp_path):
    resource = {"name": "t", "path": "t.ndjson"}
    resource["schema"] = {"fields": [{"name": "a", "type": "integer"}, {"name": "b"}]}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}), "utf-8")
    (tmp_path / "t.ndjson").write_text(text, "utf-8")
    problems = report_on(tmp_path / "datapackage.json").problems
    assert [(one.code, one.place.field, one.place.line) for one in problems] == found
    for problem in problems:
        if problem.code == "table-error":
            line = problem.place.line
            assert f"line {line}" in problem.message().en and f"السطر {line}" in problem.message().ar


@pytest.mark.parametrize("properties", [{}, SEMICOLONS, {"compression": "gz"}], ids=str)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=repr)
def test_a_file_of_blank_lines_is_one_problem(properties, end, tmp_path):
    data = f"place{end}a{end}{end * 40_100}".encode()
    data = gzip.compress(data, 1) if "compression" in properties else data
    assert found_in(tmp_path, data, [PLACE], **properties) == [("file-unreadable", None, 3)]
    data = f"place{end}a{end}{end * 3}".encode()
    data = gzip.compress(data, 1) if "compression" in properties else data
    found = [one for one in found_in(tmp_path, data, [PLACE], **properties) if one[0] == "blank-row"]
    assert found == [("blank-row", None, line) for line in (3, 4, 5)]


@pytest.mark.parametrize("properties", [{}, SEMICOLONS], ids=["riwaya", "frictionless"])
def test_blank_lines_in_a_cell_are_no_blank_records(properties, tmp_path, monkeypatch):
    monkeypatch.setattr(copies, "MOST_UNFIT", 5)
    cells = "place\n" + '"a\n\n\nb"\n' * 5
    assert found_in(tmp_path, cells, [PLACE], **properties) == []
    assert validate(tmp_path).exit_code == 0


@pytest.mark.parametrize("records, codes", [(5, {"missing-cell": 15}), (6, {"file-unreadable": 1})])
def test_a_file_with_too_many_missing_cells_is_one_problem(records, codes, tmp_path, monkeypatch):
    monkeypatch.setattr(csv_checks, "MOST_MISSING", 15)
    found_in(tmp_path, "a,b,c,d\n" + "x\n" * records, [{"name": name} for name in "abcd"])
    assert report_on(tmp_path / "datapackage.json").counts == codes


@pytest.mark.parametrize("properties", [{}, {"compression": "gz"}, {"encoding": "latin1"}], ids=str)
@pytest.mark.parametrize(
    "data, line", [(b"place\r\r\na\r\r\n", 1), (b"place\r\na\r", 2), (b"place\na\rb\n", 2)]
)
def test_a_carriage_return_too_many_is_named_with_its_line(data, line, properties, tmp_path):
    data = gzip.compress(data, 1) if "compression" in properties else data
    found = found_in(tmp_path, data, [PLACE], **properties)
    assert [one for one in found if one[0] != "encoding-declared"] == [("newline-not-lf", None, line)]


@pytest.mark.parametrize("text, line", [("\ufeffa\nb\n", 2), ("a\n\ufeffb\n", 3), ("a\n\ufeff\n", 3)])
@pytest.mark.parametrize("size", [None, 7], ids=["whole", "in blocks"])
def test_a_byte_order_mark_below_the_header_is_a_character(text, line, size, tmp_path):
    found_in(tmp_path, f"place\n{text}", [PLACE])
    package = Package.open(tmp_path / "datapackage.json", standard=True)
    report = check_package(package, kept_engine, block_bytes=size).report
    assert [(one.code, one.place.line) for one in report.problems] == [("invisible-character", line)]


@pytest.mark.parametrize("properties", [{}, SEMICOLONS], ids=["riwaya", "frictionless"])
def test_a_key_to_a_table_of_no_fields_is_a_problem(properties, tmp_path):
    (tmp_path / "u.csv").write_text("code\n7\n", "utf-8")
    more = {"name": "u", "path": "u.csv", "schema": {"fields": []}}
    key = {"fields": "place", "reference": {"resource": "u", "fields": "code"}}
    schema = {"fields": [PLACE], "foreignKeys": [key]}
    found = found_in(tmp_path, "place\na\n", [PLACE], [more], schema=schema, **properties)
    assert ("resource-not-checked", None, None) in found


def test_only_tables_that_frictionless_has_read_are_its_own(tmp_path):
    for path in ("../t.csv", "missing.csv"):
        found_in(tmp_path, "place\na\n", [PLACE], path=path, **SEMICOLONS)
        assert report_on(tmp_path / "datapackage.json").by_frictionless == {}
    found_in(tmp_path, "place\na\n", [PLACE], **SEMICOLONS)
    assert [*report_on(tmp_path / "datapackage.json").by_frictionless] == ["places"]


@pytest.mark.parametrize("compression", ["gz", "zip"])
def test_what_expands_beyond_the_limit_is_refused(compression, tmp_path):
    nothing = b"place\n" + bytes(2 << 20)
    packed = io.BytesIO()
    if compression == "zip":
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("places.csv", nothing)
    data = packed.getvalue() or gzip.compress(nothing, 1)
    found = found_in(tmp_path, data, [PLACE], compression=compression, max_mebibytes=1)
    assert len(data) < 1 << 20 and found == [("file-too-large", None, None)]


@pytest.mark.parametrize("properties", [{}, SEMICOLONS], ids=["riwaya", "frictionless"])
def test_a_rule_is_checked_besides_files_and_no_other_rule(properties, tmp_path):
    fields = [{"name": "a", "type": "integer", "constraints": {"unique": True}}, {"name": "b"}]
    text = "\ufeffa,b\n1,x\n1,x\nq,x\n"
    text = text.replace(",", ";") if properties else text
    found = found_in(tmp_path, text, fields, licenses=5, **properties)
    of_files = {"encoding-bom", "descriptor-error"}
    assert {one[0] for one in found} == {*of_files, "unique-error", "type-error"}
    for code in ("unique-error", "type-error"):
        report = check_package(Package.open(tmp_path, standard=True), kept_engine, codes=[code]).report
        assert {*report.counts} == {*of_files, code}

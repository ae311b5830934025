"""Breaks each rule once in the real data, by program: that rule reports it, and no other one does.

Rows are found by what they are, never by their IDs, so that the data may grow. What only a schema or the
bytes of a file can break is in the cases.
"""

import csv
import json
from pathlib import Path

import pytest

from riwaya.package.descriptor import Package
from riwaya.problem import problem_kinds
from riwaya.publishing.build import build
from riwaya.release.read import read_since
from riwaya.text.name_fingerprints import fingerprint
from riwaya.validation.check import check_package
from riwaya.validation.kinds import FILES, kinds_by_group
from tests.support.package_copies import ROOT, copy_package
from tests.support.query_cache import CachingEngine

RETIRED = {"id": "EVT-9999", "kind": "retracted", "successor_ids": "", "retired_in": "0.1.0"}
RETIRED |= {"reason_ar": "سبب", "reason_en": "Reason."}


class Data:
    """The tables and schemas of a package, changed in memory and written where they were changed."""

    def __init__(self, root):
        self.root, self.read, self.labels = root, {}, {}

    def __getitem__(self, table):
        """The rows of a table."""
        folder = "review" if (self.root / f"review/{table}.csv").exists() else "data"
        return self._load(f"{folder}/{table}.csv")

    def schema(self, table):
        return self._load(f"schemas/{table}.json")

    @property
    def descriptor(self):
        return self._load("datapackage.json")

    def _load(self, path):
        if path not in self.read:
            with (self.root / path).open(encoding="utf-8", newline="") as file:
                if path.endswith(".csv"):
                    rows = csv.DictReader(file)
                    self.labels[path], self.read[path] = rows.fieldnames, [*rows]
                else:
                    self.read[path] = json.load(file)
        return self.read[path]

    def write(self):
        for path, value in self.read.items():
            with (self.root / path).open("w", encoding="utf-8", newline="") as file:
                if path.endswith(".csv"):
                    writer = csv.DictWriter(
                        file, [*value[0]] if value else self.labels[path], lineterminator="\n"
                    )
                    writer.writeheader()
                    writer.writerows(value)
                else:
                    json.dump(value, file, ensure_ascii=False)

    # -- What the rows are to each other --------------------------------------------------------------

    def one(self, table, **wanted):
        """The first row of the table with these values; `...` is anything that is there."""
        return next(self.each(table, **wanted))

    def each(self, table, **wanted):
        """Rows of the table that no waiver names."""
        waived = {row["id"] for row in self["waivers"]}
        for row in self[table]:
            if {*row.values()} & waived:
                continue
            if all(row[name] if value is ... else row[name] == value for name, value in wanted.items()):
                yield row

    def source(self, claim):
        return next(row for row in self["sources"] if row["source_id"] == claim["source_id"])

    def figures(self, claim):
        return [row for row in self["figures"] if row["claim_id"] == claim["claim_id"]]

    def alone(self, **wanted):
        """Claims that relay nothing and that nothing relays."""
        origins = {row["derived_from_claim_id"] for row in self["claims"]}
        yield from (
            row
            for row in self.each("claims", derived_from_claim_id="", **wanted)
            if row["claim_id"] not in origins
        )

    def figure(self, **wanted):
        """The first figure of these values in a claim that stands alone."""
        alone = {row["claim_id"] for row in self.alone()}
        return next(row for row in self.each("figures", **wanted) if row["claim_id"] in alone)

    def unreferred(self):
        """The first figure that nothing refers to, in a claim that stands alone."""
        referred = {row["example_id"] for row in self["vocabularies"]} | {
            row[name] for row in self["figure_links"] for name in ("figure_id", "other_figure_id")
        }
        referred |= {row["figure_id"] for row in self["claim_groups"]}
        alone = {row["claim_id"] for row in self.alone()}
        return next(
            row
            for row in self.each("figures")
            if row["claim_id"] in alone and row["figure_id"] not in referred
        )

    def relay(self, wanted):
        """Two claims that stand alone and are as `wanted`; the first becomes a relay of the second."""
        alone = [*self.alone()]
        one, other = next((a, b) for a in alone for b in alone if a is not b and wanted(a, b))
        one["derived_from_claim_id"] = other["claim_id"]


MUTATIONS, EXTRA = {}, {}


def mutation(function=None, **extra):
    """Register a change of Data that breaks the rule of its name.

    `also` names the rules that it breaks too, `because` says why.
    """

    def register(change):
        code = change.__name__.replace("_", "-")
        MUTATIONS[code] = change
        EXTRA[code] = {*extra.get("also", ())}
        assert bool(EXTRA[code]) == bool(extra.get("because"))
        return change

    return register(function) if function else register


# -- What the schemas require --------------------------------------------------------------------------


@mutation
def type_error(data):
    data.one("sources", accessed="")["accessed"] = "9.6.2018"


@mutation
def type_error_number(data):
    data.figure(qualifier="exact")["value"] = "1 100"


@mutation
def type_error_empty_cell(data):
    data.schema("person_reviews")["missingValues"] = []
    data.one("person_reviews")["reviewed"] = ""


@mutation
def constraint_error_required(data):
    data.one("claims")["attribution"] = ""


@mutation
def constraint_error_enum(data):
    data.one("events")["outcome"] = "done"


@mutation
def constraint_error_pattern(data):
    row = data.one("claims", passage_sha256=...)
    row["passage_sha256"] = row["passage_sha256"].upper()


@mutation
def constraint_error_minimum(data):
    data.figure(qualifier="exact")["value"] = "-1"


@mutation
def constraint_error_maximum(data):
    data.one("locations", latitude=...)["latitude"] = "90.5"


@mutation
def constraint_error_maxLength(data):
    data.one("events", date_wording_en=...)["date_wording_en"] += " and on" * 12


@mutation
def primary_key(data):
    data["event_actors"].insert(1, data["event_actors"][0])


@mutation
def primary_key_id_repeated(data):
    row = data.unreferred()
    data["figures"].insert(data["figures"].index(row), row)


@mutation(also=["constraint-error"], because="a key is required as well")
def primary_key_empty(data):
    data.unreferred()["figure_id"] = ""


@mutation
def foreign_key(data):
    data.unreferred()["claim_id"] = "CLM-9999"


@mutation(
    also=["waiver-unused", "vocabulary-example-unknown"], because="waivers and examples of terms name figures"
)
def foreign_key_foreign_key_empty(data):
    data["figures"].clear()


# -- Sources ------------------------------------------------------------------------------------------


@mutation
def copy_disagrees(data):
    data.one("uncoded_sources", reason="out_of_scope")["copy_of_source_id"] = data.one("claims")["source_id"]


@mutation
def source_coded_after_all(data):
    row = data.one("uncoded_sources", reason="out_of_scope")
    data["uncoded_sources"].insert(0, row | {"source_id": data.one("claims")["source_id"]})


@mutation
def source_without_claim(data):
    data["uncoded_sources"].remove(data.one("uncoded_sources", reason="out_of_scope"))


# -- Claims -------------------------------------------------------------------------------------------


@mutation
def attribution_disagrees(data):
    data.one("claims", attribution="outlet")["attribution"] = "unnamed_sources"


@mutation
def event_without_claim(data):
    number = int(data["events"][-1]["event_id"][4:]) + 1
    data["events"].append(data["events"][-1] | {"event_id": f"EVT-{number:04}", "date": "", "date_basis": ""})


@mutation
def locator_missing(data):
    next(row for row in data["claims"] if data.source(row)["read_as"] == "full_text")["locator"] = ""


@mutation
def passage_fingerprint_missing(data):
    next(row for row in data["claims"] if data.source(row)["read_as"] == "full_text")["passage_sha256"] = ""


@mutation
def passage_of_unread_source(data):
    next(row for row in data["claims"] if data.source(row)["read_as"] == "not_read")["locator"] = "p1"


@mutation
def outlet_names_another(data):
    row = next(data.alone(attribution="outlet"))
    others = (
        actor for actor in data.each("actors", kind="outlet") if actor["actor_id"] != row["claimant_id"]
    )
    row["statement_en"] += (
        f" {next(actor['name_en'] for actor in others if actor['name_en'].isalpha())} says so."
    )


@mutation
def reference_cycle(data):
    parents = {row["parent_id"] for row in data["locations"]}
    # A place in which no other lies and at which nothing happens.
    used = {row["location_id"] for table in ("events", "claims") for row in data[table]}
    row = next(row for row in data["locations"] if row["location_id"] not in parents | used)
    row["parent_id"] = row["location_id"]


@mutation
def relay_adds_figure(data):
    def adds_the_only_figure(a, b):
        figures = data.figures(a)
        return (
            (a["event_id"], a["source_id"]) == (b["event_id"], b["source_id"])
            and a["claimant_id"] != b["claimant_id"]
            and not a["note_en"]
            and [figure["detail_en"] for figure in figures] == [""]
            and figures[0]["qualifier"] != "not_stated"
            and not data.figures(b)
        )

    data.relay(adds_the_only_figure)


@mutation
def relay_of_other_event(data):
    data.relay(
        lambda a, b: (
            a["source_id"] == b["source_id"] and a["event_id"] != b["event_id"] and not data.figures(a)
        )
    )


@mutation
def relay_older_than_origin(data):
    dates = {row["source_id"]: row["published"] for row in data["sources"] if len(row["published"]) == 10}

    def is_older(a, b):
        older = dates.get(a["source_id"], "9") < dates.get(b["source_id"], "")
        return a["event_id"] == b["event_id"] and older and not data.figures(a)

    data.relay(is_older)


@mutation
def relay_without_link(data):
    origins = {row["claim_id"]: row for row in data["claims"]}
    counted = ("measure", "members_of_id", "category", "qualifier", "value", "value_to")

    def repeats(row):
        origin = origins[row["derived_from_claim_id"]]
        numbers, others = (
            [tuple(item[name] for name in counted) for item in data.figures(one)] for one in (row, origin)
        )
        return (
            origin["source_id"] != row["source_id"]
            and not origin["derived_from_claim_id"]
            and numbers == others
            and any(value for *_, value, _ in numbers)
        )

    relays = data.each("claims", attribution="outlet", derived_from_claim_id=..., stance="asserts")
    next(filter(repeats, relays))["derived_from_claim_id"] = ""


@mutation
def denial_contests_nothing(data):
    data.one("claims", stance="denies", contested_claim_id="", derived_from_claim_id="")["contests"] = ""


@mutation
def denial_of_other_event(data):
    denial = data.one("claims", stance="denies", contested_claim_id="")
    denial["contested_claim_id"] = next(
        row for row in data["claims"] if row["event_id"] != denial["event_id"] and row["stance"] == "asserts"
    )["claim_id"]


@mutation
def letters_lost(data):
    data.one("actors", description_ar="", description_en="")["name_ar"] = "????? ????"


@mutation
def figure_of_no_comment(data):
    referred = {row["claim_id"] for row in data["event_actors"]}
    referred |= {row["contested_claim_id"] for row in data["claims"]}
    counted = {row["claim_id"] for row in data["figures"]} - referred
    claim = next(row for row in data.alone(stance="asserts") if row["claim_id"] in counted)
    claim["stance"] = "declines_comment"


@mutation
def informant_counted_twice(data):
    unnamed = {row["actor_id"] for row in data["actors"] if row["disclosure"] == "unnamed"}
    claims = {row["claim_id"]: row for row in data["claims"]}
    row = next(
        row
        for row in data.each("claims", note_en="", stance="asserts")
        if row["claimant_id"] in unnamed
        and not data.figures(row)
        and (origin := claims.get(row["derived_from_claim_id"]))
        and (origin["source_id"], origin["claimant_id"]) == (row["source_id"], row["claimant_id"])
        and (origin["derived_from_claim_id"], origin["stance"]) == ("", "asserts")
    )
    row["derived_from_claim_id"] = ""


@mutation
def claim_outside_event(data):
    events = {row["event_id"]: row for row in data["events"]}
    row = next(
        row
        for row in data.alone(stance="asserts", date=...)
        if events[row["event_id"]]["date"].startswith("2018")
    )
    row["date"] = "2012-01"


@mutation
def party_unnamed(data):
    parts = {row["claim_id"] for row in data["event_actors"]}
    row = next(row for row in data.alone() if row["claim_id"] not in parts and not data.figures(row))
    row["statement_en"] = "A newspaper says that the organisation freed people."
    row["statement_ar"] = "تقول صحيفة إن تنظيم الدولة أفرج عن أشخاص."


@mutation
def claim_after_publication(data):
    undated = {row["event_id"] for row in data["events"] if not row["date"]}
    row = next(
        row
        for row in data.alone(stance="asserts")
        if row["event_id"] in undated and data.source(row)["published"]
    )
    row.update(date="2030-01", date_basis="stated")


@mutation
def group_disagrees(data):
    data.one("claim_groups", extent="some")["value"] = "4"


@mutation
def statement_leans(data):
    row = data.one("claims")
    row["statement_en"] = f"They say: {row['statement_en']}"


# -- Figures ------------------------------------------------------------------------------------------


@mutation
def figure_link_disagrees(data):
    row = data.one("figure_links", relation="equals")
    row["other_figure_id"] = row["figure_id"]


@mutation
def figure_part_unlinked(data):
    linked = {row[name] for row in data["figure_links"] for name in ("figure_id", "other_figure_id")}
    alone = {row["claim_id"] for row in data.alone(stance="asserts")}
    figure = next(
        row
        for row in data.each("figures", qualifier="exact")
        if row["claim_id"] in alone and row["figure_id"] not in linked
    )
    number = int(data["figures"][-1]["figure_id"][4:]) + 1
    value = str(int(figure["value"]) + 1)
    words = {"value": value, "wording_ar": value, "wording_en": value, "wording_original": ""}
    data["figures"].append(figure | words | {"figure_id": f"FIG-{number:04}"})


@mutation(also=["figure-wording-disagrees"], because="the words have the numbers in their order")
def figure_range_reversed(data):
    row = data.figure(qualifier="between")
    row["value"], row["value_to"] = row["value_to"], row["value"]


@mutation(also=["figure-wording-disagrees"], because="the words have the number")
def figure_value_missing(data):
    data.figure(qualifier="between")["value_to"] = ""


@mutation(also=["figure-wording-disagrees"], because="the words have no number")
def figure_value_unexpected(data):
    data.figure(qualifier="tens")["value"] = "30"


@mutation
def figure_wording_disagrees(data):
    row = data.figure(qualifier="exact")
    row["value"] = str(int(row["value"]) + 1)


@mutation
def figure_wording_missing(data):
    data.figure(qualifier="exact").update(wording_ar="", wording_en="")


@mutation
def figure_wording_too_long(data):
    data.figure(qualifier="exact", wording_en=...)["wording_en"] += " held in towns out west by those men"


@mutation
def figure_wording_unreadable(data):
    data.figure(qualifier="exact", wording_en=...)["wording_en"] += " and 5 others"


# -- Dates and events ---------------------------------------------------------------------------------


@mutation
def event_party_unnamed(data):
    data.one("events")["summary_en"] = "A newspaper says that the organisation freed people."


@mutation
def role_not_stated(data):
    row = data.one("event_actors", role="affected")
    row["claim_id"] = next(
        claim for claim in reversed(data["claims"]) if claim["event_id"] != row["event_id"]
    )["claim_id"]


@mutation
def party_not_in_statement(data):
    named = {row["claim_id"] for row in data["event_actors"] if row["role"] == "party"}
    parties = {row["actor_id"]: row["claim_id"] for row in data["event_actors"] if row["role"] == "party"}
    row = next(
        row for row in data["claims"] if row["claim_id"] in named and row["claim_id"] == parties["ACT-0001"]
    )
    row["statement_en"] = "A newspaper says that people were freed."


@mutation
def note_speaks_of_files(data):
    row = data.one("claims", note_en=...)
    row["note_en"] += " See the research file."


@mutation
def vocabulary_broader_unknown(data):
    data.one("vocabularies", vocabulary="stance", term="doubts")["broader"] = "crowds"


@mutation
def date_basis_disagrees(data):
    data.one("events", date=...)["date_basis"] = ""


@mutation
def date_not_edtf(data):
    data.one("events", date=...)["date"] = "5/2018"


@mutation
def event_after_publication(data):
    asserted = {
        row["event_id"]
        for row in data["claims"]
        if row["stance"] == "asserts" and data.source(row)["published"]
    }
    done = data.each("events", outcome="reported_done", date=...)
    row = next(row for row in done if row["event_id"] in asserted)
    row["date"] = "2030-01-01"
    for claim in data["claims"]:
        if claim["event_id"] == row["event_id"]:
            claim.update(date="", date_basis="", date_wording_ar="", date_wording_en="")


@mutation
def source_accessed_before_published(data):
    data.one("sources", published=...)["accessed"] = "1999-01-01"


@mutation
def near_duplicate_events(data):
    linked = {row[name] for row in data["event_links"] for name in ("event_id", "other_event_id")}
    events = [row for row in data.each("events", date=..., location_id=...) if row["event_id"] not in linked]
    one, other = next(
        (a, b)
        for a in events
        for b in events
        if a["kind"] == b["kind"] and a["date"][0].isdigit() and a["date"] < b["date"]
    )
    other.update(date=one["date"], location_id=one["location_id"])
    for claim in data["claims"]:
        if claim["event_id"] == other["event_id"]:
            claim.update(date="", date_basis="", date_wording_ar="", date_wording_en="", location_id="")


# -- Places and people --------------------------------------------------------------------------------


@mutation
def coordinates_half(data):
    data.one("locations", longitude=...)["longitude"] = ""


@mutation
def coordinates_without_source(data):
    data.one("locations", latitude=...)["coordinates_source"] = ""


@mutation
def precision_disagrees(data):
    data.one("locations", latitude=...)["precision"] = "unknown"


@mutation
def locations_collide(data):
    data["locations"][-1]["name_ar"] = data["locations"][0]["name_ar"]


@mutation
def actors_collide(data):
    one, other, *_ = data.each("actors", kind="armed_group")
    other["name_ar"] = one["name_ar"]


@mutation
def denied_name(data):
    salt = data["denied_names"][0]["salt"]
    # An invented name, listed for this test only.
    data["denied_names"].append({"fingerprint": fingerprint("مثال الاختبار", salt), "salt": salt})
    data.one("claims")["statement_ar"] += " يقوله مثال الاختبار."


@mutation
def disclosure_basis_missing(data):
    data.one("actors", kind="person").update(disclosure_basis_ar="", disclosure_basis_en="")


@mutation
def loaded_verb(data):
    row = data.one("claims")
    row["statement_en"] = f"{row['statement_en'][:-1]}, as a newspaper alleges."


@mutation
def body_unclear(data):
    row = data.one("actor_relations", relation="speaks_for", valid_from="", valid_to="")
    other = next(
        actor
        for actor in data.each("actors", kind="outlet")
        if actor["actor_id"] > row["related_actor_id"]
        and actor["actor_id"] not in {each["actor_id"] for each in data["actor_relations"]}
    )
    at = data["actor_relations"].index(row)
    data["actor_relations"].insert(at + 1, row | {"related_actor_id": other["actor_id"]})


@mutation
def affiliation_without_basis(data):
    data.one("actors", affiliation=...).update(affiliation_basis_ar="", affiliation_basis_en="")


@mutation
def loaded_word(data):
    data.one("claims")["statement_en"] += (
        f" A {data.one('loaded_terms', language='en', kind='word')['term']}."
    )


@mutation(also=["attribution-disagrees"], because="every person named here is a claimant")
def person_not_disclosable(data):
    data.one("actors", kind="person")["disclosure"] = "unnamed"


@mutation
def person_not_reviewed(data):
    data.one("actors", kind="person")["name_en"] += " Junior"


# -- Two languages ------------------------------------------------------------------------------------


@mutation
def formula(data):
    row = data.one("events")
    row["summary_en"] = "=" + row["summary_en"]


@mutation
def letter_of_other_keyboard(data):
    row = data.one("events")
    row["summary_ar"] = row["summary_ar"].replace("ي", "ی", 1)


@mutation
def tatweel(data):
    row = data.one("events")
    row["summary_ar"] = f"{row['summary_ar'][0]}ـ{row['summary_ar'][1:]}"


@mutation
def text_wrong_script(data):
    row = data.one("events")
    row["summary_en"] = row["summary_ar"]


@mutation
def translation_digits_disagree(data):
    data.one("events")["summary_en"] += " (7)"


@mutation
def translation_missing(data):
    row = next(
        row for row in data.alone(note_ar=..., note_en=..., attribution="outlet") if not data.figures(row)
    )
    row["note_en"] = ""


# -- Vocabularies, permanence, waivers ------------------------------------------------------------------


@mutation
def vocabulary_example_unknown(data):
    data.one("vocabularies")["example_id"] = "EVT-9998"


@mutation
def vocabulary_term_missing(data):
    mapped = {(row["vocabulary"], row["term"]) for row in data["term_mappings"]}
    broader = {row["broader"] for row in data["vocabularies"]}
    rows = data["vocabularies"]
    unused = (row for row in rows if (row["vocabulary"], row["term"]) not in mapped)
    rows.remove(next(row for row in unused if not row["example_id"] and row["term"] not in broader))


@mutation
def vocabulary_term_unknown(data):
    data["vocabularies"].insert(1, data["vocabularies"][0] | {"term": "unlike"})


@mutation
def id_retired_in_force(data):
    data["retirements"].insert(0, RETIRED | {"id": data.one("events")["event_id"]})


@mutation
def retirement_successor_disagrees(data):
    data["retirements"].insert(0, RETIRED | {"id": "EVT-9998", "kind": "merged"})


@mutation
def retirement_successor_unknown(data):
    data["retirements"].insert(0, RETIRED | {"id": "EVT-9998", "kind": "merged", "successor_ids": "EVT-9997"})


@mutation
def rows_out_of_order(data):
    data["figures"][-2:] = data["figures"][:-3:-1]


@mutation
def waiver_unused(data):
    data["waivers"].append(data["waivers"][0] | {"id": "EVT-9998"})


# -- Held to a release ----------------------------------------------------------------------------------


@mutation
def id_vanished(data):
    data["figures"].remove(data.unreferred())


@mutation
def meaning_changed(data):
    bodies = {row["actor_id"] for row in data["actors"] if row["kind"] == "armed_group"}
    row = next(row for row in data.alone(attribution="organisation") if row["claimant_id"] in bodies)
    row["claimant_id"] = next(actor for actor in sorted(bodies) if actor != row["claimant_id"])


@mutation
def retirement_vanished(data):
    data["retirements"].remove(data.one("retirements", id="EVT-9999"))
    # A table without rows would lose its header here.
    data["retirements"].append(RETIRED | {"id": "EVT-9990"})


@mutation(also=["vocabulary-term-unknown"], because="no other table has its terms")
def table_removed(data):
    resources = data.descriptor["resources"]
    resources[:] = [item for item in resources if item["name"] != "location_names"]


@mutation
def column_removed(data):
    """A new name for an old column."""
    data.schema("event_links")["fields"][-1]["name"] = "note_english"
    for row in data["event_links"]:
        row["note_english"] = row.pop("note_en")


@mutation
def description_missing(data):
    data.schema("event_links")["fields"][-1]["description_ar"] = ""


@mutation
def columns_moved(data):
    fields = data.schema("location_names")["fields"]
    fields[1:3] = fields[2:0:-1]
    for row in data["location_names"]:
        cells = [*row.items()]
        row.clear()
        row.update([cells[0], cells[2], cells[1], *cells[3:]])


@mutation
def column_narrowed(data):
    data.schema("event_links")["fields"][3].setdefault("constraints", {})["maxLength"] = 5000


HELD = {
    *problem_kinds("riwaya.validation", "compatibility.toml"),
    "id-vanished",
    "meaning-changed",
    "retirement-vanished",
}


def mutated(to, *changes):
    """A copy of the real package with the changes."""
    to.mkdir(parents=True)
    data = Data(copy_package(to, ROOT))
    data["retirements"].append(RETIRED)
    for change in changes:
        change(data)
    data.write()
    return Package.open(to, standard=True)


@pytest.fixture(scope="module")
def since(tmp_path_factory):
    folder = tmp_path_factory.mktemp("before")
    return read_since(build(check_package(mutated(folder / "package")), folder / "dist", ["csv", "parquet"]))


@pytest.mark.parametrize("code", MUTATIONS)
def test_the_broken_rule_and_no_other_reports_a_problem(code, tmp_path, request):
    name = next(
        kind.code
        for group in kinds_by_group().values()
        for key, kind in group.items()
        if key.lower() == code.lower()
    )
    held = request.getfixturevalue("since") if name in HELD else None
    report = check_package(mutated(tmp_path / "package", MUTATIONS[code]), CachingEngine, held).report
    assert {problem.code for problem in report.problems} == {name} | EXTRA[code]
    assert not report.skipped


def test_every_rule_is_broken():
    used = {
        name
        for schema in Path(ROOT / "schemas").glob("*.json")
        for field in json.loads(schema.read_text("utf-8"))["fields"]
        for name, bound in field.get("constraints", {}).items()
        if bound
    }
    broken = {code.lower() for code in MUTATIONS}
    for group, found in kinds_by_group().items():
        for name, kind in found.items():
            constraint = {
                "constraint-error": name.removeprefix(f"{kind.code}-"),
                "unique-error": "unique",
            }.get(kind.code)
            if group != FILES and (constraint is None or constraint in used):
                assert name.lower() in broken, name

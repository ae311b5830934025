"""The dataset itself: every document accounted for, every figure with its claimant, conflicts visible."""

import re

import pandas as pd
import pytest
from frictionless import validate

import riwaya
from riwaya.errors import NotFoundError, ReleaseError
from riwaya.package.descriptor import Package
from riwaya.release.verify import verify
from riwaya.validation.check import check_package
from tests.support.package_copies import ROOT, copy_package, dataset_release


@pytest.fixture(scope="module")
def checked():
    return check_package(Package.open(ROOT))


@pytest.fixture(scope="module")
def built():
    return dataset_release()


@pytest.fixture(scope="module")
def table(built):
    return lambda name: riwaya.load(name, release=built)


def agreement(table, event):
    rows = table("agreement")
    return rows[rows["event_id"] == event].set_index(["measure", "broad_category"]).sort_index()


def test_the_tables_are_valid(checked):
    assert checked.report.problems == () and checked.report.skipped == ()
    assert checked.report.stats.rows > 2500 and checked.report.stats.rules > 45


@pytest.mark.parametrize("name", [resource.name for resource in Package.open(ROOT).resources])
def test_an_unreadable_table_is_reported_once(name, tmp_path):
    file = copy_package(tmp_path, ROOT) / Package.open(ROOT).resource(name).path
    file.write_bytes(file.read_bytes().decode().encode("utf-16"))
    report = check_package(Package.open(tmp_path)).report
    assert [(problem.code, problem.place.table) for problem in report.problems] == [("encoding-utf16", name)]
    assert not report.ok and all(name in item.missing for item in report.skipped)


@pytest.mark.slow
def test_both_validators_accept_the_release(built):
    assert verify(built) == [] and verify(built.with_name(built.name + ".zip")) == []
    assert validate(str(built / "datapackage.json"), type="package").valid


def test_every_document_is_coded_or_set_aside(table):
    coverage = table("coverage")
    sources, claims, uncoded = table("sources"), table("claims"), table("uncoded_sources")
    assert coverage["documents"].sum() == len(sources) and coverage["claims"].sum() == len(claims)
    assert {*sources["source_id"]} == {*claims["source_id"]} | {*uncoded["source_id"]}
    read = coverage[coverage["read_as"] != "not_read"]["documents"].sum()
    coded = coverage[coverage["reason"].isna() & (coverage["read_as"] != "not_read")]["documents"].sum()
    for page in ("README.md", "README.ar.md"):
        text = re.sub(r"(?<=[0-9]),(?=[0-9]{3}\b)", "", (ROOT / page).read_text(encoding="utf-8"))
        numbers = {*re.findall("[0-9]+", text)}
        assert {
            str(read),
            str(coded),
            str(len(sources) - read),
            str(len(claims)),
            str(len(table("figures"))),
        } <= numbers, page


def test_a_source_that_was_not_read_has_no_locator_and_no_date_of_access(table):
    sources = table("sources").set_index("source_id")
    unread = sources[sources["read_as"] == "not_read"]
    claims = table("claims")
    assert (
        unread["accessed"].isna().all()
        and claims[claims["source_id"].isin(unread.index)]["locator"].isna().all()
    )


def test_every_text_is_in_both_languages(checked, table):
    for resource in checked.package.published:
        rows = table(resource.name)
        for pair in resource.schema.pairs:
            one, other = pair.columns
            assert (rows[one].isna() == rows[other].isna()).all(), (resource.name, pair.name)
    assert table("claims")[["statement_ar", "statement_en"]].notna().all(axis=None)


def test_raqqa_2017_has_a_dozen_numbers(table):
    claims = table("claims")
    figures = table("figures").merge(claims[claims["event_id"] == "EVT-0016"], on="claim_id")
    stated = figures[figures["value"].notna()]
    assert stated["value"].nunique() >= 12 and stated["origin_claim_id"].nunique() >= 8
    moved = agreement(table, "EVT-0016").loc["persons_moved"]
    fighters = moved[moved["members_of_id"] == "ACT-0001"].loc["members"]
    assert fighters["relation"] == "contradict" and fighters["categories"] == "fighters members"
    # Several origins are of one body, such as the SDF and those who speak for it.
    assert fighters["origins"] >= 8 and fighters["claimants"] > fighters["bodies"] >= 8


def test_every_relay_of_the_february_2018_deal_has_one_origin(table):
    claims = table("claims")
    selected = claims[(claims["event_id"] == "EVT-0020") & (claims["stance"] == "asserts")]
    assert selected["source_id"].nunique() >= 15 and selected["origin_claim_id"].nunique() == 1
    asserted = agreement(table, "EVT-0020").dropna(subset="relation")
    assert {*asserted["relation"]} == {"single_origin"} and {*asserted["origins"]} == {1}


def test_the_24_of_february_2019_agree_in_number_and_differ_in_manner(table):
    freed = agreement(table, "EVT-0041").loc["persons_released"]
    freed = freed[freed["members_of_id"] == "ACT-0002"]
    assert {*freed["relation"]} == {"agree"} and freed["origins"].max() >= 2 and freed["bodies"].max() >= 2
    claims = table("claims").set_index("claim_id")
    named = {claim for ids in freed["claim_ids"] for claim in ids.split()}
    selected = claims.loc[sorted(named)]
    own = selected[selected["derived_from_claim_id"].isna()]["statement_en"]
    assert own.str.contains("24").all() and own.nunique() == len(own) >= 3


def test_load_gives_typed_frames_from_tables_folder_and_zip(built):
    here = riwaya.load("figures")
    version = Package.open(ROOT).descriptor["version"]
    for release in (built, built.with_name(built.name + ".zip")):
        there = riwaya.load("figures", release=release)
        pd.testing.assert_frame_equal(here, there)
        assert there.attrs == here.attrs and there.attrs["version"] == version
    assert str(here["value"].dtype) == "Int64" and str(here["qualifier"].dtype) == "category"
    sources = riwaya.load("sources", lang="en")
    assert [*sources["read_as"].cat.categories] == ["Read in full", "Read in excerpt", "Not read"]
    assert 0 < (sources["read_as"] <= "Read in excerpt").sum() < len(sources)
    precision = riwaya.load("locations")["precision"]
    assert [*precision.cat.categories] == ["point", "settlement", "area", "unknown"]
    assert 0 < (precision <= "settlement").sum() < len(precision)
    assert not here["qualifier"].cat.ordered and not riwaya.load("claim_groups")["extent"].cat.ordered
    assert riwaya.load("figures", lang="ar")["qualifier"][1] == "أكثر من"
    with pytest.raises(NotFoundError):
        riwaya.load("totals")
    with pytest.raises(NotFoundError):
        riwaya.load("figures", lang="fr")
    with pytest.raises(ReleaseError):
        riwaya.load("figures", release=ROOT)

"""Figures are described as their sources state them: who is counted, and no number that nobody gives."""

import re
import tomllib
from collections import Counter, defaultdict

import html5lib
import pandas as pd
import pytest

from riwaya.bilingual import LANGUAGES
from riwaya.dataset.locate import open_folder
from riwaya.package.descriptor import Package
from riwaya.release.labels import Describer, is_computed, labels_of
from riwaya.release.rows import rows_of
from tests.support.explorer import pages_of, relays_in
from tests.support.package_copies import ROOT

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
OPEN = {
    "more_than": {"en": "more than {:,}", "ar": "أكثر من {:,}"},
    "fewer_than": {"en": "fewer than {:,}", "ar": "أقل من {:,}"},
    "at_least": {"en": "at least {:,}", "ar": "{:,} على الأقل"},
    "up_to": {"en": "up to {:,}", "ar": "حتى {:,}"},
}
KIN = {"relatives", "families", "women", "children", "women_and_children"}


@pytest.fixture(scope="module")
def tables():
    with open_folder(ROOT) as dataset:
        names = (
            "figures vocabularies actors claims claim_groups event_actors contradictions figure_links".split()
        )
        return {name: [*rows_of(dataset.table(name))] for name in names}


@pytest.fixture(scope="module", params=LANGUAGES)
def describe(tables, request):
    actors = {row["actor_id"]: row for row in tables["actors"]}
    return Describer(request.param, labels_of(tables["vocabularies"], request.param), actors)


@pytest.fixture(scope="module")
def home(tmp_path_factory, explorer):
    return pages_of(Package.open(ROOT), tmp_path_factory.mktemp("described"))


def test_a_figure_with_one_bound_has_the_words_of_its_qualifier(tables, describe):
    figures = [row for row in tables["figures"] if row["qualifier"] in OPEN]
    assert {row["qualifier"] for row in figures} == {*OPEN}
    for row in figures:
        assert describe.bounds(row) == OPEN[row["qualifier"]][describe.lang].format(row["value"])


def numbers_in(text):
    return {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_number_is_shown_that_no_source_gives(tables, home, lang):
    event_of = {row["claim_id"]: row["event_id"] for row in tables["claims"]}
    stated = defaultdict(set)
    for row in tables["figures"]:
        numbers = (row["value"], row["value_to"], row["value_resolved"])
        stated[event_of[row["claim_id"]]].update(number for number in numbers if number is not None)
    shown = 0
    for file in (home / lang).glob("EVT-*.html"):
        page = html5lib.parse(file.read_text("utf-8"))
        (figures,) = [
            part for part in page.iter(f"{HTML}section") if part.get("aria-labelledby") == "figures"
        ] or [()]
        claims = [part for part in page.iter(f"{HTML}article") if part.get("class", "").startswith("card")]
        texts = [
            svg.get("aria-label", "").split(" · ")[0] for part in figures for svg in part.iter(f"{SVG}svg")
        ]
        texts += ["".join(part.itertext()) for one in figures for part in one.iter(f"{HTML}bdi")]
        texts += [strong.text or "" for one in claims for strong in one.iter(f"{HTML}strong")]
        texts = [text for text in texts if not re.search("[A-Z]{3}-", text)]
        shown += len(texts)
        found = set().union(*map(numbers_in, texts))
        assert found <= stated[file.stem], (file.stem, found - stated[file.stem])
    assert shown > len(tables["figures"])


def summaries(home, lang):
    """The event and the line of each group that is folded."""
    for file in (home / lang).glob("EVT-*.html"):
        for part in html5lib.parse(file.read_text("utf-8")).iter(f"{HTML}small"):
            if part.get("class") == "bounds":
                yield file.stem, " ".join("".join(part.itertext()).split())


def test_a_summary_with_an_open_end_has_no_lowest_or_highest_number(tables, describe, home):
    """Nobody states one: what stands there are figures as they are stated, one by one."""
    event_of = {row["claim_id"]: row["event_id"] for row in tables["claims"]}
    stated = defaultdict(set)
    for row in tables["figures"]:
        stated[event_of[row["claim_id"]]].add(describe.bounds(row))
    opened = [words[describe.lang].replace("{:,}", "") for words in OPEN.values()]
    extremes = {"en": ("lowest", "highest"), "ar": ("الأدنى", "الأعلى")}[describe.lang]
    listed, spread = 0, 0
    for event, text in summaries(home, describe.lang):
        spread += all(word in text for word in extremes)
        if any(words in text for words in opened):
            assert not any(word in text for word in extremes), (event, text)
            text = re.sub(r" \((?!computed|محسوب).*?\)|(^|؛ و|; ).*:", "", text)
            parts = [part.strip() for part in re.split("[;؛]", text)]
            assert {*parts} <= stated[event], (event, parts)
            listed += len(parts) > 1
    assert listed > 4 and spread > 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_legend_explains_computed_numbers_and_lines_that_part_bodies(tables, home, lang):
    """Where there are any: a line is darker where another body begins."""
    claims = {row["claim_id"]: row for row in tables["claims"]}
    computed = {row["claim_id"] for row in tables["figures"] if is_computed(row)}
    words = tomllib.loads((ROOT / "src/riwaya/dataset/explorer/words.toml").read_text("utf-8"))[lang]
    means, found = words["computed"]["means"], []
    for file in (home / lang).glob("EVT-*.html"):
        page = html5lib.parse(file.read_text("utf-8"))
        explained = [
            part.text for one in page.iter(f"{HTML}dl") for part in one.findall(f"{HTML}dd") if part.text
        ]
        with_number = {one for one in computed if claims[one]["event_id"] == file.stem}
        assert (means in explained) == bool(with_number), file.stem
        cards = [one for one in page.iter(f"{HTML}article") if one.get("id") in with_number]
        assert all(means in "".join(card.itertext()) for card in cards) and len(cards) == len(with_number)
        several = False
        for strip in page.iter(f"{HTML}table"):
            bodies = [
                [row.get("data-claim") for row in body if row.get("data-claim")]
                for body in strip.findall(f"{HTML}tbody")
            ]
            bodies = [*filter(None, bodies)]
            if (strip.get("id") or "").startswith("only-"):
                names = [
                    {claims[one]["body_id"] or claims[one]["claimant_id"] for one in ids} for ids in bodies
                ]
                assert all(len(one) == 1 for one in names)
                several = several or (len(bodies) > 1 and any(len(ids) > 1 for ids in bodies))
        assert (words["legend"]["parting"] in explained) == several, file.stem
        found.append((bool(with_number), several))
    assert {True, False} == {one for one, _ in found} == {one for _, one in found}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_summary_has_the_marks_of_its_figures_on_a_line_or_beside_them(tables, home, lang):
    """A figure that is not asserted has a broken outline also where it stands alone, without a line."""
    stances, beside = {row["claim_id"]: row["stance"] for row in tables["claims"]}, set()
    for file in (home / lang).glob("EVT-*.html"):
        for figure in html5lib.parse(file.read_text("utf-8")).iter(f"{HTML}figure"):
            line = figure.find(f"{HTML}details/{HTML}summary")
            if line is None:
                continue
            drawn = [part for part in line.iter() if part.get("class") == "head"]
            (bounds,) = (part for part in line if part.get("class") == "bounds")
            glyphs = [part.get("class") for part in bounds.iter(f"{HTML}i")]
            assert bool(drawn) != bool(glyphs), (file.stem, figure.get("id"))
            rows = [row for row in figure.iter(f"{HTML}tr") if row.get("data-claim")]
            origins = [row for row in rows if row.get("class") == "origin"] or rows
            found = {stances[row.get("data-claim")] for row in origins}
            role = origins[0].get("class")
            expected = {"asserts"} if "asserts" in found else found
            names = {f"glyph {role}{'' if one == 'asserts' else ' unasserted'}" for one in expected}
            assert not glyphs or {*glyphs} == names, (file.stem, figure.get("id"))
            beside.update(glyphs)
    assert beside == {"glyph origin", "glyph origin unasserted", "glyph relay"}


@pytest.mark.parametrize(
    "figures, en, ar",
    [
        (
            [("exact", 13), ("more_than", 100)],
            "13; more than 100",
            "13؛ أكثر من 100",
        ),
        (
            [("more_than", 38), ("exact", 40)],
            "more than 38; 40",
            "أكثر من 38؛ 40",
        ),
        ([("exact", 400), ("about", 400)], "400 / about 400", "400 / نحو 400"),
        ([("between", 200, 300), ("between", 200, 300)], "between 200 and 300", "بين 200 و300"),
        (
            [("between", 20, 30), ("fewer_than", 300), ("tens", None)],
            "between 20 and 30; fewer than 300",
            "بين 20 و30؛ أقل من 300",
        ),
        (
            # What is open may be beyond those on either side of it.
            [("exact", 10), ("more_than", 50), ("exact", 100)],
            "10; more than 50; 100",
            "10؛ أكثر من 50؛ 100",
        ),
        (
            [("up_to", 150), ("about", 150), ("between", 250, 300), ("up_to", 150)],
            "up to 150; about 150; between 250 and 300",
            "حتى 150؛ نحو 150؛ بين 250 و300",
        ),
        (
            [("at_least", number) for number in range(1, 9)],
            "at least 1; at least 2; at least 3; …; at least 6; at least 7; at least 8",
            "1 على الأقل؛ 2 على الأقل؛ 3 على الأقل؛ …؛ 6 على الأقل؛ 7 على الأقل؛ 8 على الأقل",
        ),
        ([("tens", None), ("many", None)], "no number", "بلا عدد"),
        ([("same_number", 10)], "10 (computed)", "10 (محسوب)"),
        ([("same_number", 10), ("exact", 10)], "10", "10"),
        (
            [("same_number", 55), ("exact", 10)],
            "lowest 10, highest 55 (computed)",
            "الأدنى 10، الأعلى 55 (محسوب)",
        ),
        ([("about", 20), ("about_the_same", 20)], "about 20", "نحو 20"),
        ([("tens", None), ("about_the_same", 20)], "about 20 (computed)", "نحو 20 (محسوب)"),
    ],
)
def test_the_spread_of_figures_reads_as_nobodys_range(describe, figures, en, ar):
    def row(qualifier, value, to=None):
        exact, between = qualifier in ("exact", "same_number"), qualifier == "between"
        low = value + 1 if qualifier == "more_than" else value if exact or between else None
        high = value - 1 if qualifier == "fewer_than" else to if between else value if exact else None
        low, high = value if qualifier == "at_least" else low, value if qualifier == "up_to" else high
        stated = None if "same" in qualifier else value
        return {
            "qualifier": qualifier,
            "value": stated,
            "value_resolved": value,
            "value_min": low,
            "value_max": high,
        }

    text = describe.spread(row(*one) for one in figures)
    assert text == {"en": en, "ar": ar}[describe.lang]
    # The order in which figures stand changes nothing.
    assert describe.spread(row(*one) for one in reversed(figures)) == text


@pytest.mark.parametrize(
    "categories, members, held, en, ar",
    [
        ("persons", None, None, "Persons released", "أشخاص أُفرج عنهم"),
        ("persons", None, "B", "Persons released, held by Bee", "أشخاص أُفرج عنهم، لدى باء"),
        (
            "persons",
            "A",
            None,
            "Persons released: members of Ay among them",
            "أشخاص أُفرج عنهم: منهم عناصر من ألف",
        ),
        (
            "members",
            "A",
            "B",
            "Persons released: members of Ay, held by Bee",
            "أشخاص أُفرج عنهم: عناصر من ألف، لدى باء",
        ),
        (
            "commanders",
            "A",
            "B",
            "Persons released: commanders of Ay, held by Bee",
            "أشخاص أُفرج عنهم: قادة من ألف، لدى باء",
        ),
        (
            "soldiers",
            "A",
            "B",
            "Persons released: soldiers of Ay, held by Bee",
            "أشخاص أُفرج عنهم: عسكريون من ألف، لدى باء",
        ),
        (
            "fighters members",
            "A",
            None,
            "Persons released: fighters / members of Ay",
            "أشخاص أُفرج عنهم: مقاتلون / عناصر من ألف",
        ),
        (
            "members prisoners",
            "A",
            None,
            "Persons released: prisoners / members of Ay",
            "أشخاص أُفرج عنهم: أسرى / عناصر من ألف",
        ),
        (
            "prisoners",
            "A",
            "B",
            "Persons released: prisoners who are members of Ay, held by Bee",
            "أشخاص أُفرج عنهم: أسرى من ألف، لدى باء",
        ),
        (
            "relatives",
            "A",
            None,
            "Persons released: relatives of members of Ay",
            "أشخاص أُفرج عنهم: أقارب عناصر ألف",
        ),
        (
            "women",
            "A",
            None,
            "Persons released: women from families of members of Ay",
            "أشخاص أُفرج عنهم: نساء من عائلات عناصر ألف",
        ),
        (
            "women_and_children",
            None,
            "B",
            "Persons released: women and children, held by Bee",
            "أشخاص أُفرج عنهم: نساء وأطفال، لدى باء",
        ),
    ],
)
def test_what_a_figure_counts_reads_as_a_phrase(tables, describe, categories, members, held, en, ar):
    actors = {"A": {"name_en": "Ay", "name_ar": "ألف"}, "B": {"name_en": "Bee", "name_ar": "باء"}}
    row = {
        "measure": "persons_released",
        "categories": categories,
        "held_by_id": held,
        "members_of_id": members,
    }
    other = Describer(describe.lang, describe.labels, actors)
    assert other.counted(row) == {"en": en, "ar": ar}[describe.lang]


def test_nobody_is_called_a_member_who_is_counted_as_a_relative_or_a_civilian(tables, describe):
    figures = [row for row in tables["figures"] if row["members_of_id"]]
    assert not [row["figure_id"] for row in figures if row["category"] == "civilians"]
    kin = [row for row in figures if row["category"] in KIN]
    assert {row["category"] for row in kin} == KIN
    family = {"en": "(relatives|families) of members of", "ar": "(أقارب|عائلات) عناصر"}[describe.lang]
    assert all(re.search(family, describe.counted(row)) for row in kin)


def test_only_the_soldiers_of_states_are_called_so_and_none_of_them_fighters(tables):
    kinds = {row["actor_id"]: row["kind"] for row in tables["actors"]}
    counted = {(kinds.get(row["members_of_id"]), row["category"]) for row in tables["figures"]}
    of_states = {"state_body", "coalition"}
    assert {kind for kind, category in counted if category == "soldiers"} == of_states
    assert not of_states & {kind for kind, category in counted if category in ("fighters", "members")}


def test_a_group_is_named_with_its_extent(tables, describe):
    words = {
        "all": ("{} (all of them)", "جميعهم {}"),
        "most": ("{} (most of them)", "معظمهم {}"),
        "some": ("{} (some of them)", "بعضهم {}"),
        "at_least_one": ("{} (at least one)", "{} (واحد على الأقل)"),
    }
    for row in tables["claim_groups"]:
        group = describe.term("group", row["group"])
        pair = words.get(row["extent"], (f"{{}} ({row['value']})",) * 2)
        assert describe.group(row) == pair[describe.lang == "ar"].format(group)


def test_groups_of_a_claim_are_joined_as_their_language_does(tables, home, describe):
    """Arabic has "and" before each."""
    groups = {}
    for row in tables["claim_groups"]:
        groups.setdefault(row["claim_id"], []).append(describe.group(row))
    event_of = {row["claim_id"]: row["event_id"] for row in tables["claims"]}
    several = {claim: names for claim, names in groups.items() if len(names) > 1}
    assert len(several) > 5
    for claim, names in several.items():
        page = (home / describe.lang / f"{event_of[claim]}.html").read_text("utf-8")
        assert f"<dd>{('، و' if describe.lang == 'ar' else ', ').join(names)}</dd>" in page, claim


def test_a_role_that_only_relays_give_has_their_mark(tables, home, describe):
    relays, given = relays_in(pd.DataFrame(tables["claims"])), {}
    for row in tables["event_actors"]:
        given.setdefault((row["event_id"], row["actor_id"], row["role"]), set()).add(row["claim_id"])
    marked = 0
    for (event, actor, role), claims in given.items():
        page = (home / describe.lang / f"{event}.html").read_text("utf-8")
        (item,) = re.findall(f'<li><a href="{actor}.html">(.*?)</li>', page.partition('id="participants"')[2])
        (own,) = re.findall(f"{describe.term('event_role', role)} <small>(.*?)</small>", item)
        assert ("glyph relay" in own) == (claims <= relays), (event, actor, role)
        marked += claims <= relays
    assert marked > 10


def test_a_number_that_contradicts_several_stands_first(tables, home, describe):
    pairs = Counter(
        row[end] for row in tables["contradictions"] for end in ("figure_id", "other_figure_id") if row[end]
    )
    several = 0
    for row in tables["contradictions"]:
        if row["kind"] == "number":
            ends = [(row["figure_id"], row["claim_id"]), (row["other_figure_id"], row["other_claim_id"])]
            first, other = sorted(ends, key=lambda end: -pairs[end[0]])
            page = (home / describe.lang / f"{row['event_id']}.html").read_text("utf-8")
            lines = re.findall("<li>.*</li>", page.partition('id="contradictions"')[2].partition("</ul>")[0])
            begun = [re.findall(r'href="#(CLM-\d+)"', line) for line in lines]
            assert any(line[0] == first[1] and other[1] in line[1:] for line in begun), row
            several += pairs[first[0]] > 1
    assert several > 5


def test_a_detail_stands_apart_from_the_number_in_its_row(home, describe):
    page = (home / describe.lang / "EVT-0016.html").read_text("utf-8")
    rows = re.findall(r"<tr class=.*?</tr>", page, re.S)
    details = [row for row in rows if '<small class="detail">' in row]
    assert len(details) > 5 and all(' · <small class="detail">' in row for row in details)


def test_a_part_of_other_people_says_so_in_its_row(tables, home, describe):
    figures = {row["figure_id"]: row for row in tables["figures"]}
    claims = {row["claim_id"]: row for row in tables["claims"]}
    parts = {
        row["figure_id"]: row["other_figure_id"]
        for row in tables["figure_links"]
        if row["relation"] == "part_of"
    }
    shown, words = 0, {"en": "part of", "ar": "جزء من"}[describe.lang]
    for identity, figure in figures.items():
        page = (home / describe.lang / f"{claims[figure['claim_id']]['event_id']}.html").read_text("utf-8")
        (row,) = re.findall(f'<tr class=[^>]*data-figure_id="{identity}".*?</tr>', page, re.S)
        found = re.findall(f'<small class="part">{words} <a href="[^"]*#(CLM-[0-9]+)">', row)
        whole = figures.get(parts.get(identity))
        assert found == ([whole["claim_id"]] if whole else []), identity
        shown += len(found)
    assert shown == len(parts) > 50

"""What rules must report beside their examples, and what looks like it and must not be reported."""

import pytest

from tests.support.package_copies import csv_row, edited_report
from tests.support.query_cache import CachingEngine

CLAIMS, EVENTS, FIGURES = "data/claims.csv", "data/events.csv", "data/figures.csv"
LINKS, RELATIONS, GROUPS = "data/figure_links.csv", "data/actor_relations.csv", "data/claim_groups.csv"
SECRET = "Mohammad al-Khudr says that ISIS withdrew from the city of Raqqa"
SAME_SOURCES = (
    "المصادر نفسها التي تحدثت عن التبادل قبل ذلك، وتضيف هنا المكان والعددين.,"
    '"The same sources as in the claim before it, here adding the place and the two numbers."'
)
JABER = "ACT-0009,ACT-0008,speaks_for,,,,\n"
DIRECTOR = "The director of Sound and Picture says that"
BETWEEN_AR = "بين قوات سوريا الديمقراطية (قسد) وتنظيم الدولة الإسلامية (داعش)"


def edit(path, find, replace):
    return {"path": path, "find": find, "replace": replace}


def append(path, line):
    return {"path": path, "append": line}


def columns_of(identity, **cells):
    """The columns of a claim from stance to place, as an edit of the article's row, where all are empty."""
    event, rest = {
        "CLM-0001": ("EVT-0001", "ACT-0006,unnamed_sources"),
        "CLM-0002": ("EVT-0001", "ACT-0006,unnamed_sources"),
        "CLM-0012": ("EVT-0003", "ACT-0009,named"),
        "CLM-0013": ("EVT-0013", "ACT-0009,named"),
        "CLM-0016": ("EVT-0011", "ACT-0011,named"),
    }[identity]
    before = f"{identity},{event},SRC-0001,{rest},"
    names = ("stance", "derived_from_claim_id", "contests", "contested_claim_id", "date")
    names += ("date_wording_ar", "date_wording_en", "date_basis", "location_id")
    made = {"stance": "asserts", **cells}
    return edit(CLAIMS, f"{before}asserts,,,,,,,,,", before + ",".join(made.get(n, "") for n in names) + ",")


def figure(**cells):
    made = {
        "figure_id": "FIG-0009",
        "claim_id": "CLM-0002",
        "measure": "persons_released",
        "held_by_id": "ACT-0002",
        "members_of_id": "ACT-0001",
        "category": "persons",
        "qualifier": "exact",
        "value": 5,
        "wording_ar": "5 عناصر",
        "wording_en": "5 members",
        "wording_language": "ar",
    }
    return append(FIGURES, csv_row("figures", **made | cells))


def linked(line):
    """A line behind the only link of the article, or before it where its figure comes first."""
    one = "FIG-0007,FIG-0006,equals\n"
    return edit(LINKS, one, one + line if line > one else line + one)


def denial(**cells):
    made = {
        "claim_id": "CLM-0019",
        "event_id": "EVT-0001",
        "source_id": "SRC-0001",
        "claimant_id": "ACT-0009",
        "attribution": "named",
        "stance": "denies",
        "contests": "occurrence",
        "locator": "p20",
        "passage_sha256": "64e05dcab0e60a4223f1bf5c35fe45ae0ed0bd6a5ba148b9486e0ce902aaae2a",
        "statement_ar": "يقول صهيب الجابر إن التبادل لم يجرِ.",
        "statement_en": "Suhaib al-Jaber says that the exchange did not take place.",
    }
    return append(CLAIMS, csv_row("claims", **made | cells))


def repeated(*, published="2018-06-09", outlet_id="ACT-0005", **cells):
    """A claim of another document with the number of CLM-0012, the outlet's own unless `cells` say so."""
    source = {
        "source_id": "SRC-0002",
        "kind": "news_article",
        "outlet_id": outlet_id,
        "title_ar": "عنوان",
        "title_en": "Title",
        "title_language": "ar",
        "language": "ar",
        "published": published,
        "published_basis": "page_date" if published else "",
        "url": "https://example.org/a",
        "read_as": "excerpt",
    }
    claim = {
        "claim_id": "CLM-0019",
        "event_id": "EVT-0003",
        "source_id": "SRC-0002",
        "claimant_id": "ACT-0005",
        "attribution": "outlet",
        "stance": "asserts",
        "statement_ar": "أفرج تنظيم الدولة الإسلامية (داعش) عن 10 من عناصر قوات سوريا الديمقراطية (قسد).",
        "statement_en": "ISIS freed 10 SDF members.",
    }
    number = {"claim_id": "CLM-0019", "held_by_id": "ACT-0001", "members_of_id": "ACT-0002", "value": 10}
    number |= {"wording_ar": "10 عناصر", "wording_en": "10 members"}
    return [
        append("data/sources.csv", csv_row("sources", **source)),
        append(CLAIMS, csv_row("claims", **claim | {name: cells[name] for name in {*cells} & {*claim}})),
        figure(**number | {name: cells[name] for name in {*cells} - {*claim}}),
    ]


UNLINKED = [("relay-without-link", "derived_from_claim_id")]
REPORTED = {
    "letters that became marks or boxes, in both languages and in part": (
        [
            edit(EVENTS, "تبادل أسرى مُبلَّغ عنه في حسو", "؟؟؟؟؟ ؟؟؟؟"),
            edit(EVENTS, "Earlier reported prisoner exchange", "Earlier exchange (?????? ???)"),
            edit(EVENTS, "تقول المصادر غير المسماة نفسها إن", "تقول المصادر □□□ إن"),
            edit(EVENTS, "Unnamed sources say that the two sides", "Unnamed sources say that T?rkiye"),
            edit("data/sources.csv", "قسد”,In", "قسد”؟؟ ؟؟,In"),
        ],
        [("letters-lost", name) for name in ("summary_ar", "summary_en", "title_ar", "title_ar", "title_en")],
    ),
    "texts in a script of neither language, and words that are partly in one": (
        [
            edit(EVENTS, "Reported prisoner exchange at Hasu", "Обмен пленными в Хасу"),
            edit(EVENTS, "تبادل أسرى سابق مُبلَّغ عنه قرب حسو", "哈苏附近的交换"),
            edit(EVENTS, "Unnamed sources say", "Unnamed sоurces say"),
        ],
        [("text-wrong-script", name) for name in ("summary_en", "title_ar", "title_en")],
    ),
    "the number of an earlier document in an outlet's own voice": (repeated(), UNLINKED),
    "the same in a document without a date": (repeated(published=""), UNLINKED),
    "the number of an informant from the body for which he speaks": (
        repeated(claimant_id="ACT-0008", attribution="organisation"),
        UNLINKED,
    ),
    "the number of somebody in an outlet that relays": (
        [
            *repeated(claimant_id="ACT-0011", attribution="named", outlet_id="ACT-0010"),
            *(
                append(
                    CLAIMS,
                    csv_row(
                        "claims",
                        claim_id=identity,
                        event_id=event,
                        source_id="SRC-0002",
                        claimant_id="ACT-0009",
                        attribution="named",
                        stance="asserts",
                        derived_from_claim_id=origin,
                        statement_ar="يقول صهيب الجابر ذلك.",
                        statement_en="Suhaib al-Jaber says so.",
                    ),
                )
                for identity, event, origin in (
                    ("CLM-0020", "EVT-0003", "CLM-0012"),
                    ("CLM-0021", "EVT-0013", "CLM-0013"),
                )
            ),
        ],
        UNLINKED,
    ),
    "the same number, let go by another holder": (repeated(held_by_id="ACT-0017"), UNLINKED),
    "a claim's own date without a basis": (
        [columns_of("CLM-0016", date="2017")],
        [("date-basis-disagrees", "date_basis")],
    ),
    "a basis without a date": (
        [columns_of("CLM-0016", date_basis="stated")],
        [("date-basis-disagrees", "date")],
    ),
    "a place far from that of the event": (
        [columns_of("CLM-0012", location_id="LOC-0010")],
        [("claim-outside-event", "location_id")],
    ),
    "an open date that ends before the event": (
        [columns_of("CLM-0012", date="../2017", date_basis="relative")],
        [("claim-outside-event", "date")],
    ),
    "an assertion with something to contest": (
        [columns_of("CLM-0016", contests="number")],
        [("denial-contests-nothing", "contests")],
    ),
    "an assertion that answers a claim": (
        [columns_of("CLM-0016", contested_claim_id="CLM-0017")],
        [("denial-contests-nothing", "contested_claim_id"), ("denial-of-other-event", "contested_claim_id")],
    ),
    "a denial of a denial": (
        [denial(), denial(claim_id="CLM-0020", contested_claim_id="CLM-0019")],
        [("denial-of-other-event", "contested_claim_id")],
    ),
    "a relay with a number of its own": (
        [
            columns_of("CLM-0002", derived_from_claim_id="CLM-0004"),
            edit(CLAIMS, SAME_SOURCES, ","),
        ],
        [("relay-adds-figure", "value"), ("relay-adds-figure", "value")],
    ),
    "a group by the figure of another claim": (
        [append(GROUPS, "CLM-0003,FIG-0005,european,some,,أوروبيون,Europeans\n")],
        [("group-disagrees", "figure_id")],
    ),
    "a number beside another extent": (
        [append(GROUPS, "CLM-0003,FIG-0003,european,some,3,أوروبيون,Europeans\n")],
        [("group-disagrees", "value")],
    ),
    "a part larger than the whole": (
        [
            figure(value=12, wording_ar="12 عنصراً", wording_en="12 members"),
            linked("FIG-0009,FIG-0001,part_of\n"),
        ],
        [("figure-link-disagrees", "other_figure_id")],
    ),
    "a figure that is linked to itself": (
        [linked("FIG-0002,FIG-0002,part_of\n")],
        [("figure-link-disagrees", "other_figure_id")],
    ),
    "a number that is equal to an equal number": (
        [
            figure(qualifier="same_number", value="", wording_ar="مثلهم", wording_en="the same number"),
            linked("FIG-0009,FIG-0007,equals\n"),
        ],
        [("figure-link-disagrees", "other_figure_id")],
    ),
    "two categories of one broader": (
        [
            figure(
                claim_id="CLM-0003", category="members", value=6, wording_ar="6 عناصر", wording_en="6 members"
            ),
            edit(FIGURES, "ACT-0002,ACT-0001,persons,exact,8,", "ACT-0002,ACT-0001,fighters,exact,8,"),
        ],
        [("figure-part-unlinked", "value")],
    ),
    "bodies that are each a part of the other": (
        [
            edit(
                RELATIONS,
                "ACT-0003,ACT-0002,part_of,,,,\n",
                "ACT-0002,ACT-0003,part_of,,,,\nACT-0003,ACT-0002,part_of,,,,\n",
            )
        ],
        [("body-unclear", "related_actor_id")] * 2,
    ),
    "a basis without an affiliation": (
        [
            edit(
                "data/actors.csv",
                "Euphrates Post,organisation,,,,,,,",
                "Euphrates Post,organisation,,,,,تصفها حرية برس.,Horrya Press describes it.,",
            )
        ],
        [("affiliation-without-basis", "affiliation")],
    ),
    "a named speaker coded as a body": (
        [
            edit(
                CLAIMS,
                "CLM-0018,EVT-0015,SRC-0001,ACT-0011,named",
                "CLM-0018,EVT-0015,SRC-0001,ACT-0011,organisation",
            )
        ],
        [("attribution-disagrees", "attribution")],
    ),
    "the organisation in Arabic, behind a preposition": (
        [edit(CLAIMS, f"ممن توسطوا {BETWEEN_AR} في انسحابات", "ممن توسطوا للتنظيم في انسحابات")],
        [("party-unnamed", "statement_ar")],
    ),
    "some group in a summary": (
        [edit(EVENTS, f"{DIRECTOR} many who brokered", "This group says that many who brokered")],
        [("event-party-unnamed", "summary_en")],
    ),
    "a working file in Arabic": (
        [
            edit(
                CLAIMS,
                "يسمّي المتحدث الشخصين، واسماهما محجوبان هنا.",
                "يسمّيهما ملف البحث، واسماهما محجوبان هنا.",
            )
        ],
        [("note-speaks-of-files", "note_ar")],
    ),
    "a broader term that has one itself": (
        [
            edit(
                "data/vocabularies.csv",
                "category,prisoners,members,",
                "category,prisoners,fighters,",
            )
        ],
        [("vocabulary-broader-unknown", "broader")],
    ),
}


@pytest.mark.parametrize("name", REPORTED)
def test_it_is_reported(name, tmp_path):
    edits, expected = REPORTED[name]
    found = edited_report(edits, None, tmp_path, CachingEngine).problems
    assert sorted((problem.code, problem.place.field) for problem in found) == expected


VERBS = {
    "that ISIS admitted that it withdrew": True,
    "that ISIS has not admitted that it withdrew": False,
    "that a deal still to be confirmed let ISIS withdraw": False,
    "that ISIS held people for alleged theft and withdrew": False,
    "that ISIS revived and withdrew": False,
    "that it was confirmed that ISIS withdrew": True,
}


@pytest.mark.parametrize("text", VERBS)
def test_a_verb_is_loaded_where_it_vouches_or_doubts(text, tmp_path):
    changed = edit(CLAIMS, SECRET, f"Mohammad al-Khudr says {text} from the city of Raqqa")
    found = edited_report([changed], None, tmp_path, CachingEngine).problems
    assert [problem.code for problem in found] == ["loaded-verb"] * VERBS[text]


ARABIC_VERBS = {
    "يؤكد محمد الخضر أن": True,
    "يقول محمد الخضر إن باتفاق أُقر سرًّا": False,
    "يقول محمد الخضر، ولم تكن الجهة قد أكدت ذلك، إن": True,
    "يقول محمد الخضر، ولم تكن قد أكدت ذلك جهة، إن": False,
}


@pytest.mark.parametrize("text", ARABIC_VERBS)
def test_an_arabic_verb_is_loaded_where_it_vouches_or_doubts(text, tmp_path):
    changed = edit(
        CLAIMS,
        "يقول محمد الخضر إن تنظيم الدولة الإسلامية (داعش) انسحب من مدينة الرقة",
        f"{text} تنظيم الدولة الإسلامية (داعش) انسحب من مدينة الرقة",
    )
    found = edited_report([changed], None, tmp_path, CachingEngine).problems
    assert [problem.code for problem in found] == ["loaded-verb"] * ARABIC_VERBS[text]


PASSING = {
    "marks of emphasis, questions in addresses, and names in another script": [
        edit(EVENTS, "تبادل أسرى مُبلَّغ عنه في حسو", "هل تبادل الطرفان الأسرى في حسو ؟؟"),
        edit(EVENTS, "Earlier reported prisoner exchange", "Earlier exchange at https://a.org/b??c=d?e"),
        edit(EVENTS, "Unnamed sources say", "Unnamed sources (Рыбарь) say"),
        edit("data/sources.csv", "قسد”,In", "قسد”؟؟ لماذا؟؟,In"),
    ],
    "the number of a later document in an outlet's own voice": repeated(published="2018-05"),
    "the same number from another body": repeated(claimant_id="ACT-0011", attribution="named"),
    "the same number from an informant of another document": repeated(
        claimant_id="ACT-0006", attribution="unnamed_sources"
    ),
    "another number in an outlet's own voice": repeated(
        value=12, wording_ar="12 عنصراً", wording_en="12 members"
    ),
    "the same number, said to be about so many": repeated(
        qualifier="about", wording_ar="نحو 10 عناصر", wording_en="about 10 members"
    ),
    "the same number of other people": repeated(members_of_id="ACT-0017"),
    "the same number about another event": repeated(event_id="EVT-0013"),
    "the same number, expected": repeated(stance="expects"),
    "a place inside that of the event, or around it": [columns_of("CLM-0012", location_id="LOC-0003")],
    "an area, whose end nobody knows": [columns_of("CLM-0013", location_id="LOC-0005")],
    "a date that is open to the side of the event": [
        columns_of("CLM-0012", date="2018-01/..", date_basis="relative")
    ],
    "a denial that lies outside the event": [
        denial(date="2016", date_basis="stated", location_id="LOC-0010")
    ],
    "what is expected after the publication": [
        columns_of("CLM-0013", stance="expects", date="2019", date_basis="stated")
    ],
    "a denial of no one claim": [denial()],
    "an informant who asserts one thing and denies another": [
        denial(claimant_id="ACT-0006", attribution="unnamed_sources")
    ],
    "a relay that drifted and says so": [columns_of("CLM-0002", derived_from_claim_id="CLM-0004")],
    "a relay that gives fewer numbers": [columns_of("CLM-0001", derived_from_claim_id="CLM-0002")],
    "a relay of what the same sources added": [
        columns_of("CLM-0002", derived_from_claim_id="CLM-0001"),
        append(
            CLAIMS,
            csv_row(
                "claims",
                claim_id="CLM-0019",
                event_id="EVT-0001",
                source_id="SRC-0001",
                claimant_id="ACT-0005",
                attribution="outlet",
                stance="asserts",
                derived_from_claim_id="CLM-0001",
                locator="p20",
                passage_sha256="64e05dcab0e60a4223f1bf5c35fe45ae0ed0bd6a5ba148b9486e0ce902aaae2a",
                statement_ar="تقول حرية برس إن 11 أُفرج عنهم.",
                statement_en="Horrya Press says that 11 were freed.",
            ),
        ),
        figure(claim_id="CLM-0019", value=11, wording_ar="11 عنصر", wording_en="11 members"),
    ],
    "a group of nobody counted": [append(GROUPS, "CLM-0003,,european,some,,أوروبيون,Europeans\n")],
    "a group that is counted": [
        append(GROUPS, "CLM-0003,FIG-0003,european,number,3,3 أوروبيين,3 Europeans\n")
    ],
    "two numbers for two sides": [figure(held_by_id="ACT-0001", members_of_id="ACT-0017")],
    "two numbers for two categories": [figure(category="women")],
    "the same number twice": [
        figure(value=11, wording_ar="11 عنصر", wording_en="11 members"),
    ],
    "a part of more than eighteen that is larger than eighteen": [
        figure(
            held_by_id="ACT-0001",
            members_of_id="ACT-0002",
            value=20,
            wording_ar="20 عنصراً",
            wording_en="20 members",
        ),
        linked("FIG-0009,FIG-0002,part_of\n"),
    ],
    "a body that joined another at a later time": [
        edit(
            RELATIONS,
            JABER,
            "ACT-0009,ACT-0008,speaks_for,,2016-05,,\nACT-0009,ACT-0010,speaks_for,2016-06,,,\n",
        )
    ],
    "a body that succeeds another one": [edit(RELATIONS, JABER, f"{JABER}ACT-0009,ACT-0010,succeeds,,,,\n")],
    "an organisation and a group that have a name": [
        edit(
            EVENTS,
            f"{DIRECTOR} many who brokered",
            "The director of the organisation Sound and Picture says that the group of those who brokered",
        )
    ],
    "a party by its full name": [
        edit(
            CLAIMS,
            f"{SECRET} after",
            "Mohammad al-Khudr says that the Islamic State's men left the city of Raqqa after",
        )
    ],
    "a role by a claim that doubts": [columns_of("CLM-0016", stance="doubts")],
}


@pytest.mark.parametrize("name", PASSING)
def test_it_is_not_reported(name, tmp_path):
    found = edited_report(PASSING[name], None, tmp_path, CachingEngine).problems
    assert [(problem.code, problem.message().en) for problem in found] == []

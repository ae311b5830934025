"""One event in the terminal: who claims what, side by side, each with its source and origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riwaya.bilingual import Bilingual
from riwaya.dataset.locate import retirement_notice, vocabulary_labels
from riwaya.errors import NotFoundError
from riwaya.release.event_trees import nested_events, rows_around
from riwaya.release.labels import Telling
from riwaya.release.read import Release, leaning_on_columns
from riwaya.release.rows import said

_WORDS = {
    "claim": Bilingual("Claim", "ادعاء"),
    "source": Bilingual("source", "المصدر"),
    "origin": Bilingual("relayed from", "منقول عن"),
    "figure": Bilingual("figure", "رقم"),
    "relation": Bilingual("Counted", "المعدود"),
    "origins": Bilingual("origins", "الأصول"),
    "claimants": Bilingual("claimants", "أصحاب الادعاءات"),
}


def event_as_text(dataset: Release, identity: str, lang: str) -> str:
    """The event with this ID in one language; NotFoundError if there is none."""
    names = (
        "events",
        "claims",
        "figures",
        "actors",
        "sources",
        "locations",
        "event_actors",
        "event_links",
        "agreement",
    )
    tables = {name: dataset.table(name) for name in names}
    with leaning_on_columns(dataset):
        rows = rows_around(tables, [identity])
        for event in nested_events(rows):
            actors = {row["actor_id"]: row for row in rows["actors"]}
            page = _Page(Telling(lang, vocabulary_labels(dataset, lang), actors))
            return "\n".join([*page.head(event), *page.claims(event), *page.agreement(event)]) + "\n"
    told = retirement_notice(dataset, identity) or Bilingual(
        f"There is no event {identity}. IDs look like EVT-0001; data/events.csv lists them.",
        f"لا يوجد حدث بالمعرّف {identity}. صورة المعرّف EVT-0001، والقائمة في data/events.csv.",
    )
    raise NotFoundError(told.en, told.ar)


class _Page:
    """What every line needs."""

    def __init__(self, telling: Telling) -> None:
        self.telling, self.lang = telling, telling.lang

    def head(self, event: Mapping) -> Iterator[str]:
        place = event["location"]
        facts = [
            event["event_id"],
            self.telling.term("event_kind", event["kind"]),
            event["date"],
            place and said(place, "name", self.lang),
        ]
        yield said(event, "title", self.lang) or event["event_id"]
        yield " · ".join(fact for fact in facts if fact)

    def claims(self, event: Mapping) -> Iterator[str]:
        for claim in event["claims"]:
            facts = [
                self.word("claim"),
                claim["claim_id"],
                self.telling.actor(claim["claimant_id"]),
                self.telling.term("stance", claim["stance"]),
            ]
            yield ""
            yield " · ".join(fact for fact in facts if fact)
            yield f"  {said(claim, 'statement', self.lang)}"
            for figure in claim["figures"]:
                yield f"  {self.word('figure')}: {self.figure(figure)}"
            outlet = self.telling.actor(claim["source"]["outlet_id"])
            facts = [
                outlet,
                claim["source_id"],
                claim["source"]["published"] and str(claim["source"]["published"]),
                claim["locator"],
            ]
            yield f"  {self.word('source')}: {' · '.join(fact for fact in facts if fact)}"
            if claim["origin_claim_id"] != claim["claim_id"]:
                yield f"  {self.word('origin')}: {claim['origin_claim_id']}"

    def agreement(self, event: Mapping) -> Iterator[str]:
        for row in event["agreement"]:
            yield ""
            relation = row["relation"] and self.telling.term("relation", row["relation"])
            behind = [f"{self.word(name)}: {row[name]}" for name in ("origins", "claimants")]
            facts = [self.telling.counted(row), relation, *behind, row["claim_ids"]]
            yield f"{self.word('relation')}: " + " · ".join(fact for fact in facts if fact)

    def figure(self, figure: Mapping) -> str:
        wording = said(figure, "wording", self.lang)
        facts = (self.telling.counted(figure), wording and f"«{wording}»", self.telling.bounds(figure))
        return " · ".join(fact for fact in facts if fact)

    def word(self, name: str) -> str:
        return _WORDS[name][self.lang]

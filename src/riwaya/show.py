"""One event in the terminal: who claims what, side by side, each with its source and origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riwaya.dataset import notice_of, vocabulary_labels
from riwaya.errors import NotFoundError
from riwaya.problem import Bilingual
from riwaya.release.json_rows import said
from riwaya.release.nested import nested_events, rows_around
from riwaya.release.read import Release, leaning_on_columns

_WORDS = {
    "claim": Bilingual("Claim", "ادعاء"),
    "source": Bilingual("source", "المصدر"),
    "origin": Bilingual("relayed from", "منقول عن"),
    "figure": Bilingual("figure", "رقم"),
    "held": Bilingual("held by", "لدى"),
    "members": Bilingual("members of", "من"),
    "bounds": Bilingual("between {low} and {high}", "بين {low} و{high}"),
    "from": Bilingual("from {low} up", "من {low} فما فوق"),
    "to": Bilingual("up to {high}", "حتى {high}"),
    "exactly": Bilingual("{low}", "{low}"),
    "unbounded": Bilingual("{value}, no bounds", "{value}، بلا حدود"),
    "none": Bilingual("no number", "بلا عدد"),
    "relation": Bilingual("Counted", "المعدود"),
    "origins": Bilingual("origins", "الأصول"),
    "claimants": Bilingual("claimants", "أصحاب الادعاءات"),
}


def show(dataset: Release, identity: str, lang: str) -> str:
    """The event with this ID in one language; NotFoundError if there is none."""
    names = ("events", "claims", "figures", "actors", "sources", "locations", "event_actors", "event_links", "agreement")
    tables = {name: dataset.table(name) for name in names}
    with leaning_on_columns(dataset):
        rows = rows_around(tables, [identity])
        for event in nested_events(rows):
            actors = {row["actor_id"]: row for row in rows["actors"]}
            page = Page(lang, vocabulary_labels(dataset, lang), actors)
            return "\n".join([*page.head(event), *page.claims(event), *page.agreement(event)]) + "\n"
    told = notice_of(dataset, identity) or Bilingual(
        f"There is no event {identity}. IDs look like EVT-0001; data/events.csv lists them.",
        f"لا يوجد حدث بالمعرّف {identity}. صورة المعرّف EVT-0001، والقائمة في data/events.csv.",
    )
    raise NotFoundError(told.en, told.ar)


class Page:
    """What every line needs: the language, the labels of terms and the actors."""

    def __init__(self, lang: str, labels: Mapping[tuple[str, str], str], actors: Mapping[str, Mapping]) -> None:
        self.lang, self.labels, self.actors = lang, labels, actors

    def head(self, event: Mapping) -> Iterator[str]:
        place = event["location"]
        facts = [event["event_id"], self.term("event_kind", event["kind"]), event["date"],
                 place and said(place, "name", self.lang)]
        yield said(event, "title", self.lang) or event["event_id"]
        yield " · ".join(fact for fact in facts if fact)

    def claims(self, event: Mapping) -> Iterator[str]:
        for claim in event["claims"]:
            facts = [self.word("claim"), claim["claim_id"], self.actor(claim["claimant_id"]),
                     self.term("stance", claim["stance"])]
            yield ""
            yield " · ".join(fact for fact in facts if fact)
            yield f"  {said(claim, 'statement', self.lang)}"
            for figure in claim["figures"]:
                yield f"  {self.word('figure')}: {self.figure(figure)}"
            outlet = self.actor(claim["source"]["outlet_id"])
            facts = [outlet, claim["source_id"], claim["source"]["published"] and str(claim["source"]["published"]),
                     claim["locator"]]
            yield f"  {self.word('source')}: {' · '.join(fact for fact in facts if fact)}"
            if claim["origin_claim_id"] != claim["claim_id"]:
                yield f"  {self.word('origin')}: {claim['origin_claim_id']}"

    def agreement(self, event: Mapping) -> Iterator[str]:
        for row in event["agreement"]:
            yield ""
            relation = row["relation"] and self.term("relation", row["relation"])
            behind = [f"{self.word(name)}: {row[name]}" for name in ("origins", "claimants")]
            facts = [self.counted(row), relation, *behind, row["claim_ids"]]
            yield f"{self.word('relation')}: " + " · ".join(fact for fact in facts if fact)

    def figure(self, figure: Mapping) -> str:
        low, high, value = figure["value_min"], figure["value_max"], figure["value"]
        if low is None and high is None:
            # "About 20" has a number and no bounds, "tens" has neither.
            key = "none" if value is None else "unbounded"
        elif low is None:
            key = "to"
        elif high is None:
            key = "from"
        else:
            key = "exactly" if low == high else "bounds"
        bounds = _WORDS[key].format({"low": low, "high": high, "value": value})[self.lang]
        wording = said(figure, "wording", self.lang)
        return " · ".join(fact for fact in (self.counted(figure), wording and f"«{wording}»", bounds) if fact)

    def counted(self, row: Mapping) -> str:
        """What a figure, or a row of agreement, counts."""
        parts = [self.term("measure", row["measure"]), self.term("category", row["category"])]
        for key, word in (("held_by_id", "held"), ("members_of_id", "members")):
            if row[key]:
                parts.append(f"{self.word(word)} {self.actor(row[key])}")
        return "، ".join(parts) if self.lang == "ar" else ", ".join(parts)

    def actor(self, identity: str | None) -> str | None:
        return said(self.actors[identity], "name", self.lang) if identity else None

    def term(self, vocabulary: str, term: str) -> str:
        return self.labels.get((vocabulary, term), term)

    def word(self, name: str) -> str:
        return _WORDS[name][self.lang]

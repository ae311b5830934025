"""Writes one event for a terminal: its claims side by side, each with figures, source and origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riwaya.dataset import MESSAGES
from riwaya.dataset.locate import retirement_notice, vocabulary_labels
from riwaya.errors import NotFoundError
from riwaya.release.event_trees import nested_events, rows_around
from riwaya.release.labels import Describer, is_own_wording
from riwaya.release.rows import localized
from riwaya.release.table import Release, requiring_columns
from riwaya.text.quotation import quoted

_TABLES = (
    *("events", "claims", "figures", "actors", "sources", "locations"),
    *("event_actors", "event_links", "agreement", "contradictions", "claim_groups"),
)


def event_as_text(dataset: Release, identity: str, lang: str) -> str:
    """An event with its claims, figures and agreement in one language; NotFoundError for an unknown ID."""
    tables = {name: dataset.table(name) for name in _TABLES}
    with requiring_columns(dataset):
        rows = rows_around(tables, [identity])
        for event in nested_events(rows):
            actors = {str(row["actor_id"]): row for row in rows["actors"]}
            places = {str(row["location_id"]): row for row in rows["locations"]}
            text = _EventText(Describer(lang, vocabulary_labels(dataset, lang), actors), places)
            parts = (text.head, text.claims, text.agreement, text.contradictions)
            return "\n".join(line for part in parts for line in part(event)) + "\n"
    raise NotFoundError(retirement_notice(dataset, identity) or MESSAGES("event-unknown", id=identity))


class _EventText:
    """Writes the parts of an event as lines."""

    def __init__(self, describe: Describer, places: Mapping[str, Mapping]) -> None:
        self.describe, self.places, self.lang = describe, places, describe.lang

    def head(self, event: Mapping) -> Iterator[str]:
        place = event["location"]
        yield localized(event, "title", self.lang) or event["event_id"]
        yield _joined(
            event["event_id"],
            self.describe.term("event_kind", event["kind"]),
            event["date"],
            place and localized(place, "name", self.lang),
        )

    def claims(self, event: Mapping) -> Iterator[str]:
        for claim in event["claims"]:
            source = claim["source"]
            yield ""
            yield _joined(
                self.word("claim"),
                claim["claim_id"],
                self.describe.actor(claim["claimant_id"]),
                self.describe.term("stance", claim["stance"]),
            )
            yield f"  {localized(claim, 'statement', self.lang)}"
            yield from self.particulars(claim)
            for figure in claim["figures"]:
                yield f"  {self.word('figure')}: {self.figure(figure)}"
            outlet, published = self.describe.actor(source["outlet_id"]), source["published"]
            facts = _joined(outlet, claim["source_id"], published and str(published), claim["locator"])
            yield f"  {self.word('source')}: {facts}"
            if claim["origin_claim_id"] != claim["claim_id"]:
                yield f"  {self.word('origin')}: {claim['origin_claim_id']}"

    def particulars(self, claim: Mapping) -> Iterator[str]:
        """What a denial contests, and when, where and of whom it was according to the claim."""
        contests = claim["contests"] and self.describe.term("contests", claim["contests"])
        place = self.places.get(claim["location_id"])
        wording = localized(claim, "date_wording", self.lang)
        facts = {
            "contests": _joined(contests, claim["contested_claim_id"]),
            "date": _joined(claim["date"], wording and quoted(wording, self.lang)),
            "place": place and localized(place, "name", self.lang),
            "groups": _joined(*map(self.describe.group, claim["groups"])),
        }
        yield from (f"  {self.word(name)}: {fact}" for name, fact in facts.items() if fact)

    def agreement(self, event: Mapping) -> Iterator[str]:
        for row in event["agreement"]:
            verdict = [self.word("not-compared")]
            if row["relation"]:
                counts = (f"{self.word(name)}: {row[name]}" for name in ("origins", "claimants", "bodies"))
                verdict = [self.describe.term("relation", row["relation"]), *counts]
            facts = _joined(self.describe.counted(row), *verdict, row["claim_ids"])
            yield ""
            yield f"{self.word('counted')}: {facts}"

    def contradictions(self, event: Mapping) -> Iterator[str]:
        figures = {figure["figure_id"]: figure for claim in event["claims"] for figure in claim["figures"]}
        claimants = {claim["claim_id"]: claim["claimant_id"] for claim in event["claims"]}
        for row in event["contradictions"]:
            sides = (
                self.side(row, side, claimants[row[f"{side}claim_id"]], figures.get(row[f"{side}figure_id"]))
                for side in ("", "other_")
            )
            kind, against = self.describe.term("contradiction_kind", row["kind"]), self.word("against")
            yield ""
            yield f"{self.word('contradiction')}: {_joined(kind, f' {against} '.join(sides))}"

    def side(self, row: Mapping, side: str, claimant: str, figure: Mapping | None) -> str:
        """One of two that contradict each other: the body, or the unnamed claimant; its claim and number."""
        name = self.describe.body(row[f"{side}body_id"]) or self.describe.actor(claimant)
        return f"{name} ({_joined(row[f'{side}claim_id'], self.describe.bounds(figure) if figure else None)})"

    def figure(self, figure: Mapping) -> str:
        wording = localized(figure, "wording", self.lang)
        words = quoted(wording, self.lang) if wording and not is_own_wording(figure) else wording
        return _joined(self.describe.counted(figure), words, self.describe.bounds(figure))

    def word(self, name: str) -> str:
        return MESSAGES(f"event-{name}")[self.lang]


def _joined(*facts: str | None) -> str:
    """The facts that there are, on one line."""
    return " · ".join(fact for fact in facts if fact)

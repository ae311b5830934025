"""Tells what moves from one release to another in agreement, contradictions, origins and bodies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from riwaya.bilingual import LANGUAGES, Messages
from riwaya.release.labels import COUNTED
from riwaya.release.row_text import RowText, tables_of
from riwaya.release.rows import rows_of
from riwaya.release.table import Release

_NEEDED: Mapping[str, frozenset[str]] = {
    "events": frozenset({"event_id"}),
    "actors": frozenset({"actor_id"}),
    "claims": frozenset(
        {"claim_id", "event_id", "claimant_id", "stance", "date", "location_id", "origin_claim_id", "body_id"}
    ),
    "figures": frozenset({"figure_id", "value", "value_min", "value_max", *COUNTED}),
    "agreement": frozenset({"event_id", "relation", "relation_about", "origins", "bodies", *COUNTED}),
    "contradictions": frozenset(
        {
            "event_id",
            "kind",
            *(f"{side}{name}_id" for side in ("", "other_") for name in ("body", "claim", "figure")),
        }
    ),
}
_COUNTS = ("origins", "bodies")
_VERDICTS = ("relation", "relation_about", *_COUNTS)
_WORDS = Messages(__package__, "diff.toml")

Row = Mapping[str, Any]
Key = tuple[object, ...]


def moves(old: Release, new: Release) -> list[dict[str, object]] | None:
    """What moves in each event in which anything does; None if either release does not have the tables.

    Plain data, as in JSON: `event_id`; `origins` and `bodies` of the event, each [before, now]; `agreement`,
    [row before, row now] of each cell whose relation or counts differ, null for none; `contradictions` that
    `appeared` and that are `gone`; and `text`, the same as lines in `en` and `ar`, the first on the event.
    """
    if not (_is_computed(old) and _is_computed(new)):
        return None
    before, now = _State(old), _State(new)
    events = {*before.counts, *now.counts, *before.agreement, *now.agreement}
    found = (_moved(event, before, now) for event in sorted(events, key=lambda event: (len(event), event)))
    return [moved for moved in found if moved]


def _is_computed(release: Release) -> bool:
    return all(
        name in release.hashes and columns <= {*release.table(name).schema.names}
        for name, columns in _NEEDED.items()
    )


class _State:
    """What a release says of each event."""

    def __init__(self, release: Release) -> None:
        self.release, self.tables = release, tables_of(release)
        self.agreement = self._by_event("agreement", lambda row: tuple(row[name] for name in COUNTED))
        self.contradictions = self._by_event("contradictions", self._pair)

    def _by_event(self, table: str, key: Callable[[Row], Key]) -> dict[str, dict[Key, Row]]:
        found: dict[str, dict[Key, Row]] = {}
        for row in rows_of(self.release.table(table)):
            found.setdefault(row["event_id"], {})[key(row)] = row
        return found

    def _pair(self, row: Row) -> Key:
        """What makes two contradictions the same: whichever of their claims are the nearest."""
        figure = self.tables.by_id("figures")[row["figure_id"]] if row["figure_id"] else {}
        return row["kind"], row["body_id"], row["other_body_id"], *(figure.get(name) for name in COUNTED)

    @cached_property
    def counts(self) -> Mapping[str, tuple[int, int]]:
        """By event, how many origins and bodies its claims have."""
        seen: dict[str, tuple[set[str], set[str]]] = {}
        for claim in rows_of(self.release.table("claims")):
            origins, bodies = seen.setdefault(claim["event_id"], (set(), set()))
            origins.add(claim["origin_claim_id"])
            bodies.add(claim["body_id"])
        return {event: (len(origins), len(bodies)) for event, (origins, bodies) in seen.items()}

    @cached_property
    def words(self) -> Mapping[str, _Words]:
        return {lang: _Words(self.tables, lang) for lang in LANGUAGES}


def _moved(event: str, before: _State, now: _State) -> dict[str, object] | None:
    states = (before, now)
    counts = {
        name: [state.counts.get(event, (0, 0))[at] for state in states] for at, name in enumerate(_COUNTS)
    }
    old, new = (state.agreement.get(event, {}) for state in states)
    cells = [(old.get(key), new.get(key)) for key in {**old, **new}]
    cells = [(one, other) for one, other in cells if _verdict(one) != _verdict(other)]
    old, new = (state.contradictions.get(event, {}) for state in states)
    appeared = [row for key, row in new.items() if key not in old]
    gone = [row for key, row in old.items() if key not in new]
    if not (cells or appeared or gone or any(one != other for one, other in counts.values())):
        return None
    known = now if event in now.tables.by_id("events") else before
    text = {
        lang: [
            known.words[lang].event(event, counts),
            *((now if other else before).words[lang].cell(one, other) for one, other in cells),
            *(now.words[lang].contradiction("appeared", row) for row in appeared),
            *(before.words[lang].contradiction("gone", row) for row in gone),
        ]
        for lang in LANGUAGES
    }
    pairs = {"appeared": appeared, "gone": gone}
    return {
        "event_id": event,
        **counts,
        "agreement": [[*cell] for cell in cells],
        "contradictions": pairs,
        "text": text,
    }


def _verdict(row: Row | None) -> list[object] | None:
    return [row[name] for name in _VERDICTS] if row else None


class _Words(RowText):
    """Puts what moves into words, in one language."""

    def event(self, event: str, counts: Mapping[str, Sequence[int]]) -> str:
        changed = (self.change(name, str(old), str(new)) for name, (old, new) in counts.items() if old != new)
        return _joined(event, self.name("events", event), *changed)

    def cell(self, before: Row | None, now: Row | None) -> str:
        """A cell of agreement: what changed of it, or all of it where it is new or gone."""
        row = now or before
        assert row is not None
        counted = self.describe.counted(row)
        if before and now:
            pairs = ((name, self.shown(before, name), self.shown(now, name)) for name in _VERDICTS)
            return _joined(counted, *(self.change(name, old, new) for name, old, new in pairs if old != new))
        word = _WORDS("cell-added" if now else "cell-gone")[self.lang]
        counts = (f"{self.title(name)}: {row[name]}" for name in _COUNTS)
        return _joined(f"{word}: {counted}", self.shown(row, "relation"), *counts)

    def contradiction(self, what: str, row: Row) -> str:
        figure = self.tables.by_id("figures").get(row["figure_id"])
        kind = self.describe.term("contradiction_kind", row["kind"])
        counted = self.describe.counted(figure) if figure else None
        sides = f" {_WORDS('against')[self.lang]} ".join(self.side(row, side) for side in ("", "other_"))
        return f"{_WORDS(what)[self.lang]}: {_joined(kind, counted, sides)}"

    def side(self, row: Row, side: str) -> str:
        """One of two bodies that contradict each other, with its claim and what that says."""
        claim = self.tables.by_id("claims")[row[f"{side}claim_id"]]
        body = self.describe.body(row[f"{side}body_id"]) or self.describe.actor(claim["claimant_id"])
        return f"{body} ({_joined(claim['claim_id'], self.said(row, side, claim))})"

    def said(self, row: Row, side: str, claim: Row) -> str:
        """The number, date or place of a claim, or whether it asserts or denies."""
        figure = self.tables.by_id("figures").get(row[f"{side}figure_id"])
        if figure:
            return self.describe.bounds(figure)
        if row["kind"] == "place":
            return self.name("locations", claim["location_id"])
        return claim["date"] if row["kind"] == "date" else self.describe.term("stance", claim["stance"])

    def change(self, column: str, before: str, now: str) -> str:
        return f"{self.title(column)}: {_WORDS('cell', before=before, now=now)[self.lang]}"

    def title(self, column: str) -> str:
        return self.tables.schemas["agreement"].field(column).title[self.lang]

    def shown(self, row: Row, column: str) -> str:
        cell = row[column]
        if cell is None:
            return _WORDS("empty")[self.lang]
        return str(cell) if column in _COUNTS else self.describe.term("relation", cell)


def _joined(*parts: str | None) -> str:
    return " · ".join(filter(None, parts))

"""Draws a sample of claims for a second coder, and reads what that coder wrote beside the published rows.

The table second_coding has a row for each claim of the sample. Its cells about figures hold one item for
each figure, separated by `|`. A name is read as the actor or the place that has it in either language.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from riwaya.bilingual import Bilingual
from riwaya.curation import MESSAGES
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.errors import EditError, NotFoundError, UnanswerableError
from riwaya.problem import with_suggestion
from riwaya.text.edtf import parse_edtf
from riwaya.text.spelling import search_key
from riwaya.text.suggest import nearest

TABLE = "second_coding"
FIRST, SECOND = "1", "2"
"""The coders."""
SAMPLE = 80
"""The number of claims that are drawn; all, where there are fewer."""
OF_CLAIMS = ("kind", "claimant", "attribution", "stance", "date", "place")
"""Columns with one value a claim."""
OF_FIGURES = ("measure", "held_by", "members_of", "category", "qualifier", "value")
"""Columns with one value a figure."""
_BY_TERM = {
    "kind": "events",
    "attribution": "claims",
    "stance": "claims",
    "measure": "figures",
    "category": "figures",
    "qualifier": "figures",
}
"""Columns that hold a term, by the table whose column of that name has it."""
_BY_NAME = {"claimant": "actors", "held_by": "actors", "members_of": "actors", "place": "locations"}
_NEEDED = ("actor_names", "actors", "claims", "events", "figures", "location_names", "locations", TABLE)

Figure = Mapping[str, str]
"""The values of a figure by column."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What the two coders have in one column, for a claim or one of its figures."""

    claim_id: str
    column: str
    first: str | None
    """The published value, "" for an empty cell; None for a figure that only the second coder has."""
    second: str | None

    @property
    def agrees(self) -> bool:
        return self.first == self.second


@dataclass(frozen=True, slots=True)
class Codings:
    """The sample, and both codings of what the second coder has coded of it."""

    seed: int
    last_claim_id: str
    claims: tuple[str, ...]
    """The claims that are coded twice."""
    uncoded: tuple[str, ...]
    """The claims that the second coder has still to code."""
    pairs: tuple[Pair, ...]


def draw(sheets: Sheets, seed: int) -> None:
    """Fill the table with the claims that a seed draws, uncoded; EditError if something is coded in it."""
    sheet = _sheet(sheets)
    if any(_is_coded(record) for record in sheet.records):
        raise EditError(MESSAGES("second-coding-begun", path=sheet.resource.path))
    ids = [record.cells["claim_id"] for record in sheets["claims"].records]
    if not ids:
        raise UnanswerableError(MESSAGES("second-coding-no-claims"))
    last = max(ids, key=_order)
    empty = dict.fromkeys(sheet.header, "")
    sheet.records[:] = [
        Record({**empty, "claim_id": identity, "coder": SECOND, "seed": str(seed), "last_claim_id": last})
        for identity in _sample(sheets, seed, last)
    ]


def keep_published(sheets: Sheets) -> bool:
    """Add the published coding of each claim that is coded a second time; False if all are there."""
    sheet, published = _sheet(sheets), _Published(sheets)
    kept = {record.cells["claim_id"] for record in sheet.records if record.cells["coder"] == FIRST}
    added = [
        Record({**record.cells, "coder": FIRST, **published.cells(record.cells["claim_id"])})
        for record in _rows_of(sheet, SECOND)
        if _is_coded(record) and record.cells["claim_id"] not in kept
    ]
    sheet.records.extend(added)
    sheet.records.sort(key=lambda record: (_order(record.cells["claim_id"]), record.cells["coder"]))
    return bool(added)


def read_codings(sheets: Sheets) -> Codings:
    """Both codings of the sample.

    UnanswerableError if the table is empty, if its claims are not those that its seed draws, or if a cell
    cannot be read.
    """
    sheet = _sheet(sheets)
    if not sheet.records:
        raise UnanswerableError(MESSAGES("second-coding-empty", path=sheet.resource.path))
    records = _rows_of(sheet, SECOND)
    ids = [record.cells["claim_id"] for record in records]
    drawn_with = {(record.cells["seed"], record.cells["last_claim_id"]) for record in sheet.records}
    if len(drawn_with) > 1:
        raise UnanswerableError(MESSAGES("second-coding-seeds", path=sheet.resource.path))
    ((seed, last),) = drawn_with
    _require_sample(ids, _sample(sheets, int(seed), last), seed)
    coded = [record for record in records if _is_coded(record)]
    if not coded:
        raise UnanswerableError(MESSAGES("second-coding-uncoded", path=sheet.resource.path))
    second = _Second(sheets)
    first = _First(sheets, second)
    pairs = [pair for record in coded for pair in _pairs(record, first, second)]
    claims = tuple(record.cells["claim_id"] for record in coded)
    return Codings(int(seed), last, claims, tuple(i for i in ids if i not in claims), tuple(pairs))


def _sheet(sheets: Sheets) -> Sheet:
    if missing := [name for name in _NEEDED if name not in sheets]:
        raise NotFoundError(MESSAGES("second-coding-tables", tables=", ".join(missing)))
    return sheets[TABLE]


def _rows_of(sheet: Sheet, coder: str) -> list[Record]:
    return [record for record in sheet.records if record.cells["coder"] == coder]


def _is_coded(record: Record) -> bool:
    return any(record.cells[column] for column in (*OF_CLAIMS, *OF_FIGURES))


def _order(identity: str) -> tuple[int, str]:
    return len(identity), identity


def _sample(sheets: Sheets, seed: int, last: str) -> list[str]:
    """The claims, in their order, that a seed draws from those up to the last one.

    A claim that has been retired since is still among those drawn from, so that the others stay the same,
    and is left out of the result.
    """
    present = {record.cells["claim_id"] for record in sheets["claims"].records}
    notices = sheets["retirements"].records if "retirements" in sheets else []
    retired = {record.cells["id"] for record in notices if record.cells["id"].startswith("CLM-")}
    ids = sorted((i for i in present | retired if _order(i) <= _order(last)), key=_order)
    return sorted(set(random.Random(seed).sample(ids, min(SAMPLE, len(ids)))) & present, key=_order)


def _require_sample(ids: Sequence[str], drawn: Sequence[str], seed: str) -> None:
    missing, extra = (
        " ".join(sorted(one - other, key=_order)) or "–"
        for one, other in (({*drawn}, {*ids}), ({*ids}, {*drawn}))
    )
    if {*ids} != {*drawn}:
        raise UnanswerableError(MESSAGES("second-coding-sample", seed=seed, missing=missing, extra=extra))


class _Published:
    """The published coding."""

    def __init__(self, sheets: Sheets) -> None:
        self._claims = {record.cells["claim_id"]: record.cells for record in sheets["claims"].records}
        self._kinds = {record.cells["event_id"]: record.cells["kind"] for record in sheets["events"].records}
        self._figures: dict[str, list[Figure]] = defaultdict(list)
        for record in sheets["figures"].records:
            cells = record.cells
            value = "-".join(filter(None, (cells["value"], cells["value_to"])))
            figure = {"held_by": cells["held_by_id"], "members_of": cells["members_of_id"], "value": value}
            terms = {name: cells[name] for name in OF_FIGURES if name in _BY_TERM}
            self._figures[cells["claim_id"]].append(terms | figure)

    def claim(self, identity: str) -> dict[str, str]:
        cells = self._claims[identity]
        return {
            "kind": self._kinds[cells["event_id"]],
            "claimant": cells["claimant_id"],
            "attribution": cells["attribution"],
            "stance": cells["stance"],
            "date": cells["date"],
            "place": cells["location_id"],
        }

    def figures(self, identity: str) -> list[Figure]:
        return self._figures[identity]

    def cells(self, identity: str) -> dict[str, str]:
        """The coding of a claim as a row of the table has it."""
        figures = self._figures[identity]
        joined = {name: "|".join(figure[name] for figure in figures) for name in OF_FIGURES}
        return self.claim(identity) | joined


class _First:
    """The first coding: what was kept of it, or else the published rows."""

    def __init__(self, sheets: Sheets, reader: _Second) -> None:
        self._published, self._reader = _Published(sheets), reader
        self._kept = {record.cells["claim_id"]: record for record in _rows_of(sheets[TABLE], FIRST)}

    def claim(self, identity: str) -> Mapping[str, str]:
        if kept := self._kept.get(identity):
            return {name: kept.cells[name] for name in OF_CLAIMS}
        return self._published.claim(identity)

    def figures(self, identity: str) -> list[Figure]:
        kept = self._kept.get(identity)
        return self._reader.figures(kept) if kept else self._published.figures(identity)


class _Second:
    """The second coder's coding. UnanswerableError for a cell that cannot be read."""

    def __init__(self, sheets: Sheets) -> None:
        self._terms = {
            name: frozenset(sheets[table].resource.schema.field(name).terms)
            for name, table in _BY_TERM.items()
        }
        self._ids = {table: {*sheets[table].ids} for table in ("actors", "locations")}
        self._named = {
            "actors": _ids_by_name(sheets, "actors", "actor_names"),
            "locations": _ids_by_name(sheets, "locations", "location_names"),
        }

    def figures(self, record: Record) -> list[Figure]:
        """The figures of a row, in their order."""
        count = len(_items(record.cells["measure"]))
        columns = {name: self._column(record, name, count) for name in OF_FIGURES}
        return [{name: items[at] for name, items in columns.items()} for at in range(count)]

    def _column(self, record: Record, name: str, count: int) -> list[str]:
        items = _items(record.cells[name]) or [""] * count
        if len(items) != count:
            raise _unread("items", record, name, count=count, found=len(items))
        for item in items:
            self._require_term(record, name, item)
        return items

    def _require_term(self, record: Record, name: str, value: str) -> None:
        if name in self._terms and value not in self._terms[name]:
            unknown = _unread("term", record, name, value=value)
            raise UnanswerableError(with_suggestion(unknown.message, nearest(value, self._terms[name])))

    def same_as(self, published: str, record: Record, column: str, cell: str) -> str:
        """What the coder wrote in a cell, or an item of it; the published value if it may mean the same."""
        if column == "date":
            return published if _days(cell) == _days(published) else cell
        if cell:
            self._require_term(record, column, cell)
        if column not in _BY_NAME or not cell:
            return cell
        table = _BY_NAME[column]
        if cell.startswith(("ACT-", "LOC-")):
            if cell not in self._ids[table]:
                raise _unread("id", record, column, value=cell)
            return cell
        named = self._named[table].get(search_key(cell), frozenset())
        return published if published in named else min(named, key=_order, default=cell)


def _unread(key: str, record: Record, column: str, **params: object) -> UnanswerableError:
    identity = record.cells["claim_id"]
    return UnanswerableError(MESSAGES(f"second-coding-{key}", id=identity, column=column, **params))


def _ids_by_name(sheets: Sheets, table: str, names: str) -> dict[str, set[str]]:
    """The IDs of the rows that have a name, by the search key of the name."""
    found: dict[str, set[str]] = defaultdict(set)
    column = sheets[table].id_column or ""
    for name, cells in (
        *(
            (record.cells[f"name_{lang}"], record.cells)
            for record in sheets[table].records
            for lang in ("ar", "en")
        ),
        *((record.cells["name"], record.cells) for record in sheets[names].records),
    ):
        found[search_key(name)].add(cells[column])
    return found


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("|")] if cell else []


@cache
def _days(date: str) -> object:
    """The first and the last day of a date in EDTF; None for an empty cell."""
    return parse_edtf(date) if date else None


def _pairs(record: Record, first: _First, second: _Second) -> Iterable[Pair]:
    """Both codings of a claim."""
    identity = record.cells["claim_id"]
    for column, published in first.claim(identity).items():
        yield Pair(
            identity, column, published, second.same_as(published, record, column, record.cells[column])
        )
    for one, other in matched(first.figures(identity), second.figures(record), _read_as(second, record)):
        if one is None or other is None:
            # A disagreement about what is counted; about the rest only one coder says anything.
            counted = [figure["measure"] if figure else None for figure in (one, other)]
            yield Pair(identity, "measure", *counted)
            continue
        for column in OF_FIGURES:
            yield Pair(
                identity, column, one[column], second.same_as(one[column], record, column, other[column])
            )


def _read_as(second: _Second, record: Record) -> Callable[[Figure, Figure, str], bool]:
    return lambda one, other, column: (
        second.same_as(one[column], record, column, other[column]) == one[column]
    )


_WEIGHT = ("value", "measure", "category", "qualifier", "held_by", "members_of")
"""What decides which figures of two codings are the same one: first the value, then the measure."""


def matched(
    first: Sequence[Figure],
    second: Sequence[Figure],
    same: Callable[[Figure, Figure, str], bool] = lambda one, other, column: one[column] == other[column],
) -> list[tuple[Figure | None, Figure | None]]:
    """The figures of two codings in pairs, None beside a figure without a partner.

    As many pairs as there can be; of all ways to pair them the one with most equal values, then with most
    equal measures, then categories and so on; then in their order.
    """

    @cache
    def best(at: int, free: frozenset[int]) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
        if at == len(first) or not free:
            return (0,) * (len(_WEIGHT) + 2), ()
        options = [best(at + 1, free)] if len(first) - at > len(free) else []
        for other in sorted(free):
            score, pairs = best(at + 1, free - {other})
            equal = (int(same(first[at], second[other], name)) for name in _WEIGHT)
            own = (1, *equal, -abs(at - other))
            options.append((tuple(map(sum, zip(score, own, strict=True))), ((at, other), *pairs)))
        return max(options, key=lambda option: option[0])

    pairs = best(0, frozenset(range(len(second))))[1]
    left, right = _without(first, [one for one, _ in pairs]), _without(second, [other for _, other in pairs])
    return [
        *((first[one], second[other]) for one, other in pairs),
        *((figure, None) for figure in left),
        *((None, figure) for figure in right),
    ]


def _without(figures: Sequence[Figure], taken: Collection[int]) -> list[Figure]:
    return [figure for at, figure in enumerate(figures) if at not in taken]


def labels_of(sheets: Sheets) -> dict[str, Bilingual]:
    """The names of actors and places by ID."""
    return {
        record.cells[sheet.id_column or ""]: Bilingual(record.cells["name_en"], record.cells["name_ar"])
        for sheet in (sheets["actors"], sheets["locations"])
        for record in sheet.records
    }

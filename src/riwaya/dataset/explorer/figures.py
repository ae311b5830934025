"""Groups the figures of an event by what they count, and puts relays under the figures that they repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote

from riwaya.bilingual import LANGUAGES
from riwaya.dataset.explorer.number_line import Mark, NumberLine, number_line
from riwaya.release.labels import COUNTED, is_asserted, is_computed, is_own_wording

_OF_CLAIM = ("claimant_id", "source_id", "derived_from_claim_id")
_OF_FIGURE = ("figure_id", "category", "qualifier", "value", "value_to", "value_min", "value_max")
_RISING = "days_without_fighting"
"""What goes on after the claim, and is not compared: see package/derived/figures.sql."""
_WORDINGS = ("wording_ar", "wording_en")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure on the number line, its claim, and the figures that repeat it, each with its own claim."""

    mark: Mark
    claim: Mapping
    is_relay: bool = False
    relays: tuple[Drawn, ...] = ()

    @property
    def number(self) -> float:
        """What it is sorted by: the number, or where its range begins; words come last."""
        figure = self.mark.figure
        numbers = (figure[name] for name in ("value", "value_min", "value_max"))
        return next((number for number in numbers if number is not None), float("inf"))

    @property
    def is_asserted(self) -> bool:
        return is_asserted(self.claim)

    @property
    def is_bare(self) -> bool:
        """Whether it and all that repeat it are without a number, words and a detail."""
        described = (name for name in self.mark.figure if name.startswith(("wording_", "detail_")))
        return (
            self.mark.shape == "words"
            and not any(self.mark.figure[name] for name in described)
            and all(relay.is_bare for relay in self.relays)
        )

    @property
    def repeated(self) -> int:
        """How many claims repeat it; one may have several figures that do."""
        return len({item.claim["claim_id"] for item in self.relays})

    @property
    def cells(self) -> Iterator[tuple[str, object]]:
        """What its row has in a CSV file beyond the body and the words on the page: names, and values that
        are there.
        """
        figure = self.mark.figure
        # The page has a wording of ours in one language, and without the marks by which a script finds it.
        of_figure = (*_OF_FIGURE, *(_WORDINGS if is_own_wording(figure) else ()))
        if is_computed(figure):
            of_figure = (*of_figure, "value_resolved")
        for row, names in ((self.claim, _OF_CLAIM), (figure, of_figure)):
            yield from ((name, row[name]) for name in names if row[name] is not None)


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of an event that count the same, body by body, on one number line, and their agreement."""

    row: Mapping
    """What all of them count: the COUNTED columns, and `categories` as in agreement."""
    line: NumberLine
    figures: tuple[Drawn, ...]
    agreement: Mapping | None

    @property
    def ticks(self) -> tuple[tuple[int, float], ...]:
        """The ticks of its line; none for a figure that stands alone, which nothing is compared to."""
        return self.line.ticks if len(self.line.marks) > 1 else ()

    @property
    def shapes(self) -> tuple[str, ...]:
        return tuple(mark.shape for mark in self.line.marks)

    @property
    def draws_sum(self) -> bool:
        """Whether its line has marks of the figures that sum it up."""
        return bool(self.ticks) and any(item.mark.shape != "words" for item in self.summed)

    @property
    def parts_bodies(self) -> bool:
        """Whether several bodies speak, and one of them in several rows."""
        return 1 < len(self.by_body) < sum(len(figures) for _, figures in self.by_body)

    @property
    def has_computed(self) -> bool:
        return any(is_computed(mark.figure) for mark in self.line.marks)

    @property
    def draws_unasserted(self) -> bool:
        """Whether marks of it, on its line or beside its rows, are of figures that are not asserted."""
        return not all(item.is_asserted for item in _all(self.figures))

    @property
    def anchor(self) -> str:
        """Its place on the page by what it counts, so that it stays: "persons_moved.fighters.ACT-0001"."""
        return ".".join(quote(self.row[name] or "", safe="") for name in COUNTED).rstrip(".")

    @property
    def by_body(self) -> list[tuple[str, list[Drawn]]]:
        """The figures by the body that speaks, without those that are bare."""
        all_shown = not self.bare
        return _by_body(item for item in self.figures if all_shown or not item.is_bare)

    @property
    def bare_by_body(self) -> list[tuple[str, list[Drawn]]]:
        return _by_body(self.bare)

    @property
    def bare(self) -> list[Drawn]:
        """The figures of which there is nothing to show; none where there are no others."""
        found = [item for item in self.figures if item.is_bare]
        return found if len(found) < len(self.figures) else []

    @property
    def bare_claims(self) -> int:
        """How many claims these are, with those that repeat them."""
        return len({item.claim["claim_id"] for item in _all(self.bare)})

    @property
    def summed(self) -> list[Drawn]:
        """The figures that sum it up: those of origins if there are any, whose relays add none, and of these
        the ones that are asserted if there are any.
        """
        origins = [item for item in self.figures if not item.is_relay] or [*self.figures]
        return [item for item in origins if item.is_asserted] or origins

    @property
    def summed_by_stance(self) -> list[tuple[Mapping, list[Mapping]]]:
        """The figures of `summed` by the stance of their claims, each with a claim that has it."""
        found: dict[str, tuple[Mapping, list[Mapping]]] = {}
        for item in self.summed:
            found.setdefault(item.claim["stance"], (item.claim, []))[1].append(item.mark.figure)
        return [*found.values()]

    @property
    def only_relayed(self) -> list[Mapping]:
        """The figures with a number that relays assert where none that sum the group up has one."""
        if any(item.mark.shape != "words" for item in self.summed):
            return []
        relays = (item for item in _all(self.figures) if item.is_relay and item.is_asserted)
        return [item.mark.figure for item in relays if item.mark.shape != "words"]

    @property
    def relays(self) -> int:
        """How many of the claims only repeat another one, here or elsewhere."""
        return len({item.claim["claim_id"] for item in _all(self.figures) if item.is_relay})

    @property
    def bodies_with_number(self) -> int | None:
        """How many of several bodies that are compared give a number or a bound; None where all of them do,
        or a release does not say what is compared.
        """
        bodies = (self.agreement or {}).get("bodies") or 0
        compared = (item for item in _all(self.figures) if item.mark.figure["compared"])
        number = len({body_of(item.claim) for item in compared if item.mark.shape != "words"})
        known = any(mark.figure["compared"] for mark in self.line.marks)
        return number if known and bodies > max(1, number) else None

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """How many of the claims have which stance, the most first; "relay" for relays that assert."""
        claims = {item.claim["claim_id"]: item for item in _all(self.figures)}.values()
        return Counter(
            "relay" if item.is_relay and item.is_asserted else item.claim["stance"] for item in claims
        ).most_common()

    @property
    def uncompared_as(self) -> str:
        """Why none of its figures is compared, as a key of the words for it."""
        if any(item.is_asserted and not item.is_relay for item in _all(self.figures)):
            return "rising" if self.row["measure"] == _RISING else "part"
        return "relayed" if [kind for kind, _ in self.kinds] == ["relay"] else "unasserted"

    @property
    def behind(self) -> int:
        """How many of the origins that are counted have no figure here that is compared: others give it."""
        figures = (item for item in _all(self.figures) if item.mark.figure["compared"])
        return len({item.claim["origin_claim_id"] for item in figures} - self._origins(compared=True))

    @property
    def uncompared(self) -> int:
        """How many origins are drawn here and not counted, as none of their figures is compared."""
        return len(self._origins(compared=False) - self._origins(compared=True))

    def _origins(self, compared: bool) -> set[str]:
        """Those that are drawn, by themselves or by what continues them; a release that does not say what is
        compared has none.
        """
        drawn = (item for item in _all(self.figures) if not item.is_relay)
        claims = [item.claim for item in drawn if item.mark.figure["compared"] is compared]
        return {claim["origin_claim_id"] or claim["claim_id"] for claim in claims}


def _by_body(figures: Iterable[Drawn]) -> list[tuple[str, list[Drawn]]]:
    """Figures by their bodies, which stand together."""
    return [(body, [*items]) for body, items in groupby(figures, lambda item: body_of(item.claim))]


def body_of(claim: Mapping) -> str:
    """Who speaks: the body, or the claimant of a claim that has none."""
    return claim["body_id"] or claim["claimant_id"]


def shown_wordings(figure: Mapping, lang: str) -> list[tuple[str, bool]]:
    """The languages in which a page in `lang` has the words of a figure, and whether they are the source's.

    A translation into the other language has no place on it, nor has an original that is the same text: of
    "250" there is no translation.
    """
    there = [one for one in sorted(LANGUAGES, key=lang.__ne__) if figure.get(f"wording_{one}")]
    if "wording_language" not in figure:
        return [(one, False) for one in there]
    original = figure["wording_language"]
    text = figure.get("wording_original") or (figure[f"wording_{original}"] if original in there else None)
    shown = [one for one in there if one in (there[0], original)]
    if shown and figure[f"wording_{shown[0]}"] == text:
        return [(shown[0], True)]
    return [(one, one == original) for one in shown]


def hidden_wordings(figure: Mapping, lang: str) -> list[tuple[str, str]]:
    """The columns and the words of a figure that a page in `lang` does not show, for its CSV file."""
    # Those of ours are cells of the row in both languages.
    if is_own_wording(figure):
        return []
    shown = {f"wording_{one}" for one, _ in shown_wordings(figure, lang)}
    return [(name, figure[name]) for name in _WORDINGS if figure.get(name) and name not in shown]


def counted_figures(event: Mapping, relays: Container[str]) -> list[Counted]:
    """The groups of an event (a tree, see `nested_events`) in the order of its claims.

    `relays` has the IDs of the claims that only repeat others.
    In a group the bodies stand by their lowest number, and so do the figures of a body, its origins first.
    """
    groups: dict[tuple, list[tuple[Mapping, Mapping]]] = {}
    for claim in event["claims"]:
        for figure in claim["figures"]:
            groups.setdefault(tuple(figure[name] for name in COUNTED), []).append((figure, claim))
    agreement = {tuple(row[name] for name in COUNTED): row for row in event["agreement"]}
    return [_counted(pairs, agreement.get(key), relays) for key, pairs in groups.items()]


def _counted(
    pairs: Sequence[tuple[Mapping, Mapping]], agreement: Mapping | None, relays: Container[str]
) -> Counted:
    line = number_line([figure for figure, _ in pairs])
    drawn = [
        Drawn(mark, claim, claim["claim_id"] in relays)
        for mark, (_, claim) in zip(line.marks, pairs, strict=True)
    ]
    figures = [*_with_relays(drawn)]
    lowest: dict[str, float] = {}
    for item in figures:
        body = body_of(item.claim)
        lowest[body] = min(lowest.get(body, item.number), item.number)
    figures.sort(
        key=lambda item: (lowest[body_of(item.claim)], body_of(item.claim), item.is_relay, item.number)
    )
    row = {name: pairs[0][0][name] for name in COUNTED}
    row["categories"] = " ".join(sorted({*filter(None, (figure.get("category") for figure, _ in pairs))}))
    return Counted(row, line, tuple(figures), agreement)


def _with_relays(drawn: Sequence[Drawn]) -> Iterator[Drawn]:
    """The figures that repeat none of the others, each with those that do, directly or not."""
    above = {item.claim["claim_id"]: item.claim["derived_from_claim_id"] for item in drawn if item.is_relay}
    known = {item.claim["claim_id"] for item in drawn}

    def root(claim: str) -> str:
        seen = set()
        while above.get(claim) in known and claim not in seen:
            seen.add(claim)
            claim = above[claim]
        return claim

    under: dict[str, list[Drawn]] = {}
    for item in drawn:
        claim = item.claim["claim_id"]
        if (origin := root(claim)) != claim:
            under.setdefault(origin, []).append(item)
    for item in drawn:
        claim = item.claim["claim_id"]
        if root(claim) == claim:
            # A claim with several such figures has its relays under the first.
            yield replace(item, relays=tuple(under.pop(claim, ())))


def _all(figures: Sequence[Drawn]) -> Iterator[Drawn]:
    for item in figures:
        yield item
        yield from item.relays

"""Describes rows in a language: terms by their labels, IDs by names, figures by what they count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from riwaya.bilingual import Messages
from riwaya.release.rows import localized

COUNTED = ("measure", "broad_category", "held_by_id", "members_of_id")
"""The columns that figures must share to be compared, as in agreement."""
_OWNERS = {"held_by_id": "held", "members_of_id": "members"}
_UNNAMED = ("not_applicable", "persons")
"""Categories that add nothing to what the measure says already."""
_MEMBERS = {"members", "fighters", "soldiers", "commanders"}
_RELATIVES = {"relatives", "families"}
_IN_FAMILIES = {"women", "children", "women_and_children"}
_PAST_NUMBER = {"fewer_than": -2, "up_to": -1, "at_least": 1, "more_than": 2}
"""Where figures with one bound stand beside one that gives the same number exactly."""
_MOST_LISTED = 6
"""Figures that are listed one by one; of more, the first and the last of them."""
_WORDS = Messages(__package__, "labels.toml")


def stated_bounds(figure: Mapping) -> tuple[int | None, int | None]:
    """The bounds that the source states, and not those that are computed to compare it.

    Of "up to 150" there is no lower one, though it cannot be below 0; "more than 38" begins at 38, though no
    whole number below 39 fits it. "An equal number" has those of what it equals: see `is_computed`.

    >>> stated_bounds({"qualifier": "up_to", "value": 150, "value_min": 0, "value_max": 150})
    (None, 150)
    >>> stated_bounds({"qualifier": "more_than", "value": 38, "value_min": 39, "value_max": None})
    (38, None)
    """
    match figure.get("qualifier"):
        case "more_than":
            return figure["value"], None
        case "up_to" | "fewer_than":
            return None, figure["value"]
        case _:
            return figure["value_min"], figure["value_max"]


def number_of(figure: Mapping) -> int | None:
    """The number that a figure states, or that of the figures which it equals; a range has its first.

    >>> number_of({"qualifier": "same_number", "value": None, "value_resolved": 55})
    55
    """
    return figure["value"] if figure["value"] is not None else figure.get("value_resolved")


def is_computed(figure: Mapping) -> bool:
    """Whether the number of a figure is that of others which it equals: its source gives none.

    >>> is_computed({"qualifier": "same_number", "value": None, "value_resolved": 55})
    True
    """
    return figure["value"] is None and any(
        figure.get(name) is not None for name in ("value_resolved", "value_min", "value_max")
    )


def is_asserted(claim: Mapping) -> bool:
    """Whether a claim says that it is so, and does not deny, doubt or only expect it.

    >>> is_asserted({"stance": "expects"})
    False
    """
    return claim["stance"] in (None, "asserts")


def is_own_wording(figure: Mapping) -> bool:
    """Whether the words of a figure are the dataset's own, since the source's phrase is not known.

    A release whose figures have no column for the language does not say so of any.

    >>> is_own_wording({"wording_en": "11 members", "wording_language": None})
    True
    """
    return "wording_language" in figure and not figure["wording_language"]


class _End(NamedTuple):
    """A number at which a figure begins or ends, what sorts it among equal numbers, and its words."""

    number: int
    past: int
    words: str


class Describer:
    """What describing rows needs: the language, the labels of terms and the actors."""

    def __init__(
        self, lang: str, labels: Mapping[tuple[str, str], str], actors: Mapping[str, Mapping]
    ) -> None:
        self.lang, self.labels, self.actors = lang, labels, actors
        self._words = {key: text[lang] for key, text in _WORDS.texts.items()}
        self._counted = cache(self._counted_as)

    def counted(self, row: Mapping) -> str:
        """What a figure, or a row of agreement with all its categories, counts."""
        categories = row.get("category") or row.get("categories") or row["broad_category"]
        return self._counted(row["measure"], categories, *(row[key] for key in _OWNERS))

    def _counted_as(self, measure: str, categories: str, held: str | None, members: str | None) -> str:
        what, whom = self.term("measure", measure), self._whom(categories.split(), self.actor(members))
        if whom:
            what = self._words["whom"].format(measure=what, whom=whom)
        return self.listed([what, held and self.owner("held_by_id", self.actor(held))])

    def _whom(self, categories: Sequence[str], members: str | None) -> str:
        """Those counted, as "fighters of ISIS"; empty where the measure says it: of vehicles, or of all."""
        named = [one for one in categories if one not in _UNNAMED]
        if not members:
            key = "categories"
        elif not named:
            key = "people" if "persons" in categories else "members_alone"
        elif _MEMBERS.issuperset(named) or "members" in named:
            # All are members where a broader figure counts them so: "prisoners / members of ISIS".
            key, named = "members_named", sorted(named, key="members".__eq__)
        elif _RELATIVES.issuperset(named):
            key = "relatives"
        elif _IN_FAMILIES.issuperset(named):
            key = "in_families"
        else:
            key = "who_are_members"
        labels = " / ".join(_within(self.term("category", one)) for one in named)
        return self._words[key].format(categories=labels, name=members)

    def group(self, row: Mapping) -> str:
        """Of which group people are, and how many of them: "Foreigners (all of them)"."""
        key = "extent_number" if row["value"] is not None else f"extent_{row['extent']}"
        group, extent = self.term("group", row["group"]), self.term("extent", row["extent"])
        return self._words.get(key, f"{{group}} ({extent})").format(group=group, value=row["value"])

    def owner(self, column: str, name: str | None) -> str | None:
        """The name in a column, with the words that tell a holder from the body whose people are counted."""
        return f"{self._words[_OWNERS[column]]} {name}" if column in _OWNERS else name

    def listed(self, parts: Iterable[str | None]) -> str:
        """The parts that there are, with the comma of the language between them."""
        return self._words["comma"].join(filter(None, parts))

    def bounds(self, figure: Mapping) -> str:
        """The number or the bounds that a figure states, or "55 (computed)" of "an equal number"."""
        return self._computed(figure, self._number(figure))

    def in_parentheses(self, figure: Mapping) -> str:
        """What `bounds` gives, in one pair of parentheses: "(55, computed)"."""
        key = "computed_in_parentheses" if is_computed(figure) else "in_parentheses"
        return self._words[key].format(number=self._number(figure))

    def _number(self, figure: Mapping) -> str:
        (low, high), value = stated_bounds(figure), number_of(figure)
        if low is None and high is None:
            # "About 20" has a number and no bounds, "tens" has neither.
            key = "none" if value is None else "about"
        elif low is None or high is None:
            default = "up_to" if low is None else "at_least"
            key = figure["qualifier"] if figure.get("qualifier") in _PAST_NUMBER else default
        else:
            key = "exactly" if low == high else "bounds"
        return self._words[key].format(low=low, high=high, value=value)

    def _computed(self, figure: Mapping, number: str) -> str:
        return self._words["computed"].format(number=number) if is_computed(figure) else number

    def stance(self, claim: Mapping) -> str | None:
        """How a claim does not assert what it says, as "Denies"; None if it does."""
        return None if is_asserted(claim) else self.term("stance", claim["stance"])

    def by_stance(self, number: str, claim: Mapping) -> str:
        """A number with the stance of its claim, unless that asserts it: "7 (denied)"."""
        if not (stance := self.stance(claim)):
            return number
        words = self._words.get(f"stance_{claim['stance']}", "{number} ({stance})")
        return words.format(number=number, stance=stance)

    def spread(self, figures: Iterable[Mapping], claim: Mapping | None = None) -> str:
        """The lowest and the highest of the numbers that figures state, which is no range that a body gives.

        All figures one by one, "up to 150; 300", where one is open at an end: it has no lowest or highest
        number. "400 / about 400" where they are one number; the words alone where all of them state the same.
        One that is computed adds nothing to the same one that is stated. Each number has the stance of
        `claim`, where that does not assert it.
        """
        figures = [*figures]
        given = {self._number(figure) for figure in figures if not is_computed(figure)}
        of = {
            self.bounds(figure): figure
            for figure in figures
            if not (is_computed(figure) and self._number(figure) in given)
        }
        ends = {words: pair for words, figure in of.items() if (pair := self._ends(figure))}

        def stanced(words: str) -> str:
            return self.by_stance(words, claim) if claim else words

        if len(ends) < 2:
            return stanced(next(iter(ends or of)))
        if any(_is_open(of[words]) for words in ends):
            listed = [stanced(words) for words in sorted(ends, key=ends.__getitem__)]
            return self._words["semicolon"].join(_few(listed))
        low, high = min(pair[0] for pair in ends.values()), max(pair[1] for pair in ends.values())
        key = "alike" if low.number == high.number else "spread"
        return self._words[key].format(low=stanced(low.words), high=stanced(high.words))

    def _ends(self, figure: Mapping) -> tuple[_End, _End] | None:
        """The first and the last number of a figure; None if it has none."""
        numbers = [one for one in stated_bounds(figure) if one is not None]
        if len(numbers) == 2:
            exactly = self._words["exactly"]
            low, high = (_End(one, 0, self._computed(figure, exactly.format(low=one))) for one in numbers)
            return low, high
        number = next(iter(numbers), number_of(figure))
        if number is None:
            return None
        end = _End(number, _PAST_NUMBER.get(figure.get("qualifier") or "", 0), self.bounds(figure))
        return end, end

    def actor(self, identity: str | None) -> str | None:
        return localized(self.actors[identity], "name", self.lang) if identity else None

    def body(self, identity: str) -> str | None:
        """The name of the body of a claim; None for unnamed sources of a document."""
        return self.actor(identity) if identity in self.actors else None

    def term(self, vocabulary: str, term: str) -> str:
        return self.labels.get((vocabulary, term), term)


def labels_of(rows: Iterable[Mapping], lang: str) -> dict[tuple[str, str], str]:
    """The labels that rows of vocabularies give their terms, by vocabulary and term."""
    return {(row["vocabulary"], row["term"]): localized(row, "label", lang) or row["term"] for row in rows}


def _is_open(figure: Mapping) -> bool:
    """Whether a figure states one bound alone."""
    return [bound is None for bound in stated_bounds(figure)].count(True) == 1


def _few(texts: Sequence[str]) -> Sequence[str]:
    """The texts; of more than _MOST_LISTED only the first and the last ones, and an ellipsis between them."""
    half = _MOST_LISTED // 2
    return texts if len(texts) <= _MOST_LISTED else [*texts[:half], "…", *texts[-half:]]


def _within(label: str) -> str:
    """A label as it stands within a phrase."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]

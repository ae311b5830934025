"""Describes rows in a language: terms by their labels, IDs by names, figures by what they count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from riwaya.bilingual import Messages
from riwaya.release.rows import localized

COUNTED = ("measure", "broad_category", "held_by_id", "members_of_id")
"""The columns that figures must share to be compared, as in agreement."""
_OWNERS = {"held_by_id": "held", "members_of_id": "members"}
_OPEN_BELOW = ("up_to", "fewer_than")
_WORDS = Messages(__package__, "labels.toml")


def stated_bounds(figure: Mapping) -> tuple[int | None, int | None]:
    """The bounds that the source states: of "up to 150" there is no lower one, though it cannot be below 0.

    >>> stated_bounds({"qualifier": "up_to", "value_min": 0, "value_max": 150})
    (None, 150)
    """
    lower = None if figure.get("qualifier") in _OPEN_BELOW else figure["value_min"]
    return lower, figure["value_max"]


def is_own_wording(figure: Mapping) -> bool:
    """Whether the words of a figure are the dataset's own, since the source's phrase is not known.

    A release whose figures have no column for the language does not say so of any.

    >>> is_own_wording({"wording_en": "11 members", "wording_language": None})
    True
    """
    return "wording_language" in figure and not figure["wording_language"]


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

    def _counted_as(self, measure: str, categories: str, *owners: str | None) -> str:
        # "Vehicles" need no "not applicable" behind them.
        named = [self.term("category", one) for one in categories.split() if one != "not_applicable"]
        parts: list[str | None] = [self.term("measure", measure), " / ".join(named)]
        parts += [self.owner(key, self.actor(one)) for key, one in zip(_OWNERS, owners, strict=True) if one]
        return self.listed(parts)

    def owner(self, column: str, name: str | None) -> str | None:
        """The name in a column, with the words that tell a holder from the body whose people are counted."""
        return f"{self._words[_OWNERS[column]]} {name}" if column in _OWNERS else name

    def listed(self, parts: Iterable[str | None]) -> str:
        """The parts that there are, with the comma of the language between them."""
        return self._words["comma"].join(filter(None, parts))

    def bounds(self, figure: Mapping) -> str:
        """Between which numbers a figure lies."""
        (low, high), value = stated_bounds(figure), figure["value"]
        if low is None and high is None:
            # "About 20" has a number and no bounds, "tens" has neither.
            key = "none" if value is None else "about"
        elif low is None:
            key = "to"
        elif high is None:
            key = "from"
        else:
            key = "exactly" if low == high else "bounds"
        return self._words[key].format(low=low, high=high, value=value)

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

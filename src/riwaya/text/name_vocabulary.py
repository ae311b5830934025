"""Reads tokens (texts without blanks) as words that names are made of, and gives these words numbers.

What was read once is known for the texts to come: most of their words are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from riwaya.arrow import string_array
from riwaya.text.name_fingerprints import DIGITS
from riwaya.text.name_keys import first_units, first_words, next_unit, next_word, units
from riwaya.text.spelling import search_key

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Reading(NamedTuple):
    """How tokens are read as words, and names are made of words."""

    mark: str
    """What stands before a name in its key."""
    shortest: int
    """Fewest words of a name."""
    words: Callable[[str], Sequence[str]]
    first: Callable[[str], Sequence[str]]
    """What a word may be as the first of a name."""
    following: Callable[[str], str | None]
    """What a word is behind the first; None if it is in no name."""


class Lists(NamedTuple):
    """Lists of numbers, one after the other, and where each begins, plus the end of the last."""

    numbers: NDArray[np.int64]
    starts: NDArray[np.int64]

    def at(self, indices: NDArray[np.integer[Any]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The numbers of the lists at some indices, one list after the other, and whose each is."""
        counts = np.diff(self.starts)[indices]
        ends = np.cumsum(counts)
        owners = np.repeat(np.arange(len(indices)), counts)
        return self.numbers[np.arange(len(owners)) + (self.starts[indices] - ends + counts)[owners]], owners

    def and_more(self, lists: Sequence[Sequence[int]]) -> Lists:
        """These lists, and others behind them."""
        numbers = np.array([number for one in lists for number in one], np.int64)
        ends = self.starts[-1] + np.cumsum([*map(len, lists)], dtype=np.int64)
        return Lists(np.concatenate([self.numbers, numbers]), np.concatenate([self.starts, ends]))


def _no_lists() -> Lists:
    return Lists(np.zeros(0, np.int64), np.zeros(1, np.int64))


@dataclass
class Vocabulary:
    """The words of all tokens that were learnt, each a number.

    Nothing that is known changes: arrays are replaced by longer ones, so that one thread may learn while
    others look up.
    """

    reading: Reading
    of_tokens: Lists = field(default_factory=_no_lists)
    """The words of each token."""
    first: Lists = field(default_factory=_no_lists)
    """What each word may be as the first of a name: numbers of `firsts`."""
    tails: pa.StringArray = field(default_factory=lambda: string_array([]))
    tail: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    """What each word is behind the first, with a blank before it: an index in `tails`."""
    may_follow: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    firsts: dict[str, int] = field(default_factory=dict[str, int])
    """The numbers of what words may be as the first of a name."""
    _tokens: dict[str, int] = field(default_factory=dict[str, int])
    _words: dict[str, int] = field(default_factory=dict[str, int])
    _tails: dict[str, int] = field(default_factory=dict[str, int])

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self._tokens)

    def learn(self, tokens: Sequence[str]) -> NDArray[np.int64]:
        """The numbers of some tokens, which from now on are known."""
        reading, known, known_tails = self.reading, len(self._words), len(self._tails)
        new = [token for token in dict.fromkeys(tokens) if token not in self._tokens]
        self.of_tokens = self.of_tokens.and_more(_numbered(map(reading.words, new), self._words))
        words = [*islice(self._words, known, None)]
        self.first = self.first.and_more(_numbered(map(reading.first, words), self.firsts))
        following = [reading.following(word) for word in words]
        tail = [number for (number,) in _numbered(([word or ""] for word in following), self._tails)]
        more = string_array([f" {word}" for word in islice(self._tails, known_tails, None)])
        self.tails = pa.concat_arrays([self.tails, more])
        self.tail = np.concatenate([self.tail, np.array(tail, np.int64)])
        self.may_follow = np.concatenate(
            [self.may_follow, np.array([word is not None for word in following], bool)]
        )
        _numbered([new], self._tokens)
        return np.fromiter(map(self._tokens.__getitem__, tokens), np.int64, len(tokens))


def _numbered(lists: Iterable[Sequence[str]], numbers: dict[str, int]) -> list[list[int]]:
    """The lists with numbers in place of texts; a text that has none gets the next."""
    return [[numbers.setdefault(text, len(numbers)) for text in texts] for texts in lists]


def _words(text: str) -> Sequence[str]:
    """The words of the search key of a text. Numbers are words of their own, even within a word."""
    return DIGITS.sub(r" \g<0> ", search_key(text)).split()


READINGS = (
    Reading("", 1, _words, first_words, next_word),
    Reading("~", 2, units, first_units, next_unit),
)

"""Finds names that must not be published, by the fingerprints of a deny-list.

Results do not tell which name was found: only whether, and where.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import (
    factorize,
    factorize_integers,
    int64_array,
    integers,
    is_in,
    join,
    rows_at,
    split,
    string_array,
    true_indices,
    utf8_bytes,
)
from riwaya.text.digits import replace_numbers
from riwaya.text.name_fingerprints import LONGEST_NAME
from riwaya.text.name_vocabulary import READINGS, Reading, Vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

DenyList = Mapping[str, frozenset[str]]
"""Fingerprints of names, by salt."""
Hash = Callable[[pa.StringArray], "pa.Array[Any]"]
"""Gives the SHA-256 of each string of a column, as hexadecimal digits in lower case."""

MASK = "[withheld]"
"""What stands in place of each word of a denied name."""
# Bounds the number of texts and sequences of words that are held at once, and of the tokens that are known.
_MOST_TEXTS, _TEXTS_AT_ONCE, _MOST_TOKENS = 1 << 15, 1 << 13, 1 << 17
_FINGERPRINT = re.compile("[0-9a-f]{64}")
_FINGERPRINT_LENGTH = 64


def sha256_of_each(strings: pa.StringArray) -> pa.StringArray:
    """The SHA-256 of each string, as hexadecimal digits.

    >>> sha256_of_each(string_array(["abc"]))[0].as_py()[:8]
    'ba7816bf'
    """
    return string_array([hashlib.sha256((text or "").encode()).hexdigest() for text in strings.to_pylist()])


class NameFinder:
    """Finds whether texts hold a listed name.

    Work is done once for what recurs: texts that differ only in digits, words, and sequences of words. Most
    of it is to hash these, for which an engine may have a faster `sha256`. Several threads may call it.
    """

    def __init__(self, denied: DenyList, sha256: Hash = sha256_of_each) -> None:
        self._listed, self._sha256 = _listed(denied), sha256
        self._known = [_Known(reading, self._listed, sha256) for reading in READINGS]
        self._learning = threading.Lock()

    def __call__(self, texts: pa.Array[pa.StringScalar]) -> NDArray[np.bool_]:
        """Whether each text holds a listed name; false for null."""
        found = np.zeros(len(texts), bool)
        if not self._listed:
            return found
        # A URL writes a name as %D8%A7… and separates words by underscores.
        data, offsets = utf8_bytes(texts)
        special = np.zeros(len(texts), bool)
        special[rows_at(np.flatnonzero((data == ord("%")) | (data == ord("_"))), offsets)] = True
        quoted = np.flatnonzero(special)
        unquoted: list[str | None] = [_unquoted(texts[at].as_py()) for at in quoted.tolist()]
        found[quoted] = self._search(string_array(unquoted))
        # The letters of a fingerprint are hexadecimal digits.
        long = np.flatnonzero(np.diff(offsets) == _FINGERPRINT_LENGTH)
        is_fingerprint = pc.match_substring_regex(texts.take(int64_array(long)), f"^{_FINGERPRINT.pattern}$")
        special[long[true_indices(is_fingerprint)]] = True
        special[true_indices(texts.is_null())] = True
        plain = np.flatnonzero(~special)
        rest = texts.take(int64_array(plain)) if len(plain) < len(texts) else texts
        distinct, indices = factorize(replace_numbers(rest, "0"))
        found[plain] = self._search(distinct)[integers(indices)]
        return found

    def _search(self, texts: pa.StringArray) -> NDArray[np.bool_]:
        """Whether each text holds a listed name; no text is null."""
        found = np.zeros(len(texts), bool)
        for start in range(0, len(texts), _MOST_TEXTS):
            part = texts.slice(start, _MOST_TEXTS)
            tokens, offsets = split(part, " ")
            distinct, indices = factorize(tokens)
            text_of_token = np.repeat(np.arange(start, start + len(part)), np.diff(offsets))
            for known, learnt in self._learn([text or "" for text in distinct.to_pylist()]):
                token = learnt[integers(indices)]
                for beginnings in known.beginnings:
                    for at in range(0, len(part), _TEXTS_AT_ONCE):
                        here = slice(offsets[at], offsets[min(at + _TEXTS_AT_ONCE, len(part))])
                        code, token_of = known.vocabulary.of_tokens.at(token[here])
                        text_of = text_of_token[here][token_of]
                        for starts, _ in _names(known.vocabulary, beginnings, code, text_of, self._sha256):
                            found[text_of[starts]] = True
        return found

    def _learn(self, tokens: Sequence[str]) -> list[tuple[_Known, NDArray[np.int64]]]:
        """What is known in each reading, with the numbers of some tokens."""
        with self._learning:
            for at, known in enumerate(self._known):
                if len(known.vocabulary) > _MOST_TOKENS:
                    self._known[at] = _Known(known.vocabulary.reading, self._listed, self._sha256)
            return [(known, known.learn(tokens)) for known in self._known]


def mask_denied_names(text: str, denied: DenyList) -> str:
    """The text, its words separated by one blank, with `MASK` in place of each word of a listed name."""
    tokens, masked = text.split(), set[int]()
    for reading in READINGS if (listed := _listed(denied)) else ():
        known = _Known(reading, listed, sha256_of_each)
        numbers = known.learn(tokens)
        # A token may hold several words ("a-b"), so each word is kept with the index of its token.
        code, token_of = known.vocabulary.of_tokens.at(numbers)
        for beginnings in known.beginnings:
            found = _names(known.vocabulary, beginnings, code, np.zeros_like(code), sha256_of_each)
            for starts, length in found:
                inside = (starts[:, None] + np.arange(length)).ravel()
                masked.update(token_of[inside].tolist())
    return " ".join(MASK if at in masked else token for at, token in enumerate(tokens))


class _Listed(NamedTuple):
    """The names that are listed with a salt."""

    salt: str
    fingerprints: pa.StringArray


def _listed(denied: DenyList) -> Sequence[_Listed]:
    # A row that holds no fingerprint is a problem of its own.
    return [
        _Listed(salt, string_array([one for one in names if _FINGERPRINT.fullmatch(one)]))
        for salt, names in denied.items()
        if names
    ]


def _unquoted(text: str) -> str:
    """The text without what URLs quote. Each part without blanks remains one."""
    return " ".join("-".join(unquote(part).replace("_", " ").split()) for part in text.split())


class _Beginnings:
    """What names may begin with, for one salt."""

    def __init__(self, listed: _Listed, reading: Reading, sha256: Hash) -> None:
        self.listed, self._reading, self._sha256 = listed, reading, sha256
        self.names = string_array([])
        """One for each of the `firsts` of a vocabulary, as it is hashed."""
        self.are_listed = np.zeros(0, np.bool_)

    def learn(self, firsts: Iterable[str]) -> None:
        """Add those of new words; no name of one word is listed where the shortest has two."""
        more = string_array([f"{self.listed.salt} {self._reading.mark}{first}" for first in firsts])
        is_one = self._reading.shortest == 1
        are_listed = (
            _are_in(self._sha256(more), self.listed.fingerprints) if is_one else np.zeros(len(more), np.bool_)
        )
        self.are_listed = np.concatenate([self.are_listed, are_listed])
        self.names = pa.concat_arrays([self.names, more])


class _Known:
    """A vocabulary, and what names may begin with in it, for each salt."""

    def __init__(self, reading: Reading, listed: Sequence[_Listed], sha256: Hash) -> None:
        self.vocabulary = Vocabulary(reading)
        self.beginnings = [_Beginnings(one, reading, sha256) for one in listed]

    def learn(self, tokens: Sequence[str]) -> NDArray[np.int64]:
        """The numbers of some tokens, which from now on are known."""
        before = len(self.vocabulary.firsts)
        numbers = self.vocabulary.learn(tokens)
        firsts = [*islice(self.vocabulary.firsts, before, None)]
        for beginnings in self.beginnings:
            beginnings.learn(firsts)
        return numbers


def _names(
    vocabulary: Vocabulary,
    beginnings: _Beginnings,
    code: NDArray[np.int64],
    text_of: NDArray[np.int64],
    sha256: Hash,
) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Yield where listed names begin among words, each of a text, and how many words they have.

    Sequences grow by a word at a time, and those that recur are hashed once.
    """
    tails, names = vocabulary.tails, beginnings.names
    # Behind the last word stands a word of no text.
    text_of = np.append(text_of, -1)
    tail = np.append(vocabulary.tail[code], 0)
    may_follow = np.append(vocabulary.may_follow[code], False)
    # The index in `names` of each sequence, and the word that it begins with.
    sequence, starts = vocabulary.first.at(code)
    yield starts[beginnings.are_listed[sequence]], 1
    for length in range(1, LONGEST_NAME):
        goes_on = may_follow[starts + length] & (text_of[starts] == text_of[starts + length])
        starts, sequence = starts[goes_on], sequence[goes_on]
        grown = sequence * len(tails) + tail[starts + length]
        distinct, sequence = factorize_integers(grown)
        before, last = (int64_array(part) for part in np.divmod(distinct, len(tails)))
        names = join([names.take(before), tails.take(last)], "")
        yield starts[_are_in(sha256(names), beginnings.listed.fingerprints)[sequence]], length + 1


def _are_in(strings: pa.Array[Any], others: pa.StringArray) -> NDArray[np.bool_]:
    found = np.zeros(len(strings), bool)
    found[true_indices(is_in(strings, others))] = True
    return found

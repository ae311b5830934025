"""Finds names that must not be published, by the fingerprints of a deny-list.

Results do not tell which name was found: only whether, and where.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
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
from riwaya.text.name_fingerprints import DIGITS, LONGEST_NAME
from riwaya.text.name_keys import first_units, first_words, next_unit, next_word, units
from riwaya.text.spelling import search_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

DenyList = Mapping[str, frozenset[str]]
"""Fingerprints of names, by salt."""
Hash = Callable[[pa.StringArray], "pa.Array[Any]"]
"""Gives the SHA-256 of each string of a column, as hexadecimal digits in lower case."""

MASK = "[withheld]"
"""What stands in place of each word of a denied name."""
# Bounds the number of distinct words, and that of the sequences of words that are held at once.
_MOST_TEXTS, _TEXTS_AT_ONCE = 1 << 15, 1 << 13
_FINGERPRINT = re.compile("[0-9a-f]{64}")
_FINGERPRINT_LENGTH = 64


def sha256_of_each(strings: pa.StringArray) -> pa.StringArray:
    """The SHA-256 of each string, as hexadecimal digits.

    >>> sha256_of_each(string_array(["abc"]))[0].as_py()[:8]
    'ba7816bf'
    """
    return string_array([hashlib.sha256((text or "").encode()).hexdigest() for text in strings.to_pylist()])


def has_denied_name(
    texts: pa.Array[pa.StringScalar], denied: DenyList, sha256: Hash = sha256_of_each
) -> NDArray[np.bool_]:
    """Whether each text holds a listed name; false for null.

    Work is done once for what recurs: texts that differ only in digits, words, and sequences of words. Most
    of it is to hash these, for which an engine may have a faster `sha256`.
    """
    found = np.zeros(len(texts), bool)
    if not (listed := _listed(denied)):
        return found
    # A URL writes a name as %D8%A7… and separates words by underscores.
    data, offsets = utf8_bytes(texts)
    special = np.zeros(len(texts), bool)
    special[rows_at(np.flatnonzero((data == ord("%")) | (data == ord("_"))), offsets)] = True
    quoted = np.flatnonzero(special)
    unquoted: list[str | None] = [_unquoted(texts[at].as_py()) for at in quoted.tolist()]
    found[quoted] = _search(string_array(unquoted), listed, sha256)
    # The letters of a fingerprint are hexadecimal digits.
    long = np.flatnonzero(np.diff(offsets) == _FINGERPRINT_LENGTH)
    is_fingerprint = pc.match_substring_regex(texts.take(int64_array(long)), f"^{_FINGERPRINT.pattern}$")
    special[long[true_indices(is_fingerprint)]] = True
    special[true_indices(texts.is_null())] = True
    plain = np.flatnonzero(~special)
    rest = texts.take(int64_array(plain)) if len(plain) < len(texts) else texts
    distinct, indices = factorize(replace_numbers(rest, "0"))
    found[plain] = _search(distinct, listed, sha256)[integers(indices)]
    return found


def mask_denied_names(text: str, denied: DenyList) -> str:
    """The text, its words separated by one blank, with `MASK` in place of each word of a listed name."""
    tokens, masked = text.split(), set[int]()
    for reading in _READINGS if (listed := _listed(denied)) else ():
        vocabulary = _vocabulary(tokens, reading)
        # A token may hold several words ("a-b"), so each word is kept with the index of its token.
        code, token_of = vocabulary.of_tokens.at(np.arange(len(tokens)))
        for beginnings in _beginnings(vocabulary, listed, sha256_of_each):
            for starts, length in _names(vocabulary, beginnings, code, np.zeros_like(code), sha256_of_each):
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


def _search(texts: pa.StringArray, listed: Sequence[_Listed], sha256: Hash) -> NDArray[np.bool_]:
    """Whether each text holds a listed name; no text is null."""
    found = np.zeros(len(texts), bool)
    for start in range(0, len(texts), _MOST_TEXTS):
        part = texts.slice(start, _MOST_TEXTS)
        tokens, offsets = split(part, " ")
        distinct, indices = factorize(tokens)
        spelt, token = [text or "" for text in distinct.to_pylist()], integers(indices)
        text_of_token = np.repeat(np.arange(start, start + len(part)), np.diff(offsets))
        for reading in _READINGS:
            vocabulary = _vocabulary(spelt, reading)
            for beginnings in _beginnings(vocabulary, listed, sha256):
                for at in range(0, len(part), _TEXTS_AT_ONCE):
                    here = slice(offsets[at], offsets[min(at + _TEXTS_AT_ONCE, len(part))])
                    code, token_of = vocabulary.of_tokens.at(token[here])
                    text_of = text_of_token[here][token_of]
                    for starts, _ in _names(vocabulary, beginnings, code, text_of, sha256):
                        found[text_of[starts]] = True
    return found


class _Reading(NamedTuple):
    """How tokens (texts without blanks) are read as words, and names are made of words."""

    mark: str
    """What stands before a name in its key."""
    shortest: int
    """Fewest words of a name."""
    words: Callable[[str], Sequence[str]]
    first: Callable[[str], Sequence[str]]
    """What a word may be as the first of a name."""
    following: Callable[[str], str | None]
    """What a word is behind the first; None if it is in no name."""


class _Lists(NamedTuple):
    """Lists of numbers, one after the other, and where each begins, plus the end of the last."""

    numbers: NDArray[np.int64]
    starts: NDArray[np.int64]

    def at(self, indices: NDArray[np.integer[Any]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The numbers of the lists at some indices, one list after the other, and whose each is."""
        counts = np.diff(self.starts)[indices]
        ends = np.cumsum(counts)
        owners = np.repeat(np.arange(len(indices)), counts)
        return self.numbers[np.arange(len(owners)) + (self.starts[indices] - ends + counts)[owners]], owners


class _Vocabulary(NamedTuple):
    """The words that tokens are read as, each a number."""

    reading: _Reading
    of_tokens: _Lists
    """The words of each token."""
    firsts: Sequence[str]
    first: _Lists
    """What each word may be as the first of a name: indices in `firsts`."""
    tails: pa.StringArray
    tail: NDArray[np.int64]
    """What each word is behind the first, with a blank before it: an index in `tails`."""
    may_follow: NDArray[np.bool_]


class _Beginnings(NamedTuple):
    """What names may begin with, for one salt."""

    listed: pa.StringArray
    names: pa.StringArray
    """One for each of the `firsts`, as it is hashed."""
    are_listed: NDArray[np.bool_]


def _vocabulary(tokens: Sequence[str], reading: _Reading) -> _Vocabulary:
    words, of_tokens = _encoded(map(reading.words, tokens))
    firsts, first = _encoded(map(reading.first, words))
    following = [reading.following(word) for word in words]
    behind, tail = _encoded([word or ""] for word in following)
    may_follow = np.array([word is not None for word in following], bool)
    tails = string_array([f" {word}" for word in behind])
    return _Vocabulary(reading, of_tokens, firsts, first, tails, tail.numbers, may_follow)


def _beginnings(vocabulary: _Vocabulary, listed: Sequence[_Listed], sha256: Hash) -> Iterator[_Beginnings]:
    """Those for each salt; no name of one word is listed where the shortest has two."""
    for salt, fingerprints_ in listed:
        names = string_array([f"{salt} {vocabulary.reading.mark}{first}" for first in vocabulary.firsts])
        is_one = vocabulary.reading.shortest == 1
        are_listed = _are_in(sha256(names), fingerprints_) if is_one else np.zeros(len(names), bool)
        yield _Beginnings(fingerprints_, names, are_listed)


def _names(
    vocabulary: _Vocabulary,
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
        yield starts[_are_in(sha256(names), beginnings.listed)[sequence]], length + 1


def _are_in(strings: pa.Array[Any], others: pa.StringArray) -> NDArray[np.bool_]:
    found = np.zeros(len(strings), bool)
    found[true_indices(is_in(strings, others))] = True
    return found


def _encoded(lists: Iterable[Sequence[str]]) -> tuple[list[str], _Lists]:
    """The distinct words of some lists, and the lists with their indices in place of the words."""
    codes: dict[str, int] = {}
    encoded = [[codes.setdefault(word, len(codes)) for word in words] for words in lists]
    numbers = np.array([number for one in encoded for number in one], np.int64)
    return [*codes], _Lists(numbers, np.cumsum([0, *map(len, encoded)]))


@lru_cache(1 << 16)
def _words(text: str) -> Sequence[str]:
    """The words of the search key of a text. Numbers are words of their own, even within a word."""
    return DIGITS.sub(r" \g<0> ", search_key(text)).split()


_READINGS = (
    _Reading("", 1, _words, first_words, next_word),
    _Reading("~", 2, units, first_units, next_unit),
)

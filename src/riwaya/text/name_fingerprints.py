"""Finds names that must not be published, by salted fingerprints of them.

The deny-list cannot be read back as names, and results do not tell which name was found: only whether, and
where. A fingerprint is the SHA-256 of the salt, a blank, and a key of the name: its search key, where what
Arabic attaches to a name (the article, prefixes of one letter) is not part of it, or "~" and one of its
`name_keys`, which other romanisations share.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from riwaya.text.name_keys import (
    IN_NO_NAME,
    ROLE,
    arabic_surname,
    first_units,
    first_words,
    name_keys,
    next_unit,
    next_word,
    units,
)
from riwaya.text.name_letters import without_article
from riwaya.text.spelling import search_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

DenyList = Mapping[str, frozenset[str]]
"""Fingerprints of names, by salt."""
Hash = Callable[[pa.StringArray], "pa.Array[Any]"]
"""Gives the SHA-256 of each string of a column, as hexadecimal digits in lower case."""

LONGEST_NAME = 4
"""Most words of a listed name."""
MASK = "[withheld]"
"""What stands in place of each word of a denied name."""
# Bounds the size of the arrays of words.
_MOST_TEXTS = 1 << 13
# No name has digits: they end a word, even where no blank does.
_DIGITS = re.compile("[0-9]+")
_FINGERPRINT = re.compile("[0-9a-f]{64}")
_FINGERPRINT_LENGTH = 64


def fingerprints(name: str, salt: str) -> frozenset[str]:
    """The fingerprints to list for a name, so that it is found in other romanisations and beside a role.

    ValueError for a text that is no name: with digits, without words, with too many, or with one of those
    that are in no name.
    """
    if not IN_NO_NAME.isdisjoint(search_key(name).split()):
        raise ValueError("a name has no word such as 'of'")
    found = {_digest(f"{salt} ~{key}").hex() for key in name_keys(name)}
    if surname := arabic_surname(name):
        found.add(_digest(f"{salt} {ROLE} {surname}").hex())
    try:
        found.add(fingerprint(name, salt))
    except ValueError:
        # Articles are words in one spelling and not in another.
        if not found:
            raise
    return frozenset(found)


def fingerprint(name: str, salt: str) -> str:
    """The fingerprint of one spelling of a name of one to four words without digits; else ValueError.

    So too for a text with a word that is in no name: no text is searched for it.
    Letters that stand alone may be a part of a name ("A. Mithali"), and are none by themselves.
    """
    words = search_key(name).split()
    is_name = any(len(word) > 1 for word in words) and not _DIGITS.search(" ".join(words))
    if not is_name or len(words) > LONGEST_NAME or not IN_NO_NAME.isdisjoint(words):
        raise ValueError("a name has one to four words without digits, not all of one letter, none as 'of'")
    return _digest(f"{salt} {' '.join(map(without_article, words))}").hex()


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
        # A token may hold several words ("a-b"), so each word is kept with the index of its token.
        words = _read(tokens, np.arange(len(tokens)), reading)
        for starts, length in _names(words, np.zeros_like(words.token), listed, sha256_of_each):
            inside = (starts[:, None] + np.arange(length)).ravel()
            masked.update(words.token[inside].tolist())
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
        text_of_token = np.repeat(np.arange(start, start + len(part)), np.diff(offsets))
        for reading in _READINGS:
            words = _read([token or "" for token in distinct.to_pylist()], integers(indices), reading)
            text_of = text_of_token[words.token]
            for starts, _ in _names(words, text_of, listed, sha256):
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


class _Words(NamedTuple):
    """The words of tokens, one token after the other."""

    reading: _Reading
    vocabulary: Sequence[str]
    code: NDArray[np.int64]
    """The index of each word in the vocabulary."""
    token: NDArray[np.int64]
    """The index of the token that each word stands in."""


def _read(tokens: Sequence[str], indices: NDArray[np.integer[Any]], reading: _Reading) -> _Words:
    """The words of the tokens at some indices."""
    vocabulary, codes = _encoded(map(reading.words, tokens))
    return _Words(reading, vocabulary, *_spread(codes, indices))


def _names(
    words: _Words, text_of: NDArray[np.int64], listed: Sequence[_Listed], sha256: Hash
) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Yield where listed names begin among words, each of a text, and how many words they have.

    Sequences grow by a word at a time, and those that recur are hashed once.
    """
    firsts, first_codes = _encoded(map(words.reading.first, words.vocabulary))
    following = [words.reading.following(word) for word in words.vocabulary]
    words_behind, tail_codes = _encoded([word or ""] for word in following)
    tails = string_array([f" {word}" for word in words_behind])
    # Behind the last word stands a word of no text.
    text_of = np.append(text_of, -1)
    follower = np.append(np.array([code for (code,) in tail_codes], np.int64)[words.code], 0)
    may_follow = np.append(np.array([word is not None for word in following], bool)[words.code], False)
    for salt, listed_here in listed:
        names = string_array([f"{salt} {words.reading.mark}{first}" for first in firsts])
        # The index in `names` of each sequence, and the word that it begins with.
        sequence, starts = _spread(first_codes, words.code)
        if words.reading.shortest == 1:
            yield starts[_are_in(sha256(names), listed_here)[sequence]], 1
        for length in range(1, LONGEST_NAME):
            goes_on = may_follow[starts + length] & (text_of[starts] == text_of[starts + length])
            starts, sequence = starts[goes_on], sequence[goes_on]
            grown = sequence * len(tails) + follower[starts + length]
            distinct, sequence = factorize_integers(grown)
            before, last = (int64_array(part) for part in np.divmod(distinct, len(tails)))
            names = join([names.take(before), tails.take(last)], "")
            yield starts[_are_in(sha256(names), listed_here)[sequence]], length + 1


def _are_in(strings: pa.Array[Any], others: pa.StringArray) -> NDArray[np.bool_]:
    found = np.zeros(len(strings), bool)
    found[true_indices(is_in(strings, others))] = True
    return found


def _encoded(lists: Iterable[Iterable[str]]) -> tuple[list[str], list[list[int]]]:
    """The distinct words of some lists, and the lists with their indices in place of the words."""
    codes: dict[str, int] = {}
    encoded = [[codes.setdefault(word, len(codes)) for word in words] for words in lists]
    return [*codes], encoded


def _spread(
    lists: Sequence[Sequence[int]], indices: NDArray[np.integer[Any]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of the lists at some indices, one list after the other, and whose each is among those."""
    flat = np.array([number for numbers in lists for number in numbers], np.int64)
    starts = np.cumsum([0, *map(len, lists)])
    counts = np.diff(starts)[indices]
    ends = np.cumsum(counts)
    owners = np.repeat(np.arange(len(indices)), counts)
    return flat[np.arange(len(owners)) + (starts[indices] - ends + counts)[owners]], owners


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def _words(text: str) -> list[str]:
    """The words of the search key of a text. Numbers are words of their own, even within a word."""
    return _DIGITS.sub(r" \g<0> ", search_key(text)).split()


_READINGS = (
    _Reading("", 1, _words, first_words, next_word),
    _Reading("~", 2, units, first_units, next_unit),
)

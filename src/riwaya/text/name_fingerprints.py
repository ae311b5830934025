"""Finds names that must not be published, by salted fingerprints of them.

The deny-list cannot be read back as names, and results do not tell which name was found: only whether, and
where. Names are compared by their search keys. What Arabic attaches to a name (the article, prefixes of one
letter) is not part of it. A fingerprint is the SHA-256 of the salt, a blank, and the key of the name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import factorize, int64_array, integers, rows_at, split, true_indices, utf8_bytes
from riwaya.text.digits import replace_numbers
from riwaya.text.spelling import search_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

DenyList = Mapping[str, frozenset[str]]
"""Fingerprints of names, by salt."""

LONGEST_NAME = 4
"""Most words of a listed name."""
MASK = "[withheld]"
"""What stands in place of each word of a denied name."""
_BITS = 16
_MOST_WORDS = (1 << _BITS) - 1
# Bounds the size of the arrays of words.
_MOST_TEXTS = 1 << 13
# No name has digits: they end a word, even where no blank does.
_DIGITS = re.compile("[0-9]+")
_FINGERPRINT = "^[0-9a-f]{64}$"
_FINGERPRINT_LENGTH = 64
_PREFIXES = tuple(a + b for a, b in product(("", "و", "ف"), ("", "ال", "ب", "بال", "ك", "كال", "ل", "لل")))
"""And, so; the article, with, like, to."""
_PREFIX_LETTERS = frozenset(prefix[:1] for prefix in _PREFIXES) - {""}


def fingerprint(name: str, salt: str) -> str:
    """The fingerprint of a name of one to four words without digits; ValueError for any other text."""
    words = search_key(name).split()
    if not 1 <= len(words) <= LONGEST_NAME or _DIGITS.search(search_key(name)):
        raise ValueError("a name has one to four words without digits")
    key = " ".join(map(_without_article, words))
    return hashlib.sha256(f"{salt} {key}".encode()).hexdigest()


def has_denied_name(texts: pa.Array[pa.StringScalar], denied: DenyList) -> NDArray[np.bool_]:
    """Whether each text holds a listed name; false for null.

    Work is done once for what recurs: texts that differ only in digits, words, and sequences of words.
    """
    found = np.zeros(len(texts), bool)
    if not any(denied.values()):
        return found
    # A URL writes a name as %D8%A7… and separates words by underscores.
    data, offsets = utf8_bytes(texts)
    special = np.zeros(len(texts), bool)
    special[rows_at(np.flatnonzero((data == ord("%")) | (data == ord("_"))), offsets)] = True
    for at in np.flatnonzero(special).tolist():
        found[at] = _holds_denied_name(unquote(texts[at].as_py()).replace("_", " "), denied)
    # The letters of a fingerprint are hexadecimal digits.
    long = np.flatnonzero(np.diff(offsets) == _FINGERPRINT_LENGTH)
    is_fingerprint = pc.match_substring_regex(texts.take(int64_array(long)), _FINGERPRINT)
    special[long[true_indices(is_fingerprint)]] = True
    special[true_indices(texts.is_null())] = True
    plain = np.flatnonzero(~special)
    rest = texts.take(int64_array(plain)) if len(plain) < len(texts) else texts
    distinct, indices = factorize(replace_numbers(rest, "0"))
    found[plain] = _search(distinct, denied)[integers(indices)]
    return found


def _search(texts: pa.StringArray, denied: DenyList) -> NDArray[np.bool_]:
    """Whether each text holds a listed name. None is null or a URL."""
    if len(texts) > _MOST_TEXTS:
        return _search_parts(texts, _MOST_TEXTS, denied)
    tokens, token_offsets = split(texts, " ")
    distinct, indices = factorize(tokens)
    # The words of each token, as numbers: mostly there is one.
    codes: dict[str, int] = {}
    spelled = [
        [codes.setdefault(word, len(codes)) for word in _words(token)]
        for token in distinct.to_pylist()
        if token is not None
    ]
    if len(codes) > _MOST_WORDS:
        if len(texts) == 1:
            return np.array([_holds_denied_name(texts[0].as_py(), denied)])
        return _search_parts(texts, (len(texts) + 1) // 2, denied)
    words, word_offsets = _gather(spelled, integers(indices))
    # Each word and the three after it are one number, even where those belong to the next text; behind the
    # last word any other may stand.
    words = np.append(words, np.zeros(LONGEST_NAME - 1, np.int64))
    pairs = words[:-1] << _BITS | words[1:]
    sequences = pairs[:-2] << 2 * _BITS | pairs[2:]
    suspects = _denied_sequences(integers(pc.unique(int64_array(sequences))), [*codes], denied)
    found = np.zeros(len(texts), bool)
    if suspects:
        # A sequence may reach into the next text, so each suspect is searched by itself.
        ends = word_offsets[token_offsets[1:]]
        starts = np.flatnonzero(np.isin(sequences, suspects))
        for at in map(int, np.unique(np.searchsorted(ends, starts, "right"))):
            found[at] = _holds_denied_name(texts[at].as_py(), denied)
    return found


def _search_parts(texts: pa.StringArray, size: int, denied: DenyList) -> NDArray[np.bool_]:
    return np.concatenate([_search(texts.slice(at, size), denied) for at in range(0, len(texts), size)])


def _gather(
    lists: Sequence[Sequence[int]], indices: NDArray[np.integer[Any]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of the lists at some indices, one list after the other, and the offsets of those lists."""
    numbers = np.array([number for some in lists for number in some], np.int64)
    starts = np.cumsum([0, *map(len, lists)])
    lengths = np.diff(starts)[indices]
    offsets = np.append(0, np.cumsum(lengths))
    return numbers[np.repeat(starts[indices] - offsets[:-1], lengths) + np.arange(offsets[-1])], offsets


def _denied_sequences(
    sequences: NDArray[np.integer[Any]], vocabulary: Sequence[str], denied: DenyList
) -> list[int]:
    """The sequences of words, each packed into a number, that begin with a listed name."""
    listed = (*denied.items(),)
    parts = [(sequences >> _BITS * at & _MOST_WORDS).tolist() for at in range(LONGEST_NAME - 1, -1, -1)]
    return [
        sequence
        for sequence, *codes in zip(sequences.tolist(), *parts, strict=True)
        if _lengths(tuple([vocabulary[code] for code in codes]), listed)
    ]


def mask_denied_names(text: str, denied: DenyList) -> str:
    """The text, its words separated by one blank, with `MASK` in place of each word of a listed name."""
    # A token may hold several words ("a-b"), so each word is kept with the index of its token.
    tokens = text.split()
    words = [(word, at) for at, token in enumerate(tokens) for word in _words(token)]
    masked = {at for start, end in _spans([word for word, _ in words], denied) for _, at in words[start:end]}
    return " ".join(MASK if at in masked else token for at, token in enumerate(tokens))


def _holds_denied_name(text: str, denied: DenyList) -> bool:
    return bool(_spans(_words(text), denied))


def _words(text: str) -> list[str]:
    """The words of the search key of a text. Numbers are words of their own, even within a word."""
    return _DIGITS.sub(r" \g<0> ", search_key(text)).split()


def _spans(words: Sequence[str], denied: DenyList) -> list[tuple[int, int]]:
    """Where listed names stand among words: the index of the first word, and that after the last one."""
    listed = (*denied.items(),)
    return [
        (start, start + length)
        for start in range(len(words))
        for length in _lengths(tuple(words[start : start + LONGEST_NAME]), listed)
    ]


@lru_cache(1 << 16)
def _lengths(words: tuple[str, ...], denied: tuple[tuple[str, frozenset[str]], ...]) -> list[int]:
    """The numbers of words of the listed names that begin with the first of these words."""
    found: list[int] = []
    for salt, listed in denied:
        for first in _first_words(words[0]):
            name = f"{salt} {first}".encode()
            for length, word in enumerate(words, start=1):
                if length > 1:
                    name += _next_word(word)
                if hashlib.sha256(name).hexdigest() in listed:
                    found.append(length)
    return found


@lru_cache(1 << 16)
def _first_words(word: str) -> tuple[str, ...]:
    """What the first word of a name may be: the word without each prefix that it may have."""
    if word[:1] not in _PREFIX_LETTERS:
        return (word,) if len(word) > 1 else ()
    stems = {word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix)}
    return tuple(stem for stem in stems if len(stem) > 1)


@lru_cache(1 << 16)
def _next_word(word: str) -> bytes:
    """What is hashed of a word that is not the first of a name."""
    return f" {_without_article(word)}".encode()


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 3 else word

"""Finds names that must not be printed, knowing only salted fingerprints of them.

The list cannot be read back as names, and nothing here tells the name it found: only whether, and where.
Spelling is folded by `search_key`; the article and one-letter prefixes that Arabic writes onto a word are set aside.
A fingerprint is the SHA-256 of salt, a blank and the folded name.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from urllib.parse import unquote

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrow import int64_array, integers, rows_at, true_indices, utf8_bytes
from riwaya.text.digits import replace_numbers
from riwaya.text.spelling import search_key

Denied = Mapping[str, frozenset[str]]
"""The deny-list: the fingerprints of each salt."""

LONGEST_NAME = 4
"""Most words of a listed name."""
MASK = "[withheld]"
_BITS = 16
_MOST_WORDS = (1 << _BITS) - 1
# What is made of so many texts at once stays small.
_MOST_TEXTS = 1 << 13
# No name has digits: they part what stands before them from what stands behind, even within a word.
_DIGITS = re.compile("[0-9]+")
_PRINT = "^[0-9a-f]{64}$"
_PRINT_LENGTH = 64
# and, so; with, like, to; the article
_PREFIXES = tuple(a + b for a, b in product(("", "و", "ف"), ("", "ال", "ب", "بال", "ك", "كال", "ل", "لل")))
_WRITTEN_ON = frozenset(prefix[:1] for prefix in _PREFIXES) - {""}


def fingerprint(name: str, salt: str) -> str:
    """The fingerprint of a name of one to four words without digits; ValueError for any other text."""
    words = search_key(name).split()
    if not 1 <= len(words) <= LONGEST_NAME or _DIGITS.search(search_key(name)):
        raise ValueError("a name has one to four words without digits")
    return _digest([_bare(word) for word in words], salt)


def holds_denied(texts: pa.Array, denied: Denied) -> np.ndarray:
    """Whether a listed name stands in each text; none does in a null.

    What recurs is looked at once: texts that differ in digits alone, words, and words that follow each other.
    """
    found = np.zeros(len(texts), bool)
    if not any(denied.values()):
        return found
    # An address writes a name as %D8%A7… and parts its words by underscores.
    data, offsets = utf8_bytes(texts)
    odd = np.zeros(len(texts), bool)
    odd[rows_at(np.flatnonzero((data == ord("%")) | (data == ord("_"))), offsets)] = True
    for at in np.flatnonzero(odd).tolist():
        found[at] = bool(_spans(_words(unquote(texts[at].as_py()).replace("_", " ")), denied))
    # What looks like letters in a fingerprint is a number.
    long = np.flatnonzero(np.diff(offsets) == _PRINT_LENGTH)
    odd[long[true_indices(pc.match_substring_regex(texts.take(int64_array(long)), _PRINT))]] = True
    odd[true_indices(pc.is_null(texts))] = True
    plain = np.flatnonzero(~odd)
    here = texts.take(int64_array(plain)) if len(plain) < len(texts) else texts
    # Without their numbers, many are the same.
    bare = replace_numbers(here, "0").dictionary_encode()
    found[plain] = _hits(bare.dictionary, denied)[integers(bare.indices)]
    return found


def _hits(texts: pa.Array, denied: Denied) -> np.ndarray:
    """Whether a listed name stands in each text, none of which is an address."""
    if len(texts) > _MOST_TEXTS:
        return np.concatenate(
            [_hits(texts.slice(at, _MOST_TEXTS), denied) for at in range(0, len(texts), _MOST_TEXTS)]
        )
    found = np.zeros(len(texts), bool)
    tokens = pc.split_pattern(texts, " ")
    encoded = tokens.flatten().dictionary_encode()
    # The words of each token, as numbers: mostly there is one.
    codes: dict[str, int] = {}
    spelt = [
        [codes.setdefault(word, len(codes)) for word in _words(token)]
        for token in encoded.dictionary.to_pylist()
    ]
    if len(codes) > _MOST_WORDS:
        return np.concatenate(
            [_hits(half, denied) for half in (texts[: len(texts) // 2], texts[len(texts) // 2 :])]
        )
    ends = int64_array(np.cumsum([0, *map(len, spelt)])).cast(pa.int32())
    by_token = pa.ListArray.from_arrays(
        ends, int64_array(np.array([code for words in spelt for code in words], np.int64))
    )
    each = by_token.take(encoded.indices)
    words = np.append(integers(each.flatten()), np.zeros(LONGEST_NAME, np.int64))
    # Each word with the three behind it is one number, even where those are of the next text.
    pairs = words[:-1] << _BITS | words[1:]
    spans = pairs[:-2] << 2 * _BITS | pairs[2:]
    distinct, vocabulary, listed = integers(pc.unique(int64_array(spans))), [*codes], (*denied.items(),)
    parts = [(distinct >> _BITS * at & _MOST_WORDS).tolist() for at in range(LONGEST_NAME - 1, -1, -1)]
    suspects = [
        span
        for span, *span_codes in zip(distinct.tolist(), *parts, strict=True)
        if vocabulary and _lengths(tuple([vocabulary[code] for code in span_codes]), listed)
    ]
    if suspects:
        behind = integers(each.offsets)[integers(tokens.offsets)[1:]]
        for at in {*np.searchsorted(behind, np.flatnonzero(np.isin(spans, suspects)), "right").tolist()}:
            found[at] = at < len(texts) and bool(_spans(_words(texts[at].as_py()), denied))
    return found


def _words(text: str) -> list[str]:
    """The words of a text as names are compared. Digits part words, and are no word of a name."""
    return _DIGITS.sub(r" \g<0> ", search_key(text)).split()


def _spans(words: list[str], denied: Denied) -> list[tuple[int, int]]:
    """Where listed names stand: from the first word to behind the last."""
    listed = (*denied.items(),)
    return [
        (start, start + length)
        for start in range(len(words))
        for length in _lengths(tuple(words[start : start + LONGEST_NAME]), listed)
    ]


def mask_denied(text: str, denied: Denied) -> str:
    """The text, its words parted by one blank, with every listed name blanked out."""
    # A token may hold several words ("a-b"), so each remembers the token it came from.
    tokens = text.split()
    origin = [(word, at) for at, token in enumerate(tokens) for word in _words(token)]
    hidden = {
        at for start, end in _spans([word for word, _ in origin], denied) for _, at in origin[start:end]
    }
    return " ".join(MASK if at in hidden else token for at, token in enumerate(tokens))


@lru_cache(1 << 16)
def _lengths(words: tuple[str, ...], denied: tuple[tuple[str, frozenset[str]], ...]) -> list[int]:
    """How many words the listed names have that begin with the first of these words."""
    found = []
    for salt, listed in denied:
        for first in _first_words(words[0]):
            name = f"{salt} {first}".encode()
            for length, word in enumerate(words, start=1):
                if length > 1:
                    name += _rest_word(word)
                if hashlib.sha256(name).hexdigest() in listed:
                    found.append(length)
    return found


@lru_cache(1 << 16)
def _first_words(word: str) -> tuple[str, ...]:
    """What the first word of a name may be, without what Arabic writes onto it."""
    if word[:1] not in _WRITTEN_ON:
        return (word,) if len(word) > 1 else ()
    cut = {word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix)}
    return tuple(rest for rest in cut if len(rest) > 1)


@lru_cache(1 << 16)
def _rest_word(word: str) -> bytes:
    """What a fingerprint holds of a word that is not the first."""
    return f" {_bare(word)}".encode()


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


def _digest(words: list[str], salt: str) -> str:
    return hashlib.sha256(f"{salt} {' '.join(words)}".encode()).hexdigest()

"""Finds names that must not be printed, knowing only salted fingerprints of them.

The list cannot be read back as names, and nothing here tells the name it found: only whether, and where.
Spelling is folded by `search_key`; the article and one-letter prefixes that Arabic writes onto a word are set aside.
A fingerprint is the SHA-256 of salt, a blank and the folded name.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache, reduce
from itertools import product
from urllib.parse import unquote

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from riwaya.arrays import column_of, numbers, places, values_of
from riwaya.text import search_key, search_keys

Denied = Mapping[str, frozenset[str]]
"""The deny-list: the fingerprints of each salt."""

LONGEST_NAME = 4
"""Most words of a listed name."""
MASK = "[withheld]"
_BITS = 16
_MOST_WORDS = (1 << _BITS) - 1
# No name has digits: they part what stands before them from what stands behind, even within a word.
_DIGITS = re.compile("[0-9]+")
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

    What recurs is looked at once: texts that differ in digits alone, and words that follow each other.
    """
    found = np.zeros(len(texts), bool)
    if not any(denied.values()):
        return found
    # What looks like letters in a fingerprint is a number. An address writes a name as %D8%A7… and parts its words by
    # underscores.
    prints = pc.match_substring_regex(texts, "^[0-9a-f]{64}$")
    addresses = pc.match_substring_regex(texts, "[%_]")
    for mask, decode in ((pc.and_not(pc.invert(prints), addresses), None), (addresses, _decoded)):
        at = places(mask)
        here = texts.take(numbers(at))
        bare = pc.replace_substring_regex(decode(here) if decode else here, "[0-9]+", "0").dictionary_encode()
        found[at] = _hits(search_keys(bare.dictionary), denied)[values_of(bare.indices)]
    return found


def _decoded(addresses: pa.Array) -> pa.Array:
    return column_of([unquote(address).replace("_", " ") for address in addresses.to_pylist()], "VARCHAR")


def _hits(keys: pa.Array, denied: Denied) -> np.ndarray:
    """Whether a listed name stands in each search key."""
    # Digits part words, and are no word of a name.
    plain = pc.replace_substring_regex(keys, "[ 0-9]*[0-9][ 0-9]*", " 0 ")
    words = pc.split_pattern(pc.utf8_trim(plain, " "), " ")
    encoded = words.flatten().dictionary_encode()
    vocabulary = ["", *encoded.dictionary.to_pylist()]
    if len(vocabulary) > _MOST_WORDS:
        return np.concatenate([_hits(half, denied) for half in (keys[: len(keys) // 2], keys[len(keys) // 2:])])
    # Each word with the three behind it is one number; behind the last word of a text stand three that are none.
    rows = np.repeat(np.arange(len(keys)), np.diff(values_of(words.offsets)))
    codes = np.zeros(len(rows) + 3 * len(keys) + 3, np.uint64)
    first = np.arange(len(rows)) + 3 * rows
    codes[first] = values_of(encoded.indices) + 1
    following = [codes[first + at] << np.uint64(_BITS * (LONGEST_NAME - 1 - at)) for at in range(LONGEST_NAME)]
    spans = reduce(np.bitwise_or, following)
    pairs, distinct = (*denied.items(),), np.unique(spans)
    parts = [(distinct >> np.uint64(_BITS * at) & np.uint64(_MOST_WORDS)).tolist() for at in range(LONGEST_NAME - 1, -1, -1)]
    listed = [
        span for span, *codes_ in zip(distinct.tolist(), *parts, strict=True)
        if _lengths(tuple([vocabulary[code] for code in codes_]), pairs)
    ]
    found = np.zeros(len(keys), bool)
    found[rows[np.isin(spans, np.array(listed, np.uint64))]] = True
    return found


def mask_denied(text: str, denied: Denied) -> str:
    """The text, its words parted by one blank, with every listed name blanked out."""
    # A token may hold several words ("a-b"), so each remembers the token it came from.
    tokens = text.split()
    keys = [_DIGITS.sub(r" \g<0> ", search_key(token)) for token in tokens]
    origin = [(word, at) for at, key in enumerate(keys) for word in key.split()]
    words, pairs = [word for word, _ in origin], (*denied.items(),)
    hidden = set()
    for start in range(len(words)):
        for length in _lengths(tuple(words[start:start + LONGEST_NAME]), pairs):
            hidden |= {at for _, at in origin[start:start + length]}
    return " ".join(MASK if at in hidden else token for at, token in enumerate(tokens))


@lru_cache(1 << 18)
def _lengths(words: tuple[str, ...], denied: tuple[tuple[str, frozenset[str]], ...]) -> list[int]:
    """How many words the listed names have that begin with the first of these words. Empty words end them."""
    found = []
    for salt, listed in denied:
        for first in _first_words(words[0]):
            name = f"{salt} {first}".encode()
            for length, word in enumerate(words, start=1):
                if length > 1:
                    if not word:
                        break
                    name += _rest_word(word)
                if hashlib.sha256(name).hexdigest() in listed:
                    found.append(length)
    return found


@lru_cache(1 << 16)
def _first_words(word: str) -> tuple[str, ...]:
    """What the first word of a name may be, without what Arabic writes onto it."""
    if word[:1] not in _WRITTEN_ON:
        return (word,) if len(word) > 1 else ()
    cut = {word[len(prefix):] for prefix in _PREFIXES if word.startswith(prefix)}
    return tuple(rest for rest in cut if len(rest) > 1)


@lru_cache(1 << 16)
def _rest_word(word: str) -> bytes:
    """What a fingerprint holds of a word that is not the first."""
    return f" {_bare(word)}".encode()


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


def _digest(words: list[str], salt: str) -> str:
    return hashlib.sha256(f"{salt} {' '.join(words)}".encode()).hexdigest()

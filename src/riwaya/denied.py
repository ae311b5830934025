"""Finds names that must not be printed, knowing only salted fingerprints of them.

The list cannot be read back as names, and nothing here tells the name it found: only whether, and where.
Spelling is folded by `search_key`; the article and one-letter prefixes that Arabic writes onto a word are set aside.
A fingerprint is the SHA-256 of salt, a blank and the folded name.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product, repeat
from urllib.parse import unquote

from riwaya.text import search_key, search_keys

LONGEST_NAME = 4
"""Most words of a listed name."""
MASK = "[withheld]"
# No name has digits: they part what stands before them from what stands behind, even within a word.
_DIGITS = re.compile("[0-9]+")
# and, so; with, like, to; the article
_PREFIXES = tuple(a + b for a, b in product(("", "و", "ف"), ("", "ال", "ب", "بال", "ك", "كال", "ل", "لل")))


def fingerprint(name: str, salt: str) -> str:
    """The fingerprint of a name of one to four words without digits; ValueError for any other text."""
    words = search_key(name).split()
    if not 1 <= len(words) <= LONGEST_NAME or _DIGITS.search(search_key(name)):
        raise ValueError("a name has one to four words without digits")
    return _digest([_bare(word) for word in words], salt)


def holds_denied(texts: Sequence[str], denied: Mapping[str, frozenset[str]]) -> list[bool]:
    """Whether a listed name stands in each text; `denied` is the fingerprints of each salt."""
    # An address writes a name as %D8%A7… and parts its words by underscores.
    keys = search_keys([unquote(text).replace("_", " ") if "_" in text or "%" in text else text for text in texts])
    return [any(map(_any_in, _DIGITS.split(key), repeat((*denied.items(),)))) for key in keys]


def mask_denied(text: str, denied: Mapping[str, frozenset[str]]) -> str:
    """The text, its words parted by one blank, with every listed name blanked out."""
    # A token may hold several words ("a-b"), so each remembers the token it came from.
    tokens = text.split()
    keys = [_DIGITS.sub(r" \g<0> ", search_key(token)) for token in tokens]
    origin = [(word, at) for at, key in enumerate(keys) for word in key.split()]
    hidden = set()
    for start, end in _spans([word for word, _ in origin], (*denied.items(),)):
        hidden |= {at for _, at in origin[start:end]}
    return " ".join(MASK if at in hidden else token for at, token in enumerate(tokens))


@lru_cache(1 << 18)
def _any_in(words: str, denied: tuple[tuple[str, frozenset[str]], ...]) -> bool:
    """Whether a listed name stands in the words. Texts repeat each other, so that it is remembered."""
    return any(True for _ in _spans(words.split(), denied))


def _spans(words: list[str], denied: tuple[tuple[str, frozenset[str]], ...]) -> Iterator[tuple[int, int]]:
    """Where listed names stand: from the first word to behind the last."""
    rest = [f" {_bare(word)}".encode() for word in words]
    for start, word in enumerate(words):
        for salt, listed in denied:
            for first in _first_words(word):
                digest = hashlib.sha256(f"{salt} {first}".encode())
                for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
                    if end > start + 1:
                        digest.update(rest[end - 1])
                    if digest.hexdigest() in listed:
                        yield start, end


def _first_words(word: str) -> set[str]:
    """What the first word may be without what Arabic writes onto it."""
    cut = {word[len(prefix):] for prefix in _PREFIXES if word.startswith(prefix)}
    return {rest for rest in cut if len(rest) > 1}


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


def _digest(words: list[str], salt: str) -> str:
    return hashlib.sha256(f"{salt} {' '.join(words)}".encode()).hexdigest()

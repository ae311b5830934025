"""Makes salted fingerprints of names that must not be published, for a deny-list.

The list cannot be read back as names. A fingerprint is the SHA-256 of the salt, a blank, and a key of the
name: its search key, where what Arabic attaches to a name (the article, prefixes of one letter) is not part
of it, or "~" and one of its `name_keys`, which other romanisations share.
"""

from __future__ import annotations

import hashlib
import re

from riwaya.text.name_keys import IN_NO_NAME, ROLE, arabic_surname, name_keys
from riwaya.text.name_letters import without_article
from riwaya.text.spelling import search_key

LONGEST_NAME = 4
"""Most words of a listed name."""
# No name has digits: they end a word, even where no blank does.
DIGITS = re.compile("[0-9]+")


def fingerprints(name: str, salt: str) -> frozenset[str]:
    """The fingerprints to list for a name, so that it is found in other romanisations and beside a role.

    ValueError for a text that is no name: with digits, without words, with too many, or with one of those
    that are in no name.
    """
    _words_of(name)
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
    words = _words_of(name)
    is_name = any(len(word) > 1 for word in words) and not DIGITS.search(" ".join(words))
    if not is_name or len(words) > LONGEST_NAME:
        raise ValueError("a name has one to four words without digits, not all of one letter")
    return _digest(f"{salt} {' '.join(map(without_article, words))}").hex()


def _words_of(name: str) -> list[str]:
    """The words of the search key of a name; ValueError if one of them is in no name."""
    words = search_key(name).split()
    if not IN_NO_NAME.isdisjoint(words):
        raise ValueError("a name has no word such as 'of'")
    return words


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()

"""Paragraphs of a source and their fingerprints, so that a coding can be checked against a text somebody holds.

A paragraph is a line that is not blank; p1 is the first, which in an article is its title. Before it is
hashed, a paragraph is put in NFC, loses tatweel and characters that cannot be seen, has its words parted by one
blank, and every withheld name is replaced by `denied.MASK`: a fingerprint must not confirm a name.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping

from riwaya.text.name_fingerprints import mask_denied

_LOCATOR = re.compile("p([0-9]+)")


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs in order; that of locator p3 has index 2."""
    return [line for line in text.splitlines() if line.strip()]


def paragraph_at(text: str, locator: str) -> str | None:
    """The paragraph that a locator names; None where the text has no such paragraph, or it names none."""
    found, paragraphs = _LOCATOR.fullmatch(locator), paragraphs_of(text)
    number = int(found[1]) if found else 0
    return paragraphs[number - 1] if 1 <= number <= len(paragraphs) else None


def passage_sha256(paragraph: str, denied: Mapping[str, frozenset[str]]) -> str:
    """The fingerprint of one paragraph, 64 hexadecimal digits."""
    return hashlib.sha256(_normalised(paragraph, denied).encode()).hexdigest()


def text_sha256(text: str, denied: Mapping[str, frozenset[str]]) -> str:
    """The fingerprint of a whole text: its paragraphs, each ended by a line feed."""
    lines = "".join(_normalised(paragraph, denied) + "\n" for paragraph in paragraphs_of(text))
    return hashlib.sha256(lines.encode()).hexdigest()


def _normalised(paragraph: str, denied: Mapping[str, frozenset[str]]) -> str:
    visible = (char for char in unicodedata.normalize("NFC", paragraph) if unicodedata.category(char) != "Cf")
    return mask_denied("".join(visible).replace("ـ", ""), denied)

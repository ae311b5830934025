"""Fingerprints the text of a source and its paragraphs, so that a claim can be checked against them.

A paragraph is a line that is not blank; p1 is the first, which in an article is its title. Before it is
hashed, a paragraph is normalised: NFC, no tatweel, no invisible characters, one blank between words, and
`MASK` of name_search in place of each denied name, because a fingerprint must not confirm a name.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from riwaya.text.name_search import DenyList, mask_denied_names

_LOCATOR = re.compile("p([0-9]+)")


def split_paragraphs(text: str) -> list[str]:
    """The paragraphs of a text in order; locator p3 is index 2."""
    return [line for line in text.splitlines() if line.strip()]


def paragraph_at(text: str, locator: str) -> str | None:
    """The paragraph with a locator such as "p3"; None if the text has none, or it is no locator."""
    found, paragraphs = _LOCATOR.fullmatch(locator), split_paragraphs(text)
    number = int(found[1]) if found else 0
    return paragraphs[number - 1] if 1 <= number <= len(paragraphs) else None


def passage_sha256(paragraph: str, denied: DenyList) -> str:
    """The SHA-256 of one normalised paragraph, as 64 hexadecimal digits."""
    return hashlib.sha256(_normalised(paragraph, denied).encode()).hexdigest()


def text_sha256(text: str, denied: DenyList) -> str:
    """The SHA-256 of a whole text: its normalised paragraphs, each followed by a line feed."""
    lines = "".join(_normalised(paragraph, denied) + "\n" for paragraph in split_paragraphs(text))
    return hashlib.sha256(lines.encode()).hexdigest()


def _normalised(paragraph: str, denied: DenyList) -> str:
    visible = (char for char in unicodedata.normalize("NFC", paragraph) if unicodedata.category(char) != "Cf")
    return mask_denied_names("".join(visible).replace("ـ", ""), denied)

"""Puts quotation marks around texts, and sets those inside them one level lower."""

from __future__ import annotations

_PAIRS = {"ar": ("«»", "“”"), "en": ("“”", "‘’")}
"""The marks of a language, outer and inner; they alternate in what is nested deeper."""
_CLOSING = {"«": "»", "“": "”", "„": "“", '"': '"'}


def quoted(text: str, lang: str) -> str:
    """A text between the outer marks of "ar" or "en", with inner marks inside.

    >>> quoted("ten “SDF” members", "en")
    '“ten ‘SDF’ members”'
    >>> quoted("عشرة من عناصر «قسد»", "ar")
    '«عشرة من عناصر “قسد”»'
    """
    opening, closing = _PAIRS[lang][0]
    return f"{opening}{nested(text, lang)}{closing}"


def nested(text: str, lang: str | None) -> str:
    """A text that will stand between quotation marks, with its own marks one level lower.

    Other languages than Arabic have the marks of English. Apostrophes and single marks stay as they are, and
    so does a text in which a mark is never closed, since nobody knows what it quotes.
    """
    pairs = _PAIRS.get(lang or "", _PAIRS["en"])
    marks = [*text]
    still_open: list[str] = []
    for at, mark in enumerate(text):
        if still_open and mark == _CLOSING[still_open[-1]]:
            still_open.pop()
            marks[at] = pairs[1 - len(still_open) % 2][1]
        elif mark in _CLOSING:
            marks[at] = pairs[1 - len(still_open) % 2][0]
            still_open.append(mark)
        elif mark in "»”":
            return text
    return text if still_open else "".join(marks)

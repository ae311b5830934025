"""Shortens titles and names that would fill a page."""

from __future__ import annotations

LONGEST = 200
"""Characters of the longest title that is shown whole."""


def shortened(text: str | None) -> str | None:
    """A text of at most LONGEST characters as it is, of a longer one whole words and an ellipsis."""
    if text is None or len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rsplit(' ', 1)[0]} …"

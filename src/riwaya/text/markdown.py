"""Writes text into Markdown so that nothing in it is markup."""

from __future__ import annotations

import re
from html import escape

# Characters with a meaning in the Markdown of GitHub.
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|~@-])")


def markdown_text(text: str) -> str:
    r"""A text as one line of Markdown, also within a cell of a table.

    >>> markdown_text("a_b <i>")
    'a\\_b &lt;i&gt;'
    """
    return _MARKUP.sub(r"\\\1", escape(text, quote=False)).replace("\n", " ")

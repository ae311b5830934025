"""Puts click's own words (usage, headings of the help, errors of options) into the language of the messages.

click takes them from gettext, which follows the locale of the process and knows nothing of `--lang`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import click

from riwaya.bilingual import Messages

_MODULES = (click.core, click.exceptions, click.formatting, click.parser, click.termui, click.types)


@contextmanager
def click_words(language: str) -> Iterator[None]:
    """Within it click prints its words in this language; one that click.toml does not have stays English."""
    if language == "en":
        yield
        return
    words = {text.en: text[language] for text in Messages(__package__, "click.toml").texts.values()}

    def translated(text: str) -> str:
        return words.get(text, text)

    def counted(one: str, many: str, count: int) -> str:
        return translated(one if count == 1 else many)

    with ExitStack() as stack:
        for module in _MODULES:
            for name, function in (("_", translated), ("ngettext", counted)):
                if original := getattr(module, name, None):
                    setattr(module, name, function)
                    stack.callback(setattr, module, name, original)
        yield

"""Texts that must stand nowhere: where they do, in whatever spelling, and what is put in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

import regex

from riwaya.bilingual import Bilingual
from riwaya.errors import EditError
from riwaya.text.spelling import is_in_script, search_key, words_in_keys, words_in_texts

MARK = Bilingual("[redacted]", "[محجوب]")


@dataclass(frozen=True)
class Hidden:
    """Texts that must stand nowhere."""

    texts: Sequence[str]
    keys: list[regex.Pattern[str]] = field(init=False)
    patterns: list[regex.Pattern[str]] = field(init=False)

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "keys", [words_in_keys(text) for text in self.texts])
            object.__setattr__(self, "patterns", [words_in_texts(text) for text in self.texts])
        except ValueError:
            raise EditError(
                "A line of the file of texts has no letter or digit in it. Write one text a line.",
                "في ملف النصوص سطر ليس فيه حرف ولا رقم. اكتب نصًا واحدًا في كل سطر.",
            ) from None

    def is_in(self, text: str) -> bool:
        """Whether one of them stands in a text, as words, and in whatever spelling: an address writes it as %D8%A7…"""
        if not self.texts:
            return False
        read = {search_key(text), search_key(unquote(text).replace("_", " "))}
        return any(pattern.search(key) for pattern in self.keys for key in read)

    def masked(self, text: str, lang: str | None = None) -> str:
        """The text with a mark in place of each, or nothing but the mark where they cannot be told apart from the rest."""
        if not self.is_in(text):
            return text
        mark = MARK[lang or ("ar" if is_in_script(text, "ar") else "en")]
        for pattern in self.patterns:
            text = pattern.sub(rf"\g<before>{mark}", text)
        return mark if self.is_in(text) else text

    def masked_lines(self, text: str) -> str:
        """A text of several lines, of which those alone are lost in which they cannot be told apart."""
        for pattern in self.patterns:
            text = pattern.sub(rf"\g<before>{MARK.en}", text)
        return "\n".join(map(self.masked, text.split("\n")))

    def masked_values(self, value: object) -> object:
        """What JSON holds, with every text in it masked."""
        if isinstance(value, str):
            return self.masked(value)
        if isinstance(value, dict):
            return {name: self.masked_values(inner) for name, inner in value.items()}
        return [self.masked_values(inner) for inner in value] if isinstance(value, list) else value

    def lines_in(self, text: str) -> list[int]:
        """The lines in which one stands; the first one also for what only all lines together say."""
        lines = [at for at, line in enumerate(text.split("\n"), start=1) if self.is_in(line)]
        return lines or [1] * self.is_in(text)

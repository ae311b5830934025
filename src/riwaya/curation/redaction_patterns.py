"""Finds and masks texts in any spelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

import regex

from riwaya.curation import MESSAGES
from riwaya.errors import EditError
from riwaya.text.spelling import is_in_script, key_pattern, search_key, text_pattern

MARK = MESSAGES("redaction-mark")
"""What is written in place of a redacted text."""


@dataclass(frozen=True)
class RedactionPatterns:
    """Matches texts to redact, as whole words and in any spelling.

    Raises EditError for a text without a letter or digit.
    """

    texts: Sequence[str]
    keys: list[regex.Pattern[str]] = field(init=False)
    patterns: list[regex.Pattern[str]] = field(init=False)

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "keys", [key_pattern(text) for text in self.texts])
            object.__setattr__(self, "patterns", [text_pattern(text) for text in self.texts])
        except ValueError:
            raise EditError(MESSAGES("text-too-short")) from None

    def match(self, text: str) -> bool:
        """Whether a text contains one of them, also percent-encoded as in an address."""
        if not (self.texts and text):
            return False
        keys = {search_key(text), search_key(unquote(text).replace("_", " "))}
        return any(pattern.search(key) for pattern in self.keys for key in keys)

    def mask(self, text: str, lang: str | None = None) -> str:
        """The text with the mark for each match; the mark alone if matches cannot be located exactly."""
        if not self.match(text):
            return text
        mark = MARK[lang or ("ar" if is_in_script(text, "ar") else "en")]
        for pattern in self.patterns:
            text = pattern.sub(rf"\g<before>{mark}", text)
        return mark if self.match(text) else text

    def mask_lines(self, text: str) -> str:
        """`mask` line by line, so that at most a line is lost."""
        for pattern in self.patterns:
            text = pattern.sub(rf"\g<before>{MARK.en}", text)
        return "\n".join(map(self.mask, text.split("\n")))

    def mask_json(self, properties: Mapping[str, object]) -> dict[str, object]:
        """A JSON object with every string in it masked; names of properties stay."""
        return {name: self._mask_value(value) for name, value in properties.items()}

    def _mask_value(self, value: object) -> object:
        if isinstance(value, str):
            return self.mask(value)
        if isinstance(value, dict):
            return self.mask_json(value)
        return [self._mask_value(item) for item in value] if isinstance(value, list) else value

    def matching_lines(self, text: str) -> list[int]:
        """The numbers of the lines with a match; line 1 for a match that spans lines."""
        lines = [at for at, line in enumerate(text.split("\n"), start=1) if self.match(line)]
        return lines or [1] * self.match(text)

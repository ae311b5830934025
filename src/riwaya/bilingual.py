"""Texts in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("en", "ar")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same text in both languages."""

    en: str
    ar: str

    def __getitem__(self, language: str) -> str:
        return getattr(self, language)

    def format(self, params: Mapping[str, object]) -> Bilingual:
        return Bilingual(self.en.format_map(params), self.ar.format_map(params))


def texts_of(title: Bilingual, description: Bilingual) -> dict[str, str]:
    """What a table or a column is called, as a descriptor writes it."""
    return {
        "title": title.en,
        "title_ar": title.ar,
        "description": description.en,
        "description_ar": description.ar,
    }


def called(texts: Mapping[str, str]) -> tuple[Bilingual, Bilingual]:
    """Title and description from what a descriptor writes."""
    return Bilingual(texts["title"], texts["title_ar"]), Bilingual(
        texts["description"], texts["description_ar"]
    )

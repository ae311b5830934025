"""Texts in Arabic and English, and the files that hold them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources

LANGUAGES = ("en", "ar")
"""The languages of all messages, by their ISO 639-1 codes."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same text in both languages.

    >>> Bilingual("Did you mean {near}?", "أتقصد {near}؟").format({"near": "EVT-0003"})["en"]
    'Did you mean EVT-0003?'
    """

    en: str
    ar: str

    def __getitem__(self, language: str) -> str:
        """The text in "en" or "ar"."""
        return getattr(self, language)

    def format(self, params: Mapping[str, object]) -> Bilingual:
        """Both texts with their braces filled in. A `Bilingual` value fills each text in its language."""
        return Bilingual(*(self[lang].format_map(_in_language(params, lang)) for lang in LANGUAGES))


def _in_language(params: Mapping[str, object], language: str) -> Mapping[str, object]:
    return {
        name: value[language] if isinstance(value, Bilingual) else value for name, value in params.items()
    }


def joined(texts: Iterable[Bilingual], separator: str = " ") -> Bilingual:
    """Texts one after another, in each language.

    >>> joined([Bilingual("One.", "١."), Bilingual("Two.", "٢.")]).en
    'One. Two.'
    """
    listed = [*texts]
    return Bilingual(*(separator.join(text[language] for text in listed) for language in LANGUAGES))


class Messages:
    """The texts of a package, read from `messages.toml` beside its modules when the first one is needed.

    Each text is a TOML table with `en` and `ar`, named by a key such as `table-unknown`. They stand apart
    from the code so that an editor of either language opens no Python.
    """

    def __init__(self, package: str | None, file: str = "messages.toml") -> None:
        assert package, "Messages(__package__) in a module of a package"
        self._package, self._file = package, file

    def __call__(self, key: str, /, **params: object) -> Bilingual:
        """The text of this key with its braces filled in; KeyError for a key or a value that is missing."""
        return self.texts[key].format(params)

    @cached_property
    def texts(self) -> Mapping[str, Bilingual]:
        """Every text by its key, with its braces."""
        tables = tomllib.loads(
            resources.files(self._package).joinpath(self._file).read_text(encoding="utf-8")
        )
        return {key: Bilingual(table["en"], table["ar"]) for key, table in tables.items()}


def texts_of(title: Bilingual, description: Bilingual) -> dict[str, str]:
    """Title and description as the properties of a descriptor."""
    return {
        "title": title.en,
        "title_ar": title.ar,
        "description": description.en,
        "description_ar": description.ar,
    }


def title_and_description(properties: Mapping[str, str]) -> tuple[Bilingual, Bilingual]:
    """Title and description from the properties of a descriptor: the inverse of `texts_of`."""
    title, description = (
        Bilingual(properties[name], properties[f"{name}_ar"]) for name in ("title", "description")
    )
    return title, description

"""Finds the code of a language by its name in Arabic or English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from riwaya.bilingual import Bilingual
from riwaya.text.spelling import search_key

# "The language", the article and the feminine ending of an adjective: اللغة العربية, عربية, عربي.
_AROUND = re.compile("^(?:اللغه |لغه )?(?:ال)?|ه$")


@cache
def language_names() -> Mapping[str, Bilingual]:
    """The names of languages by their ISO 639 codes, as the Unicode CLDR has them."""
    table = tomllib.loads(
        resources.files("riwaya.text").joinpath("languages.toml").read_text(encoding="utf-8")
    )
    return {code: Bilingual(**names) for code, names in table.items()}


def language_code(text: str) -> str | None:
    """The ISO 639 code of a language that is given by its code or its name; None for an unknown one.

    >>> language_code("الإنجليزية"), language_code("فرنسي"), language_code("Turkish"), language_code("de")
    ('en', 'fr', 'tr', 'de')
    """
    return text if text in language_names() else _codes().get(_key(text))


@cache
def _codes() -> Mapping[str, str]:
    return {_key(name): code for code, names in language_names().items() for name in (names.en, names.ar)}


def _key(name: str) -> str:
    words = (_AROUND.sub("", word) for word in _AROUND.sub("", search_key(name)).split())
    # In the Levant, English is written with a kaf.
    return " ".join(words).replace("انكليز", "انجليز")

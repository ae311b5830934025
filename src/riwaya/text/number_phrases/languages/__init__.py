"""Holds the number phrases of each language: one module a language, named by its code."""

from __future__ import annotations

from collections.abc import Mapping

from riwaya.text.number_phrases.languages import ar, de, en, es, fa, fr, tr
from riwaya.text.number_phrases.lexicon import Language

LANGUAGES: Mapping[str, Language] = {
    module.__name__.rpartition(".")[2]: module.LANGUAGE for module in (ar, de, en, es, fa, fr, tr)
}

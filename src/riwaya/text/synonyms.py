"""Finds words and phrases that mean the same in the words of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from riwaya.text.search_words import ARTICLES, bare_word, indexed_words, query_words

Words = tuple[str, ...]


def phrase_words(phrase: str) -> Words:
    """The words of a phrase, all without articles: `الرقة` and `ar-Raqqa` are one word each."""
    return tuple(bare_word(word) for word in query_words(phrase))


class Synonyms:
    """Phrases by concept: a text that has one is found by the words of all.

    Concepts that share a phrase are one.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]], forms: Iterable[tuple[str, str]] = ()) -> None:
        """Pairs of a concept and a phrase; a phrase without a letter or digit is ignored.

        `forms` are phrases that find a text, but may mean something else where they stand in one.
        """
        self._words: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._phrases: defaultdict[str, dict[Words, str]] = defaultdict(dict)
        parents: dict[str, str] = {}

        def root(concept: str) -> str:
            while concept in parents:
                concept = parents[concept]
            return concept

        for concept, phrase in phrases:
            if words := phrase_words(phrase):
                same = root(self._phrases[words[0]].setdefault(words, concept))
                if same != (own := root(concept)):
                    parents[own] = same
                    self._words[same] |= self._words.pop(own, {})
                self._words[same] |= dict.fromkeys(indexed_words(phrase))
        for concept, phrase in forms:
            self._words[root(concept)] |= dict.fromkeys(indexed_words(phrase))
        for found in self._phrases.values():
            found |= {words: root(concept) for words, concept in found.items()}
        self._lengths = {word: sorted({*map(len, found)}) for word, found in self._phrases.items()}

    def of(self, words: Sequence[str]) -> list[str]:
        """The words of all phrases that mean what a phrase in `words` means, each of them once.

        >>> Synonyms([("exchange", "prisoner swap"), ("exchange", "Exchange")]).of(["the", "exchange"])
        ['prisoner', 'swap', 'exchange']
        """
        if not self._phrases:
            return []
        bare = [bare_word(word) for word in words if word not in ARTICLES]
        if self._phrases.keys().isdisjoint(bare):
            return []
        found: dict[str, None] = {}
        for at, word in enumerate(bare):
            if phrases := self._phrases.get(word):
                for length in self._lengths[word]:
                    if (concept := phrases.get(tuple(bare[at : at + length]))) is not None:
                        found |= self._words[concept]
        return [*found]

"""Finds words and phrases that mean the same in the words of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from riwaya.text.search_words import bare_word, indexed_words, query_words


class Synonyms:
    """Phrases by concept: a text that has one is found by the words of all."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Pairs of a concept and a phrase; a phrase without a letter or digit is ignored."""
        self._words: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._phrases: defaultdict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for concept, phrase in phrases:
            words = [bare_word(word) for word in query_words(phrase)]
            if words:
                self._words[concept] |= dict.fromkeys(indexed_words(phrase))
                self._phrases[words[0]].append((words, concept))

    def of(self, words: Sequence[str]) -> list[str]:
        """The words of all phrases that mean what a phrase in `words` means, each of them once.

        >>> Synonyms([("exchange", "prisoner swap"), ("exchange", "Exchange")]).of(["the", "exchange"])
        ['prisoner', 'swap', 'exchange']
        """
        if not self._phrases:
            return []
        bare = [bare_word(word) for word in words]
        found: dict[str, None] = {}
        for at, word in enumerate(bare):
            for phrase, concept in self._phrases.get(word, ()):
                if bare[at : at + len(phrase)] == phrase:
                    found |= self._words[concept]
        return [*found]

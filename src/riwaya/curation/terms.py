"""Finds the term that a text means, by code or by label, and says which ones there are if it means none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.curation import MESSAGES
from riwaya.problem import with_suggestion
from riwaya.text.spelling import search_key
from riwaya.text.suggest import nearest

# Arabic words of one root mostly differ in these: خبر and إخباري, صحافي and صحفي.
_VOWELS = str.maketrans("", "", "اوي")
# Shorter words are a part of too many others.
_MIN_PART = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a column.

    >>> news, statement = Bilingual("News article", "مقال إخباري"), Bilingual("Statement", "بيان")
    >>> terms = Terms({"news_article": news, "statement": statement})
    >>> terms.find("مقال اخباري"), terms.find("خبر صحافي"), terms.nearest("خبر صحافي")
    ('news_article', None, 'news_article')
    """

    labels: Mapping[str, Bilingual]
    """Each term with its label; where it has none, with itself."""
    lists: bool = False
    """Whether a message on a text that is no term lists those that there are."""
    lang: str | None = None
    """The language of labels in messages; None for that of the message."""

    def find(self, text: str) -> str | None:
        """The term of this code, or the only one with this label in either language, in any spelling."""
        if text in self.labels:
            return text
        key = search_key(text)
        found = [term for term, label in self.labels.items() if key in _keys(label)]
        return found[0] if len(found) == 1 else None

    def nearest(self, text: str) -> str | None:
        """The term that a text most likely means: a similar code, or a label that is similar word by word, or
        else the only one whose label has the most of its words, also as a part of others or in another form
        of the root.
        """
        key = search_key(text)
        codes = {label: term for term, both in self.labels.items() for label in _keys(both)}
        if near := nearest(text, self.labels):
            return near
        # "A press report" is as similar to "a research report", but for the word that matters.
        label = nearest(key, codes) or ""
        if label and all(get_close_matches(word, label.split(), 1) for word in key.split()):
            return codes[label]
        words = [word for word in key.translate(_VOWELS).split() if len(word) >= _MIN_PART]
        counts: Counter[str] = Counter()
        for term, both in self.labels.items():
            label = " ".join(_keys(both)).translate(_VOWELS)
            counts[term] = sum(word in label for word in words)
        (best, most), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
        return best if most > second else None

    def refusal(self, text: str) -> Bilingual:
        """That a text is no term, which one it may mean, and, where they are listed, which ones there are."""
        key = "term-unknown-listed" if self.lists else "term-unknown"
        near = self.nearest(text)
        return with_suggestion(
            MESSAGES(key, value=text, terms=self._shown(self.labels)), near and self._shown([near])
        )

    def _shown(self, terms: Collection[str]) -> Bilingual:
        """Terms as people see them: labels, with the codes behind them."""
        terms = [*terms]
        return Bilingual(
            *(" · ".join(self._label(term, self.lang or lang) for term in terms) for lang in LANGUAGES)
        )

    def _label(self, term: str, lang: str) -> str:
        label = self.labels[term][lang]
        return f"{label} ({term})" if label != term else term


def _keys(label: Bilingual) -> set[str]:
    return {search_key(label[lang]) for lang in LANGUAGES}

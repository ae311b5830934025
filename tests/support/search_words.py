"""What the search finds, as its pages and `riwaya search` do."""

from collections.abc import Collection

from riwaya.text.search_words import query_words


def finds(query: str, indexed: Collection[str]) -> bool:
    """Whether a query finds what has these indexed words: a number must be whole, another word begins one."""
    return all(
        word in indexed if word.isdecimal() else any(one.startswith(word) for one in indexed)
        for word in query_words(query)
    )

"""Words that differ between two versions of a text are found, in both scripts, and no character is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.text.word_changes import word_changes

VECTORS = [
    ("more than 18 men", "about 20 men", "[more than 18] men", "[about 20] men"),
    ("أكثر من 18 عنصراً", "أكثر من 20 عنصراً", "أكثر من [18] عنصراً", "أكثر من [20] عنصراً"),
    ("تبادل الأسرى في الرقة", "تبادل الأسرى", "تبادل الأسرى[ في الرقة]", "تبادل الأسرى"),
    ("one", "one two", "one", "one[ two]"),
    ("", "new", "", "[new]"),
    ("a  b", "a b", "a[  ]b", "a[ ]b"),
    ("11", "12", "[11]", "[12]"),
    ("the same", "the same", "the same", "the same"),
]


@pytest.mark.parametrize("before, now, marked_before, marked_now", VECTORS)
def test_words_that_differ_are_marked(before, now, marked_before, marked_now):
    shown = [
        "".join(f"[{text}]" if differs else text for text, differs in side)
        for side in word_changes(before, now)
    ]
    assert shown == [marked_before, marked_now]


TEXTS = st.lists(st.sampled_from(["a", "b", "في", "18", " ", "  ", "\n"]), max_size=9).map("".join)


@given(TEXTS, TEXTS)
def test_the_parts_are_the_texts_and_what_is_not_marked_is_in_both(before, now):
    left, right = word_changes(before, now)
    assert ["".join(text for text, _ in side) for side in (left, right)] == [before, now]
    kept = ["".join(text for text, differs in side if not differs) for side in (left, right)]
    assert kept[0] == kept[1] and (any(differs for _, differs in left + right) == (before != now))

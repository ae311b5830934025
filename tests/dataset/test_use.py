"""The pages that hold commands or programs print what they say they print, and ask the same in both languages."""

import re

import pytest

from tests.support.use_page import PAGES, written


def test_the_pages_print_what_stands_in_them():
    assert written() == {page: page.read_text("utf-8") for pages in PAGES for page in pages}


@pytest.mark.parametrize("pages", PAGES, ids=[pages[0].stem for pages in PAGES])
def test_both_pages_ask_the_same(pages):
    calls = re.compile(r'^\$ riwaya \w+|dataset(?:\.\w+|\["\w+"\])|riwaya\.\w+', re.MULTILINE)
    asked = [calls.findall(page.read_text("utf-8")) for page in pages]
    assert asked[0] == asked[1] and len(asked[0]) >= 3

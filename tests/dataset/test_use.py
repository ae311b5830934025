"""The pages with commands or programs show their real output, and use the same calls in both languages."""

import re

import pytest

from tests.support.package_copies import ROOT
from tests.support.use_page import BLOCK, PAGES, written


@pytest.mark.slow
def test_the_pages_show_their_real_output():
    assert written() == {page: page.read_text("utf-8") for pages in PAGES for page in pages}


@pytest.mark.parametrize("pages", PAGES, ids=[pages[0].stem for pages in PAGES])
def test_both_pages_use_the_same_calls(pages):
    calls = re.compile(
        r'^\$ riwaya \w+|(?<!-)dataset(?:\.\w+|\["\w+"\])|riwaya\.\w+|"riwaya-[^"]+"', re.MULTILINE
    )
    texts = [page.read_text("utf-8") for page in pages]
    used = [calls.findall(text) for text in texts]
    assert used[0] == used[1] and len(used[0]) >= len(BLOCK.findall(texts[0])) > 0


@pytest.mark.parametrize("folder", [ROOT, ROOT / "docs"], ids=["repository", "docs"])
def test_no_arabic_output_stands_in_columns(folder):
    """Spaces align no Arabic letters, and headings in English run the other way."""
    outputs = [
        (page.name, output)
        for page in folder.glob("*.ar.md")
        for output in re.findall("^```text\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    ]
    assert len(outputs) > 1
    columns = re.compile(r"[ء-ي].*\S {2}|\S {2}.*[ء-ي]")
    assert [(name, columns.search(output)[0]) for name, output in outputs if columns.search(output)] == []

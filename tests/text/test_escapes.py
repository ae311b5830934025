"""Escapes of web pages, programs and addresses are found and undone; no other text is taken for them."""

import html
import json
import re
from urllib.parse import quote

import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.arrow import string_array
from riwaya.package.descriptor import Package
from riwaya.package.read_csv import read_table
from riwaya.text.escapes import ESCAPED, unescaped
from tests.support.package_copies import ROOT
from tests.text.test_ruined import TEXTS

PLAIN = [
    *TEXTS,
    "AT&T; R&D; Q&A, B&B & C&A;",
    "50%, 100%D, 7%C3 and 100 %D8, %A7%",
    r"C:\users\u0627 and \\server\u0627, .\src\u0627, \new; \u062, \udead, \u0007",
    "https://example.org/%D8%AD%D9%84%D8%A8?q=%D8%A7 and www.example.org/%C3%A9, wiki/%D8%A7, ?q=%D8%A7",
    "a&b;c &unknown; &#; &#x; &#0; &#55555555; &#7;",
    "plan%20B, %41%42, %C3%28, %ff%fe",
    "تبادل 50% من الأسرى؛ R&D؛",
]
FOUND = {
    "R&amp;D": "R&D",
    "AT&amp;amp;T": "AT&T",
    "&#1575;&#x644;رقة": "الرقة",
    "حلب&nbsp;وإدلب&rlm;": "حلب وإدلب\u200f",
    "&laquo;caf&eacute;&raquo; &lt;b&gt; it&#39;s &apos;so&apos;": "«café» <b> it's 'so'",
    r"\u0627\u0644\u0631\u0642\u0629": "الرقة",
    r"caf\u00e9 \ud83d\ude00": "café 😀",
    r"\u00ab\u062d\u0644\u0628\u00bb\n\"caf\u00e9\" 1\/2": '«حلب»\n"café" 1\\/2',
    "%D8%AD%D9%84%D8%A8 50%": "حلب 50%",
    "caf%C3%A9%20noir%2C oui": "café noir, oui",
    "https://example.org/?a=1&amp;b=2": "https://example.org/?a=1&b=2",
    "&amp;#1575;": "ا",
}


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_escape_is_left(text):
    assert unescaped(text) is None


@pytest.mark.parametrize("text", FOUND)
def test_an_escape_is_found_by_both_engines_of_patterns_and_undone(text):
    assert unescaped(text) == FOUND[text]
    assert pc.match_substring_regex(string_array([text]), ESCAPED).to_pylist() == [True]


def test_no_text_of_the_dataset_has_an_escape():
    package = Package.open(ROOT)
    for resource in package.resources:
        table, _ = read_table(package.files, resource)
        for item in resource.schema.fields:
            texts = table.cells[item.name].to_pylist() if item.is_prose else ()
            assert [text for text in texts if text and unescaped(text)] == []


@given(st.text(st.sampled_from("ابتثجحخدرسشصعفقكلمنهوي éüşñ،؛؟«»😀"), min_size=1, max_size=40))
def test_any_text_comes_back_from_its_escapes(text):
    for escaped in (
        json.dumps(text)[1:-1],
        quote(text, safe=" "),
        "".join(f"&#{ord(char)};" for char in text),
        html.escape(f"<{text}>"),
    ):
        meant = f"<{text}>" if escaped.startswith("&lt;") else text
        assert (unescaped(escaped) or escaped) == meant
        assert unescaped(meant) is None and (escaped == meant or re.search(ESCAPED, escaped))

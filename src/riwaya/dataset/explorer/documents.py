"""Shows documents in Markdown, which may come from anybody, as parts of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from riwaya.dataset.explorer.bidi import visible

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# What our documents have of HTML: the direction of an Arabic one, and comments.
_HTML = re.compile(r"^</?div[^<>]*>$|<!--.*?-->", re.MULTILINE | re.DOTALL)
_WEB = ("https://", "http://")
_HEADINGS = 6
_FIRST_LETTER = re.compile(r"[A-Za-z]|[؀-ۿ]")
# A quotation with its marks, or words with what stands between them.
_ARABIC = re.compile(r"(«[^«»]*[؀-ۿ][^«»]*»|[؀-ۿ]+(?:[^\w«»]+[؀-ۿ]+)*)")


def title_of(text: str) -> str | None:
    """The first heading of the first level."""
    found = re.search(r"^# +(.+?) *$", text, re.MULTILINE)
    return found[1] if found else None


def shown(text: str, anchors: Mapping[str, str], is_mixed: bool = False) -> str:
    """The HTML of a document, its title as a heading of the second level.

    A link to a file in `anchors` leads to its place on the page, one to the web stays; of others the words
    stay. HTML in the document is text. The parts of a `mixed` one have the direction of their own script.
    """
    parser = _parser()
    tokens = parser.parse(_HTML.sub("", visible(text)))
    for token in tokens:
        if token.type.startswith("heading_"):
            token.tag = f"h{min(int(token.tag[1:]) + 1, _HEADINGS)}"
        if is_mixed and token.nesting == 1:
            token.attrSet("dir", "auto")
        if token.children:
            token.children = [*_with_links(token.children, anchors)]
            if (first := _FIRST_LETTER.search(token.content)) and first[0].isascii():
                token.children = [*_with_isolated_arabic(token.children)]
    html = parser.renderer.render(tokens, parser.options, {})
    html = html.replace("<table", '<div class="scroll" tabindex="0"><table class="grid"')
    return html.replace("</table>", "</table></div>")


def _with_links(tokens: Iterable[Token], anchors: Mapping[str, str]) -> Iterator[Token]:
    """The tokens without images, and without links that lead nowhere."""
    leads = False
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrs["href"])
            anchor = anchors.get(PurePosixPath(address.partition("#")[0]).name)
            leads = anchor is not None or address.startswith(_WEB)
            token.attrs = {"href": anchor or address, "rel": "noreferrer"}
        if token.type != "image" and (leads or not token.type.startswith("link_")):
            yield token


def _with_isolated_arabic(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens of a text in Latin letters: two Arabic runs with code between them change places, unless
    each is a <bdi>.
    """
    # Start-up time, as in _parser.
    from markdown_it.token import Token

    for token in tokens:
        if token.type != "text":
            yield token
            continue
        for number, part in enumerate(_ARABIC.split(token.content)):
            shown_part = [Token("text", "", 0, content=part)]
            if number % 2:
                shown_part = [Token("bdi_open", "bdi", 1), *shown_part, Token("bdi_close", "bdi", -1)]
            yield from shown_part


@cache
def _parser() -> MarkdownIt:
    # Start-up time: commands that write no page do without it.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")

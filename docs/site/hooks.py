"""Makes the pages of one language of the files of the repository.

A page `X.md` (or `X.en.md`) and its Arabic `X.ar.md` have the same address in both languages; what exists in
English alone is in the Arabic pages in English. Links between files become links between pages, and the name
of a file its title; a link to a file that is no page leads to the repository if RIWAYA_REPOSITORY is its
address, and is its text otherwise.
"""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from docs.site.generated import api_page, commands_page

ROOT = Path(__file__).resolve().parents[2]
_OUTSIDE = ("README.md", "CONTRIBUTING.md", "DEVELOPING.md", "CHANGELOG.md", "CHANGELOG-CODE.md")
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
_INLINE = re.compile(r"(?<!<pre>)(?<!<span></span>)<code>([^<>]+)</code>")
_HYPHENED = re.compile(r"(?<![^\s>])(?=[^\s<>]*-)[^\s<>]{1,27}\w(?=[^\w\s<>]*(?:[\s<]|$))(?![^<>]*>)")
_LONG = re.compile(r"[^\s<>]{29,}(?![^<>]*>)")
_CONSOLE = re.compile('<div class="language-console.*?</pre>', re.DOTALL)
_OUTPUT = re.compile('(<div class="language-text)(.*?<code>)(.*?)</code>', re.DOTALL)
_COLUMNS = re.compile(r"\S {3}")
_WHOLE = r'<span class="whole">\g<0></span>'
_SHORT = 28
"""Letters of code that fit into a line of a phone."""
_ADDRESS = re.compile("[a-z]+:|#")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """All pages of the language of `config`, and the pictures that they show."""
    lang = config.theme["language"]
    pages = pages_of(lang)
    made = [
        File.generated(config, "commands.md", content=commands_page(lang)),
        File.generated(config, "api.md", content=api_page(lang)),
    ]
    for path, page in pages.items():
        text, pictures = page_text(path, pages, lang)
        made.append(File.generated(config, page, content=text))
        made += [
            File.generated(config, picture, abs_src_path=str(ROOT / "docs" / picture)) for picture in pictures
        ]
    made.append(File.generated(config, "extra.css", abs_src_path=str(Path(__file__).with_name("extra.css"))))
    return Files([*(file for file in files if file.src_dir != config.docs_dir), *made])


def on_page_content(html: str, **_: object) -> str:
    """Marks code that no line may break: a name or a short command, and an option (`--lang`) or ID in a
    longer one. Long paths and lists of values (`[en|ar]`) may be broken between parts, as may lines of output
    without columns, each in the direction of its language. CSS sees neither the length of a text nor columns.
    """

    def marked(match: re.Match) -> str:
        code = match[1]
        if len(code) <= _SHORT:
            return f'<code class="whole">{code}</code>'
        return f"<code>{_LONG.sub(_breakable, _HYPHENED.sub(_WHOLE, code))}</code>"

    html = _OUTPUT.sub(_lines, html)
    html = _CONSOLE.sub(lambda match: _HYPHENED.sub(_WHOLE, match[0]), html)
    return _INLINE.sub(marked, html)


def _breakable(word: re.Match) -> str:
    """A path, or a list of values, that may be broken after each part."""
    return re.sub(r"[|/](?=\w)", r"\g<0><wbr>", word[0])


def _lines(output: re.Match) -> str:
    """Output without columns, line by line."""
    kind, start, text = output.groups()
    if _COLUMNS.search(text):
        return output[0]
    lines = (
        f'<span class="line"{_direction(line)}>{_HYPHENED.sub(_WHOLE, line)}</span>'
        for line in text.splitlines(keepends=True)
    )
    return f"{kind} prose{start}{''.join(lines)}</code>"


def _direction(line: str) -> str:
    """Of a line, by its words: an ID before or behind them, in capitals, has no say."""
    return ' dir="rtl"' * (len(re.findall("[ء-ي]", line)) > len(re.findall("[a-z]", line)))


def pages_of(lang: str) -> dict[str, str]:
    """The page for each file of the repository that is one in a language, both by their path."""
    sources = [*(path for path in _OUTSIDE), *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
    bases = sorted({re.sub(r"(\.en|\.ar)?\.md$", "", path) for path in sources})
    pages = {}
    for base in bases:
        names = [f"{base}.ar.md", f"{base}.md", f"{base}.en.md"][lang == "en" :]
        path = next(name for name in names if (ROOT / name).exists())
        pages[path] = "index.md" if base == "README" else f"{posixpath.basename(base).lower()}.md"
    return pages


def page_text(path: str, pages: dict[str, str], lang: str) -> tuple[str, set[str]]:
    """A file as a page with links to other pages, and the pictures in it."""
    text, pictures = (ROOT / path).read_text("utf-8"), set()
    # The header of every page leads to the other language.
    text = re.sub(r"^\[(?:English|العربية)\]\(\S+\)(?: · )?\n?", "", text, flags=re.MULTILINE)
    # What GitHub alone shows.
    text = re.sub(r"\[!\[\w+\]\(\S+\)\]\(\S+\) · ", "", text)
    # A block that names its file.
    text = re.sub(r"^(```\w+) ([\w./-]+)$", r'\1 title="\2"', text, flags=re.MULTILINE)
    # The theme sets the direction.
    text = re.sub(r'^(?:<div dir="rtl">|</div>)\n', "", text, flags=re.MULTILINE)

    def linked(match: re.Match) -> str:
        mark, words, target = match.groups()
        if _ADDRESS.match(target):
            return match[0]
        file, _, anchor = target.partition("#")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
        if mark and file.startswith("docs/"):
            pictures.add(file.removeprefix("docs/"))
            return f"![{words}]({file.removeprefix('docs/')})"
        of_page = next((name for name in (file, in_english(file, lang)) if name in pages), None)
        if of_page:
            if words == posixpath.basename(file) and words.islower():
                words = _title(of_page)
            return f"[{words}]({pages[of_page]}{'#' * bool(anchor)}{anchor})"
        repository = os.environ.get("RIWAYA_REPOSITORY")
        if not repository or mark:
            return words if not mark else ""
        inside = "blob/HEAD/" if (ROOT / file).exists() else ""
        return f"[{words}]({repository}/{inside}{file.removeprefix('../../')})"

    text = _LINK.sub(linked, text)
    if lang == "ar" and not re.search("^# .*[ء-ي]", text, re.MULTILINE):
        text = f'<div dir="ltr" lang="en" markdown>\n\n{text}\n\n</div>\n'
    return text, pictures


def _title(file: str) -> str:
    """The first heading of a page."""
    return re.search("^# (.+)$", (ROOT / file).read_text("utf-8"), re.MULTILINE)[1]


def in_english(file: str, lang: str) -> str:
    """What a page that exists in English alone links to, in the other language."""
    base = re.sub(r"(\.en)?\.md$", "", file)
    return f"{base}.{lang}.md" if lang == "ar" else file

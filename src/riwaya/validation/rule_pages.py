"""Writes the pages docs/rules.en.md and docs/rules.ar.md: each kind of problem, with an example.

An example is a TOML file in examples/, named CODE.toml, or CODE-KEY.toml where a code has several kinds:

- edits: changes to a small package of one article that cause the problem. Each has a `path` and one of:
  find and replace (with every, times), append, content, folder, zip (names of the files in it), at (and json)
  for a place in a JSON file; encoding to save it in
- passing: changes that cause no problem; without them, the state before the edits is shown
- before: edits of the earlier release that the package is compared with
- problems: all problems that the edits cause, which the tests check
- values: what the braces of the texts hold; a table with `en` and `ar` where that is a text of ours
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.journal import write_files
from riwaya.problem import DOCS, Place, Problem, ProblemKind
from riwaya.validation import MESSAGES
from riwaya.validation.kinds import kinds_by_group


class Edit(TypedDict):
    """A change to one file of a package."""

    path: str
    find: NotRequired[str]
    replace: NotRequired[str]
    every: NotRequired[bool]
    times: NotRequired[int]
    append: NotRequired[str]
    content: NotRequired[str]
    folder: NotRequired[bool]
    zip: NotRequired[list[str]]
    at: NotRequired[list[str]]
    json: NotRequired[str]
    encoding: NotRequired[str]


class Before(TypedDict):
    """The earlier release that a package is compared with."""

    edits: list[Edit]


class Example(TypedDict):
    """One example file."""

    edits: list[Edit]
    problems: list[Mapping[str, object]]
    values: NotRequired[Mapping[str, str | Mapping[str, str]]]
    passing: NotRequired[list[Edit]]
    before: NotRequired[Before]


def read_example(name: str) -> Example:
    """The example of this name; FileNotFoundError if there is none."""
    file = resources.files("riwaya.validation").joinpath("examples", f"{name}.toml")
    return cast(Example, tomllib.loads(file.read_text(encoding="utf-8")))


def write_rule_pages(folder: Path) -> tuple[str, ...]:
    """Write the pages into docs/ of a dataset's folder; the paths of the files, relative to the folder."""
    pages = {f"{DOCS}/{name}": text.encode() for name, text in rule_pages().items()}
    write_files(folder, pages)
    return tuple(pages)


def rule_pages() -> dict[str, str]:
    """The pages by file name: rules.en.md and rules.ar.md."""
    groups = {
        group: [(name, kind, read_example(name)) for name, kind in kinds.items()]
        for group, kinds in kinds_by_group().items()
    }
    return {f"rules.{language}.md": _page(groups, language) for language in LANGUAGES}


def _page(groups: Mapping[str, Iterable[tuple[str, ProblemKind, Example]]], language: str) -> str:
    other = {"en": "[العربية](rules.ar.md)", "ar": "[English](rules.en.md)"}[language]
    lines = ['<div dir="rtl">', ""] if language == "ar" else []
    lines += [f"# {_text('page-title', language)}", "", other, "", _text("page-introduction", language), ""]
    for group, examples in groups.items():
        lines += [f"## {_text(f'group-{group}', language)}", ""]
        code = ""
        for name, kind, example in examples:
            if kind.code != code:
                code = kind.code
                lines += [f"### `{code}`", ""]
            lines.append(_section(name, kind, example, language))
    return "\n".join([*lines, "</div>"] if language == "ar" else lines).rstrip() + "\n"


def _section(name: str, kind: ProblemKind, example: Example, language: str) -> str:
    """One kind: why it matters, the message and hint of its example, and the example as a diff."""
    given = example.get("values", {}).items()
    values = {name: value if isinstance(value, str) else Bilingual(**value) for name, value in given}
    problem = Problem(kind, Place(""), values)
    # Escapes in it are shown as they are.
    message = problem.message()[language].replace("&", "&amp;")
    severity = _text(f"severity-{kind.severity}", language)
    heading = [] if name == kind.code else [f"#### {name.removeprefix(kind.code + '-')}", ""]
    texts = [
        f"**{severity.capitalize()}.** {kind.why[language]}",
        "",
        f"- {_text('page-message', language)}: {_visible(message)}",
        f"- {_text('page-hint', language)}: {problem.hint()[language]}",
        "",
    ]
    diff = [f"{sign}{line}" for sign, lines in _diff(example, language) for line in lines]
    return "\n".join([*heading, *texts, "```diff", *diff, "```", ""])


def _diff(example: Example, language: str) -> list[tuple[str, list[str]]]:
    """The lines of the earlier release, of the edits, and of what causes no problem, each with its sign."""
    before = example["before"]["edits"] if "before" in example else []
    wrong = _edit_lines(example["edits"], language)
    undone = [_undone(edit) for edit in example["edits"] if "find" in edit]
    right = _edit_lines(example.get("passing", undone), language)
    unchanged = [f"{edit['path']}: {_text('edit-unchanged', language)}" for edit in example["edits"]]
    return [
        (f"  {_text('edit-before', language)}: ", _edit_lines(before, language)),
        ("- ", wrong),
        ("+ ", right or unchanged),
    ]


def _undone(edit: Edit) -> Edit:
    return cast(Edit, {**edit, "replace": edit.get("find", ""), "times": 1})


def _edit_lines(edits: Sequence[Edit], language: str) -> list[str]:
    """The edits as a reader sees them, each once, with a line for each row that they write."""
    lines: list[str] = []
    for edit in edits:
        rows = edit.get("append", edit.get("content", "")).splitlines() if _writes_rows(edit) else []
        texts = [_visible(row) for row in rows] or [_edit_text(edit, language)]
        lines += [f"{edit['path']}: {text}" for text in texts if text]
    return [*dict.fromkeys(lines)]


def _writes_rows(edit: Edit) -> bool:
    return not {"folder", "zip", "at", "encoding"} & {*edit}


def _edit_text(edit: Edit, language: str) -> str:
    if "folder" in edit:
        return _text("edit-folder", language)
    if "zip" in edit:
        return MESSAGES("edit-zip", files=", ".join(edit["zip"]) or "–")[language]
    if "at" in edit:
        place = " › ".join(edit["at"])
        return (
            f"{place} = {edit['json']}" if "json" in edit else f"{place}: {_text('edit-removed', language)}"
        )
    if "encoding" in edit:
        return MESSAGES("edit-encoding", encoding=edit["encoding"])[language]
    if text := edit.get("replace", "").replace("\n", "⏎"):
        return _visible(text) + _how_often(edit, language)
    if "content" in edit:
        return _text("edit-empty", language)
    return f"{_text('edit-removed', language)}: {_visible(edit.get('find', '').strip())}"


def _how_often(edit: Edit, language: str) -> str:
    if edit.get("times", 1) > 1:
        return f" × {edit.get('times')}"
    return f" ({_text('edit-everywhere', language)})" if "every" in edit else ""


def _text(key: str, language: str) -> str:
    return MESSAGES(key)[language]


def _visible(text: str) -> str:
    """The text with the code point in place of each character that cannot be seen, or looks like another."""
    composed = text == unicodedata.normalize("NFC", text)
    return "".join(f"⟨U+{ord(char):04X}⟩" if _is_hidden(char, composed) else char for char in text)


def _is_hidden(char: str, composed: bool) -> bool:
    category = unicodedata.category(char)
    if category in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn") or (category == "Zs" and char != " "):
        return True
    form = "ARABIC LETTER" in unicodedata.name(char, "") and unicodedata.normalize("NFKC", char) != char
    return form or (category == "Mn" and not composed)

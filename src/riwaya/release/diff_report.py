"""Shows the difference between two releases as text or as a page, in either language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from riwaya.bilingual import Messages
from riwaya.package.derivations import is_computed
from riwaya.release.table import Release
from riwaya.release.templates import site_page
from riwaya.text.word_changes import Parts, word_changes

_WORDS = Messages(__package__, "diff.toml")
Words = Mapping[str, Sequence[Mapping[str, Any]]]
"""What the rows say that were `added` and `removed`, what the cells stand for that were `changed`, and what
their `rows` say: each in the order of the rows, by language."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell that changed; `before` of one in an added row and `now` of one in a removed row are None."""

    key: str
    column: str
    before: str | None
    now: str | None

    @property
    def marked(self) -> tuple[Parts, Parts]:
        """The parts of both, with True for those that the other does not have."""
        return word_changes(self.before or "", self.now or "")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: one added or removed with its cells that are not empty, another with those that changed."""

    key: str
    sign: str
    """"+", "-" or "~"."""
    words: str
    cells: tuple[_Cell, ...]


def as_text(changes: Mapping, new: Release, lang: str) -> str:
    """The described difference from an earlier release to `new`: a line for each row added, removed or
    changed, below the last one for each cell that changed, then what moves.
    """
    lines = [line for table in _tables(changes, new, lang) for line in _lines(table, lang)]
    if changes["tables"] or changes["dropped"]:
        lines += moves_as_text(changes["moves"], lang)
    return "\n".join([*_head(changes, lang), *lines]) + "\n"


def table_as_text(
    title: str,
    name: str,
    titles: Mapping[str, str],
    named: Iterable[str],
    changes: Mapping,
    words: Words,
    lang: str,
) -> list[str]:
    """The lines of one table, from its `added`, `removed` and `changed` rows as `difference` has them."""
    counts = _WORDS("count", **{what: len(changes[what]) for what in ("added", "removed", "changed")})[lang]
    rows = [*_changed(changes, words, titles, named, lang)]
    made = {"name": name, "title": title, "count": counts, "columns": [], "rows": rows}
    return [*_lines(made, lang)]


def moves_as_text(moved: Sequence[Mapping] | None, lang: str) -> list[str]:
    """The lines of what moves: a heading, then those of each event. None is what is not known."""
    lines = ["", _WORDS("moves")[lang]]
    if not moved:
        lines.append(f"  {_WORDS('moves-unknown' if moved is None else 'nothing-moves')[lang]}")
    for event in moved or ():
        first, *others = event["text"][lang]
        lines += [f"  {first}", *(f"    {line}" for line in others)]
    return lines


def as_page(changes: Mapping, new: Release, lang: str) -> str:
    """The same as a page of HTML that needs nothing else, with the words marked that changed, and with every
    cell of the rows that were added or removed.
    """
    heading, bump = _head(changes, lang)
    words = {name: word[lang] for name, word in _WORDS.texts.items()}
    return site_page(
        "diff.html",
        new.descriptor,
        lang,
        heading=heading,
        bump=bump,
        words=words,
        tables=[*_tables(changes, new, lang)],
        moves=changes["moves"],
    )


def _head(changes: Mapping, lang: str) -> tuple[str, str]:
    versions = {"before": changes["from"]["version"], "now": changes["to"]["version"]}
    heading = "heading" if versions["before"] != versions["now"] else "heading-same"
    return _WORDS(heading, **versions)[lang], _WORDS(changes["bump"])[lang]


def _tables(changes: Mapping, new: Release, lang: str) -> Iterator[dict[str, object]]:
    for name, table in changes["tables"].items():
        made = new.table(name)
        titles = {field.name: field.title[lang] for field in made.schema.fields}
        counts = {what: len(table[what]) for what in ("added", "removed", "changed")}
        columns = [
            _WORDS(what, names=", ".join(names))[lang]
            for what, names in table.get("columns", {}).items()
            if names
        ]
        columns += [
            _WORDS(word)[lang] for word, part in (("schema", "schema"), ("moved", "order")) if part in table
        ]
        # Computed tables follow from the others: their cells would be shown twice.
        named = made.schema.primary_key or made.schema.names
        if is_computed(name) and any(counts.values()):
            columns.append(_WORDS("not-listed")[lang])
        rows = [] if is_computed(name) else [*_changed(table, changes["words"][name], titles, named, lang)]
        title = f"{made.title[lang]} ({_WORDS('computed')[lang]})" if is_computed(name) else made.title[lang]
        yield {
            "name": name,
            "title": title,
            "count": _WORDS("count", **counts)[lang],
            "columns": columns,
            "rows": rows,
        }
    for name in changes["dropped"]:
        yield {"name": name, "title": name, "count": _WORDS("dropped")[lang], "columns": [], "rows": []}


def _changed(
    table: Mapping, words: Words, titles: Mapping[str, str], named: Iterable[str], lang: str
) -> Iterator[_Row]:
    for (key, pairs), labels, row in zip(table["changed"], words["changed"], words["rows"], strict=True):
        shown = _shown_key(key[:-1])
        cells = (
            _Cell(shown, titles[column], *map(_labelled, pairs[column], label))
            for column, label in labels[lang].items()
        )
        yield _Row(shown, "~", row[lang], (*cells,))
    added = [([row[name] for name in named], row) for _, row in table["added"]]
    removed = [(key[:-1], row) for key, row in table["removed"]]
    for what, rows in (("added", added), ("removed", removed)):
        for (key, row), said in zip(rows, words[what], strict=True):
            yield _row(_shown_key(key), row, what == "added", said[lang], titles)


def _labelled(cell: object, label: str | None) -> str:
    return " · ".join(filter(None, (_shown(cell), label)))


def _row(key: str, row: Mapping, added: bool, words: str, titles: Mapping[str, str]) -> _Row:
    shown = ((titles.get(name, name), _shown(cell)) for name, cell in row.items() if cell is not None)
    cells = (_Cell(key, column, None if added else cell, cell if added else None) for column, cell in shown)
    return _Row(key, "+" if added else "-", words, (*cells,))


def _lines(table: Mapping, lang: str) -> Iterator[str]:
    yield ""
    yield f"{table['title']} · {table['name']} · {table['count']}"
    yield from (f"  {line}" for line in table["columns"])
    empty = _WORDS("empty")[lang]
    for row in table["rows"]:
        yield f"  {row.sign} {' · '.join(filter(None, (row.key, row.words)))}"
        for cell in row.cells if row.sign == "~" else ():
            values = _WORDS("cell", before=cell.before or empty, now=cell.now or empty)[lang]
            yield f"    {cell.column}: {values}"


def _shown_key(key: list) -> str:
    return " · ".join(filter(None, map(_shown, key)))


def _shown(cell: object) -> str | None:
    return cell if cell is None or isinstance(cell, str) else json.dumps(cell)

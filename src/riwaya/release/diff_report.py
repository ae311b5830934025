"""Shows the difference between two releases as text or as a page, in either language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from riwaya.bilingual import Messages
from riwaya.package.derivations import is_computed
from riwaya.release.table import Release
from riwaya.release.templates import page

_WORDS = Messages(__package__, "diff.toml")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell that changed; `before` of one in an added row and `now` of one in a removed row are None."""

    key: str
    column: str
    before: str | None
    now: str | None


def as_text(changes: Mapping, new: Release, lang: str) -> str:
    """The difference from an earlier release to `new`: a line for each row added or removed, and each cell
    that changed.
    """
    lines = (line for table in _tables(changes, new, lang) for line in _lines(table, lang))
    return "\n".join([*_head(changes, lang), *lines]) + "\n"


def table_as_text(
    title: str, name: str, titles: Mapping[str, str], named: Iterable[str], changes: Mapping, lang: str
) -> list[str]:
    """The lines of one table, from its `added`, `removed` and `changed` rows as `difference` has them."""
    counts = _WORDS("count", **{what: len(changes[what]) for what in ("added", "removed", "changed")})[lang]
    made = {
        "name": name,
        "title": title,
        "count": counts,
        "columns": [],
        "lines": [*_cells(changes, titles, named)],
    }
    return [*_lines(made, lang)]


def as_page(changes: Mapping, new: Release, lang: str) -> str:
    """The same as a page of HTML that needs nothing else, with every cell of the rows that were added or
    removed.
    """
    heading, bump = _head(changes, lang)
    words = {name: word[lang] for name, word in _WORDS.texts.items()}
    return page(
        "diff.html",
        lang=lang,
        heading=heading,
        bump=bump,
        words=words,
        tables=[*_tables(changes, new, lang)],
    )


def _head(changes: Mapping, lang: str) -> tuple[str, str]:
    versions = {"before": changes["from"]["version"], "now": changes["to"]["version"]}
    return _WORDS("heading", **versions)[lang], _WORDS(changes["bump"])[lang]


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
        cells = (
            []
            if is_computed(name)
            else [*_cells(table, titles, made.schema.primary_key or made.schema.names)]
        )
        title = f"{made.title[lang]} ({_WORDS('computed')[lang]})" if is_computed(name) else made.title[lang]
        yield {
            "name": name,
            "title": title,
            "count": _WORDS("count", **counts)[lang],
            "columns": columns,
            "lines": cells,
        }
    for name in changes["dropped"]:
        yield {"name": name, "title": name, "count": _WORDS("dropped")[lang], "columns": [], "lines": []}


def _cells(table: Mapping, titles: Mapping[str, str], named: Iterable[str]) -> Iterator[_Cell]:
    for key, cells in table["changed"]:
        for column, (before, now) in cells.items():
            yield _Cell(_shown_key(key[:-1]), titles[column], _shown(before) or "", _shown(now) or "")
    for _, row in table["added"]:
        key = _shown_key([row[name] for name in named])
        yield from (
            _Cell(key, titles[column], None, _shown(cell)) for column, cell in row.items() if cell is not None
        )
    for key, row in table["removed"]:
        shown = _shown_key(key[:-1])
        yield from (
            _Cell(shown, titles.get(name, name), _shown(cell), None)
            for name, cell in row.items()
            if cell is not None
        )


def _lines(table: Mapping, lang: str) -> Iterator[str]:
    yield ""
    yield f"{table['title']} · {table['name']} · {table['count']}"
    yield from (f"  {line}" for line in table["columns"])
    shown = None
    for cell in table["lines"]:
        if cell.before is not None and cell.now is not None:
            empty = _WORDS("empty")[lang]
            values = _WORDS("cell", before=cell.before or empty, now=cell.now or empty)[lang]
            yield f"  ~ {cell.key} · {cell.column}: {values}"
        elif shown != (shown := (cell.key, cell.now is None)):
            yield f"  {'-' if cell.now is None else '+'} {cell.key}"


def _shown_key(key: list) -> str:
    return " · ".join(filter(None, map(_shown, key)))


def _shown(cell: object) -> str | None:
    return cell if cell is None or isinstance(cell, str) else json.dumps(cell)

"""Shows a dataset in a notebook: its version, its tables with their rows, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from riwaya.dataset import MESSAGES
from riwaya.release.citation import citation
from riwaya.release.table import ReleaseTable


def dataset_html(descriptor: Mapping, tables: Iterable[ReleaseTable], lang: str) -> str:
    """HTML without scripts and styles, right to left in Arabic."""
    words = MESSAGES.texts
    caption = words["notebook-version"].format({"version": descriptor["version"]})[lang]
    columns = (words[f"notebook-{column}"][lang] for column in ("table", "title", "rows"))
    rows = (_row("td", (table.name, table.title[lang], str(table.row_count))) for table in tables)
    return (
        f'<div lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">'
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead>{_row('th', columns)}</thead><tbody>{''.join(rows)}</tbody></table>"
        f"<p>{escape(words['notebook-cite'][lang])} {escape(citation(descriptor, lang=lang))}</p></div>"
    )


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"

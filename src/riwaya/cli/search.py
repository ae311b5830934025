"""`riwaya search`: prints the rows that have all words of a plain text, in any spelling."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from riwaya.cli import MESSAGES
from riwaya.cli.inputs import dataset_of
from riwaya.cli.options import command, help_text, release_option
from riwaya.dataset.locate import retirement_notice
from riwaya.dataset.search import DatasetSearch, FoundInTable


@command("search")
@click.argument("words", metavar="TEXT...", nargs=-1, required=True)
@release_option
@click.option(
    "--limit", type=click.IntRange(min=1), default=10, show_default=True, help=help_text("search-limit")
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=help_text("search-format"),
)
def search(words: tuple[str, ...], release: str | None, limit: int, form: str, lang: str) -> int:
    """Prints the rows by table, the best first; exit code 1 if there are none, as of grep."""
    text = " ".join(words)
    with dataset_of(release, lang) as dataset:
        found = DatasetSearch(dataset).find(text, limit)
        nothing = retirement_notice(dataset, text.strip().upper()) or MESSAGES("nothing-found", text=text)
    if form == "json":
        click.echo(_as_json(found))
    else:
        click.echo(_as_text(found, lang) if found else nothing[lang])
    return 0 if found else 1


def _as_json(found: Sequence[FoundInTable]) -> str:
    tables = [
        {
            "table": part.table,
            "count": part.count,
            "rows": [{"id": row.id, "text_ar": row.text.ar, "text_en": row.text.en} for row in part.rows],
        }
        for part in found
    ]
    return json.dumps(tables, ensure_ascii=False, indent=1)


def _as_text(found: Sequence[FoundInTable], lang: str) -> str:
    lines = []
    for part in found:
        key = "found-in-table" if len(part.rows) == part.count else "found-in-table-more"
        facts = {"title": part.title, "count": part.count, "shown": len(part.rows)}
        lines += ["", MESSAGES(key, **facts)[lang]]
        lines += [f"  {row.id}  {row.text[lang]}".rstrip() for row in part.rows]
    return "\n".join(lines[1:])

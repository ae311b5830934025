"""`riwaya verify-sources`: compares the passages of a source with a text that somebody has."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.inputs import package_of, text_of
from riwaya.cli.options import command, help_text
from riwaya.curation.source_check import verify_source
from riwaya.validation.check import check_package


@command("verify-sources")
@click.option("--source", required=True, help=help_text("verify-sources-source"))
@click.option(
    "--text",
    "file",
    type=click.Path(path_type=Path),
    required=True,
    help=help_text("verify-sources-text"),
)
def verify_sources(source: str, file: Path, lang: str) -> int:
    """Prints one line a passage; exit code 1 if one differs."""
    results = verify_source(check_package(package_of(None, lang, or_installed=True)), source, text_of(file))
    for item in results:
        result = f"{MESSAGES(f'passage-{item.result}')[lang]} {item.sha256 or ''}".strip()
        click.echo(f"{item.id} · {item.locator or MESSAGES('whole-text')[lang]} · {result}")
    return 0 if all(item.result == "same" for item in results) else 1

"""`riwaya codebook`: writes the codebook beside the data."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.cli.options import command, path_argument
from riwaya.cli.report import valid_package_to_change
from riwaya.curation.scaffold import write_codebook


@command("codebook")
@path_argument
def codebook(path: Path | None, lang: str) -> int:
    """Prints the pages that were written."""
    click.echo("\n".join(write_codebook(valid_package_to_change(lang, path).package)))
    return 0

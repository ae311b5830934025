"""`riwaya rules`: lists the rules, or writes their pages."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.cli.inputs import package_of
from riwaya.cli.options import command, help_text, path_argument
from riwaya.validation import MESSAGES
from riwaya.validation.check import applied_codes
from riwaya.validation.kinds import kinds_by_group
from riwaya.validation.rule_pages import write_rule_pages


@command("rules")
@path_argument
@click.option(
    "--for", "dataset", type=click.Path(path_type=Path), metavar="PATH", help=help_text("rules-for")
)
@click.option("--write", is_flag=True, help=help_text("rules-write"))
def rules(path: Path | None, dataset: Path | None, write: bool, lang: str) -> int:
    """Print code, severity and reason of every kind of problem, or write docs/rules.*.md of a dataset."""
    if write:
        click.echo("\n".join(write_rule_pages(package_of(path, lang).folder)))
        return 0
    applied = applied_codes(package_of(dataset, lang, standard=True)) if dataset else None
    for kinds in kinds_by_group().values():
        for name, kind in kinds.items():
            if applied is not None and kind.code not in applied:
                continue
            key = name.removeprefix(kind.code).removeprefix("-")
            code = f"{kind.code} ({key})" if key else kind.code
            click.echo(f"{code} · {MESSAGES(f'severity-{kind.severity}')[lang]} · {kind.why[lang]}")
    return 0

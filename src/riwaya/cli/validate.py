"""`riwaya validate`: checks a package and prints the report."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.engines import ENGINES, duckdb_factory, engine_workers
from riwaya.cli.inputs import package_of
from riwaya.cli.options import command, help_text, memory_option
from riwaya.cli.report import print_report
from riwaya.engines.duckdb import DEFAULT_MEMORY
from riwaya.errors import EngineError
from riwaya.package.descriptor import Package
from riwaya.package.files import is_url
from riwaya.package.remote_files import with_remote_files
from riwaya.package.url_files import package_at
from riwaya.release.read import read_since
from riwaya.text.terminal import on_one_line
from riwaya.validation import reporters
from riwaya.validation.check import check_package
from riwaya.validation.collect import MAX_PER_CODE
from riwaya.validation.kinds import require_known_codes
from riwaya.validation.read_tables import memory_limit


@command("validate")
@click.argument("path", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(reporters.names()),
    default="text",
    help=help_text("validate-format"),
)
@click.option("--rule", "rules", multiple=True, metavar="CODE", help=help_text("validate-rule"))
@click.option("--engine", type=click.Choice(ENGINES), default="duckdb", help=help_text("validate-engine"))
@click.option("--master", metavar="URL", help=help_text("validate-master"))
@click.option(
    "--details",
    type=click.IntRange(1),
    metavar="N",
    default=MAX_PER_CODE,
    show_default=True,
    help=help_text("validate-limit"),
)
@memory_option(DEFAULT_MEMORY)
@click.option("--allow-remote", is_flag=True, help=help_text("validate-allow-remote"))
@click.option("--since", type=click.Path(path_type=Path), help=help_text("validate-since"))
def validate(
    path: str | None,
    form: str,
    rules: tuple[str, ...],
    engine: str,
    master: str | None,
    details: int,
    memory: str | None,
    since: Path | None,
    allow_remote: bool,
    lang: str,
) -> int:
    """Checks the package in a folder, of a datapackage.json, or at a URL."""
    require_known_codes(rules)
    earlier = read_since(since) if since else None
    with engine_workers(engine, master) as workers:
        package = _package(path, engine, lang)
        if allow_remote:
            package, sizes = with_remote_files(package)
            for address, size in sizes.items():
                click.echo(on_one_line(MESSAGES("fetched", address=address, bytes=size)[lang]), err=True)
        factory = duckdb_factory(memory or memory_limit(package))
        checked = check_package(package, factory, earlier, rules, details, workers=workers)
    return print_report(checked, form, lang)


def _package(path: str | None, engine: str, lang: str) -> Package:
    if not path or not is_url(path):
        return package_of(Path(path) if path else None, lang, standard=True)
    if engine != "spark":
        raise EngineError(MESSAGES("url-without-spark", path=path))
    return package_at(path)

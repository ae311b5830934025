"""`riwaya build`: checks a package and publishes a release and its zip."""

from __future__ import annotations

from pathlib import Path

import click

from riwaya.bilingual import Bilingual
from riwaya.cli import MESSAGES
from riwaya.cli.engines import duckdb_factory
from riwaya.cli.inputs import package_of, require_readable
from riwaya.cli.options import command, help_text, memory_option, path_argument, sign_option
from riwaya.cli.report import print_report
from riwaya.engines.duckdb import DEFAULT_MEMORY
from riwaya.package.descriptor import Package
from riwaya.publishing.build import build as build_release
from riwaya.release.archive import zips_of
from riwaya.release.manifest import MANIFEST, json_object
from riwaya.system_errors import require_no_file
from riwaya.validation.check import checked_with_tables
from riwaya.validation.read_tables import memory_limit


@command("build")
@path_argument
@memory_option(DEFAULT_MEMORY, "build-memory")
@click.option("--out", type=click.Path(path_type=Path), help=help_text("build-out"))
@click.option("--format", "formats", multiple=True, help=help_text("build-format"))
@click.option(
    "--previous", type=click.Path(path_type=Path), metavar="RELEASE", help=help_text("build-previous")
)
@sign_option
def build(
    path: Path | None,
    memory: str | None,
    out: Path | None,
    formats: tuple[str, ...],
    previous: Path | None,
    key: Path | None,
    lang: str,
) -> int:
    """Publishes nothing if the package has errors."""
    package = package_of(path, lang)
    out = out or package.folder / "dist"
    # What would end the build is found before it begins.
    require_readable(key)
    require_no_file(out)
    # A check needs less memory than a release.
    publishing = duckdb_factory(memory) if memory else None
    with checked_with_tables(package, duckdb_factory(memory or memory_limit(package))) as checked:
        code = print_report(checked, "text", lang)
        folder = build_release(checked, out, formats, publishing, previous, key) if code == 0 else None
    if folder:
        click.echo(_tables(folder, package)[lang])
        zips = [name for name in zips_of(folder.name) if folder.with_name(name).exists()]
        name = " · ".join([f"{folder.parent.name}/{folder.name}", *zips])
        click.echo(MESSAGES("release-intact", name=name)[lang])
    return code


def _tables(folder: Path, package: Package) -> Bilingual:
    """How many tables the release has, and how many the package."""
    tables, published = len(json_object((folder / MANIFEST).read_bytes())["tables"]), len(package.published)
    numbers = {"published": published, "checked": len(package.resources), "computed": tables - published}
    return MESSAGES("release-tables", tables=tables, **numbers)

"""`riwaya site`: lays out a web site of releases, with an index of versions and a feed."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from riwaya.cli import MESSAGES
from riwaya.cli.inputs import package_of
from riwaya.cli.options import command, help_text
from riwaya.dataset.locate import is_release, nearest_root
from riwaya.errors import NotFoundError
from riwaya.publishing.site import lay_out


@command("site")
@click.argument("releases", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help=help_text("site-out")
)
@click.option("--address", metavar="URL", required=True, help=help_text("site-address"))
@click.option("--docs", type=click.Path(path_type=Path), metavar="DIR", help=help_text("site-docs"))
@click.option("--without", multiple=True, metavar="VERSION", help=help_text("site-without"))
def site(
    releases: tuple[Path, ...],
    out: Path,
    address: str,
    docs: Path | None,
    without: tuple[str, ...],
    lang: str,
) -> int:
    """Prints the versions of the site, the newest first."""
    if not (urlsplit(address).scheme == "https" and urlsplit(address).netloc):
        raise NotFoundError(MESSAGES("address-not-https", address=address))
    address = address.rstrip("/") + "/"
    here = nearest_root(Path.cwd())
    root = package_of(None, lang).folder if here and not is_release(here) else None
    if not root:
        click.echo(MESSAGES("no-ledger-here")[lang], err=True)
    for version in lay_out(releases, out, address, root, without, docs):
        click.echo(version)
    return 0

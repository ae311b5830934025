"""`riwaya explorer`: writes the explorer, or serves it to this machine."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.cli.inputs import dataset_of
from riwaya.cli.options import command, help_text, release_option
from riwaya.dataset.explorer.serve import serve as serve_folder
from riwaya.dataset.explorer.write import MOST_ROWS, write
from riwaya.errors import EditError, NotFoundError
from riwaya.release.manifest import EXPLORER
from riwaya.system_errors import require_no_file


@command("explorer")
@release_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=help_text("explorer-out"),
)
@click.option("--serve", is_flag=True, help=help_text("explorer-serve"))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=help_text("explorer-port"))
def explorer(release: str | None, out: Path | None, serve: bool, port: int, lang: str) -> int:
    """Writes the folder `explorer` into --out, or serves it on 127.0.0.1 until Ctrl-C."""
    if bool(out) == serve:
        raise NotFoundError(MESSAGES("explorer-one-of"))
    if out:
        require_no_file(out)
    if out and (out / EXPLORER).exists():
        raise EditError(MESSAGES("explorer-exists", folder=out, name=EXPLORER))
    # In a folder that is there, on the disk of `out`: a dataset without an explorer leaves no empty folder.
    place = next(folder for folder in (out, *out.parents) if folder.is_dir()) if out else None
    with tempfile.TemporaryDirectory(prefix=".riwaya-", dir=place) as stage:
        with dataset_of(release, lang) as dataset:
            tables = map(dataset.table, dataset.hashes)
            written = write(tables, dataset.descriptor, Path(stage), read=dataset.document)
        if not written:
            raise NotFoundError(MESSAGES("explorer-impossible", limit=MOST_ROWS))
        if out is None:
            serve_folder(
                Path(stage) / EXPLORER,
                port,
                lambda address: click.echo(MESSAGES("explorer-served", address=address)[lang]),
            )
        else:
            out.mkdir(parents=True, exist_ok=True)
            (Path(stage) / EXPLORER).rename(out / EXPLORER)
            click.echo(MESSAGES("explorer-written", folder=out / EXPLORER)[lang])
    return 0

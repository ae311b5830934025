"""What the command of the explorer does."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from riwaya.bilingual import Bilingual
from riwaya.dataset.explorer.serve import serve
from riwaya.dataset.explorer.write import EXPLORER, MOST_ROWS, write
from riwaya.dataset.locate import open_dataset
from riwaya.errors import EditError, NotFoundError

_WRITTEN = Bilingual("{folder}: open index.html", "{folder}: افتح index.html")
_SHOWN = Bilingual("{address} (Ctrl-C ends it)", "{address} (‏Ctrl-C للإنهاء)")


def explorer(release: str | None, out: Path | None, serves: bool, port: int, lang: str) -> int:
    """Write the explorer, or show it on this machine."""
    if bool(out) == serves:
        raise NotFoundError(
            "Give --out DIR or --serve: one of them.", "أعطِ --out DIR أو --serve، واحدًا منهما فقط."
        )
    if out and (out / EXPLORER).exists():
        raise EditError(
            f"{out.name} has a folder {EXPLORER} already. Give another one, or take it away.",
            f"في {out.name} مجلد {EXPLORER} من قبل. أعطِ مجلدًا آخر أو أزله.",
        )
    with tempfile.TemporaryDirectory(prefix="riwaya-", dir=out) as stage:
        with open_dataset(release) as dataset:
            made = write(map(dataset.table, dataset.hashes), dataset.descriptor, Path(stage))
        if not made:
            raise NotFoundError(
                "This dataset has no explorer: it lacks a table that the pages show, has IDs by which no file may be called, "
                f"or more than {MOST_ROWS} claims and records.",
                "لا صفحات لهذه البيانات: ينقصها جدول تعرضه الصفحات، أو فيها معرّفات لا تصلح أسماء ملفات، أو تزيد ادعاءاتها "
                f"وصفوفها على {MOST_ROWS}.",
            )
        if serves:
            serve(
                Path(stage) / EXPLORER,
                port,
                lambda address: click.echo(_SHOWN.format({"address": address})[lang]),
            )
        else:
            (Path(stage) / EXPLORER).rename(out / EXPLORER)
            click.echo(_WRITTEN.format({"folder": f"{out.name}/{EXPLORER}"})[lang])
    return 0

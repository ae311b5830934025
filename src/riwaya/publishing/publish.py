"""Writes a release completely or not at all.

Everything is written and verified in a hidden folder beside the final one, on the same file system. Then the
earlier release of that version is moved aside, the new folder takes its name, the new zips replace the old
ones, and the earlier folder is deleted. A build killed at any moment leaves under a final name nothing or
something whole; `recover`, with which the next build starts, puts back what was moved aside and deletes what
was unfinished.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from filelock import FileLock, Timeout

from riwaya.dataset.explorer import write as explorer
from riwaya.errors import ReleaseError
from riwaya.package.profile import require_shape
from riwaya.package.resource import DESCRIPTOR
from riwaya.publishing import MESSAGES
from riwaya.release import codebook
from riwaya.release.archive import write_zips, zips_of
from riwaya.release.descriptor import release_descriptor
from riwaya.release.formats import Format
from riwaya.release.formats.registry import BY_NAME, PARALLEL, formats_named
from riwaya.release.manifest import EXPLORER, files_in, release_name, write_manifest
from riwaya.release.metadata import source_from
from riwaya.release.metadata.registry import STANDARDS
from riwaya.release.signing import sign
from riwaya.release.table import ReleaseTable
from riwaya.release.verify import verify
from riwaya.system_errors import reason_of

DIFF = "diff.json"
_STAGING, _PREVIOUS = ".staging", ".previous"
_WAIT_SECONDS = 5
# Files that are flushed to disk at the same time.
_WRITERS = 16


def publish(
    tables: Sequence[ReleaseTable],
    descriptor: Mapping,
    extra: Mapping[str, bytes],
    out: Path,
    formats: Iterable[str] = (),
    key: Path | None = None,
    written_by: Mapping[str, str] | None = None,
) -> Path:
    """Write `out/NAME-VERSION/` and its zips, one of them without the explorer; the folder.

    `extra` are its documents by path, of those that `extra_files` lists; `key` is to sign it with;
    `written_by` is the code that the manifest names.
    """
    # Every description of the release is made from it.
    require_shape(DESCRIPTOR, descriptor, "release_head")
    # The descriptor's schemas belong to the CSV files, and nothing can be proven without schemas.
    picked = formats_named({*formats, "csv"} if formats else ())
    name = release_name(descriptor)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with FileLock(out / ".lock", timeout=_WAIT_SECONDS):
            recover(out)
            stage = out / f".{name}{_STAGING}"
            archives = {out / f".{each}{_STAGING}": out / each for each in zips_of(name)}
            try:
                _write(stage, tables, descriptor, extra, picked, key, written_by)
                zips = zip(archives, zips_of(name).values(), strict=True)
                made = {
                    archive: left_out
                    for archive, left_out in zips
                    if left_out is None or (stage / left_out).exists()
                }
                write_zips(stage, name, made)
                _keep(stage, archives)
                _swap(stage, out / name, archives)
            finally:
                shutil.rmtree(stage, ignore_errors=True)
                for archive in archives:
                    archive.unlink(missing_ok=True)
    except Timeout:
        raise ReleaseError(MESSAGES("build-running", folder=out.name)) from None
    except OSError as error:
        raise ReleaseError(MESSAGES("not-written", folder=out.name, reason=reason_of(error))) from None
    return out / name


def recover(out: Path) -> None:
    """Undo what a killed build left: restore earlier releases, delete unfinished ones."""
    for aside in sorted(out.glob(f".*{_PREVIOUS}")):
        final = out / aside.name[1:].removesuffix(_PREVIOUS)
        if final.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(final)
    for stale in sorted(out.glob(f".*{_STAGING}")):
        shutil.rmtree(stale) if stale.is_dir() else stale.unlink()


def _write(
    stage: Path,
    tables: Sequence[ReleaseTable],
    descriptor: Mapping,
    extra: Mapping[str, bytes],
    formats: Mapping[str, Format],
    key: Path | None,
    written_by: Mapping[str, str] | None,
) -> None:
    stage.mkdir()
    with ThreadPoolExecutor(PARALLEL) as pool:
        # The hashes first: they are the longest work that no other is waiting for.
        hashes = [pool.submit(lambda table: table.sha256, table) for table in tables]
        written = [pool.submit(form.write, tables, descriptor, stage) for form in formats.values()]
        for done in (*hashes, *written):
            done.result()
    for name, data in extra.items():
        (stage / name).parent.mkdir(exist_ok=True)
        (stage / name).write_bytes(data)
    text = json.dumps(release_descriptor(descriptor, tables, stage), ensure_ascii=False, indent=1) + "\n"
    (stage / DESCRIPTOR).write_text(text, encoding="utf-8", newline="\n")
    files = source_from(descriptor, tables, stage).files
    has_explorer = formats == BY_NAME and explorer.write(tables, descriptor, stage, files, extra.get)
    codebook.write(tables, descriptor, stage, EXPLORER if has_explorer else None)
    source = source_from(descriptor, tables, stage)
    for standard in STANDARDS:
        if (made := standard.write(source)) is not None:
            (stage / standard.PATH).parent.mkdir(exist_ok=True)
            (stage / standard.PATH).write_text(made, encoding="utf-8", newline="\n")
    contents = {table.name: (table.row_count, table.sha256) for table in tables}
    write_manifest(stage, descriptor, formats, contents, written_by)
    if key:
        sign(stage, key)
    if problems := verify(stage, written=tables):
        raise ReleaseError(MESSAGES("verification-failed", message=problems[0].message()))


def _keep(stage: Path, archives: Iterable[Path]) -> None:
    """Flush every byte to disk before the files get their final names."""
    with ThreadPoolExecutor(_WRITERS) as pool:
        for _ in pool.map(
            _flush, (*(stage / path for path in files_in(stage)), *filter(Path.exists, archives))
        ):
            pass


def _flush(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def _swap(stage: Path, final: Path, archives: Mapping[Path, Path]) -> None:
    aside = final.with_name(f".{final.name}{_PREVIOUS}")
    if final.exists():
        final.rename(aside)
    stage.rename(final)
    for archive, final_zip in archives.items():
        # One that the release does not have must not remain from the release before.
        os.replace(archive, final_zip) if archive.exists() else final_zip.unlink(missing_ok=True)
    if aside.exists():
        shutil.rmtree(aside)

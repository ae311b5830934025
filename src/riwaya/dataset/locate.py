"""Locates a dataset: that of a folder, a release, or the data of this installation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from riwaya.bilingual import Bilingual
from riwaya.dataset import MESSAGES
from riwaya.dataset.cache import cached_release, fingerprint, keep
from riwaya.errors import NotFoundError
from riwaya.extras import requiring_extra
from riwaya.journal import finish_interrupted
from riwaya.package.descriptor import Package, installed_root
from riwaya.package.resource import DESCRIPTOR
from riwaya.release.labels import labels_of
from riwaya.release.manifest import MANIFEST
from riwaya.release.table import Release, requiring_columns

_COMPUTED = "computed"
"""The folder in which a wheel holds its tables, computed when it was made (scripts/wheel_hook.py)."""


def installed_package() -> Package:
    """The package that this installation holds: the repository it runs from, or the copy in the wheel."""
    return Package.open(installed_root())


def nearest_root(folder: Path) -> Path | None:
    """The folder, or the nearest of those around it, that holds a datapackage.json; None if there is none.

    In a folder of a release the release, although its parquet/ has a descriptor, too.
    """
    here = folder.resolve()
    roots = (root for root in (here, *here.parents) if (root / DESCRIPTOR).is_file())
    return next((root for root in roots if not is_release(root.parent)), None)


def is_release(folder: Path) -> bool:
    """Whether a folder holds a release, not the package that releases are made of."""
    return (folder / MANIFEST).is_file() and (folder / DESCRIPTOR).is_file()


@contextmanager
def open_dataset(release: str | Path | None = None, sha256: str | None = None) -> Iterator[Release]:
    """A release (folder, zip or https address), or the checked and computed tables of this installation.

    ReleaseError if the data of this installation is not valid, or the release cannot be read or has another
    hash than `sha256`; NotFoundError if there is none at that path.
    """
    if release is None and sha256:
        raise NotFoundError(MESSAGES("hash-without-release"))
    if release is None:
        root = installed_root()
        if is_release(root / _COMPUTED):
            yield replace(_released(root / _COMPUTED, None), document=partial(_document, root))
            return
        with open_folder(root) as dataset:
            yield dataset
    else:
        yield _released(release, sha256)


@contextmanager
def open_folder(root: Path) -> Iterator[Release]:
    """The checked and computed tables of the package in a folder, or the release that it holds.

    ReleaseError if the data is not valid or the release cannot be read; PackageError if it is no package.
    """
    if is_release(root):
        yield _released(root, None)
        return
    finish_interrupted(root)
    key = fingerprint(root)
    cached = cached_release(key) if key else None
    with nullcontext(cached) if cached else _computed(root, key) as dataset:
        yield replace(dataset, document=partial(_document, root))


def _document(root: Path, path: str) -> bytes | None:
    return (root / path).read_bytes() if (root / path).is_file() else None


# Imports stand in the functions that need them for the sake of start-up time: what is in the cache is read
# without an engine, rules, Parquet or the network.


@contextmanager
def _computed(root: Path, key: str | None) -> Iterator[Release]:
    """The tables of a package, checked and computed now, and kept in the cache."""
    with requiring_extra():
        from riwaya.release.compute import published_tables, release_of
        from riwaya.validation.check import checked_with_tables

    package = Package.open(root)
    with checked_with_tables(package) as checked, published_tables(checked) as tables:
        dataset = release_of(package.descriptor, tables)
        if key:
            keep(key, root, dataset)
        yield dataset


def _released(release: str | Path, sha256: str | None) -> Release:
    from riwaya.release.fetch import fetched, is_address, require_sha256
    from riwaya.release.read import open_release

    if is_address(release):
        return open_release(fetched(str(release), sha256))
    path = Path(release)
    if not path.exists():
        raise NotFoundError(MESSAGES("release-missing", path=release))
    if sha256:
        require_sha256(path, sha256)
    return open_release(path)


def vocabulary_labels(dataset: Release, lang: str) -> dict[tuple[str, str], str]:
    """The labels of all terms in a language, by vocabulary and term; none without a table of vocabularies."""
    if "vocabularies" not in dataset.hashes:
        return {}
    rows = dataset.table("vocabularies").whole().to_pylist()
    with requiring_columns(dataset):
        return labels_of(rows, lang)


def retirement_notice(dataset: Release, identity: str) -> Bilingual | None:
    """Since when and why an ID is retired, and what replaces it. None for an ID that is not retired."""
    for row in dataset.table("retirements").whole().to_pylist() if "retirements" in dataset.hashes else ():
        if row["id"] == identity:
            key = "retired-and-replaced" if row["successor_ids"] else "retired"
            return MESSAGES(key, **row | {"reason": Bilingual(row["reason_en"], row["reason_ar"])})
    return None

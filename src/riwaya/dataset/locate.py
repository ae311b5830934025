"""Locates a dataset: the data of this installation, or a release."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from riwaya.bilingual import Bilingual
from riwaya.dataset import MESSAGES
from riwaya.package.descriptor import Package, installed_root, read_package
from riwaya.release.compute import published_tables, release_of
from riwaya.release.fetch import fetched, is_address
from riwaya.release.labels import labels_of
from riwaya.release.read import Release, open_release, requiring_columns
from riwaya.validation.check import check_package


def installed_package() -> Package:
    """The package that this installation holds: the repository it runs from, or the copy in the wheel."""
    return read_package(installed_root())


@contextmanager
def open_dataset(release: str | Path | None = None, sha256: str | None = None) -> Iterator[Release]:
    """A release (folder, zip or https address), or the checked and computed tables of this installation."""
    if release is not None:
        yield open_release(fetched(str(release), sha256) if is_address(release) else Path(release))
        return
    package = installed_package()
    with published_tables(check_package(package)) as published:
        yield release_of(package.descriptor, published)


def vocabulary_labels(dataset: Release, lang: str) -> dict[tuple[str, str], str]:
    """The labels of all terms in a language, by vocabulary and term."""
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

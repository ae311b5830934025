"""Writes the tables that a wheel holds: a release of Parquet files alone, which is read without an engine."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from riwaya.package.descriptor import Package
from riwaya.package.resource import DESCRIPTOR
from riwaya.release.compute import published_tables
from riwaya.release.descriptor import release_descriptor
from riwaya.release.formats import csv, parquet
from riwaya.release.manifest import write_manifest
from riwaya.validation.check import checked_with_tables


def write_tables(root: Path, folder: Path) -> None:
    """Write the published tables of the package in `root` into an empty folder, as `open_release` reads them.

    ReleaseError for a package that is not valid.
    """
    package = Package.open(root)
    with checked_with_tables(package) as checked, published_tables(checked) as tables:
        for form in (csv, parquet):
            form.write(tables, package.descriptor, folder)
        # It lists the CSV files, too: a wheel has those of the package, and nobody reads them from here.
        descriptor = release_descriptor(package.descriptor, tables, folder)
        shutil.rmtree(folder / csv.NAME)
        (folder / DESCRIPTOR).write_text(json.dumps(descriptor, ensure_ascii=False), "utf-8", newline="\n")
        contents = {table.name: (table.row_count, table.sha256) for table in tables}
        write_manifest(folder, package.descriptor, [parquet.NAME], contents)

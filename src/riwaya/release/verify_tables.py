"""Verifies the tables of a release: all formats hold the rows whose hash the manifest has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import zip_longest
from pathlib import Path

import pyarrow as pa

from riwaya.package.resource import DESCRIPTOR
from riwaya.package.schema import Schema, schema_from
from riwaya.problem import Place, Problem, problem_kinds
from riwaya.release.cell_text import json_cells
from riwaya.release.descriptor import listed_tables
from riwaya.release.formats.registry import BY_NAME, PARALLEL, tables_in
from riwaya.release.manifest import MALFORMED, content_sha256, json_object
from riwaya.release.table import ReleaseTable


def problem(
    code: str,
    path: str,
    table: str | None = None,
    row: int | None = None,
    field: str | None = None,
    **params: object,
) -> Problem:
    """A problem of a release, of a code in verify.toml."""
    return problem_kinds(__package__, "verify.toml")[code].at(
        Place(path, table, row=row, field=field), **params
    )


def table_problems(
    folder: Path, expected: Mapping[str, str], formats: Iterable[str], written: Mapping[str, ReleaseTable]
) -> Iterator[Problem]:
    try:
        schemas = schemas_of(json_object((folder / DESCRIPTOR).read_bytes()))
    except MALFORMED:
        yield problem("release-file-changed", DESCRIPTOR)
        return
    if {*expected} != {*schemas}:
        yield problem("release-file-changed", DESCRIPTOR)
        return
    # The first format that can be read, with what it has of each table.
    first: dict[str, tuple[str, str]] = {}
    with ThreadPoolExecutor(PARALLEL) as pool:
        found = [(name, pool.submit(_content_hashes, folder, name, schemas, written)) for name in formats]
    for name, content in found:
        try:
            hashes = content.result()
        except MALFORMED:
            yield problem("release-format-unreadable", name)
            continue
        for table, sha256 in hashes.items():
            other, wanted = first.setdefault(table, (name, sha256))
            if name == other and sha256 != expected[table]:
                yield problem("release-content-changed", f"{name}/{table}", table)
            # The same hash is the same text of every cell.
            elif sha256 != wanted:
                one, two = (_read(folder, form, table, schemas) for form in (other, name))
                row, field = _first_difference(one, two, schemas[table].names)
                yield problem("release-formats-differ", f"{name}/{table}", table, row, field, other=other)


def _content_hashes(
    folder: Path, name: str, schemas: Mapping[str, Schema], written: Mapping[str, ReleaseTable]
) -> dict[str, str]:
    """The content hash of each table in a format. Raises one of MALFORMED where it cannot be read."""
    return {
        table: _content_hash(partial(_read, folder, name, table, schemas), schemas[table], written.get(table))
        for table in tables_in(BY_NAME[name], schemas)
    }


def _content_hash(
    read: Callable[[], Iterator[pa.RecordBatch]], schema: Schema, written: ReleaseTable | None
) -> str:
    """The content hash of what is read: that of the table that was written, where every cell is the same."""
    if written and have_same_rows(read(), written.batches()):
        return written.sha256
    return content_sha256(read(), schema)


def have_same_rows(one: Iterator[pa.RecordBatch], two: Iterator[pa.RecordBatch]) -> bool:
    """Whether two readings of a table give the same rows, to the bit, however they are cut into batches."""
    left = right = None
    while True:
        left = left or next(filter(len, one), None)
        right = right or next(filter(len, two), None)
        if not left or not right:
            return left is right
        count = min(len(left), len(right))
        if not all(map(_have_same_bits, left.slice(0, count).columns, right.slice(0, count).columns)):
            return False
        left, right = left.slice(count), right.slice(count)


def _have_same_bits(one: pa.Array, two: pa.Array) -> bool:
    """Whether two columns are equal, and tell -0.0 from 0.0, as a content hash does."""
    if pa.types.is_floating(one.type) and one.type == two.type:
        one, two = one.view(pa.int64()), two.view(pa.int64())
    return one.equals(two)


def _read(folder: Path, name: str, table: str, schemas: Mapping[str, Schema]) -> Iterator[pa.RecordBatch]:
    return BY_NAME[name].read(folder, table, schemas[table])


def _first_difference(
    one: Iterable[pa.RecordBatch], two: Iterable[pa.RecordBatch], names: tuple[str, ...]
) -> tuple[int, str | None]:
    """Row and field of the first cell in which two readings differ; no field where one has no more rows."""
    pairs = enumerate(zip_longest(_texts(one), _texts(two)), start=1)
    row, cells = next((row, cells) for row, cells in pairs if cells[0] != cells[1])
    fields = (
        (name for name, left, right in zip(names, *cells, strict=True) if left != right) if all(cells) else ()
    )
    return row, next(iter(fields), None)


def _texts(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[str, ...]]:
    """The rows, each cell as the content hash sees it."""
    for batch in batches:
        yield from zip(*(json_cells(column).to_pylist() for column in batch.columns), strict=True)


def schemas_of(descriptor: Mapping) -> dict[str, Schema]:
    """The schemas of a release's tables, by name."""
    return {
        name: schema_from(name, item["schema"], DESCRIPTOR, strict=False)
        for name, item in listed_tables(descriptor).items()
    }

"""A table as it is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from riwaya.bilingual import Bilingual
from riwaya.package.schema import Schema
from riwaya.release.manifest import content_sha256

ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "year": pa.int64(),
    "yearmonth": pa.string(),
}


@dataclass(frozen=True)
class ReleaseTable:
    """A table as it is published: typed, with null for what is not stated."""

    name: str
    title: Bilingual
    description: Bilingual
    schema: Schema
    schema_json: Mapping
    row_count: int
    batches: Callable[[], Iterator[pa.RecordBatch]]
    """Reads all rows from the first on, typed as `arrow_schema` says; how they are cut into batches means nothing."""

    @cached_property
    def sha256(self) -> str:
        """The content hash, computed once, when it is needed: it reads all rows."""
        return content_sha256(self.batches(), self.schema)

    def whole(self) -> pa.Table:
        """All rows at once, in memory."""
        return pa.Table.from_batches(self.batches(), arrow_schema(self.schema))


def arrow_schema(schema: Schema) -> pa.Schema:
    """The Arrow types of a schema's fields."""
    return pa.schema([(field.name, ARROW_TYPES[field.type]) for field in schema.fields])

"""Holds published tables, and the release that they form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from riwaya.bilingual import Bilingual
from riwaya.errors import NotFoundError, ReleaseError
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.schema import Schema
from riwaya.release import MESSAGES
from riwaya.release.manifest import content_sha256


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
    """Reads all rows from the first on, typed as `arrow_schema` says; how they are cut into batches means
    nothing.
    """

    @cached_property
    def sha256(self) -> str:
        """The content hash, computed once, when it is needed: it reads all rows."""
        return content_sha256(self.batches(), self.schema)

    def whole(self) -> pa.Table:
        """All rows at once, in memory."""
        return pa.Table.from_batches(self.batches(), arrow_schema(self.schema))


def arrow_schema(schema: Schema) -> pa.Schema:
    """The Arrow types of a schema's fields."""
    return pa.schema([(field.name, FIELD_TYPES[field.type].arrow) for field in schema.fields])


@dataclass(frozen=True, slots=True)
class Release:
    """A dataset at a version: its descriptor, the content hashes of its tables, and the tables when they are
    asked for.
    """

    descriptor: Mapping
    hashes: Mapping[str, str]
    read: Callable[[str], ReleaseTable]
    document: Callable[[str], bytes | None] = lambda path: None
    """Reads a document beside the tables, None where there is none at this path."""

    @property
    def version(self) -> str:
        return str(self.descriptor["version"])

    def table(self, name: str) -> ReleaseTable:
        """A table by name; NotFoundError lists those there are."""
        if name not in self.hashes:
            raise NotFoundError(MESSAGES("table-unknown", name=name, known=", ".join(self.hashes)))
        return self.read(name)


@contextmanager
def requiring_columns(release: Release) -> Iterator[None]:
    """Around what reads columns by their names: ReleaseError if the release, of another time, does not have
    one.
    """
    try:
        yield
    except KeyError as error:
        # Arrow puts the name into a sentence.
        name = re.sub('(?:Field|Column) "?(.*?)"? does not exist in schema', r"\1", str(error.args[0]))
        raise ReleaseError(MESSAGES("column-missing", version=release.version, column=repr(name))) from None

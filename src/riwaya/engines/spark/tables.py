"""Loads the tables of a package into Spark, where some of them stay with the workers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import pyarrow as pa

from riwaya.arrow import without_dictionaries
from riwaya.engines.protocol import ClusterEngine
from riwaya.engines.sql import raw, typed
from riwaya.engines.tables import TEXT_VIEWS, load_typed, text_sources
from riwaya.engines.text_search import Search
from riwaya.package.resource import Resource
from riwaya.package.table import Table


def load_cluster_tables(
    engine: ClusterEngine, tables: Sequence[Table], searches: Mapping[str, Search], held: Sequence[Resource]
) -> None:
    """Load tables as `load_tables` does, and those in `held`, whose cells the engine has as raw_NAME."""
    load_typed(engine, tables)
    for resource in held:
        engine.view(resource.name, typed(resource))
    for name, rows, view, sql in text_sources(tables, searches):
        engine.load(name, rows)
        for resource in held:
            if TEXT_VIEWS[view].has_parts_of(resource):
                engine.append_mapped(name, raw(resource.name), partial(_view_rows, resource, view, searches))
        engine.view(view, sql)


def _view_rows(
    resource: Resource, view: str, searches: Mapping[str, Search], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """The rows of a text view for batches of cells. Runs on a worker."""
    for batch in batches:
        cells = pa.Table.from_batches([batch]).select(resource.schema.names)
        found = TEXT_VIEWS[view].rows([Table(resource, cells, None)], searches)
        if found.num_rows:
            # Each part has all rows of the batch, numbered as if it were the first.
            row_numbers = pa.concat_arrays([batch["row_"]] * (found.num_rows // len(batch)))
            found = found.set_column(found.column_names.index("row_"), "row_", row_numbers)
        yield from without_dictionaries(found).to_batches()

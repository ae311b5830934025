"""A Data Package v2 of the Parquet files, beside them.

The one in the root describes the CSV files alone: to read Parquet, tools need an extra that not all have.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from riwaya.bilingual import texts_of
from riwaya.release.formats import parquet
from riwaya.release.manifest import json_object
from riwaya.release.metadata import Source, Summary, json_text

PATH = "parquet/datapackage.json"


def write(source: Source) -> str | None:
    head = {name: value for name, value in source.descriptor.items() if name != "resources"}
    resources = [
        {
            "name": table.name,
            "type": "table",
            "path": PurePosixPath(file.path).name,
            "format": parquet.NAME,
            "mediatype": parquet.MEDIA_TYPE,
            **texts_of(table.title, table.description),
            # Types alone: without them frictionless guesses from the first hundred rows, and with constraints
            # it calls an empty coordinate NaN, which is below no maximum. It counts no bytes of Parquet, and
            # would call any number wrong.
            "schema": {"fields": [{"name": field.name, "type": field.type} for field in table.schema.fields]},
        }
        for table, file in source.tables_as(parquet.SUFFIX)
    ]
    return json_text({**head, "resources": resources}) if resources else None


def read(text: str) -> Summary:
    made = json_object(text.encode())
    folder = PurePosixPath(PATH).parent
    paths = {str(folder / item["path"]): None for item in made["resources"]}
    return replace(Source(made).summary, files=paths)

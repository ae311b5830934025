"""Reads the description of one table: the entry of `resources` in a descriptor, with its Table Schema."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import cast

from riwaya.bilingual import Bilingual
from riwaya.errors import PackageError, UnsupportedError
from riwaya.package import MESSAGES
from riwaya.package.files import Files
from riwaya.package.schema import Schema, require_usable_name, schema_from
from riwaya.package.strict_json import JsonError, JsonObject, loads
from riwaya.system_errors import reason_of

DESCRIPTOR = "datapackage.json"
FORMATS = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
"""What a table may be written in, with its media type. Formats other than CSV are read at URLs only."""
DEFAULT_MEBIBYTES = 256
"""The largest file that is read unless its resource allows more; hosts of repositories take 100 MB."""
MOST_HELD_MEBIBYTES = 1024
"""The largest file that is held in memory, because it is fetched or decoded, whatever its resource allows."""
_MAX_JSON_BYTES = 8 << 20
# Properties that would change how a table is read: absent, or with the value that is given here.
_DEFAULTS = {"scheme": "file", "encoding": "utf-8", "type": "table"}
_UNSUPPORTED = ("data", "dialect", "compression", "innerpath", "extrapaths", "profile", "$ref", "jsonSchema")


@dataclass(frozen=True, slots=True)
class Resource:
    """One table of the package."""

    name: str
    path: str
    """Relative to the package's folder, with forward slashes. Not checked yet: see `file_status`."""
    title: Bilingual
    description: Bilingual
    schema: Schema
    schema_json: JsonObject
    """The Table Schema as it was read."""
    published: bool
    """Whether releases contain it; tables of reviews are not published."""
    max_mebibytes: int
    """The largest file that is read."""
    format: str = "csv"
    """What the table is written in: one of FORMATS."""

    @property
    def has_own_ids(self) -> bool:
        """Whether its rows have IDs of their own, rather than those of another table."""
        key = self.schema.primary_key
        borrowed = {
            name
            for foreign in self.schema.foreign_keys
            if foreign.table != self.name
            for name in foreign.fields
        }
        return len(key) == 1 and key[0].endswith("_id") and key[0] not in borrowed

    @property
    def is_ordered(self) -> bool:
        """Whether its rows are sorted by their primary key, which begins with an ID.

        The keys of tables of other origin are IDs only if the schema gives their form.
        """
        first = next(iter(self.schema.primary_key), "")
        return first.endswith("_id") and "pattern" in self.schema.field(first).constraints


def resource_from(
    files: Files, item: JsonObject, formats: Collection[str], standard: bool = False
) -> Resource:
    """The resource of an entry of `resources`, whose table may be written in these formats.

    With `standard` its schema may be one that a release cannot be made of (see `schema_from`).
    PackageError for a property that cannot be honoured; KeyError, TypeError, ValueError or AttributeError for
    an entry that does not have the shape of one.
    """
    require_usable_name(item["name"], DESCRIPTOR, standard)
    written = item["format"] if item.get("format") in formats else "csv"
    _require_defaults(item, written)
    schema_json, schema_path = item["schema"], str(item["name"])
    if isinstance(schema_json, str):
        schema_path = schema_json
        require_inside(schema_path)
        schema_json = read_json(files, schema_path)
    title, description = item.get("title", item["name"]), item.get("description", "")
    return Resource(
        name=item["name"],
        path=item["path"],
        title=Bilingual(title, item.get("title_ar", title)),
        description=Bilingual(description, item.get("description_ar", description)),
        schema=schema_from(item["name"], schema_json, schema_path, standard=standard),
        schema_json=schema_json,
        published=item.get("published", True),
        max_mebibytes=int(item.get("max_mebibytes", DEFAULT_MEBIBYTES)),
        format=written,
    )


def max_mebibytes_of(item: JsonObject) -> int:
    """The largest file that is read of an entry of `resources`, whose shape need not have been checked."""
    size: object = item.get("max_mebibytes")
    return size if isinstance(size, int) else DEFAULT_MEBIBYTES


def read_json(files: Files, path: str, is_descriptor: bool = False) -> JsonObject:
    """A JSON object of a package. PackageError if there is none at this path.

    The descriptor itself may be a link to a file outside the folder: the user named it.
    """
    try:
        status = files.status(path)
        if not is_descriptor and not status.is_inside:
            raise _outside(path)
        if not status.is_file or status.size > _MAX_JSON_BYTES:
            raise JsonError(MESSAGES("json-too-large", mebibytes=_MAX_JSON_BYTES >> 20))
        with files.open(path) as stream:
            loaded = loads(stream.read())
    except FileNotFoundError:
        key = "json-missing" if is_descriptor else "json-not-there"
        missing = MESSAGES(key, file=path, folder=files.name or ".", descriptor=DESCRIPTOR)
        raise PackageError(missing) from None
    except OSError as error:
        raise PackageError(MESSAGES("json-inaccessible", file=path, reason=reason_of(error))) from None
    except JsonError as error:
        raise PackageError(MESSAGES("json-unreadable", file=path, reason=error.reason)) from None
    if not isinstance(loaded, dict):
        raise PackageError(MESSAGES("json-not-object", file=path))
    return cast("JsonObject", loaded)


def _require_defaults(item: JsonObject, written: str) -> None:
    """PackageError for properties that would have a table read in another way."""
    expected = _DEFAULTS | {"format": written, "mediatype": FORMATS[written]}
    others = [name for name in _UNSUPPORTED if name in item]
    others += [name for name, value in expected.items() if item.get(name, value) != value]
    if others:
        properties = ", ".join(others)
        message = MESSAGES("resource-not-csv", file=DESCRIPTOR, resource=item["name"], properties=properties)
        raise UnsupportedError(message, properties)


def require_inside(path: str) -> None:
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or "\\" in path or ":" in path:
        raise _outside(path)


def _outside(path: str) -> PackageError:
    return PackageError(MESSAGES("path-outside", file=DESCRIPTOR, path=path))

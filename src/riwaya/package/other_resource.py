"""Defines a resource of a Data Package that this program does not check by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from riwaya.bilingual import Bilingual
from riwaya.package.resource import DESCRIPTOR, max_mebibytes_of
from riwaya.package.strict_json import JsonObject, names_of, object_in, objects_in

TABULAR_PROFILE = "tabular-data-resource"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a resource is not checked at all."""

    file: str
    """The file in which that stands."""
    message: Bilingual


@dataclass(frozen=True, slots=True)
class OtherResource:
    """A resource that is not checked by this program itself."""

    name: str
    item: JsonObject
    """Its entry of `resources`, with its schema and its dialect in it."""
    format: str
    """One of TABULAR, or another one in lower case; empty if it is not known."""
    reasons: tuple[str, ...] = ()
    """The features for which it is not checked here, such as "dialect"."""
    refusals: tuple[Refusal, ...] = ()
    """Why it is not checked at all; empty where frictionless checks it."""
    is_faulty: bool = False
    """Whether its entry, schema or dialect breaks the standard so that its table cannot be read."""
    place: str = ""
    """Its place in the descriptor as a JSON pointer."""
    schema_file: str = DESCRIPTOR
    """The file in which its schema stands."""
    schema_place: str = ""
    """The JSON pointer of its schema in that file; empty for the file itself."""
    field_places: Mapping[str, str] = field(default_factory=dict[str, str])
    """The JSON pointers of its fields in that file, by name."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Its files, none where the descriptor holds the data."""
        return paths_of(self.item)

    @property
    def schema(self) -> JsonObject:
        """Its Table Schema; empty if it has none."""
        return object_in(self.item, "schema")

    @property
    def dialect(self) -> JsonObject:
        """Its dialect; empty if it has none."""
        return object_in(self.item, "dialect")

    @property
    def signs(self) -> str:
        """The characters that separate or quote its cells, as far as its dialect names them."""
        given = {**self.dialect, **object_in(self.dialect, "csv")}
        return "".join(str(given.get(name) or "") for name in ("delimiter", "quoteChar", "escapeChar"))

    def with_fields(self, names: Iterable[str]) -> OtherResource:
        """The resource with a schema of which nothing but the names of its fields is known."""
        fields = [{"name": name} for name in names]
        return replace(self, item={**self.item, "schema": {"fields": fields}})

    @property
    def is_table(self) -> bool:
        """Whether it is a table, and not a file of any kind."""
        declared = (
            "schema" in self.item
            or self.item.get("profile") == TABULAR_PROFILE
            or self.item.get("type") == "table"
        )
        return declared or self.format in ("csv", "tsv", "inline")

    @property
    def max_mebibytes(self) -> int:
        """The largest file that is read."""
        return max_mebibytes_of(self.item)

    @property
    def targets(self) -> tuple[str, ...]:
        """The resources that its foreign keys name."""
        return tuple(_targets(self.item))


def paths_of(item: JsonObject) -> tuple[str, ...]:
    """The files of an entry of `resources`."""
    return tuple(names_of(item.get("path")))


def _targets(item: JsonObject) -> Iterator[str]:
    """The other resources that foreign keys of an entry name."""
    for key in objects_in(item.get("schema"), "foreignKeys"):
        target: object = object_in(key, "reference").get("resource")
        if isinstance(target, str) and target and target != item["name"]:
            yield target

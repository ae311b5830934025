"""Descriptions of a release for catalogues, one module a standard; `registry` lists them.

A DOI stands in them where the descriptor has one as its `id`, and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import yaml

from riwaya.release.citation import doi_of
from riwaya.release.extent import Extent, extent_of
from riwaya.release.manifest import files_in, release_name, sha256_of
from riwaya.release.media_types import media_type
from riwaya.release.table import ReleaseTable


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file of the release."""

    path: str
    """Relative to the folder of the release, with forward slashes."""
    bytes: int
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The facts that every standard states."""

    title: str
    """In English."""
    version: str
    date: str
    """The day of the version, YYYY-MM-DD."""
    license: str
    """Its SPDX identifier, or its address."""
    contributors: tuple[str, ...]
    doi: str | None = None
    """Without the address that resolves it."""
    files: Mapping[str, str | None] = field(default_factory=dict)
    """The files of the release that a standard names, by path, with their SHA-256 where it states it."""


COMMON_FIELDS = ("title", "version", "date", "contributors", "doi")
"""The fields of a Summary that all standards write in the same words; a licence may be an address."""


@dataclass(frozen=True)
class Source:
    """What metadata is written from."""

    descriptor: Mapping
    tables: Sequence[ReleaseTable] = ()
    files: Sequence[ReleaseFile] = ()
    """The files of the release that are there before its metadata."""

    @property
    def license(self) -> Mapping[str, str]:
        return self.descriptor["licenses"][0]

    @cached_property
    def extent(self) -> Extent:
        """When and where what the tables tell took place."""
        return extent_of(self.tables)

    def tables_as(self, suffix: str) -> list[tuple[ReleaseTable, ReleaseFile]]:
        """The tables of which there is a file with this suffix, such as ".csv", each with that file."""
        folder = suffix.removeprefix(".")
        files = {file.path: file for file in self.files}
        paths = ((table, f"{folder}/{table.name}{suffix}") for table in self.tables)
        return [(table, files[path]) for table, path in paths if path in files]

    def file_as(self, suffix: str) -> ReleaseFile | None:
        """The file in the root that holds all tables, by its suffix, such as ".sqlite"."""
        name = f"{release_name(self.descriptor)}{suffix}"
        return next((file for file in self.files if file.path == name), None)

    @property
    def summary(self) -> Summary:
        descriptor = self.descriptor
        return Summary(
            title=descriptor["title"],
            version=descriptor["version"],
            date=str(descriptor["created"])[:10],
            license=self.license["name"],
            contributors=tuple(person["title"] for person in descriptor["contributors"]),
            doi=doi_of(descriptor),
        )


class MetadataStandard(Protocol):
    """What a module of a standard has."""

    @property
    def PATH(self) -> str:
        """Where its file lies in a release."""
        ...

    def write(self, source: Source, /) -> str | None:
        """The text of the file; None where the release holds nothing that it describes."""
        ...

    def read(self, text: str, /) -> Summary:
        """What such a file states; one of manifest.MALFORMED for a text that is no such file."""
        ...


def json_text(value: object) -> str:
    """The text of a JSON file."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def yaml_text(value: object) -> str:
    """The text of a YAML file, in the order of `value`."""
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=130)


def yaml_object(text: str) -> dict[str, Any]:
    """The object in a YAML file of a release; ValueError for anything else."""
    try:
        value = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from None
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def source_from(descriptor: Mapping, tables: Sequence[ReleaseTable], folder: Path) -> Source:
    """The source of the metadata of the release that lies in a folder; ReleaseError for a file of an unknown
    type.
    """
    files = [
        ReleaseFile(path, (folder / path).stat().st_size, sha256_of(folder / path), media_type(path))
        for path in files_in(folder)
    ]
    return Source(descriptor, tables, files)

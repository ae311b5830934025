"""What a release says of itself, standard by standard. A standard is one module here:

- FILE: the path in the release
- text(facts) -> str: the file, from the descriptor and what is written already
- said(text) -> Said: what such a file says; any of manifest.MALFORMED for what is none

A DOI is said where the descriptor has one as its `id`, and nowhere else.
"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from riwaya.release.citation import doi_of
from riwaya.release.manifest import files_in, sha256_of
from riwaya.release.table import ReleaseTable

MEDIA_TYPES: Mapping[str, str] = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".geojson": "application/geo+json",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".html": "text/html",
    ".md": "text/markdown",
    ".cff": "text/yaml",
}
"""By the end of a file's name; of what is not among them, text/plain is said."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the release."""

    path: str
    bytes: int
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a file of metadata says."""

    title: str
    version: str
    date: str
    """The day of the version, YYYY-MM-DD."""
    license: str
    """Its SPDX identifier, or its address."""
    contributors: tuple[str, ...]
    doi: str | None = None
    """Without the address that resolves it."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of files of the release, by path, where a standard says them."""


COMMON = ("title", "version", "date", "contributors", "doi")
"""What all of them say in the same words."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What metadata is made from."""

    descriptor: Mapping
    tables: Sequence[ReleaseTable]
    files: Sequence[File]
    """What was written before it."""

    @property
    def license(self) -> Mapping[str, str]:
        return self.descriptor["licenses"][0]

    @property
    def said(self) -> Said:
        """What every standard has to say."""
        descriptor = self.descriptor
        return Said(
            title=descriptor["title"],
            version=descriptor["version"],
            date=str(descriptor["created"])[:10],
            license=self.license["name"],
            contributors=tuple(person["title"] for person in descriptor["contributors"]),
            doi=doi_of(descriptor),
        )


@cache
def standards() -> tuple[ModuleType, ...]:
    """All of them."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}") for name in names)


def json_text(value: object) -> str:
    """The text of a file of JSON."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def facts_of(descriptor: Mapping, tables: Sequence[ReleaseTable], folder: Path) -> Facts:
    """The facts of the release that lies in a folder."""
    files = [
        File(
            path,
            (folder / path).stat().st_size,
            sha256_of(folder / path),
            MEDIA_TYPES.get(Path(path).suffix, "text/plain"),
        )
        for path in files_in(folder)
    ]
    return Facts(descriptor, tables, files)

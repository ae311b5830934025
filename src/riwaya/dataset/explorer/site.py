"""Collects what the pages say of the site as a whole: where the package names its places, the files of the
release around it, and its description for search engines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from riwaya.dataset.explorer.records import Row
from riwaya.release.manifest import MANIFEST, SUMS
from riwaya.release.metadata import ReleaseFile, Source, schema_org
from riwaya.release.metadata.registry import STANDARDS
from riwaya.release.table import ReleaseTable

_WEB = ("https://", "http://")
_UP = "../../"
"""From a page to the folder of the release."""


@dataclass(frozen=True, slots=True)
class Site:
    """The explorer of a dataset. `source` has the files of the release that the explorer is a folder of, as
    far as they are there before it; none where it is written alone.
    """

    source: Source

    @property
    def homepage(self) -> str | None:
        return _address(self.source.descriptor, "homepage")

    @property
    def repository(self) -> str | None:
        return _address(self.source.descriptor, "repository")

    @property
    def base(self) -> str | None:
        """Where the folder of the explorer is served, with a slash at the end."""
        address = _address(self.source.descriptor, "explorer")
        return address and address.rstrip("/") + "/"

    @property
    def base_path(self) -> str | None:
        """The path of `base` on its host."""
        return urlsplit(self.base).path if self.base else None

    def dispute(self, identity: str) -> str | None:
        """Where to dispute a row: the address that the package names, with the ID in place of {id}."""
        address = _address(self.source.descriptor, "issues", (*_WEB, "mailto:"))
        return address and address.replace("{id}", quote(identity))

    @property
    def publishers(self) -> list[tuple[Row, str | None]]:
        """The contributors, each with an address if they have one."""
        people = self.source.descriptor["contributors"]
        return [(Row(person), _address(person, "path")) for person in people]

    def files_of(self, table: ReleaseTable) -> list[ReleaseFile]:
        """The files that hold a table, one a format."""
        return [file for file in self.source.files if PurePosixPath(file.path).stem == table.name]

    @property
    def whole_files(self) -> list[ReleaseFile]:
        """The files that hold more than one table, or say something of all of them."""
        names = {table.name for table in self.source.tables}
        paths = ((file, PurePosixPath(file.path)) for file in self.source.files)
        return [file for file, path in paths if len(path.parts) == 1 and path.stem not in names]

    @property
    def later_files(self) -> list[str]:
        """The files of a release that are written after the explorer."""
        return [*(standard.PATH for standard in STANDARDS), MANIFEST, SUMS] if self.source.files else []

    def dataset(self) -> dict[str, object]:
        """The dataset in the words of schema.org, for a page of the explorer, with its whole files."""
        found = schema_org.described(replace(self.source, files=self.whole_files), _UP)
        return found | {"url": self.base} if self.base else found


def _address(of: Mapping, name: str, schemes: tuple[str, ...] = _WEB) -> str | None:
    """An address in a descriptor: a release may come from anybody, and its addresses become links."""
    value = of.get(name)
    return value if isinstance(value, str) and value.startswith(schemes) else None

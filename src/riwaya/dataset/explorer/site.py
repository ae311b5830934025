"""Collects what the pages say of the site as a whole: where the package names its places, the files of the
release around it, and its description for search engines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from riwaya.bilingual import LANGUAGES
from riwaya.dataset.explorer.documents import shown, title_of
from riwaya.dataset.explorer.records import Row
from riwaya.release.documents import methods_of
from riwaya.release.manifest import MANIFEST, SUMS
from riwaya.release.metadata import ReleaseFile, Source, schema_org
from riwaya.release.metadata.registry import STANDARDS
from riwaya.release.table import ReleaseTable

_WEB = ("https://", "http://")
_CHANGES = ("CHANGES.md", "CHANGELOG.md")
_UP = "../../"
"""From a page to the folder of the release."""


@dataclass(frozen=True, slots=True)
class Site:
    """The explorer of a dataset. `source` has the files of the release that the explorer is a folder of, as
    far as they are there before it; none where it is written alone.
    """

    source: Source
    read: Callable[[str], bytes | None] = lambda path: None
    """Reads a document of the release by its path."""

    def methods(self, lang: str) -> list[tuple[str, str, str]]:
        """The documents on how the dataset was made: the anchor of each, its title and its HTML."""
        places = {f"codebook.{lang}.md": "codebook.html"}
        for language in LANGUAGES:
            page = "" if language == lang else f"../{language}/methods.html"
            places |= {name: f"{page}#{_anchor(at)}" for at, name in enumerate(self._documents(language))}
        return [
            (_anchor(at), title_of(text) or name, shown(text, places))
            for at, (name, text) in enumerate(self._documents(lang).items())
        ]

    def in_memory(self) -> Site:
        """The same with all that is read later read already, so that it can be sent to another process."""
        tables = [replace(table, batches=table.whole().to_batches) for table in self.source.tables]
        paths = [path for lang in LANGUAGES for path in methods_of(self.source.descriptor, lang)]
        documents = {path: self.read(path) for path in (*paths, *_CHANGES)}
        return Site(replace(self.source, tables=tables), documents.get)

    def _documents(self, lang: str) -> dict[str, str]:
        """The texts of the documents that are there, by the names of their files."""
        paths = methods_of(self.source.descriptor, lang)
        texts = ((PurePosixPath(path).name, _text(self.read, path)) for path in paths)
        return {name: text for name, text in texts if text}

    @property
    def changes(self) -> str | None:
        """The HTML of the notes of the version, or else of the changelog; parts of them are in Arabic."""
        text = self._changes
        return shown(text, {}, is_mixed=True) if text else None

    @property
    def changes_language(self) -> str:
        """The language that most of these notes are in, by their letters."""
        letters = [len(re.findall(script, self._changes)) for script in ("[\u0621-\u064a]", "[A-Za-z]")]
        return "ar" if letters[0] > letters[1] else "en"

    @property
    def _changes(self) -> str:
        return next(filter(None, (_text(self.read, path) for path in _CHANGES)), "")

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
        found = schema_org.described(self.source, _UP, self.whole_files)
        return found | {"url": self.base} if self.base else found


def _anchor(at: int) -> str:
    return f"document-{at + 1}"


def _text(read: Callable[[str], bytes | None], path: str) -> str:
    """The text of a document, "" if there is none; bytes that are not UTF-8 are replaced."""
    return (read(path) or b"").decode("utf-8", "replace")


def _address(of: Mapping, name: str, schemes: tuple[str, ...] = _WEB) -> str | None:
    """An address in a descriptor: a release may come from anybody, and its addresses become links."""
    value = of.get(name)
    return value if isinstance(value, str) and value.startswith(schemes) else None

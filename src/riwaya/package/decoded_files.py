"""Gives files of a package as UTF-8 that are compressed, or written in another encoding."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import BinaryIO

from riwaya.package.files import Files, Status
from riwaya.package.mistaken_encoding import is_utf8, two_readings
from riwaya.package.not_text import compression_of, control_characters, format_of

_MODULES: Mapping[str, ModuleType] = {"gz": gzip, "bz2": bz2, "xz": lzma}
"""What reads and writes the files that are compressed in each way, by an `open` of their own."""
COMPRESSIONS = (*_MODULES, "zip")
# What the archiver of macOS adds to a zip, beside the files.
_OF_MACOS = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$)")
_MOST_NAMED = 5
"""How many files of a zip a message names."""
# Text encodings of Python that are no character sets, and take quadratic time or change with the system.
_NO_CHARACTER_SETS = {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}


class DecodingError(OSError):
    """A file that is not what its descriptor says. `key` names the problem, `params` fill its texts."""

    def __init__(self, key: str, line: int | None = None, **params: str) -> None:
        self.key, self.line, self.params = key, line, params
        super().__init__(key)


@dataclass(frozen=True, slots=True)
class Coding:
    """How a file is written."""

    compression: str | None
    """One of COMPRESSIONS; None if it is not compressed."""
    innerpath: str | None
    """The file in a zip; None for the only one."""
    encoding: str
    """The name that Python has for it."""
    limit: int
    """In bytes: what is larger is not read, compressed or not."""
    signs: str = ""
    """What separates or quotes cells."""


@dataclass(frozen=True, slots=True)
class DecodedFiles:
    """Other files, of which those in `codings` are given as UTF-8 (see `files.Files`).

    Both methods also raise DecodingError.
    """

    below: Files
    codings: Mapping[str, Coding]
    _last: dict[str, bytes] = field(default_factory=dict[str, bytes], repr=False)

    @property
    def name(self) -> str:
        return self.below.name

    def status(self, path: str) -> Status:
        status, coding = self.below.status(path), self.codings.get(path)
        if coding is None or not status.is_inside or not status.is_file or status.size > coding.limit:
            return status
        return Status(len(self._decoded(path, coding)), is_file=True)

    def open(self, path: str) -> BinaryIO:
        coding = self.codings.get(path)
        return io.BytesIO(self._decoded(path, coding)) if coding else self.below.open(path)

    def two_readings(self, path: str) -> tuple[str, str] | None:
        """A word of a file that is read as declared, and what it would be in UTF-8, if it may be either."""
        if not (coding := self.codings.get(path)):
            return None
        with self.below.open(path) as stream:
            return two_readings(_expanded(stream, coding), coding.encoding)

    def _decoded(self, path: str, coding: Coding) -> bytes:
        # A file is decoded for its size, and read next: the last one is kept, and no other.
        if path not in self._last:
            with self.below.open(path) as stream:
                data = _expanded(stream, coding)
            self._last.clear()
            self._last[path] = data if len(data) > coding.limit else _as_utf8(data, coding)
        return self._last[path]


def undecoded(files: Files) -> Files:
    """The files as they are written."""
    return files.below if isinstance(files, DecodedFiles) else files


def is_as_written(files: Files, path: str) -> bool:
    """Whether a file is given as it is written."""
    return coding_of(files, path) is None


def character_set(name: str) -> str | None:
    """The name that Python has for an encoding; None if it knows none.

    >>> character_set("UTF8"), character_set("Windows-1256"), character_set("rot13")
    ('utf-8', 'cp1256', None)
    """
    try:
        known = codecs.lookup(name).name
        "".encode(known)
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if known.replace("-", "_") in _NO_CHARACTER_SETS else known


def _expanded(stream: BinaryIO, coding: Coding) -> bytes:
    """The bytes of a file, at most one more than the limit."""
    try:
        if coding.compression == "zip":
            with zipfile.ZipFile(stream) as archive, archive.open(_inner(archive, coding.innerpath)) as file:
                return file.read(coding.limit + 1)
        opened = _MODULES[coding.compression].open(stream) if coding.compression else stream
        return opened.read(coding.limit + 1)
    except DecodingError:
        raise
    except OSError as error:
        # Of these, what the system says has a number, what a decompressor says has none.
        if error.errno:
            raise
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError):
        pass
    raise DecodingError("compression-broken", compression=coding.compression or "")


def _inner(archive: zipfile.ZipFile, path: str | None) -> str:
    """The file of a zip that holds the table. DecodingError unless it is there, and the only one or named."""
    files = [item.filename for item in archive.infolist() if not item.is_dir()]
    own = [path] if path in files else [name for name in files if path is None and not _OF_MACOS.search(name)]
    if len(own) == 1:
        return own[0]
    if not files:
        raise DecodingError("zip-empty")
    shown = ", ".join(files[:_MOST_NAMED]) + (", …" if len(files) > _MOST_NAMED else "")
    if path is None:
        raise DecodingError("innerpath-not-set", count=str(len(files)), files=shown)
    raise DecodingError("innerpath-missing", inner=path, files=shown)


def coding_of(files: Files, path: str) -> Coding | None:
    """How a file is written that is not given as it is."""
    return files.codings.get(path) if isinstance(files, DecodedFiles) else None


def utf8_command(encoding: str, coding: Coding | None = None) -> str:
    """The command that writes a file in UTF-8 without a byte order mark, in any shell where riwaya runs.

    What is compressed remains so. iconv is not on every system, and lacks encodings that Python has.

    >>> "decode('cp1256')" in utf8_command("Windows-1256")
    True
    """
    name, loaded = character_set(encoding) or encoding, ""
    read, write = "open('old.csv', 'rb').read()", "open('new.csv', 'wb').write(text)"
    if coding and coding.compression == "zip":
        inner, loaded = coding.innerpath or "table.csv", "import zipfile; "
        read = f"zipfile.ZipFile('old.zip').read('{inner}')"
        write = f"zipfile.ZipFile('new.zip', 'w', 8).writestr('{inner}', text)"
    elif coding and coding.compression:
        module, suffix = _MODULES[coding.compression].__name__, coding.compression
        loaded, read = f"import {module}; ", f"{module}.open('old.csv.{suffix}').read()"
        write = f"{module}.open('new.csv.{suffix}', 'wb').write(text)"
    # Read before the other file is opened: somebody may write the same name for both.
    return f"python3 -c \"{loaded}text = {read}.decode('{name}').encode(); {write}\""


def _as_utf8(data: bytes, coding: Coding) -> bytes:
    encoding = coding.encoding
    if encoding == "utf-8":
        return data
    if compression := compression_of(data):
        raise DecodingError("compression-not-declared", compression=compression)
    if form := format_of(data):
        raise DecodingError("not-text", format=form)
    if is_utf8(data, encoding):
        raise DecodingError("encoding-mistaken", encoding=encoding)
    try:
        text = data.decode(encoding).encode()
    except UnicodeDecodeError as error:
        line, byte = data.count(b"\n", 0, error.start) + 1, f"{data[error.start]:02X}"
    except UnicodeError as error:
        line, byte = 1, str(error)
    else:
        if count := control_characters(text, is_decoded=True, signs=coding.signs):
            raise DecodingError("control-characters", count=str(count))
        return text
    raise DecodingError("encoding-not-declared", line, encoding=encoding, byte=byte)

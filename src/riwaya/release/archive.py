"""Writes and extracts the zip of a release.

Files are deflated, sorted and without times, so that the same files and the same zlib give the same bytes. In
zips of releases up to 0.2.0 they are stored.
"""

from __future__ import annotations

import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from riwaya.parallel import map_in_order
from riwaya.release.manifest import EXPLORER, files_in

# Raised for damaged bytes. By zipfile: NotImplementedError for an unknown version or flag, EOFError for an
# early end, ValueError for a name that is not text, zlib.error for what cannot be inflated; by `prefix_of`:
# ValueError.
DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError)
_ENCRYPTED, _UTF8 = 0x1, 0x800
_NO_TIME = (1980, 1, 1, 0, 0, 0)
# A twentieth larger than at level 6, in three fifths of the time.
_LEVEL = 4
_CHUNK_BYTES, _CHUNKS_AHEAD = 1 << 18, 8
# How far back deflated bytes refer.
_WINDOW_BYTES = 1 << 15
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The most that a byte of a zip may become: ours become five.
_MOST_BYTES = 64
# From here on a zip may have fields of 64 bits, which are not compared.
_SMALL_BYTES, _SMALL_FILES = 1 << 30, 1 << 16
_ENTRY_BYTES, _END_BYTES = 46, 22


def zips_of(name: str) -> Mapping[str, str | None]:
    """The names of the zips of a release, each with the folder that it leaves out.

    >>> zips_of("riwaya-1.0.0")
    {'riwaya-1.0.0.zip': None, 'riwaya-1.0.0-data.zip': 'explorer'}
    """
    return {f"{name}.zip": None, f"{name}-data.zip": EXPLORER}


def write_zips(folder: Path, prefix: str, zips: Mapping[Path, str | None]) -> None:
    """All files of a folder, below `prefix`, into zips, each without the folder, if any, that it leaves out.

    What several of them hold is deflated once, chunk by chunk, as many at once as there are processors.
    """
    with ExitStack() as stack:
        archives: dict[_Archive, str | None] = {}
        for file, without in zips.items():
            stream = stack.enter_context(file.open("wb"))
            archives[_Archive(stream, stack.enter_context(zipfile.ZipFile(stream, "w")))] = without
        pool = stack.enter_context(ThreadPoolExecutor(os.cpu_count()))
        chunks = map_in_order(pool, _Chunk.deflated, _chunks(folder), _CHUNKS_AHEAD)
        for path, some in groupby(chunks, lambda item: item[0].path):
            folders = [*PurePosixPath(path).parts[:-1]]
            into = [archive for archive, without in archives.items() if without not in folders[:1]]
            _write_entry(into, f"{prefix}/{path}", (folder / path).stat().st_size, some)


class _Archive(NamedTuple):
    """A zip that is being written, and the stream that it is written to."""

    stream: BinaryIO
    directory: zipfile.ZipFile


class _Chunk(NamedTuple):
    """A run of bytes of a file."""

    path: str
    data: bytes
    before: bytes
    """The bytes before it, as far back as deflated bytes may refer."""
    last: bool

    def deflated(self) -> tuple[_Chunk, bytes]:
        """The chunk, and its bytes deflated, to be put one after another."""
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=self.before)
        data = packer.compress(self.data)
        return self, data + packer.flush(zlib.Z_FINISH if self.last else zlib.Z_SYNC_FLUSH)


def _chunks(folder: Path) -> Iterator[_Chunk]:
    """The chunks of all files of a folder; an empty file is one."""
    for path in files_in(folder):
        with (folder / path).open("rb") as source:
            before, data = b"", source.read(_CHUNK_BYTES)
            while following := source.read(_CHUNK_BYTES):
                yield _Chunk(path, data, before, False)
                before, data = data[-_WINDOW_BYTES:], following
            yield _Chunk(path, data, before, True)


def _write_entry(
    archives: Iterable[_Archive], name: str, size: int, chunks: Iterable[tuple[_Chunk, bytes]]
) -> None:
    """Write a file that is deflated already to each of the archives, as `ZipFile.open` writes one."""
    entries = [(archive, _entry(name, zipfile.ZIP_DEFLATED)) for archive in archives]
    # Known beforehand, so that most headers need no room for a size of 64 bits.
    large, crc = size * 1.05 > zipfile.ZIP64_LIMIT, 0
    for archive, info in entries:
        info.CRC, info.header_offset = 0, archive.stream.tell()
        archive.stream.write(info.FileHeader(large))
    for chunk, deflated in chunks:
        crc = zlib.crc32(chunk.data, crc)
        for archive, info in entries:
            info.CRC, info.file_size = crc, info.file_size + len(chunk.data)
            info.compress_size += len(deflated)
            archive.stream.write(deflated)
    for archive, info in entries:
        end = archive.directory.start_dir = archive.stream.tell()
        archive.stream.seek(info.header_offset)
        archive.stream.write(info.FileHeader(large))
        archive.stream.seek(end)
        archive.directory.filelist.append(info)


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.create_system, info.external_attr, info.compress_type = 3, 0o100644 << 16, method
    return info


def has_our_headers(file: Path) -> bool:
    """Whether a zip is as `write_zip` makes it but for how its files are deflated: in their order, with the
    same headers, and with nothing between and behind them.

    Deflated bytes differ between versions of zlib: what they hold is proven by the hashes of the files.
    """
    with zipfile.ZipFile(file) as archive, file.open("rb") as raw:
        entries = archive.infolist()
        size = file.stat().st_size
        largest = max(size, *(info.file_size for info in entries))
        if largest >= _SMALL_BYTES or len(entries) >= _SMALL_FILES:
            return True
        place = directory = 0
        for info in entries:
            header = info.FileHeader(zip64=False)
            raw.seek(info.header_offset)
            if info.header_offset != place or raw.read(len(header)) != header or not _is_plain(info):
                return False
            place += len(header) + info.compress_size
            directory += _ENTRY_BYTES + len(info.filename.encode())
        raw.seek(max(0, size - _END_BYTES))
        counts = (len(entries), len(entries), directory, place)
        end = struct.pack("<4s2H2H2LH", b"PK\5\6", 0, 0, *counts, 0)
        names = [info.filename for info in entries]
        return raw.read() == end and size == place + directory + _END_BYTES and names == sorted(names)


def _is_plain(info: zipfile.ZipInfo) -> bool:
    """Whether the entry of a file in the directory has nothing that ours have not."""
    ours = _entry(info.filename, info.compress_type)
    same = ("date_time", "comment", "extra", "create_system", "create_version", "extract_version", "reserved")
    same += ("volume", "internal_attr", "external_attr")
    return all(getattr(info, name) == getattr(ours, name) for name in same) and not info.flag_bits & ~_UTF8


def prefix_of(archive: zipfile.ZipFile) -> str:
    """The one folder in which everything in the zip lies; ValueError if its directory is not a release's."""
    names = [info.filename for info in archive.infolist()]
    tops = {PurePosixPath(name).parts[:1] for name in names}
    if len(tops) != 1 or len({*names}) != len(names):
        raise ValueError("not one folder")
    for info in archive.infolist():
        path = PurePosixPath(info.filename)
        # A file in the folder, written in the only way that there is of writing it.
        named = (
            str(path) == info.filename
            and len(path.parts) > 1
            and path.parts[0] != "/"
            and ".." not in path.parts
        )
        readable = info.compress_type in _METHODS and not info.flag_bits & _ENCRYPTED
        one_size = info.compress_type != zipfile.ZIP_STORED or info.file_size == info.compress_size
        placed = one_size and 0 <= info.header_offset < archive.start_dir
        if not (named and readable and placed) or set(info.filename) & {"\\", ":"}:
            raise ValueError(info.filename)
    if sum(info.compress_size for info in archive.infolist()) > archive.start_dir:
        raise ValueError("more than the zip holds")
    if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES * archive.start_dir:
        raise ValueError("sizes")
    return names[0].split("/")[0]


def extract_zip(file: Path, into: Path) -> tuple[str, list[str]]:
    """Extract a release's zip; its prefix, and the files whose bytes are damaged. Raises one of DAMAGED."""
    damaged = []
    with zipfile.ZipFile(file) as archive:
        prefix = prefix_of(archive)
        for info in archive.infolist():
            target = into / info.filename.removeprefix(f"{prefix}/")
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with archive.open(info) as source, target.open("wb") as opened:
                    shutil.copyfileobj(source, opened)
            except DAMAGED:
                damaged.append(target.relative_to(into).as_posix())
    return prefix, damaged

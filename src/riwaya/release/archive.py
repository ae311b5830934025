"""Writes and extracts the zip of a release.

Files are stored, sorted and without times, so that the same files give the same bytes.
"""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path, PurePosixPath

from riwaya.release.manifest import files_in

# What is raised for damaged bytes. By zipfile: NotImplementedError for an unknown version or flag, EOFError
# for an early end, ValueError for a name that is not text; by `prefix_of`: ValueError.
DAMAGED = (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError)
_ENCRYPTED = 0x1
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write_zip(folder: Path, file: Path, prefix: str) -> None:
    """All files of a folder, below `prefix`, into a zip."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, strict_timestamps=False) as archive:
        for path in files_in(folder):
            info = zipfile.ZipInfo(f"{prefix}/{path}", _NO_TIME)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            # Known beforehand, so that zipfile need not make room for a size of 64 bits.
            info.file_size = (folder / path).stat().st_size
            with (folder / path).open("rb") as source, archive.open(info, "w") as target:
                shutil.copyfileobj(source, target)


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
        # Stored and not encrypted, so that it has one size, and before the directory.
        stored = info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & _ENCRYPTED
        placed = info.file_size == info.compress_size and 0 <= info.header_offset < archive.start_dir
        if not (named and stored and placed) or set(info.filename) & {"\\", ":"}:
            raise ValueError(info.filename)
    return names[0].split("/")[0]


def extract_zip(file: Path, into: Path) -> tuple[str, list[str]]:
    """Extract a release's zip; its prefix, and the files whose bytes are damaged. Raises one of DAMAGED."""
    damaged = []
    with zipfile.ZipFile(file) as archive:
        prefix = prefix_of(archive)
        # What is stored cannot be larger than the archive that holds it.
        if sum(info.file_size for info in archive.infolist()) > file.stat().st_size:
            raise ValueError("sizes")
        for info in archive.infolist():
            target = into / info.filename.removeprefix(f"{prefix}/")
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with archive.open(info) as source, target.open("wb") as opened:
                    shutil.copyfileobj(source, opened)
            except DAMAGED:
                damaged.append(target.relative_to(into).as_posix())
    return prefix, damaged

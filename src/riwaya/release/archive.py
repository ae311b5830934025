"""A release as one zip: stored, sorted, without times, so that the same files make the same bytes."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path, PurePosixPath

from riwaya.release.manifest import files_in

# All that zipfile raises over damaged bytes; OSError is what a damaged offset gives.
UNREADABLE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, struct.error, ValueError, OSError,
)
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write_zip(folder: Path, file: Path, prefix: str) -> None:
    """All files of a folder, below `prefix`, into a zip."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, strict_timestamps=False) as archive:
        for path in files_in(folder):
            info = zipfile.ZipInfo(f"{prefix}/{path}", _NO_TIME)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, (folder / path).read_bytes())


def prefix_of(archive: zipfile.ZipFile) -> str:
    """The one folder in which everything in the zip lies; ValueError if its names or sizes are not a release's."""
    names = [info.filename for info in archive.infolist()]
    tops = {PurePosixPath(name).parts[0] for name in names if name}
    if len(tops) != 1 or len({*names}) != len(names):
        raise ValueError("not one folder")
    for info in archive.infolist():
        parts = PurePosixPath(info.filename).parts
        unsafe = ".." in parts or info.filename.startswith("/") or "\\" in info.filename or ":" in info.filename
        # What is stored cannot be larger than the archive that holds it.
        if unsafe or info.is_dir() or info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
            raise ValueError(info.filename)
    return tops.pop()


def extract_zip(file: Path, into: Path) -> tuple[str, list[str]]:
    """Extract a release's zip; its prefix, and the files whose bytes are damaged. Raises one of UNREADABLE."""
    damaged = []
    with zipfile.ZipFile(file) as archive:
        prefix = prefix_of(archive)
        if sum(info.file_size for info in archive.infolist()) > file.stat().st_size:
            raise ValueError("sizes")
        for info in archive.infolist():
            path = info.filename.removeprefix(f"{prefix}/")
            try:
                data = archive.read(info)
            except UNREADABLE:
                damaged.append(path)
                continue
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return prefix, damaged

"""Writes files so that under their names there is the old content or the new one, never half of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below `root`, each atomically; files that already hold these bytes are not touched."""
    changed = {root / path: data for path, data in files.items() if _bytes_of(root / path) != data}
    new_files = {file: file.with_name(f".{file.name}.new") for file in changed}
    try:
        # Whatever may fail, such as a full disk, fails before the first file is replaced.
        for file, data in changed.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            with new_files[file].open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        for file, new in new_files.items():
            os.replace(new, file)
    finally:
        for new in new_files.values():
            new.unlink(missing_ok=True)


def _bytes_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


@contextmanager
def replacing(file: Path) -> Iterator[IO[bytes]]:
    """Yield an open file that takes the place of `file` when the block ends, and is deleted if it raises.

    Several processes may replace the same file: the last one wins. Only its user can read the new file.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as part:
        try:
            yield part
            part.close()
            os.replace(part.name, file)
        finally:
            Path(part.name).unlink(missing_ok=True)

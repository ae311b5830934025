"""Replaces a file so that under its name there is the old content or the new one, never half of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


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

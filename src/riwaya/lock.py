"""Keeps two processes from changing a package at once, by a lock in its hidden folder `.riwaya`.

The folder also holds what `journal` stages. Git ignores it, and nothing of it is in a release.
"""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from riwaya.bilingual import Bilingual, Messages
from riwaya.errors import EditError

MESSAGES = Messages(__package__)
STATE = ".riwaya"
"""The folder in a package for what is there only while, or because, a command writes."""
WAIT_SECONDS = 10.0
_LOCK, _HOLDER = "lock", "holder.json"


@contextmanager
def exclusive(root: Path) -> Iterator[bool]:
    """Hold the lock of the package in `root`, again if this thread holds it; whether it is held anew.

    Waits for another process. Raises EditError, which names it, if that takes longer than WAIT_SECONDS, and
    OSError where nothing can be written. The lock of a killed process is free.
    """
    # Only commands that write pay for the import, and reading ones that find a killed one's journal.
    from filelock import FileLock, Timeout

    folder = _state_folder(root)
    lock = FileLock(folder / _LOCK, is_singleton=True)
    try:
        lock.acquire(timeout=WAIT_SECONDS)
    except Timeout:
        raise EditError(MESSAGES("locked", folder=folder.parent.name, holder=_holder(folder))) from None
    is_new = lock.lock_counter == 1
    try:
        if is_new:
            (folder / _HOLDER).write_text(json.dumps(_this_process()), encoding="utf-8")
        yield is_new
    finally:
        if is_new:
            (folder / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _state_folder(root: Path) -> Path:
    """The folder, made if it is missing. Raises EditError for a link in it, which would lead elsewhere."""
    folder = root.resolve() / STATE
    # Unlike Path.rglob it passes over a folder that another process removes meanwhile.
    entries = (Path(parent, name) for parent, *names in os.walk(folder) for name in chain(*names))
    if folder.is_symlink() or any(map(_is_odd, entries)):
        raise EditError(MESSAGES("state-link", folder=folder.parent.name))
    folder.mkdir(parents=True, exist_ok=True)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", encoding="utf-8")
    return folder


def _is_odd(entry: Path) -> bool:
    """Whether an entry is a link, a pipe or a device. What is gone meanwhile is not."""
    return entry.is_symlink() or (entry.exists() and not (entry.is_file() or entry.is_dir()))


def _this_process() -> dict[str, object]:
    program = Path(sys.argv[0]).stem.replace("__main__", "riwaya") or "python"
    now = datetime.datetime.now().astimezone().isoformat(" ", "seconds")
    return {"command": " ".join([program, *sys.argv[1:2]]), "pid": os.getpid(), "since": now}


def _holder(folder: Path) -> Bilingual:
    """Who holds the lock, as it wrote."""
    try:
        return MESSAGES("holder", **json.loads((folder / _HOLDER).read_bytes()))
    except (OSError, ValueError, TypeError, KeyError):
        return MESSAGES("holder-unknown")

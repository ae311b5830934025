"""Writes several files of a package in one step: after a kill all of the new ones are there, or none.

The new files are first written to `.riwaya/new/`, on the same disk. Then `.riwaya/journal.json` lists them:
from that moment on the change is made. Each file takes its place, and the journal is deleted. A command that
is killed before that moment has changed nothing; what one leaves that is killed later is finished by the next
command, whatever it is, since all open a package with `finish_interrupted`.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from riwaya.atomic import replacing
from riwaya.errors import EditError
from riwaya.lock import MESSAGES, STATE, exclusive
from riwaya.system_errors import reason_of

_JOURNAL, _NEW = "journal.json", "new"
_RESERVED = {"..", ".git", ".venv", STATE}
"""Where no command writes, and therefore no journal of a stranger either."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A file: its path, and its SHA-256 before and after the change; None where it is absent."""

    path: str
    before: str | None
    after: str | None


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep others from changing the package in `root` meanwhile; what a killed one left is finished first.

    For a command from reading the tables until they are written. It may be entered again inside. Raises
    EditError if another process holds the lock for long, or if what was left cannot be finished.
    """
    with exclusive(root) as is_new:
        if is_new:
            _finish(root)
        yield


def write_files(
    root: Path, files: Mapping[str, bytes | None], read: Mapping[str, str | None] | None = None
) -> None:
    """Write files below `root`, or delete those that are None, in one step: all or, if it raises, none.

    Paths are relative, with forward slashes; files that already are so are not touched. `read` are digests
    (`sha256_at`) of files as the caller read them: EditError if one has changed since. Raises OSError where
    something cannot be written.
    """
    if all(sha256_at(_target(root, path)) == _sha256(data) for path, data in files.items()):
        return
    with locked(root):
        now = {path: sha256_at(root / path) for path in {*files, *(read or ())}}
        if other := sorted(path for path, digest in (read or {}).items() if now[path] != digest):
            raise EditError(MESSAGES("changed-since-read", paths=", ".join(other)))
        changes = [_Change(path, now[path], _sha256(data)) for path, data in files.items()]
        changes = [change for change in changes if change.before != change.after]
        try:
            _stage(root, changes, files)
        finally:
            _remove_unlisted(root)
        _place(root, changes)


def finish_interrupted(root: Path) -> None:
    """Finish the change that a killed command left in the package in `root`, if there is one.

    Waits for a command that is writing now. Raises EditError if it cannot be finished, such as by somebody
    who may not write there, and for a journal that `write_files` has not written; nothing is changed then.
    """
    if os.path.lexists(root / STATE / _JOURNAL):
        try:
            with locked(root):
                pass
        except OSError as error:
            raise _unfinished(root, error) from None


def will_hold(root: Path, files: Mapping[str, bytes | None]) -> bool:
    """Whether files below `root` are so, or will be once `finish_interrupted` has run. It is not run here."""
    pending: dict[str, str | None] = {}
    if os.path.lexists(root / STATE / _JOURNAL):
        with suppress(EditError):
            pending = {change.path: change.after for change in _read_journal(root)}
    return all(pending.get(path, sha256_at(root / path)) == _sha256(data) for path, data in files.items())


def sha256_at(file: Path) -> str | None:
    """The SHA-256 of a file in hexadecimal digits; None where there is no file."""
    return _sha256(file.read_bytes()) if file.is_file() else None


def _sha256(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def _target(root: Path, path: str) -> Path:
    """Where a path leads. Raises EditError if that is no place below `root`, or one that is reserved."""
    target, home = root / path, root.resolve()
    inside = target.parent.resolve()
    parts = {*PurePosixPath(path).parts, *(inside.parts[len(home.parts) :])}
    is_reserved = not _RESERVED.isdisjoint(part.casefold() for part in parts)
    # A colon names a drive or a stream where a backslash separates.
    if not inside.is_relative_to(home) or not target.name or is_reserved or {*path} & {*"\\:\0"}:
        raise EditError(MESSAGES("path-unwritable", path=path, folder=home.name))
    return target


# -- Writing ------------------------------------------------------------------------------------------


def _stage(root: Path, changes: Sequence[_Change], files: Mapping[str, bytes | None]) -> None:
    """Write the new files beside the package, and then the journal. Whatever may fail fails here."""
    new = root / STATE / _NEW
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    for number, change in enumerate(changes):
        data, target = files[change.path], root / change.path
        if data is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
            _write(new / str(number), data)
            if target.exists():
                shutil.copymode(target, new / str(number))
    _write(new / _JOURNAL, json.dumps([asdict(change) for change in changes]).encode())
    _sync_folder(new)
    os.replace(new / _JOURNAL, root / STATE / _JOURNAL)
    _sync_folder(root / STATE)


def _write(file: Path, data: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _remove_unlisted(root: Path) -> bool:
    """Remove staged files unless a journal lists them; whether there is none."""
    if os.path.lexists(root / STATE / _JOURNAL):
        return False
    shutil.rmtree(root / STATE / _NEW, ignore_errors=True)
    return True


def _place(root: Path, changes: Sequence[_Change]) -> None:
    """Put the staged files in their places, and delete the journal when all are safe on the disk."""
    new, targets = root / STATE / _NEW, [root / change.path for change in changes]
    try:
        for number, (change, target) in enumerate(zip(changes, targets, strict=True)):
            if change.after is None:
                target.unlink(missing_ok=True)
            elif (new / str(number)).exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                _move(new / str(number), target)
        for folder in {target.parent for target in targets}:
            _sync_folder(folder)
        (root / STATE / _JOURNAL).unlink()
    except OSError as error:
        raise _unfinished(root, error) from None
    _remove_unlisted(root)


def _move(new: Path, target: Path) -> None:
    try:
        os.replace(new, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # A folder of the package that is on another disk.
        with replacing(target) as stream:
            stream.write(new.read_bytes())
            stream.flush()
            os.fsync(stream.fileno())
        new.unlink()


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder survive a power failure, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


# -- Finishing ----------------------------------------------------------------------------------------


def _finish(root: Path) -> None:
    """Finish what a killed process left, under the lock: check all of it first, then place all of it."""
    if _remove_unlisted(root):
        return
    changes = _read_journal(root)
    for number, change in enumerate(changes):
        now = sha256_at(_target(root, change.path))
        staged = sha256_at(root / STATE / _NEW / str(number))
        if now != change.after and (now != change.before or staged != change.after):
            raise EditError(MESSAGES("journal-stale", folder=root.resolve().name, path=change.path))
    _place(root, changes)


def _read_journal(root: Path) -> list[_Change]:
    try:
        changes = [_Change(**item) for item in json.loads((root / STATE / _JOURNAL).read_bytes())]
        if not all(isinstance(change.path, str) for change in changes):
            raise TypeError
    except (ValueError, TypeError, RecursionError):
        raise EditError(MESSAGES("journal-unreadable", folder=root.resolve().name)) from None
    return changes


def _unfinished(root: Path, error: OSError) -> EditError:
    name = Path(error.filename or "").name
    return EditError(MESSAGES("unfinished", folder=root.resolve().name, name=name, reason=reason_of(error)))

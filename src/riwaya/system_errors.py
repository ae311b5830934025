"""Says in both languages why the operating system could not read or write a file, and what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from riwaya.bilingual import Bilingual, Messages

_TEXTS = Messages(__package__, "system_errors.toml")
_SAME = {errno.EPERM: errno.EACCES, errno.EDQUOT: errno.ENOSPC}
_MAX_REASON = 300


def reason_of(error: Exception) -> Bilingual:
    """Why a file could not be read or written, without a period. An error that is not of the operating system
    gives its own text, which has no translation.

    >>> reason_of(IsADirectoryError(errno.EISDIR, "Is a directory", "data")).en
    'it is a folder'
    """
    key = _key(error)
    if key not in _TEXTS.texts:
        own = " ".join(str(error).split())[:_MAX_REASON] or type(error).__name__
        return _TEXTS("other", code=key) if key else Bilingual(own, own)
    return _TEXTS(key)


def message_of(error: OSError, name: str = "") -> Bilingual:
    """The file, or the `name` that the user knows it by, why it could not be used, and what to do.

    >>> message_of(FileNotFoundError(errno.ENOENT, "No such file or directory", "data/a.csv")).en
    'a.csv: there is no such file or folder. Check the name, and the folder that you are in.'
    """
    # Of two names the second is the one that the caller gave: a file is written under another, then renamed.
    file = str(error.filename2 or error.filename or "")
    advice = f"{_key(error)}-advice"
    named = name or Path(file).name or file
    return _TEXTS(
        "message" if named else "message-nameless",
        name=named,
        reason=reason_of(error),
        advice=_TEXTS(advice if advice in _TEXTS.texts else "other-advice"),
    )


def require_no_file(folder: Path) -> None:
    """NotADirectoryError for the file that stands where a folder is to be made."""
    there = next(part for part in (folder, *folder.absolute().parents) if part.exists())
    if not there.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(there))


def error_behind(error: Exception, file: Path) -> OSError:
    """The OSError for a file that a library could not write, with the number of the one that it wraps."""
    codes = (part.errno for part in error.args if isinstance(part, OSError))
    return OSError(next(filter(None, codes), errno.EIO), str(error), str(file))


def _key(error: Exception) -> str:
    code = error.errno if isinstance(error, OSError) else None
    return errno.errorcode.get(_SAME.get(code, code), "") if code else ""

"""Fetches a release from an https address into this user's cache; nothing else here uses the network."""

from __future__ import annotations

import hashlib
import re
from http import HTTPStatus
from http.client import IncompleteRead
from pathlib import Path
from urllib import request
from urllib.error import HTTPError

from filelock import FileLock

from riwaya.atomic import replacing
from riwaya.errors import ReleaseError
from riwaya.package.https import FAILURES, https_opener, opened, reason_of_failure
from riwaya.package.resource import DESCRIPTOR
from riwaya.release import MESSAGES
from riwaya.release.cache_folder import cache_folder
from riwaya.release.manifest import MANIFEST, SUMS, sha256_of, sha256s_in

_CHUNK = 1 << 20
# The end of an address, as far as it can name a file anywhere.
_PLAIN = re.compile("(?:[A-Za-z0-9][A-Za-z0-9._-]*)?$")


def is_address(release: str | Path) -> bool:
    """Whether a release is named by an http or https address; http is refused later."""
    return str(release).lower().startswith(("https://", "http://"))


def require_sha256(release: Path, sha256: str) -> None:
    """ReleaseError unless this is the hash of a zip here, or of the SHA256SUMS of a folder here."""
    file = release / SUMS if release.is_dir() else release
    found = sha256_of(file) if file.is_file() else "—"
    if found != sha256.lower():
        raise _hash_differs(release.name, found, sha256)


def fetched(address: str, sha256: str | None = None) -> Path:
    """A release from an https address, a zip or a folder, in the cache; of a folder what is read.

    `sha256` is the hash of the zip, or of the folder's SHA256SUMS: a copy in the cache that has it is used
    without a request. Without it a conditional request finds whether the file changed. ReleaseError if the
    release cannot be fetched or has another hash.
    """
    if not address.lower().startswith("https://"):
        raise ReleaseError(MESSAGES("https-only", address=address))
    plain = _PLAIN.search(address.split("?")[0].rstrip("/"))
    name = plain[0] if plain and plain[0] else "release"
    folder = cache_folder() / hashlib.sha256(address.encode()).hexdigest()[:32]
    folder.mkdir(parents=True, exist_ok=True)
    opener = https_opener()
    with FileLock(folder / ".lock"):
        if name.endswith(".zip"):
            _have(opener, address, folder / name, sha256)
            return folder / name
        address, release = address.rstrip("/"), folder / name
        _have(opener, f"{address}/{SUMS}", release / SUMS, sha256)
        try:
            sums = sha256s_in((release / SUMS).read_text("utf-8"))
        except ValueError:
            raise _fetch_failed(address, SUMS) from None
        paths = [path for path in sums if path == DESCRIPTOR or _is_table(path)]
        # The manifest last: a release in the cache that has one is whole.
        for path in (*paths, *({MANIFEST} & {*sums})):
            _have(opener, f"{address}/{path}", release / path, sums[path])
    return release


def _is_table(path: str) -> bool:
    folder, _, file = path.partition("/")
    return folder == "parquet" and file.endswith(".parquet") and not {*file} & {*"/\\:"}


def _have(opener: request.OpenerDirector, address: str, file: Path, sha256: str | None) -> None:
    """Make `file` what is at the address; half of it is never there."""
    if sha256 and file.is_file() and sha256_of(file) == sha256:
        return
    tag = file.with_name(f"{file.name}.etag")
    known = _known(tag, file) if not sha256 else ""
    headers = {"If-None-Match": known} if known else {}
    try:
        with opened(opener, address, headers) as response:
            with replacing(file) as part:
                while chunk := response.read(_CHUNK):
                    part.write(chunk)
                if response.length:
                    raise IncompleteRead(b"", response.length)
                part.flush()
                found = sha256_of(Path(part.name))
                if sha256 and found != sha256:
                    raise _hash_differs(address, found, sha256)
                tag.unlink(missing_ok=True)
            if response.headers.get("ETag"):
                tag.write_text(f"{found} {response.headers['ETag']}", "utf-8")
    except FAILURES as error:
        if isinstance(error, HTTPError) and error.code == HTTPStatus.NOT_MODIFIED and known:
            return
        cached = sha256_of(file) if file.is_file() and not sha256 else None
        raise _fetch_failed(address, reason_of_failure(error), cached) from None


def _known(tag: Path, file: Path) -> str:
    """What the server calls the file in the cache, if it is still the one that came from there."""
    if not (file.is_file() and tag.is_file()):
        return ""
    sha256, _, name = tag.read_text("utf-8").partition(" ")
    return name if sha256_of(file) == sha256 else ""


def _fetch_failed(address: str, reason: object, cached: str | None = None) -> ReleaseError:
    """`cached` is the SHA-256 of what the cache holds from this address."""
    if cached:
        return ReleaseError(MESSAGES("fetch-failed-cached", address=address, reason=reason, sha256=cached))
    return ReleaseError(MESSAGES("fetch-failed", address=address, reason=reason))


def _hash_differs(address: str, found: str, wanted: str) -> ReleaseError:
    return ReleaseError(MESSAGES("hash-differs", address=address, found=found, wanted=wanted))

"""Fetches what a descriptor names by its address, so that it is checked like a file of the package.

Only `validate --allow-remote` does so: https alone, within the limits of size, and each address is listed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Mapping
from http.client import HTTPResponse, IncompleteRead
from itertools import chain, count
from typing import cast
from urllib.request import OpenerDirector

from riwaya.bilingual import Bilingual, joined
from riwaya.errors import PackageError
from riwaya.package import MESSAGES
from riwaya.package.decoded_files import undecoded
from riwaya.package.descriptor import Package
from riwaya.package.files import Files, Overlay, is_file, is_url
from riwaya.package.https import FAILURES, RedirectError, https_opener, opened, reason_of_failure
from riwaya.package.resource import DESCRIPTOR, MOST_HELD_MEBIBYTES, max_mebibytes_of
from riwaya.package.strict_json import JsonObject

MOST_SECONDS = 600
"""How long a file may take to come."""


def with_remote_files(package: Package) -> tuple[Package, dict[str, int]]:
    """The package with what its descriptor names by https address, and the size in bytes of each.

    In reports such a file has its address without the scheme for a path. PackageError for another scheme, for
    what cannot be fetched, and for what is larger than its resource allows: it names every such address.
    """
    data: dict[str, bytes] = {}
    paths: dict[str, str] = {}
    failures: dict[str, Bilingual] = {}
    opener = https_opener()

    def local(value: object, limit: int) -> object:
        if isinstance(value, list):
            return [local(item, limit) for item in cast("list[object]", value)]
        if not isinstance(value, str) or not is_url(value):
            return value
        if value not in paths:
            path = paths[value] = _free_path(_path_of(value), data, package.files)
            left = (MOST_HELD_MEBIBYTES << 20) - sum(map(len, data.values()))
            try:
                data[path] = _fetched(opener, value, limit, left)
            except PackageError as error:
                failures[value] = error.message
        return paths[value]

    listed = cast("list[object]", package.descriptor["resources"])
    entries = [
        _localized(cast("JsonObject", item), local) if isinstance(item, Mapping) else item for item in listed
    ]
    if failures:
        raise PackageError(joined(failures.values()))
    if not data:
        return package, {}
    sizes = {address: len(data[path]) for address, path in paths.items()}
    content = {**package.descriptor, "resources": entries}
    return Package.of_standard(Overlay(data, undecoded(package.files)), content), sizes


def _localized(item: JsonObject, local: Callable[[object, int], object]) -> JsonObject:
    limit, named = min(max_mebibytes_of(item), MOST_HELD_MEBIBYTES), ("path", "schema", "dialect")
    return {**item, **{name: local(item[name], limit) for name in named if name in item}}


def _path_of(address: str) -> str:
    """Where a file from an address stands among those of the package.

    >>> _path_of("https://example.org/places.csv?v=1")
    'example.org/places_v=1.csv'
    """
    path, _, query = address.partition("://")[2].partition("?")
    if query:
        # The end of the name says how the table is written.
        stem, dot, suffix = path.rpartition(".")
        path = f"{stem}_{query}{dot}{suffix}"
    return re.sub(r'[\\:*?"<>|\0]', "_", path)


def _free_path(path: str, taken: Collection[str], files: Files) -> str:
    """The path, in a folder with a number where another file has it already."""
    paths = chain([path], (f"{number}/{path}" for number in count(2)))
    return next(free for free in paths if free not in taken and not is_file(files, free))


def _fetched(opener: OpenerDirector, address: str, mebibytes: int, left: int) -> bytes:
    """The file at an address; `left` is the number of bytes that may still be held of all files."""
    if not address.lower().startswith("https://"):
        raise PackageError(MESSAGES("remote-https-only", file=DESCRIPTOR, address=address))
    limit = min(mebibytes << 20, left)
    try:
        with opened(opener, address) as response:
            expected = response.length or 0
            data = _read(response, limit + 1)
            if len(data) < min(expected, limit + 1):
                raise IncompleteRead(b"", expected - len(data))
    except RedirectError as error:
        message = MESSAGES("remote-redirected", file=DESCRIPTOR, address=address, target=error.target)
        raise PackageError(message) from None
    except FAILURES as error:
        reason = reason_of_failure(error)
        message = MESSAGES("remote-failed", file=DESCRIPTOR, address=address, reason=reason)
        raise PackageError(message) from None
    if len(data) > limit:
        key = "remote-large" if limit == mebibytes << 20 < MOST_HELD_MEBIBYTES << 20 else "remote-too-much"
        raise PackageError(MESSAGES(key, file=DESCRIPTOR, address=address, limit=mebibytes))
    return data


def _read(response: HTTPResponse, most: int) -> bytes:
    """At most so many bytes of a response. TimeoutError if that takes longer than MOST_SECONDS."""
    data, until = bytearray(), time.monotonic() + MOST_SECONDS
    while len(data) < most and (part := response.read1(min(1 << 20, most - len(data)))):
        data += part
        if time.monotonic() > until:
            raise TimeoutError
    return bytes(data)

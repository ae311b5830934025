"""Fetches what a descriptor names by its address, so that it is checked like a file of the package.

Only `validate --allow-remote` does so: https alone, within the limits of size, and each address is listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from http.client import IncompleteRead
from typing import cast
from urllib.request import OpenerDirector

from riwaya.bilingual import Bilingual, joined
from riwaya.errors import PackageError
from riwaya.package import MESSAGES
from riwaya.package.decoded_files import undecoded
from riwaya.package.descriptor import Package
from riwaya.package.files import Overlay
from riwaya.package.https import FAILURES, https_opener, opened, reason_of_failure
from riwaya.package.resource import DESCRIPTOR, MOST_HELD_MEBIBYTES, max_mebibytes_of
from riwaya.package.strict_json import JsonObject

_ADDRESS = re.compile("[A-Za-z][A-Za-z0-9+.-]*://")


def with_remote_files(package: Package) -> tuple[Package, dict[str, int]]:
    """The package with what its descriptor names by https address, and the size in bytes of each.

    In reports such a file has its address without the scheme for a path. PackageError for another scheme, for
    what cannot be fetched, and for what is larger than its resource allows: it names every such address.
    """
    data: dict[str, bytes] = {}
    sizes: dict[str, int] = {}
    failures: dict[str, Bilingual] = {}
    opener = https_opener()

    def local(value: object, limit: int) -> object:
        if isinstance(value, list):
            return [local(item, limit) for item in cast("list[object]", value)]
        if not isinstance(value, str) or not _ADDRESS.match(value):
            return value
        path = _path_of(value)
        if path not in data and value not in failures:
            try:
                data[path] = _fetched(opener, value, limit)
            except PackageError as error:
                failures[value] = error.message
            else:
                sizes[value] = len(data[path])
        return path

    listed = cast("list[object]", package.descriptor["resources"])
    entries = [
        _localized(cast("JsonObject", item), local) if isinstance(item, Mapping) else item for item in listed
    ]
    if failures:
        raise PackageError(joined(failures.values()))
    if not data:
        return package, {}
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


def _fetched(opener: OpenerDirector, address: str, mebibytes: int) -> bytes:
    if not address.lower().startswith("https://"):
        raise PackageError(MESSAGES("remote-https-only", file=DESCRIPTOR, address=address))
    try:
        with opened(opener, address) as response:
            data = response.read((mebibytes << 20) + 1)
            if response.length and len(data) <= mebibytes << 20:
                raise IncompleteRead(b"", response.length)
    except FAILURES as error:
        reason = reason_of_failure(error)
        message = MESSAGES("remote-failed", file=DESCRIPTOR, address=address, reason=reason)
        raise PackageError(message) from None
    if len(data) > mebibytes << 20:
        raise PackageError(MESSAGES("remote-large", file=DESCRIPTOR, address=address, limit=mebibytes))
    return data

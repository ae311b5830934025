"""Finds the versions of the dataset that are on this machine, and fetches another one if that is wanted.

The code and the data have versions of their own: any code opens any version. Here are the version of this
installation and those that the cache has kept, whatever address they came from.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from riwaya.dataset import MESSAGES
from riwaya.errors import NotFoundError
from riwaya.package.descriptor import installed_root
from riwaya.package.files import Folder
from riwaya.package.resource import DESCRIPTOR, read_json
from riwaya.package.strict_json import JsonObject
from riwaya.release.cache_folder import cache_folder
from riwaya.release.manifest import MALFORMED, MANIFEST, json_object
from riwaya.version_numbers import version_key

RELEASES_VARIABLE = "RIWAYA_RELEASES"
"""The environment variable that names the address of all releases, in place of the dataset's homepage."""
_VERSION = re.compile(r"\d+\.\d+\.\d+")


def versions() -> tuple[str, ...]:
    """The versions of the dataset that are on this machine, the newest first; no network is used.

    >>> import riwaya
    >>> with riwaya.open(version=riwaya.versions()[0]) as dataset:
    ...     dataset.version == riwaya.versions()[0]
    True

    One is that of this installation, the others those that `open` has fetched. Another version is fetched by
    `riwaya.open(version="0.3.0", fetch=True)`, or downloaded by hand and opened by its path.
    """
    descriptor = _installed()
    return tuple(sorted({str(descriptor["version"]), *_kept(descriptor)}, key=version_key, reverse=True))


def release_of(version: str, fetch: bool) -> str | Path | None:
    """The path or the https address of a version; None for that of this installation.

    NotFoundError for a version that is not here, unless it may be fetched, and for one that cannot be fetched
    since the dataset has no homepage.
    """
    descriptor = _installed()
    name, kept = descriptor["name"], _kept(descriptor)
    if version == descriptor["version"]:
        return None
    if version in kept:
        return kept[version]
    if not fetch or not _VERSION.fullmatch(version):
        raise NotFoundError(
            MESSAGES("version-missing", version=version, name=name, known=", ".join(versions()))
        )
    address = os.environ.get(RELEASES_VARIABLE) or descriptor.get("homepage")
    if not address:
        raise NotFoundError(MESSAGES("no-homepage", version=version, name=name, variable=RELEASES_VARIABLE))
    return f"{str(address).rstrip('/')}/versions/{version}"


def _installed() -> JsonObject:
    return read_json(Folder(installed_root()), DESCRIPTOR, is_descriptor=True)


def _kept(descriptor: JsonObject) -> dict[str, Path]:
    """The releases of the dataset in the cache, by version; of one version the last that was fetched."""
    found = sorted(_named(cache_folder()), key=lambda item: item[2].stat().st_mtime)
    return {version: path for name, version, path in found if name == descriptor["name"]}


def _named(folder: Path) -> Iterator[tuple[str, str, Path]]:
    """Name, version and path of each release in the cache: a folder says them, a zip is called by them."""
    for file in folder.glob(f"*/*/{MANIFEST}"):
        try:
            manifest = json_object(file.read_bytes())
            yield str(manifest["name"]), str(manifest["version"]), file.parent
        except MALFORMED:
            continue
    for file in folder.glob("*/*.zip"):
        name, _, version = file.stem.rpartition("-")
        if _VERSION.fullmatch(version):
            yield name, version, file

"""Reads a package at a URL that Spark reads."""

from __future__ import annotations

import re
from functools import partial
from posixpath import basename, dirname

from riwaya.engines.spark.filesystem import Files
from riwaya.engines.spark.session import open_session
from riwaya.package.descriptor import DESCRIPTOR, FORMATS, MAX_JSON, Package, package_in

_URL = re.compile("[A-Za-z][A-Za-z0-9+.-]*://")


def is_url(path: str) -> bool:
    """Whether a path of a package is a URL, which only Spark reads."""
    return bool(_URL.match(path))


def package_at(url: str, master: str) -> Package:
    """Read the package whose descriptor or folder is at a URL. PackageError if it cannot be read as one."""
    files = Files(open_session(master), master)
    url = url.rstrip("/")
    try:
        is_file = files.status(url).is_file
    except OSError:
        # The error will name the descriptor that is missing.
        is_file = False
    folder, name = (dirname(url), basename(url)) if is_file else (url, DESCRIPTOR)
    read = partial(_json_at, files, folder)
    descriptor, resources = package_in(read, name, basename(folder), tuple(FORMATS))
    return Package(None, descriptor, resources, folder)


def _json_at(files: Files, folder: str, name: str) -> bytes:
    url = f"{folder}/{name}"
    status = files.status(url)
    if not status.is_file or status.size > MAX_JSON:
        raise ValueError(f"not a file of at most {MAX_JSON >> 20} MiB")
    return files.read(url, MAX_JSON)

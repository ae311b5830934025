"""Checks what a descriptor says of files besides their schemas: size, hash, encoding."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator

from riwaya.package.csv_checks import csv_kinds
from riwaya.package.decoded_files import DecodedFiles
from riwaya.package.descriptor import Package
from riwaya.package.files import Files
from riwaya.package.resource import DESCRIPTOR
from riwaya.package.strict_json import JsonObject
from riwaya.problem import Place, Problem
from riwaya.validation.frictionless_errors import standard_kinds

_OF_SCHEMAS = ("fields", "missingValues", "primaryKey", "foreignKeys", "uniqueKeys", "fieldsMatch")
_HASHES = ("md5", "sha1", "sha256", "sha512")


def described_problems(package: Package, read: Collection[str]) -> Iterator[Problem]:
    """The problems of files that are not as they are described. Those of tables that are not among the `read`
    have others.
    """
    files = package.files.below if isinstance(package.files, DecodedFiles) else package.files
    readable = {item.name for item in package.others if not item.refusals} | {
        item.name for item in package.resources
    }
    for item in package.descriptor["resources"]:
        if item["name"] in readable and ("bytes" in item or "hash" in item):
            yield from _counted(files, item)
        if misplaced := ", ".join(name for name in _OF_SCHEMAS if name in item):
            place = Place(DESCRIPTOR, item["name"], value=item["name"])
            yield standard_kinds()["property-misplaced"].at(place, property=misplaced)
    for resource in (item for item in package.resources if item.name in read):
        yield from _encoding(resource.name, resource.path, resource.encoding)
    for other in (item for item in package.others if item.name in read):
        for path in other.paths:
            yield from _encoding(other.name, path, other.encoding)


def _encoding(name: str, path: str, encoding: str) -> Iterator[Problem]:
    if encoding != "utf-8":
        yield csv_kinds()["encoding-declared"].at(Place(path, name), encoding=encoding)


def _counted(files: Files, item: JsonObject) -> Iterator[Problem]:
    paths = [item["path"]] if isinstance(item.get("path"), str) else item.get("path", [])
    algorithm, _, expected = str(item.get("hash", "")).lower().rpartition(":")
    algorithm = algorithm or "md5"
    counted, size = hashlib.new(algorithm if algorithm in _HASHES else "md5", usedforsecurity=False), 0
    limit = int(item.get("max_mebibytes", 32)) << 20
    try:
        for path in paths:
            status = files.status(path)
            if not status.is_file or not status.is_inside or status.size > limit:
                return
            with files.open(path) as stream:
                data = stream.read()
            counted.update(data)
            size += len(data)
    except OSError:
        return
    place = Place(", ".join(paths), item["name"])
    if "bytes" in item and paths and item["bytes"] != size:
        yield standard_kinds()["byte-count"].at(place, actual=size, expected=item["bytes"])
    if expected and paths and algorithm in _HASHES and counted.hexdigest() != expected:
        yield standard_kinds()["hash-count"].at(
            place, algorithm=algorithm, actual=counted.hexdigest(), expected=expected
        )

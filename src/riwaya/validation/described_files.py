"""Checks what a descriptor says of files besides their schemas: size, hash, encoding."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator

from riwaya.package.csv_checks import csv_kinds
from riwaya.package.decoded_files import DecodedFiles, character_set, coding_of, undecoded, utf8_command
from riwaya.package.descriptor import Package
from riwaya.package.files import Files
from riwaya.package.resource import DESCRIPTOR, max_mebibytes_of
from riwaya.package.strict_json import JsonObject, names_of
from riwaya.problem import Place, Problem, ProblemKind, problem_kinds
from riwaya.text.characters import escape_invisible

_OF_SCHEMAS = ("fields", "missingValues", "primaryKey", "foreignKeys", "uniqueKeys", "fieldsMatch")
_HASHES = ("md5", "sha1", "sha256", "sha512")


def described_kinds() -> dict[str, ProblemKind]:
    """The kinds of problem of described_files.toml."""
    return problem_kinds("riwaya.validation", "described_files.toml")


def described_problems(package: Package, read: Collection[str]) -> Iterator[Problem]:
    """The problems of files that are not as they are described. Those of tables that are not among the `read`
    have others.
    """
    files = undecoded(package.files)
    readable = {item.name for item in package.others if not item.refusals} | {
        item.name for item in package.resources
    }
    for item in package.entries:
        if item["name"] in readable and ("bytes" in item or "hash" in item):
            yield from _counted(files, item)
        algorithm, expected = _hash_of(item)
        if expected and algorithm not in _HASHES:
            place, known = Place(DESCRIPTOR, item["name"], value=algorithm), ", ".join(_HASHES)
            yield described_kinds()["hash-unknown"].at(place, known=known)
        if misplaced := ", ".join(name for name in _OF_SCHEMAS if name in item):
            place = Place(DESCRIPTOR, item["name"], value=item["name"])
            yield described_kinds()["property-misplaced"].at(place, property=misplaced)
        encoding = item.get("encoding", "utf-8")
        if item["name"] in read and character_set(encoding) != "utf-8":
            for path in names_of(item.get("path")):
                yield _encoding_declared(package.files, path, item["name"], encoding)


def _hash_of(item: JsonObject) -> tuple[str, str]:
    """The algorithm of the hash that an entry states, and its digits; none of them where it states none."""
    algorithm, _, expected = str(item.get("hash", "")).lower().rpartition(":")
    return algorithm or "md5", expected


def _encoding_declared(files: Files, path: str, resource: str, encoding: str) -> Problem:
    command = utf8_command(encoding, coding_of(files, path))
    place, params = Place(path, resource), {"encoding": encoding, "command": command}
    if character_set(encoding) == "utf-8-sig":
        return csv_kinds()["encoding-declared-with-mark"].at(place, **params)
    if isinstance(files, DecodedFiles) and (readings := files.two_readings(path)):
        declared, utf8 = map(escape_invisible, readings)
        return csv_kinds()["encoding-maybe-utf8"].at(place, **params, declared=declared, utf8=utf8)
    return csv_kinds()["encoding-declared"].at(place, **params)


def _counted(files: Files, item: JsonObject) -> Iterator[Problem]:
    paths = names_of(item.get("path"))
    algorithm, expected = _hash_of(item)
    counted, size = hashlib.new(algorithm if algorithm in _HASHES else "md5", usedforsecurity=False), 0
    limit = max_mebibytes_of(item) << 20
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
    stated = item.get("bytes")
    # Where it is no whole number, the profile of the standard says so. In JSON, 9.0 is one.
    is_whole = type(stated) is int or (type(stated) is float and stated.is_integer())
    if is_whole and paths and stated != size:
        yield described_kinds()["byte-count"].at(place, actual=size, expected=stated)
    if expected and paths and algorithm in _HASHES and counted.hexdigest() != expected:
        yield described_kinds()["hash-count"].at(
            place, algorithm=algorithm, actual=counted.hexdigest(), expected=expected
        )

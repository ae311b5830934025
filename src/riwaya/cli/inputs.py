"""Reads what commands are given: a dataset, a text file. Imports no rules and no engine.

Without a path a command takes the dataset of the folder that one stands in, or of a folder around it. Only a
command that reads may take the one that came with this program, where there is no other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from riwaya.cli import MESSAGES
from riwaya.dataset.locate import (
    installed_package,
    is_release,
    nearest_root,
    open_dataset,
    open_folder,
)
from riwaya.errors import NotFoundError
from riwaya.journal import locked
from riwaya.package.descriptor import Package, installed_root
from riwaya.package.files import Folder
from riwaya.package.resource import DESCRIPTOR, read_json
from riwaya.package.strict_json import JsonObject
from riwaya.release.table import Release


def package_of(path: Path | None, lang: str, or_installed: bool = False, standard: bool = False) -> Package:
    """The package in a folder, or of a datapackage.json; without a path, that of the current folder.

    With `standard`, any that the Data Package standard allows (see `Package.open`).

    NotFoundError if there is none, unless `or_installed`: then the one that came with this program; and for
    a release, a folder of one, or a zip.
    """
    if path and path.suffix == ".zip" and path.is_file():
        raise NotFoundError(MESSAGES("zip-named", name=path.name))
    named = path if not path or path.is_dir() else path.parent
    root = named or nearest_root(Path.cwd())
    if not (root or or_installed):
        raise NotFoundError(MESSAGES("no-dataset-here"))
    if root and (is_release(root) or is_release(root.resolve().parent)):
        raise NotFoundError(MESSAGES("release-here"))
    if path:
        return Package.open(path, standard=standard)
    package = Package.open(root, standard=standard) if root else installed_package()
    _print_taken(package.descriptor, root, lang)
    return package


def package_to_change(path: Path | None, lang: str, standard: bool = False) -> Package:
    """The package that `package_of` gives. No other command changes it until this one has ended: for commands
    that ask nothing between reading and writing. EditError if another one holds it for long.
    """
    package = package_of(path, lang, standard=standard)
    click.get_current_context().with_resource(locked(package.folder))
    return package


def descriptor_of(lang: str) -> JsonObject:
    """The descriptor of the dataset that `dataset_of` gives without a release; no table is read."""
    root = nearest_root(Path.cwd())
    descriptor = read_json(Folder(root or installed_root()), DESCRIPTOR, is_descriptor=True)
    _print_taken(descriptor, root, lang)
    return descriptor


@contextmanager
def dataset_of(release: str | Path | None, lang: str) -> Iterator[Release]:
    """The release (folder, zip or https address); without one, the dataset of the current folder or, where
    there is none, the one that came with this program. Raises what `open_dataset` does.
    """
    root = None if release else nearest_root(Path.cwd())
    with open_folder(root) if root else open_dataset(release) as dataset:
        if not release:
            _print_taken(dataset.descriptor, root, lang)
        yield dataset


def _print_taken(descriptor: JsonObject, root: Path | None, lang: str) -> None:
    """Says on stderr, so that output can be piped, which dataset was taken that nobody named."""
    key = "dataset-of-folder" if root else "dataset-installed"
    folder = os.path.relpath(root) if root else ""
    name, version = descriptor.get("name", ""), descriptor.get("version", "")
    click.echo(MESSAGES(key, name=name, version=version, folder=folder)[lang].strip(), err=True)


def require_readable(*files: Path | None) -> None:
    """OSError for a file that a command will need later on and that cannot be read."""
    for file in filter(None, files):
        file.open("rb").close()


def text_of(file: Path) -> str:
    """The text of a file in UTF-8, of stdin for "-"; NotFoundError if it is empty or in another encoding."""
    with click.open_file(str(file), "rb") as stream:
        data = stream.read()
    if not data:
        raise NotFoundError(MESSAGES("file-empty", name=file.name))
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotFoundError(MESSAGES("not-utf8", name=file.name, line=line)) from None

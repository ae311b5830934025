"""Reads what commands are given: a package, a text file. Imports no rules and no engine."""

from __future__ import annotations

from pathlib import Path

from riwaya.cli import MESSAGES
from riwaya.dataset.locate import installed_package
from riwaya.errors import NotFoundError
from riwaya.package.descriptor import Package


def package_of(path: Path | None = None) -> Package:
    """The package in a folder, or of a datapackage.json; without a path, that of this installation."""
    return Package.open(path) if path else installed_package()


def text_of(file: Path) -> str:
    """The text of a file in UTF-8; NotFoundError if it is in another encoding."""
    return decoded(file.read_bytes(), file.name)


def decoded(data: bytes, name: str) -> str:
    """Bytes in UTF-8 as text; NotFoundError names what they were read from."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise NotFoundError(MESSAGES("not-utf8", name=Path(name).name)) from None

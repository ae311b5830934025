"""Reads text files that options name."""

from __future__ import annotations

from pathlib import Path

from riwaya.errors import NotFoundError


def text_of(file: Path) -> str:
    """The text of a file; NotFoundError if it is not UTF-8."""
    return decoded(file.read_bytes(), file.name)


def decoded(data: bytes, name: str) -> str:
    """Bytes as text; NotFoundError, with the name of the file, if they are not UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        name = Path(name).name
        raise NotFoundError(
            f"{name} cannot be read as text in UTF-8.", f"تعذّرت قراءة {name} نصًا بترميز UTF-8."
        ) from None

"""Riwaya: who claims what, as pandas frames."""

from importlib import import_module

from riwaya.errors import NotFoundError, PackageError, ReleaseError, RiwayaError, UnanswerableError

_LATER = ("load", "open")
__all__ = ["NotFoundError", "PackageError", "ReleaseError", "RiwayaError", "UnanswerableError", *_LATER]


def __getattr__(name: str) -> object:
    """`load` and `open`, when they are asked for: the command's help needs no database."""
    if name in _LATER:
        return getattr(import_module("riwaya.dataset.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Riwaya: who claims what, as pandas frames."""

from importlib import import_module

from riwaya.errors import NotFoundError, PackageError, ReleaseError, RiwayaError

__all__ = ["NotFoundError", "PackageError", "ReleaseError", "RiwayaError", "load"]


def __getattr__(name: str) -> object:
    """`load`, when it is asked for: the command's help needs no database."""
    if name == "load":
        return import_module("riwaya.frames").load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Riwaya: who claims what, as pandas frames."""

from riwaya.errors import NotFoundError, PackageError, ReleaseError, RiwayaError
from riwaya.load import load

__all__ = ["NotFoundError", "PackageError", "ReleaseError", "RiwayaError", "load"]

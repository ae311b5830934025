"""Riwaya (رواية): who claims what about reported prisoner exchanges in Syria, as tables.

A figure here is what somebody claims, never what is true. Claims that contradict each other stand side by
side, each with its claimant, source and origin.

    >>> import riwaya
    >>> events = riwaya.load("events", lang="en")     # one table as a pandas DataFrame
    >>> dataset = riwaya.open(lang="ar")              # all tables; or riwaya.open("riwaya-0.3.0.zip")
    >>> figures = dataset.figures()                   # each with its event, place, claimant, body and source
    >>> totals = dataset.total(per="claimant")        # what each claimant counts; never add up `value` itself
    >>> riwaya.validate().ok                          # or riwaya.validate("a/package"): every schema and rule
    True

Every table and column is described in docs/codebook.en.md and docs/codebook.ar.md; docs/use.md goes from a
download to an answer. Names that are not listed here are private and may change in any version.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riwaya.dataset.api import load, open, tables
    from riwaya.dataset.dataset import Dataset
    from riwaya.dataset.kept_versions import versions
    from riwaya.dataset.validate import validate
    from riwaya.errors import (
        EditError,
        EngineError,
        NotFoundError,
        PackageError,
        ReleaseError,
        RiwayaError,
        UnanswerableError,
    )
    from riwaya.problem import Problem, Severity
    from riwaya.validation.report import Report

    __version__: str

__all__ = [
    "Dataset",
    "EditError",
    "EngineError",
    "NotFoundError",
    "PackageError",
    "Problem",
    "ReleaseError",
    "Report",
    "RiwayaError",
    "Severity",
    "UnanswerableError",
    "load",
    "open",
    "tables",
    "validate",
    "versions",
]
# A name is imported when it is first used: `import riwaya` and the help of the command wait for no pandas and
# no DuckDB.
_MODULES = {
    "Dataset": "riwaya.dataset.dataset",
    "Problem": "riwaya.problem",
    "Report": "riwaya.validation.report",
    "Severity": "riwaya.problem",
    "load": "riwaya.dataset.api",
    "open": "riwaya.dataset.api",
    "tables": "riwaya.dataset.api",
    "validate": "riwaya.dataset.validate",
    "versions": "riwaya.dataset.kept_versions",
}


def __getattr__(name: str) -> object:
    if name == "__version__":
        value = import_module("importlib.metadata").version("riwaya")
    elif name in __all__:
        with import_module("riwaya.extras").requiring_extra():
            value = getattr(import_module(_MODULES.get(name, "riwaya.errors")), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])

"""The formats of a release. A format is one module here:

- write(tables, descriptor, folder): write the tables into the folder of the release, `descriptor` being its head
- read(folder, name, schema) -> record batches: one of these tables again, cell by cell, typed as its schema says
- TABLES, where a format holds some tables alone: their names

Both take no more memory than a few batches of rows, however many there are. What `read` is given may be anything: it raises
one of manifest.MALFORMED for what `write` did not write, and takes no more time and memory than a file of that size may.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

from riwaya.errors import ReleaseError


@cache
def all_formats() -> dict[str, ModuleType]:
    """Every format, by name."""
    names = sorted(
        module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")
    )
    return {name: import_module(f"{__name__}.{name}") for name in names}


def held(module: ModuleType, tables: Iterable[str]) -> list[str]:
    """Which of these tables a format holds."""
    return [name for name in tables if name in getattr(module, "TABLES", (name,))]


def stem(descriptor: Mapping) -> str:
    """The name of a release: of its folder, its zip, and the files that are a whole dataset."""
    return f"{descriptor['name']}-{descriptor['version']}"


def chosen(names: Iterable[str]) -> dict[str, ModuleType]:
    """The formats of these names, or all of them where none is named; ReleaseError for one there is not."""
    known, wanted = all_formats(), sorted({*names})
    for name in wanted:
        if name not in known:
            listed = ", ".join(known)
            raise ReleaseError(
                f"There is no format {name}. Choose from: {listed}.",
                f"لا توجد صيغة باسم {name}. اختر من: {listed}.",
            )
    return {name: known[name] for name in wanted or known}

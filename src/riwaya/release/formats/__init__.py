"""The formats of a release. A format is one module here:

- write(tables, folder): write every table into `folder`, which is the format's own
- read(folder, name, schema) -> record batches: one of these tables again, cell by cell, typed as its schema says

Both take no more memory than a few batches of rows, however many there are.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from types import ModuleType

from riwaya.errors import ReleaseError


@cache
def all_formats() -> dict[str, ModuleType]:
    """Every format, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}") for name in names}


def chosen(names: Iterable[str]) -> dict[str, ModuleType]:
    """The formats of these names, or all of them where none is named; ReleaseError for one there is not."""
    known, wanted = all_formats(), sorted({*names})
    for name in wanted:
        if name not in known:
            listed = ", ".join(known)
            raise ReleaseError(
                f"There is no format {name}. Choose from: {listed}.", f"لا توجد صيغة باسم {name}. اختر من: {listed}."
            )
    return {name: known[name] for name in wanted or known}

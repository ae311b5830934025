"""Reports in words. A reporter is one module here with `render(report, language) -> str`; its name is the choice."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from riwaya.report import Report


def names() -> tuple[str, ...]:
    """The reporters there are."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def render(name: str, report: Report, language: str) -> str:
    """The report as the reporter of that name writes it, ending in a line feed."""
    return import_module(f"{__name__}.{name}").render(report, language)

"""Reports in words. A reporter is one module here with `render(report, language) -> str`; its name is the choice.

It may also have `summary`, which is given the address of the pages of docs/ as well, and SUMMARY_VARIABLE, which names the file
that the summary is added to.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from riwaya.problem import DOCS
from riwaya.validation.report import Report

DOCS_VARIABLE = "RIWAYA_DOCS"
"""The environment variable that says where the pages of docs/ are read, for what is not read beside them."""


def names() -> tuple[str, ...]:
    """The reporters there are."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def render(name: str, report: Report, language: str) -> str:
    """The report as the reporter of that name writes it, ending in a line feed."""
    return import_module(f"{__name__}.{name}").render(report, language)


def render_beside(
    name: str, report: Report, language: str, environment: Mapping[str, str]
) -> tuple[str, str] | None:
    """A file that the reporter adds to, and the text for it, where its variable names one."""
    module = import_module(f"{__name__}.{name}")
    file = environment.get(getattr(module, "SUMMARY_VARIABLE", ""))
    return (file, module.summary(report, language, environment.get(DOCS_VARIABLE, DOCS))) if file else None

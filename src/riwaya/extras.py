"""Names the extra of riwaya (`pip install "riwaya[NAME]"`) that brings a package which is not installed.

The base reads: it needs pandas, pyarrow and little else. All other packages are imported where they are used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from riwaya.bilingual import Bilingual, Messages
from riwaya.errors import ExtraError

EXTRAS: Mapping[str, tuple[str, ...]] = {
    "validate": ("duckdb", "frictionless", "jsonschema", "junitparser", "krippendorff", "yaml"),
    "workbook": ("openpyxl", "xlsxwriter"),
    "build": ("apsw", "jinja2", "markdown_it"),
}
"""The modules that each extra adds. An extra includes those before it."""


def extra_with(module: str | None) -> str | None:
    """The extra that brings a module; None for a module of no extra.

    >>> extra_with("openpyxl.styles"), extra_with("antigravity")
    ('workbook', None)
    """
    top = (module or "").partition(".")[0]
    return next((extra for extra, modules in EXTRAS.items() if top in modules), None)


def extra_missing(what: str, extra: str) -> Bilingual:
    """What to install for a command or a module."""
    return Messages(__package__)("extra-missing", what=what, requirement=requirement(extra))


def requirement(extra: str) -> str:
    """What pip installs an extra from: the folder or address that this installation came from, since our
    name in the registry may be that of others; `riwaya[build] @ file:///srv/riwaya`.
    """
    # Start-up does not wait for it.
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        # PEP 610: there for what came from elsewhere than a registry.
        origin = json.loads(distribution("riwaya").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        origin = {}
    repository = f"{origin['vcs_info']['vcs']}+" if "vcs_info" in origin else ""
    return f"riwaya[{extra}]" + (f" @ {repository}{origin['url']}" if "url" in origin else "")


@contextmanager
def requiring_extra() -> Iterator[None]:
    """Around what needs an extra: ExtraError that names it where it is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if extra := extra_with(error.name):
            raise ExtraError(extra_missing(str(error.name), extra)) from None
        raise

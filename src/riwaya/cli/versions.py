"""Gives the version of the code and that of the data that came with it: they are counted apart."""

from __future__ import annotations

from importlib.metadata import version

from riwaya.cli import MESSAGES
from riwaya.dataset.locate import installed_package


def versions(lang: str) -> str:
    """Both versions on one line: "riwaya 0.3.0 (data 0.2.0)"."""
    return MESSAGES("versions", code=version("riwaya"), data=installed_package().version)[lang]

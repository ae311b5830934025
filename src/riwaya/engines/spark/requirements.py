"""Finds what the Spark engine needs: the Python packages of the extra riwaya[spark], and Java."""

from __future__ import annotations

import os
import shutil
from importlib import import_module
from pathlib import Path
from types import ModuleType

from riwaya.engines.spark import MESSAGES
from riwaya.errors import EngineError


def import_extra(name: str) -> ModuleType:
    """Import a module of the extra, such as "pyspark.sql". EngineError where it is not installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise EngineError(MESSAGES("extra-missing", name=name.partition(".")[0])) from None


def require_java() -> None:
    """Raise EngineError where there is no Java in JAVA_HOME or, without that, on the PATH.

    Its version is not checked here: that takes a second.
    """
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=str(Path(home) / "bin") if home else None):
        place = f"JAVA_HOME ({home})" if home else "PATH"
        raise EngineError(MESSAGES("java-missing", place=place))

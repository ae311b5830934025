"""What the extra riwaya[spark] stands on: two packages and Java, or an EngineError that says how to get them."""

from __future__ import annotations

import os
import shutil
from importlib import import_module
from pathlib import Path
from types import ModuleType

from riwaya.errors import EngineError


def required(name: str) -> ModuleType:
    """The package of the extra, imported."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        name = name.partition(".")[0]
        raise EngineError(
            f"The Spark engine needs {name}, which is not installed. Run: pip install 'riwaya[spark]'",
            f"يحتاج محرك Spark إلى {name} وهو غير مثبّت. نفّذ: pip install 'riwaya[spark]'",
        ) from None


def require_java() -> None:
    """That there is a Java to start: in JAVA_HOME or, without that, on the PATH. Its version shows when it starts."""
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=str(Path(home) / "bin") if home else None):
        place = f"JAVA_HOME ({home})" if home else "PATH"
        raise EngineError(
            f"The Spark engine needs Java 17 or newer; there is no java in {place}. Install it, or set JAVA_HOME to its folder.",
            f"يحتاج محرك Spark إلى Java 17 أو أحدث، ولا يوجد java في {place}. ثبّته أو اجعل JAVA_HOME مجلده.",
        )

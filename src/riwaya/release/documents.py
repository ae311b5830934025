"""Names the documents that go into a release beside its tables."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ALWAYS = ("CHANGELOG.md", "LICENSE-DATA", "CHANGES.md", "diff.json")
# A release may come from anybody, and these become names of files.
_METHOD = re.compile(r"docs/[A-Za-z0-9][A-Za-z0-9_.-]*\.md")


def methods_of(descriptor: Mapping, lang: str) -> list[str]:
    """The paths of the documents in a language on how a dataset was made, as `methods` and `methods_ar` of
    its descriptor list them; others than "docs/NAME.md" are ignored.
    """
    paths = descriptor.get("methods" if lang == "en" else f"methods_{lang}")
    return (
        [path for path in paths if isinstance(path, str) and _METHOD.fullmatch(path)]
        if isinstance(paths, list)
        else []
    )


def extra_files(descriptor: Mapping) -> tuple[str, ...]:
    """The paths of the documents that a release has as far as they are there, relative to its folder."""
    methods = (path for lang in ("en", "ar") for path in methods_of(descriptor, lang))
    return (*_ALWAYS, *dict.fromkeys(methods))

"""Reads CHANGELOG.md, what people wrote about each version of the data.

The code has a version and a changelog of its own (CHANGELOG-CODE.md), which nothing here reads: a change of
the code need no new version of the data.
"""

from __future__ import annotations

import re

CHANGELOG = "CHANGELOG.md"


def changelog_section(changelog: str, version: str) -> str | None:
    """What the changelog says about a version, without the heading; None if it has no section of that
    version.

    >>> changelog_section("# Changelog\\n\\n## 0.2.0 (2026-11-24)\\n\\n- More rows.\\n", "0.2.0")
    '- More rows.'
    """
    for section in re.split("^## ", changelog, flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        if heading.split()[:1] == [version]:
            return body.strip()
    return None

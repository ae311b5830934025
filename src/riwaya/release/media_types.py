"""Finds the media type of a file of a release by the end of its name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from riwaya.errors import ReleaseError
from riwaya.release import MESSAGES
from riwaya.release.formats.registry import FORMATS

_OTHERS = {
    # LICENSE-DATA and SHA256SUMS
    "": "text/plain",
    ".txt": "text/plain",
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".md": "text/markdown",
    ".cff": "application/yaml",
    ".yaml": "application/yaml",
    ".jsonld": "application/ld+json",
}
MEDIA_TYPES: Mapping[str, str] = _OTHERS | {form.SUFFIX: form.MEDIA_TYPE for form in FORMATS}
"""By suffix, those of the formats among them."""


def media_type(path: str) -> str:
    """The media type of the file at this path; ReleaseError for a suffix that is not in MEDIA_TYPES."""
    suffix = PurePosixPath(path).suffix
    if suffix not in MEDIA_TYPES:
        raise ReleaseError(MESSAGES("suffix-unknown", path=path, known=", ".join(filter(None, MEDIA_TYPES))))
    return MEDIA_TYPES[suffix]

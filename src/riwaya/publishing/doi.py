"""Writes the dataset's DOI into its descriptor, and into the files that hosts read from a repository."""

from __future__ import annotations

import json
import re
from pathlib import Path

from riwaya.errors import ReleaseError
from riwaya.journal import locked, write_files
from riwaya.package.profile import require_shape
from riwaya.package.resource import DESCRIPTOR
from riwaya.publishing import MESSAGES
from riwaya.release.citation import DOI_ADDRESS
from riwaya.release.manifest import json_object
from riwaya.release.metadata import Source, citation_cff, zenodo

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.[0-9]{4,9}/[^\s\"<>]+)", re.IGNORECASE)
_FILES = {"CITATION.cff": citation_cff, ".zenodo.json": zenodo}
"""In the root of a repository, with the standard that writes each."""


def record_doi(root: Path, doi: str) -> list[str]:
    """Make a DOI, or its address, the `id` of the descriptor in `root`; the files that were written.

    CITATION.cff and .zenodo.json are written anew where they exist. ReleaseError for what is no DOI.
    """
    match = _DOI.fullmatch(doi.strip())
    if not match:
        raise ReleaseError(MESSAGES("doi-malformed", doi=doi))
    with locked(root):
        descriptor = json_object((root / DESCRIPTOR).read_bytes())
        require_shape(DESCRIPTOR, descriptor, "release_head")
        rest = {key: value for key, value in descriptor.items() if key != "id"}
        first = {key: rest.pop(key) for key in ("$schema", "name") if key in rest}
        descriptor = first | {"id": DOI_ADDRESS + match[1]} | rest
        text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
        source = Source(descriptor)
        files = {DESCRIPTOR: text} | {
            name: standard.write(source) for name, standard in _FILES.items() if (root / name).exists()
        }
        write_files(root, {name: text.encode() for name, text in files.items()})
    return [*files]

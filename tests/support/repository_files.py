"""Writes properties of the descriptor into other files: `python -m tests.support.repository_files`.

These are CITATION.cff and .zenodo.json, which hosts read from a repository, and the version of the data in
the READMEs and pages of docs/. Tests prove that the files are fresh.
"""

import json
import re

from riwaya.release.metadata import Source, citation_cff, zenodo
from tests.support.package_copies import ROOT

FILES = {"CITATION.cff": citation_cff, ".zenodo.json": zenodo}
_NAMES = ("use", "start", "python", "r", "javascript", "release", "tools", "citing", "publishing")
PAGES = (
    "README.md",
    "README.ar.md",
    *(f"docs/{name}{suffix}.md" for name in _NAMES for suffix in ("", ".ar")),
)
"""Pages that name no version but that of the data, and earlier ones without a zip."""
VERSION = re.compile(r"(?<!--without )\b\d+\.\d+\.\d+\b")


def main() -> None:
    source = Source(json.loads((ROOT / "datapackage.json").read_text("utf-8")))
    for name, standard in FILES.items():
        (ROOT / name).write_text(standard.write(source), "utf-8", newline="\n")
    for name in PAGES:
        text = VERSION.sub(source.summary.version, (ROOT / name).read_text("utf-8"))
        (ROOT / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""Writes CITATION.cff and .zenodo.json, which hosts read from a repository, from its descriptor.

`python -m tests.support.repository_files`; a test proves that they are as they would be written now.
"""

import json

from riwaya.release.metadata import Source, citation_cff, zenodo
from tests.support.package_copies import ROOT

FILES = {"CITATION.cff": citation_cff, ".zenodo.json": zenodo}


def main() -> None:
    source = Source(json.loads((ROOT / "datapackage.json").read_text("utf-8")))
    for name, standard in FILES.items():
        (ROOT / name).write_text(standard.write(source), "utf-8", newline="\n")


if __name__ == "__main__":
    main()

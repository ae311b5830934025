"""Writes CITATION.cff and .zenodo.json, which hosts read from a repository, from its descriptor.

`python tests/repository_files.py`; a test proves that they are as they would be written now.
"""

import json

from cases_support import ROOT

from riwaya.release.metadata import Facts, citation_cff, zenodo

FILES = {"CITATION.cff": citation_cff, ".zenodo.json": zenodo}


def main() -> None:
    facts = Facts(json.loads((ROOT / "datapackage.json").read_text("utf-8")), (), ())
    for name, standard in FILES.items():
        (ROOT / name).write_text(standard.text(facts), "utf-8", newline="\n")


if __name__ == "__main__":
    main()

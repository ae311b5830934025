"""Reads the cases: a small package with one thing made wrong, and all the problems that this must cause.

Those that a page shows are examples in the product, one for each kind of problem; the others are in
tests/validation/cases.
"""

import tomllib
from pathlib import Path

from riwaya.validation.kinds import kinds_by_group
from tests.support.package_copies import ROOT

EXAMPLES = ROOT / "src/riwaya/validation/examples"
CASE_FILES = sorted(
    [*EXAMPLES.glob("*.toml"), *(ROOT / "tests/validation/cases").glob("*.toml")], key=lambda file: file.stem
)
KINDS = {name: kind for kinds in kinds_by_group().values() for name, kind in kinds.items()}
"""Every kind of problem by the name of its example."""


def read_case(file: Path) -> dict:
    return tomllib.loads(file.read_text(encoding="utf-8"))

"""Builds explorers for tests and screenshots, also of a package with hostile texts."""

import csv
import io

import pandas as pd

from riwaya.dataset.explorer.write import write
from riwaya.release.compute import published_tables
from riwaya.validation.check import check_package
from tests.support.package_copies import copy_package

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp"


def hostile_package(root):
    """The small package with a malicious claim and document, and with retired rows."""
    copy_package(root)
    file = root / "data/claims.csv"
    rows = [*csv.reader(io.StringIO(file.read_text("utf-8"), newline=""))]
    for name in ("statement_ar", "statement_en"):
        rows[4][rows[0].index(name)] += HOSTILE
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    file.write_text(out.getvalue(), "utf-8", newline="\n")
    (root / "docs").mkdir(exist_ok=True)
    for name in ("coding.md", "coding.ar.md"):
        table = f"| a | b |\n|---|---|\n| {HOSTILE.replace('|', '')} | `2` |\n"
        text = f"# How {HOSTILE}\n\nSee [policy](editorial-policy.md).\n\n{table}\n- 12\u202e34\n"
        (root / "docs" / name).write_text(text, "utf-8", newline="\n")
    (root / "CHANGELOG.md").write_text(f"# Changes\n\n## 0.2.0\n\n- {HOSTILE}\n", "utf-8", newline="\n")
    with (root / "data/retirements.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(
            "CLM-0099,merged,CLM-0002,0.2.0,كان الادعاء نفسه,The same claim\n"
            "EVT-0098,merged,EVT-0099,0.2.0,كان الحدث نفسه,The same event\n"
            "EVT-0099,merged,EVT-0001,0.2.0,كان الحدث نفسه,The same event\n"
        )
    return root


def pages_of(package, folder, change=lambda tables: tables):
    """The explorer of a package with the documents beside it, written into a folder; what its tables hold may
    be changed first.
    """

    def read(path):
        file = package.folder / path
        return file.read_bytes() if file.is_file() else None

    with published_tables(check_package(package)) as tables:
        assert write(change(tables), package.descriptor, folder, read=read)
    return folder / "explorer"


def relays_in(claims: pd.DataFrame) -> set[str]:
    """The claims that are drawn as relays: what hangs on one of another claimant or in another source."""
    derived = claims.dropna(subset="derived_from_claim_id")
    account = claims.set_index("claim_id")[["claimant_id", "source_id"]]
    above = account.reindex(derived["derived_from_claim_id"]).to_numpy()
    return {*derived["claim_id"][(derived[account.columns].to_numpy() != above).any(axis=1)]}

"""Cases: a small package with one thing made wrong, and all the problems that this must cause.

The small package is the first article, frozen: its own data and reviews with the schemas of today. Cases name its rows
and lines, which stay where they are while the dataset grows.
"""

import csv
import shutil
from pathlib import Path

from riwaya.check import check
from riwaya.package import read_package

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = Path(__file__).resolve().parent / "article"


def copy_package(to: Path, rows: Path = ARTICLE) -> Path:
    for name in ("data", "review"):
        shutil.copytree(rows / name, to / name)
    shutil.copytree(ROOT / "schemas", to / "schemas")
    shutil.copy(ROOT / "datapackage.json", to)
    if rows == ARTICLE:
        vocabularies_without_examples(to)
    return to


def vocabularies_without_examples(to: Path) -> None:
    """The terms of today; their examples are rows that the article does not have."""
    with (ROOT / "data/vocabularies.csv").open(encoding="utf-8", newline="") as file:
        rows = [row | {"example_id": ""} for row in csv.DictReader(file)]
    with (to / "data/vocabularies.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def apply(edits: list[dict], to: Path) -> Path:
    """A copy of the package with the edits; each must find what it looks for."""
    root = copy_package(to)
    for edit in edits:
        file = root / edit["path"]
        text = file.read_bytes().decode()
        if "find" in edit:
            count = text.count(edit["find"])
            assert count == 1 or (edit.get("every") and count), f"{edit['find']!r} stands {count} times in {edit['path']}"
            text = text.replace(edit["find"], edit["replace"])
        text += edit.get("append", "")
        file.write_bytes(text.encode(edit.get("encoding", "utf-8")))
    return root


def problems(root: Path) -> list[dict]:
    """What the check finds, as the cases write it."""
    report = check(read_package(root)).report
    places = [(problem.code, problem.place) for problem in report.problems]
    return [{"code": code, "path": place.path, "line": place.line, "field": place.field} for code, place in places]

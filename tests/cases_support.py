"""Cases: a copy of the real package with one thing made wrong, and all the problems that this must cause."""

import shutil
from pathlib import Path

from riwaya.check import check
from riwaya.package import read_package

ROOT = Path(__file__).resolve().parent.parent


def copy_package(to: Path) -> Path:
    for name in ("data", "schemas", "review"):
        shutil.copytree(ROOT / name, to / name)
    shutil.copy(ROOT / "datapackage.json", to)
    return to


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

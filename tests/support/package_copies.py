"""Copies a small package for a test, with edits, and checks or builds the copy.

The small package is the first article, frozen: its own data, reviews and version with today's schemas,
without the columns that came later. Tests name its rows and lines, which stay where they are while the
dataset grows.
"""

import csv
import hashlib
import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from riwaya.engines.duckdb import DuckEngine
from riwaya.lock import STATE
from riwaya.package.descriptor import Package
from riwaya.publishing.build import build
from riwaya.release.manifest import sha256_of, sums_text
from riwaya.release.read import read_since
from riwaya.release.verify import verify
from riwaya.validation.check import CheckedPackage, EngineFactory, check_package
from riwaya.validation.report import Report

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = Path(__file__).resolve().parent / "article"
ARTICLE_VERSION = "0.2.0"

HEAD = {
    "name": "things",
    "version": "1.0.0",
    "created": "2026-01-02T00:00:00Z",
    "title": "Things",
    "title_ar": "أشياء",
    "description": "Things.",
    "description_ar": "أشياء.",
    "contributors": [{"title": "Us"}],
    "licenses": [{"name": "CC0-1.0"}],
}
"""The properties of a descriptor besides its resources."""


def copy_package(to: Path, rows: Path = ARTICLE) -> Path:
    for name in ("data", "review"):
        shutil.copytree(rows / name, to / name)
    shutil.copytree(ROOT / "schemas", to / "schemas")
    shutil.copy(ROOT / "datapackage.json", to)
    if rows == ARTICLE:
        vocabularies_without_examples(to)
        remove_later_columns(to)
        descriptor = (to / "datapackage.json").read_text("utf-8")
        frozen = re.sub('"version": "[^"]+"', f'"version": "{ARTICLE_VERSION}"', descriptor, count=1)
        (to / "datapackage.json").write_text(frozen, "utf-8", newline="\n")
    return to


def state(root: Path) -> dict[str, bytes]:
    """Every file of a package, by path, without the hidden folder for its lock."""
    files = {file.relative_to(root): file for file in root.rglob("*") if file.is_file()}
    return {path.as_posix(): file.read_bytes() for path, file in files.items() if path.parts[0] != STATE}


def remove_later_columns(to: Path) -> None:
    """Remove from the schemas the columns that the tables do not have."""
    for file in sorted((to / "schemas").glob("*.json")):
        schema = json.loads(file.read_text("utf-8"))
        folder = "review" if (to / f"review/{file.stem}.csv").exists() else "data"
        with (to / folder / f"{file.stem}.csv").open(encoding="utf-8", newline="") as table:
            columns = next(csv.reader(table))
        kept = [field for field in schema["fields"] if field["name"] in columns]
        if kept != schema["fields"]:
            file.write_text(json.dumps(schema | {"fields": kept}, ensure_ascii=False), "utf-8", newline="\n")


def vocabularies_without_examples(to: Path) -> None:
    """Write today's terms without their examples, which are rows that the article does not have."""
    with (ROOT / "data/vocabularies.csv").open(encoding="utf-8", newline="") as file:
        rows = [row | {"example_id": ""} for row in csv.DictReader(file)]
    with (to / "data/vocabularies.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def csv_row(table: str, **cells: object) -> str:
    """A line of a table of the article; cells that are not given are empty."""
    with (ARTICLE / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    line = io.StringIO()
    csv.DictWriter(line, header, lineterminator="\n").writerow(cells)
    return line.getvalue()


def claim_row(identity: str, event: str, locator: str, **cells: object) -> str:
    """A line of a claim that ISIS makes in the article."""
    made = {
        "claim_id": identity,
        "event_id": event,
        "source_id": "SRC-0001",
        "claimant_id": "ACT-0001",
        "attribution": "organisation",
        "stance": "asserts",
        "locator": locator,
        "statement_ar": "يقول",
        "statement_en": "Says",
    }
    return csv_row("claims", **made | cells)


def figure_row(identity: str, claim: str, value: int, **cells: object) -> str:
    """A line of a figure of SDF members whom ISIS released."""
    made = {
        "figure_id": identity,
        "claim_id": claim,
        "measure": "persons_released",
        "held_by_id": "ACT-0001",
        "members_of_id": "ACT-0002",
        "category": "persons",
        "qualifier": "exact",
        "value": value,
        "wording_language": "ar",
    }
    return csv_row("figures", **made | cells)


def things_package(folder: Path, **changes: object) -> Path:
    """A package of one table, things.csv; `changes` go into its resource, schema_… into its schema."""
    schema = {"fields": [{"name": "thing_id", "type": "string"}, {"name": "number", "type": "integer"}]}
    resource = {"name": "things", "path": "things.csv", "schema": schema}
    for name, value in changes.items():
        (schema if name.startswith("schema_") else resource)[name.removeprefix("schema_")] = value
    (folder / "datapackage.json").write_text(
        json.dumps({"name": "things", "resources": [resource]}), encoding="utf-8"
    )
    (folder / "things.csv").write_text("thing_id,number\na,1\n", encoding="utf-8", newline="\n")
    return folder


def edited_package(edits: list[dict], to: Path) -> Path:
    """A copy of the small package with the edits of a case file; each text to find must be there."""
    root = copy_package(to)
    for edit in edits:
        file = root / edit["path"]
        if "content" in edit:
            file.write_text(edit["content"] * edit.get("times", 1), encoding="utf-8", newline="\n")
            continue
        if "zip" in edit:
            with zipfile.ZipFile(file, "w") as archive:
                for name in edit["zip"]:
                    archive.writestr(name, "")
            continue
        if "folder" in edit:
            file.unlink()
            file.mkdir()
            continue
        if "at" in edit:
            set_json(file, edit["at"], edit.get("json"))
            continue
        text = file.read_bytes().decode()
        if "find" in edit:
            count = text.count(edit["find"])
            assert count == 1 or (edit.get("every") and count), (
                f"{edit['find']!r} stands {count} times in {edit['path']}"
            )
            text = text.replace(edit["find"], edit["replace"] * edit.get("times", 1))
        text += edit.get("append", "")
        file.write_bytes(text.encode(edit.get("encoding", "utf-8")))
    return root


def set_json(file: Path, at: list[str], value: str | None) -> None:
    """Set a value in a JSON file at a path of keys, or of names in lists of objects. None removes it."""
    whole = json.loads(file.read_text(encoding="utf-8"))
    place = whole
    for key in at[:-1]:
        place = (
            next(item for item in place if item["name"] == key)
            if isinstance(place, list)
            else place.setdefault(key, {})
        )
    if isinstance(place, list):
        place[:] = [item for item in place if item["name"] != at[-1]] + ([json.loads(value)] if value else [])
    elif value is None:
        del place[at[-1]]
    else:
        place[at[-1]] = json.loads(value)
    file.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")


def edited_release(edits: list[dict], to: Path, formats: tuple[str, ...] = ("csv", "parquet")) -> Path:
    """The release of the small package with the edits, in `to`; the same one is built once per process.

    `formats` are names of formats, none for all.
    """
    built = _release_of(json.dumps(edits, sort_keys=True), formats)
    shutil.copytree(built.parents[1], to, dirs_exist_ok=True)
    return to / built.relative_to(built.parents[1])


_RELEASES = tempfile.TemporaryDirectory(prefix="riwaya-tests-")


@cache
def _release_of(edits: str, formats: tuple[str, ...]) -> Path:
    folder = Path(tempfile.mkdtemp(dir=_RELEASES.name))
    checked = check_package(Package.open(edited_package(json.loads(edits), folder)))
    return build(checked, folder / "dist", formats)


@cache
def dataset_release() -> Path:
    """The release of the whole dataset, built once per process, beside its zip. Only for reading."""
    folder = Path(tempfile.mkdtemp(dir=_RELEASES.name))
    return build(check_package(Package.open(ROOT)), folder)


def edited_report(
    edits: list[dict], before: Mapping | None, to: Path, maker: EngineFactory = DuckEngine
) -> Report:
    """The report on the small package with the edits, compared with the release of `before`, if any."""
    for name in ("now", "before"):
        (to / name).mkdir()
    since = read_since(edited_release(before["edits"], to / "before")) if before else None
    return check_package(Package.open(edited_package(edits, to / "now")), maker, since).report


def any_json(words: Iterable[str]) -> st.SearchStrategy:
    """Arbitrary JSON whose texts and keys are often the words."""
    word = st.sampled_from([*words])
    leaf = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9) | word
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(word, inner, max_size=5),
        max_leaves=25,
    )


def rehashed(folder: Path) -> Path:
    """The release with every hash computed anew, as an attacker would leave it."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for entry in manifest["files"]:
        entry["sha256"] = sha256_of(folder / entry["path"])
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (folder / "SHA256SUMS").write_text(
        sums_text(manifest, sha256_of(folder / "manifest.json")), "utf-8", newline="\n"
    )
    return folder


_CHECKED: dict[object, CheckedPackage] = {}


def checked_once(package: Package) -> CheckedPackage:
    """What `check_package` gives, once per process for the same tables, which many commands leave alone."""
    files = frozenset((resource.path, package.read_bytes(resource)) for resource in package.resources)
    key = (repr(package.resources), files)
    if key not in _CHECKED:
        _CHECKED[key] = check_package(package)
    return replace(_CHECKED[key], package=package)


_INTACT: dict[str, bool] = {}


def is_intact(release: Path) -> bool:
    """Whether `verify` finds no problem in a release, folder or zip; the same bytes are verified once."""
    files = sorted(release.rglob("*")) if release.is_dir() else [release]
    seen = hashlib.sha256()
    for file in files:
        seen.update(
            f"{file.relative_to(release.parent).as_posix()}\0{file.is_file() and sha256_of(file)}\0".encode()
        )
    if seen.hexdigest() not in _INTACT:
        _INTACT[seen.hexdigest()] = verify(release) == []
    return _INTACT[seen.hexdigest()]


def problems_in(root: Path) -> list[dict]:
    """The problems of a package, written as in the case files."""
    report = check_package(Package.open(root)).report
    places = [(problem.code, problem.place) for problem in report.problems]
    return [
        {"code": code, "path": place.path, "line": place.line, "field": place.field} for code, place in places
    ]

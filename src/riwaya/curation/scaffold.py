"""Makes a new, empty dataset with the schemas, rules, workflows, scripts and code of this one."""

from __future__ import annotations

import datetime
import json
import re
from importlib import resources
from pathlib import Path
from string import Template

from riwaya.bilingual import Bilingual
from riwaya.curation import MESSAGES
from riwaya.curation.framework import COPIED_ONCE, RECORD, files_below, record_of, shared_files
from riwaya.curation.sheets import Sheet, read_sheets
from riwaya.errors import EditError, NotFoundError
from riwaya.journal import finish_interrupted, write_files
from riwaya.lock import STATE
from riwaya.package.descriptor import Package
from riwaya.package.files import Overlay
from riwaya.package.profile import require_shape
from riwaya.package.resource import DESCRIPTOR
from riwaya.problem import DOCS
from riwaya.release.codebook import pages
from riwaya.system_errors import require_no_file
from riwaya.validation.check import check_package, require_valid

_TEMPLATES = ("README.md", "README.ar.md", "CHANGELOG.md")
_NAME = re.compile("[a-z0-9][a-z0-9._-]*")
_FIRST_VERSION = "0.1.0"
_METHODS = {
    "methods": ["docs/coding.md", "docs/dates.en.md", "docs/editorial-policy.md"],
    "methods_ar": ["docs/coding.ar.md", "docs/dates.ar.md", "docs/editorial-policy.ar.md"],
}
"""What readers are shown of how the dataset is made, until it says more."""


def create_dataset(
    package: Package, folder: Path, name: str | None, title: Bilingual | None, created: datetime.date
) -> Path:
    """Make a dataset in a folder that does not exist or holds only a repository's .git; returns the folder.

    The dataset is valid, and appears as a whole or not at all. Raises NotFoundError for a name that no
    package can have, and EditError for a folder that is not empty.
    """
    home = folder.resolve()
    name = name or home.name.lower()
    if not _NAME.fullmatch(name):
        raise NotFoundError(MESSAGES("dataset-name-unfit", name=name))
    require_no_file(home.parent)
    finish_interrupted(home)
    if home.exists() and not (home.is_dir() and {entry.name for entry in home.iterdir()} <= {".git", STATE}):
        raise EditError(MESSAGES("folder-not-empty", folder=home.name))
    write_files(home, _dataset_files(package, name, title or MESSAGES("default-title", name=name), created))
    return home


def _dataset_files(package: Package, name: str, title: Bilingual, created: datetime.date) -> dict[str, bytes]:
    """All files of a new dataset, which is valid, by path."""
    files = shared_files(package.folder)
    files[RECORD] = record_of(files).as_json()
    files |= {path: (package.folder / path).read_bytes() for path in files_below(package.folder, COPIED_ONCE)}
    files |= _empty_tables(package)
    files[DESCRIPTOR] = _descriptor(package, name, title, created).encode()
    templates = resources.files(__package__ or "").joinpath("template")
    for template in _TEMPLATES:
        text = Template(templates.joinpath(template).read_text(encoding="utf-8"))
        files[template] = text.substitute(name=name, title_en=title.en, title_ar=title.ar).encode()
    checked = check_package(Package.open(Overlay(files)))
    require_valid(checked)
    return files | _codebook_files(checked.package)


def write_codebook(package: Package) -> tuple[str, ...]:
    """Write the codebook of a valid package into its docs/; returns the paths of the pages."""
    require_shape(DESCRIPTOR, package.descriptor, "release_head")
    files = _codebook_files(package)
    write_files(package.folder, files)
    return tuple(files)


def _codebook_files(package: Package) -> dict[str, bytes]:
    sheets = read_sheets(package)
    records = sheets["vocabularies"].records if "vocabularies" in sheets else []
    texts = pages(package, [record.cells for record in records])
    return {f"{DOCS}/{name}": text.encode() for name, text in texts.items()}


def _empty_tables(package: Package) -> dict[str, bytes]:
    """The tables without rows, by path. Vocabularies keep their terms, without examples."""
    files: dict[str, bytes] = {}
    for name, sheet in read_sheets(package).items():
        records = sheet.records if name == "vocabularies" else []
        for record in records:
            record.set("example_id", "")
        files[sheet.resource.path] = Sheet(sheet.resource, sheet.header, records).text().encode()
    return files


def _descriptor(package: Package, name: str, title: Bilingual, created: datetime.date) -> str:
    ours, contributors = package.descriptor, MESSAGES("contributors", name=name)
    descriptor = {
        "$schema": ours["$schema"],
        "name": name,
        "version": _FIRST_VERSION,
        "created": f"{created}T00:00:00Z",
        "title": title.en,
        "title_ar": title.ar,
        "description": f"{title.en}.",
        "description_ar": f"{title.ar}.",
        "languages": ours["languages"],
        "keywords": ["claims", "provenance", "ادعاءات", "توثيق المصادر"],
        **_METHODS,
        "licenses": ours["licenses"],
        "contributors": [{"title": contributors.en, "title_ar": contributors.ar, "roles": ["creator"]}],
        "resources": ours["resources"],
    }
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"

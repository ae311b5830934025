"""A dataset of one's own: an empty package with the same schemas, rules, workflows and doors, and the code of this one."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import tempfile
from importlib import resources
from pathlib import Path
from string import Template

from riwaya.bilingual import Bilingual
from riwaya.curation.sheets import Sheet, read_sheets
from riwaya.errors import EditError, NotFoundError
from riwaya.package.descriptor import DESCRIPTOR, Package, read_package
from riwaya.problem import DOCS
from riwaya.release.codebook import pages
from riwaya.validation.check import check_package, require_valid

COPIED = (
    "schemas",
    "scripts/door.py",
    "scripts/validate.py",
    "scripts/build.py",
    "pyproject.toml",
    "requirements.lock",
    ".gitignore",
    ".gitattributes",
    ".github/ISSUE_TEMPLATE",
    ".github/PULL_REQUEST_TEMPLATE.md",
    "CONTRIBUTING.md",
    "CONTRIBUTING.ar.md",
    "docs/curating.md",
    "docs/curating.ar.md",
    "docs/dates.en.md",
    "docs/dates.ar.md",
    "docs/editorial-policy.md",
    "docs/editorial-policy.ar.md",
    "docs/rules.en.md",
    "docs/rules.ar.md",
    "LICENSE",
    "LICENSE-DATA",
)
"""What a dataset of one's own has as this one has it; the wheel holds it beside the data."""
WORKFLOWS = (".github/workflows/ci.yml", ".github/workflows/release.yml")
"""The same, but for what runs the tests of the code, which stay here."""
_TESTS = "scripts/test.py"
_TEMPLATES = ("README.md", "README.ar.md", "CHANGELOG.md")
_NAME = re.compile("[a-z0-9][a-z0-9._-]*")
_VERSION = "0.1.0"


def start(
    package: Package, folder: Path, name: str | None, title: Bilingual | None, created: datetime.date
) -> Path:
    """Make the dataset in a folder that is not there yet, or holds nothing but a repository's .git; the folder.

    NotFoundError for a name that no package can have, EditError for a folder that holds something. What is made is valid, and
    stands there as a whole or not at all.
    """
    home = folder.resolve()
    name = name or home.name.lower()
    if not _NAME.fullmatch(name):
        raise NotFoundError(
            f"{name} cannot name a dataset. Give one of a-z, 0-9, ., _ and -: --name my-claims.",
            f"لا يصلح {name} اسمًا لمجموعة بيانات. اكتب اسمًا من a-z و0-9 و. و_ و-: ‎--name my-claims.",
        )
    if home.exists() and (not home.is_dir() or any(entry.name != ".git" for entry in home.iterdir())):
        raise EditError(
            f"{home.name} holds something already. Give a folder that is new or empty.",
            f"المجلد {home.name} ليس فارغًا. أعطِ مجلدًا جديدًا أو فارغًا.",
        )
    title = title or Bilingual(f"{name}: who claims what", f"{name}: من يقول ماذا")
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{home.name}-", dir=home.parent) as stage:
        made = Path(stage) / "made"
        _copy(package.root, made)
        _empty(package, made)
        _describe(package, made, name, title, created)
        for template in _TEMPLATES:
            text = (
                resources.files("riwaya.curation").joinpath("template", template).read_text(encoding="utf-8")
            )
            filled = Template(text).substitute(name=name, title_en=title.en, title_ar=title.ar)
            (made / template).write_text(filled, encoding="utf-8", newline="\n")
        checked = check_package(read_package(made))
        require_valid(checked)
        write_codebook(checked.package)
        if not home.exists():
            made.rename(home)
        else:
            for entry in [*made.iterdir()]:
                entry.rename(home / entry.name)
    return home


def write_codebook(package: Package) -> tuple[str, ...]:
    """Write the codebook of a valid package into its docs/; the names of the files."""
    sheets = read_sheets(package)
    made = pages(
        package,
        [record.cells for record in (sheets["vocabularies"].records if "vocabularies" in sheets else ())],
    )
    (package.root / DOCS).mkdir(exist_ok=True)
    for name, text in made.items():
        (package.root / DOCS / name).write_text(text, encoding="utf-8", newline="\n")
    return tuple(f"{DOCS}/{name}" for name in made)


def _copy(root: Path, made: Path) -> None:
    for path in COPIED:
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (root / path).is_dir() else shutil.copyfile)(root / path, made / path)
    for path in WORKFLOWS:
        lines = (root / path).read_text(encoding="utf-8").splitlines(keepends=True)
        (made / path).parent.mkdir(exist_ok=True)
        (made / path).write_text(
            "".join(line for line in lines if _TESTS not in line), encoding="utf-8", newline="\n"
        )
    # The code, without the data that a wheel holds.
    code = Path(str(resources.files("riwaya")))
    shutil.copytree(
        code,
        made / "src/riwaya",
        ignore=lambda at, names: {
            name for name in names if name == "__pycache__" or (name == "_repository" and Path(at) == code)
        },
    )


def _empty(package: Package, made: Path) -> None:
    """The tables with nothing but their headers; terms are kept, without the rows that are their examples."""
    for name, sheet in read_sheets(package).items():
        records = sheet.records if name == "vocabularies" else []
        for record in records:
            record.set("example_id", "")
        file = made / sheet.resource.path
        file.parent.mkdir(exist_ok=True)
        file.write_text(Sheet(sheet.resource, sheet.header, records).text(), encoding="utf-8", newline="\n")


def _describe(package: Package, made: Path, name: str, title: Bilingual, created: datetime.date) -> None:
    ours = package.descriptor
    descriptor = {
        "$schema": ours["$schema"],
        "name": name,
        "version": _VERSION,
        "created": f"{created}T00:00:00Z",
        "title": title.en,
        "title_ar": title.ar,
        "description": f"{title.en}.",
        "description_ar": f"{title.ar}.",
        "languages": ours["languages"],
        "keywords": ["claims", "provenance", "ادعاءات", "توثيق المصادر"],
        "licenses": ours["licenses"],
        "contributors": [
            {"title": f"{name} contributors", "title_ar": f"المساهمون في {name}", "roles": ["creator"]}
        ],
        "resources": ours["resources"],
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (made / DESCRIPTOR).write_text(text, encoding="utf-8", newline="\n")

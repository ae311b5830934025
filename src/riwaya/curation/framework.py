"""Lists the files that a dataset made by `riwaya init` shares with this one, and records them as they came.

The record, `.riwaya.json`, has the version of the code and the SHA-256 of each file, so that `riwaya init
--upgrade` knows which files people have edited since.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from riwaya.curation import MESSAGES
from riwaya.errors import EditError
from riwaya.package import strict_json

RECORD = ".riwaya.json"
COPIED_ONCE = ("schemas", "LICENSE-DATA")
"""What a new dataset starts with and then owns: an upgrade does not touch it."""
SHARED = (
    "scripts/environment.py",
    "scripts/validate.py",
    "scripts/build.py",
    "scripts/wheel_hook.py",
    "pyproject.toml",
    "requirements.lock",
    "requirements-build.lock",
    ".gitignore",
    ".gitattributes",
    ".github/ISSUE_TEMPLATE",
    ".github/PULL_REQUEST_TEMPLATE.md",
    "CONTRIBUTING.md",
    "CONTRIBUTING.ar.md",
    "docs/curating.md",
    "docs/curating.ar.md",
    "docs/coding.md",
    "docs/coding.ar.md",
    "docs/dates.en.md",
    "docs/dates.ar.md",
    "docs/editorial-policy.md",
    "docs/editorial-policy.ar.md",
    "docs/rules.en.md",
    "docs/rules.ar.md",
    "LICENSE",
)
"""Files and folders beside src/ that an upgrade brings; the wheel holds them, too."""
WORKFLOWS = (".github/workflows/ci.yml", ".github/workflows/release.yml")
"""The same, without the lines that run the tests of the code, which stay here."""
_TESTS = "scripts/test.py"
_CODE = "src/riwaya"


@dataclass(frozen=True, slots=True)
class Record:
    """The code that a dataset has: its version, and the SHA-256 of each file as it came, by path."""

    version: str
    files: Mapping[str, str]

    def as_json(self) -> bytes:
        return (json.dumps({"version": self.version, "files": self.files}, indent=1) + "\n").encode()


def shared_files(root: Path) -> dict[str, bytes]:
    """The bytes of all files that an upgrade brings, by path; `root` is the folder of this package."""
    files = {path: (root / path).read_bytes() for path in files_below(root, SHARED)}
    for path in WORKFLOWS:
        lines = (root / path).read_bytes().splitlines(keepends=True)
        files[path] = b"".join(line for line in lines if _TESTS.encode() not in line)
    # The code, without the data that a wheel holds beside it.
    code = Path(str(resources.files("riwaya")))
    for file in sorted(code.rglob("*")):
        inside = file.relative_to(code)
        if file.is_file() and "__pycache__" not in inside.parts and inside.parts[0] != "_repository":
            files[f"{_CODE}/{inside.as_posix()}"] = file.read_bytes()
    return files


def files_below(root: Path, paths: tuple[str, ...]) -> Iterator[str]:
    """The paths of files, with folders replaced by the files in them."""
    for path in paths:
        entry = root / path
        inside = sorted(entry.rglob("*")) if entry.is_dir() else [entry]
        yield from (file.relative_to(root).as_posix() for file in inside if file.is_file())


def code_version(pyproject: bytes) -> str:
    """The version of the code from its pyproject.toml."""
    return tomllib.loads(pyproject.decode())["project"]["version"]


def record_of(files: Mapping[str, bytes]) -> Record:
    """The record of shared files as they are now."""
    hashes = {path: sha256(data) for path, data in sorted(files.items())}
    return Record(code_version(files["pyproject.toml"]), hashes)


def read_record(folder: Path) -> Record:
    """The record of a dataset. Raises EditError if there is none, or if it cannot be one."""
    file = folder / RECORD
    if not file.is_file():
        raise EditError(MESSAGES("record-missing", folder=folder.name, file=RECORD))
    try:
        record = strict_json.loads(file.read_bytes())
        if not (isinstance(record, dict) and isinstance(record["files"], dict)):
            raise ValueError("not a record")
        return Record(str(record["version"]), record["files"])
    except (KeyError, ValueError):
        raise EditError(MESSAGES("record-unreadable", file=RECORD)) from None


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

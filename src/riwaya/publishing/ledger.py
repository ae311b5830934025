"""Keeps the ledger of published versions: their manifests, and the hash of every row.

Each is in releases/VERSION/. The ledger is small and only grows. From it, without the old releases, follows
how far the next version must rise and which IDs it must have. rows.json has the curated tables alone: columns
with their types, and the hash of each row by its key.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from riwaya.bilingual import Bilingual
from riwaya.errors import ReleaseError
from riwaya.journal import locked, write_files
from riwaya.package.derivations import computed_columns, is_computed
from riwaya.package.resource import DESCRIPTOR
from riwaya.publishing import MESSAGES
from riwaya.publishing.changelog import CHANGELOG, changelog_section
from riwaya.release.manifest import MALFORMED, MANIFEST, json_object
from riwaya.release.read import open_release, read_file
from riwaya.release.rows import json_row, rows_of
from riwaya.release.table import ReleaseTable
from riwaya.release.verify import verify
from riwaya.version_numbers import next_allowed, version_key

LEDGER = "releases"
_ROWS, _DIGITS = "rows.json", 32
_ID = re.compile("[A-Z]+-[0-9]+")
Entry = Mapping[str, Mapping[str, Mapping[str, str]]]
"""By table: `columns` with their types, and `rows`, by key, with their hashes."""


def record(release: Path, root: Path) -> Path:
    """Put a release into the ledger of the package in `root`; the folder of its entry.

    ReleaseError for a release that is not whole, and for a version that is there with other rows: only
    `redact` replaces an entry.
    """
    with locked(root):
        files = entry_files(release)
        rows_path = next(path for path in files if path.endswith(f"/{_ROWS}"))
        if not (root / rows_path).exists():
            write_files(root, files)
        elif (root / rows_path).read_bytes() != files[rows_path]:
            raise ReleaseError(MESSAGES("version-published", version=rows_path.split("/")[1]))
    return (root / rows_path).parent


def entry_files(release: Path) -> dict[str, bytes]:
    """The files of the ledger's entry of a release, by path. ReleaseError for a release that is not whole."""
    if problems := verify(release):
        raise ReleaseError(problems[0].message())
    opened = open_release(release)
    rows = json.dumps(entry_of(map(opened.table, opened.hashes)), ensure_ascii=False, indent=0) + "\n"
    folder = f"{LEDGER}/{opened.version}"
    return {f"{folder}/{MANIFEST}": read_file(release, MANIFEST), f"{folder}/{_ROWS}": rows.encode()}


def published(root: Path) -> list[str]:
    """The versions in the ledger of the package in `root`, the last one at the end."""
    return sorted((path.parent.name for path in (root / LEDGER).glob(f"*/{_ROWS}")), key=version_key)


def next_version(root: Path, version: str) -> str:
    """The first version that can be without a row of today, where the descriptor says `version`."""
    versions = published(root)
    return max(version, next_allowed(versions[-1], "major"), key=version_key) if versions else version


def require_version(root: Path, tables: Sequence[ReleaseTable], version: str, changelog: str) -> None:
    """Raise ReleaseError if the version, the retirements or the changelog do not match what changed since the
    last version.

    The version must rise as far as the changes require, every ID that vanished needs a row in `retirements`,
    and a change needs a section in the changelog.
    """
    versions = published(root)
    if not versions:
        return
    last = versions[-1]
    found = changes_since(entry_in(root, last), tables)
    least = next_allowed(last, found.bump) if found else last
    if version_key(version) < version_key(least):
        raise ReleaseError(
            MESSAGES(
                "version-too-low",
                last=last,
                changes=found.counts(),
                least=least,
                descriptor=DESCRIPTOR,
                version=version,
            )
        )
    retired = {row["id"] for table in tables if table.name == "retirements" for row in rows_of(table)}
    if vanished := [identity for identity in found.vanished_ids if identity not in retired]:
        raise ReleaseError(MESSAGES("ids-vanished", last=last, ids=", ".join(vanished[:5])))
    if found and changelog_section(changelog, version) is None:
        raise ReleaseError(MESSAGES("changelog-lacks-version", changelog=CHANGELOG, version=version))


# -- Entries ------------------------------------------------------------------------------------------


def entry_of(tables: Iterable[ReleaseTable]) -> dict[str, dict[str, dict[str, str]]]:
    """What the ledger holds of tables."""
    made = {}
    for table in tables:
        if not is_computed(table.name):
            columns = _columns(table)
            made[table.name] = {"columns": columns, "rows": _rows(table, columns)}
    return made


def _columns(table: ReleaseTable) -> dict[str, str]:
    return {
        field.name: field.type
        for field in table.schema.fields
        if field.name not in computed_columns(table.name)
    }


def _rows(table: ReleaseTable, columns: Iterable[str]) -> dict[str, str]:
    """The hash of the cells of each row in these columns, by its key."""
    columns, made = sorted(columns), {}
    for row in map(json_row, rows_of(table)):
        # No text is in a ledger that is never changed: where an ID is not all of the key, the rest is hashed
        # as well.
        first, *rest = [row[name] for name in table.schema.primary_key or table.schema.names]
        made[f"{first} · {_hash([first, *rest])}" if rest else str(first)] = _hash(
            [[name, row[name]] for name in columns]
        )
    return made


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:_DIGITS]


def entry_in(root: Path, version: str) -> Entry:
    """What the ledger of the package in `root` holds of a version; ReleaseError where it cannot be read."""
    try:
        held = json_object((root / LEDGER / version / _ROWS).read_bytes())
        return {name: {part: {**table[part]} for part in ("columns", "rows")} for name, table in held.items()}
    except MALFORMED:
        raise ReleaseError(MESSAGES("ledger-unreadable", path=f"{LEDGER}/{version}/{_ROWS}")) from None


# -- What changed -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What changed in a curated table since an entry of the ledger: keys of rows, names of columns."""

    added: tuple[str, ...]
    edited: tuple[str, ...]
    removed: tuple[str, ...]
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]
    """Those of another type among them."""

    def __bool__(self) -> bool:
        return any((self.added, self.edited, self.removed, self.columns_added, self.columns_removed))


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in the curated tables since an entry of the ledger, by table."""

    tables: Mapping[str, TableChanges]
    vanished_ids: tuple[str, ...]
    """The IDs of removed rows that no table has any more."""

    def __bool__(self) -> bool:
        return any(self.tables.values())

    @property
    def bump(self) -> str:
        """ "major" where anything was edited or removed, "minor" where something was added alone."""
        lost = any(table.edited or table.removed or table.columns_removed for table in self.tables.values())
        return "major" if lost else "minor"

    def counts(self) -> Bilingual:
        """How many rows and columns changed, in words."""
        tables, names = self.tables.values(), TableChanges.__dataclass_fields__
        return MESSAGES(
            "change-counts", **{name: sum(len(getattr(table, name)) for table in tables) for name in names}
        )


def changes_since(before: Entry, tables: Sequence[ReleaseTable]) -> Changes:
    """What changed since an entry. A row is compared in the columns that it had then."""
    now = {table.name: table for table in tables if not is_computed(table.name)}
    found, here = {}, set()
    for name in sorted({*before, *now}):
        columns = _columns(now[name]) if name in now else {}
        then = before.get(name, {"columns": {}, "rows": {}})
        kept = [column for column, kind in then["columns"].items() if columns.get(column) == kind]
        rows = _rows(now[name], kept) if name in now else {}
        here |= {*rows}
        # Where a column went, every row reads in another way.
        compared = then["rows"] if len(kept) == len(then["columns"]) else {}
        found[name] = TableChanges(
            added=tuple(key for key in rows if key not in then["rows"]),
            edited=tuple(key for key, digest in compared.items() if rows.get(key, digest) != digest),
            removed=tuple(key for key in then["rows"] if key not in rows),
            columns_added=tuple(column for column in columns if column not in then["columns"]),
            columns_removed=tuple(column for column in then["columns"] if column not in kept),
        )
    vanished = sorted(
        key for table in found.values() for key in table.removed if is_id(key) and key not in here
    )
    return Changes(found, tuple(vanished))


def is_id(key: str) -> bool:
    """Whether the key of a row is an ID of its own."""
    return bool(_ID.fullmatch(key))

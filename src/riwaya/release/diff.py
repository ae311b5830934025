"""Compares two releases (rows added and removed, cells changed, with both values) and applies the difference.

A difference is whole: the old tables with it applied are the new ones, exactly. It is plain data that JSON
can hold:

- tables: by name, for those that are different or new; each with `added` [place among the new rows, row],
  `removed` [key, row], `changed` [key, {column: [before, now]}], `order` [key] where rows moved, and, where
  the table itself changed, its `texts`, its `schema`, and the `columns` that were added, removed and changed
- dropped: names of tables that are no more
- bump: what the version must rise by, "major", "minor" or "patch". What is computed changes with what it is
  computed from, and does not count.

A key is a row's primary key, with a number behind it that counts the rows of that key.

A described difference also says it in words, which `apply` does not read:

- words: by table that is not computed, what each row says that was `added` and `removed`, in their order, as
  {"en": text, "ar": text}; of each row that was `changed`, the labels and names that its cells stand for, as
  {"en": {column: [before, now]}, "ar": …}, null for a cell that is empty or stands for nothing; in `rows`
  what it says now
- moves: what moves in agreement and contradictions, as in `riwaya.release.movement`, or null
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from riwaya.bilingual import texts_of, title_and_description
from riwaya.errors import ReleaseError
from riwaya.package.derivations import computed_columns, is_computed
from riwaya.package.resource import DESCRIPTOR
from riwaya.package.schema import Schema, schema_from
from riwaya.release import MESSAGES
from riwaya.release.movement import moves
from riwaya.release.row_text import cell_words, row_words, tables_of
from riwaya.release.rows import batches_of, json_row, rows_of
from riwaya.release.table import Release, ReleaseTable, arrow_schema

Row = dict[str, object]
Key = tuple[object, ...]
BUMPS = ("patch", "minor", "major")


def difference(old: Release, new: Release) -> dict[str, Any]:
    """What changed from one release to the other."""
    tables = {}
    for name, content in new.hashes.items():
        before, now = old.table(name) if name in old.hashes else None, new.table(name)
        same = (
            before
            and old.hashes[name] == content
            and before.schema_json == now.schema_json
            and _texts(before) == _texts(now)
        )
        if not same:
            tables[name] = table_difference(before, now)
    dropped = [name for name in old.hashes if name not in new.hashes]
    bumps = [_required_bump(name, changes) for name, changes in tables.items()]
    bumps += ["major" for name in dropped if not is_computed(name)]
    head = {
        side: {"version": one.version, "content": dict(one.hashes)}
        for side, one in (("from", old), ("to", new))
    }
    return {
        **head,
        "bump": max(bumps, key=BUMPS.index, default="patch"),
        "tables": tables,
        "dropped": dropped,
    }


def described_difference(old: Release, new: Release) -> dict[str, object]:
    """What changed from one release to the other, with its words."""
    changes = difference(old, new)
    before, now = tables_of(old), tables_of(new)
    words = {
        name: {
            "added": row_words(now, name, [row for _, row in table["added"]]),
            "removed": row_words(before, name, [row for _, row in table["removed"]]),
            "changed": cell_words((before, now), name, table["changed"]),
            "rows": row_words(now, name, _changed_rows(table["changed"], new.table(name))),
        }
        for name, table in changes["tables"].items()
        if not is_computed(name)
    }
    return {**changes, "words": words, "moves": moves(old, new)}


def _changed_rows(changed: Sequence[tuple[Sequence[object], Row]], table: ReleaseTable) -> Iterator[Row]:
    rows = _keyed(table, table.schema) if changed else {}
    return (rows[(*key,)] for key, _ in changed)


def apply(changes: Mapping, old: Release) -> list[ReleaseTable]:
    """The tables of the new release, made from those of the old one.

    ReleaseError where the changes are not of this release, or do not lead to the hashes that they give.
    """
    if changes["from"]["content"] != dict(old.hashes):
        raise _refused(old)
    made = []
    for name, content in changes["to"]["content"].items():
        before = old.table(name) if name in old.hashes else None
        table = _applied(name, changes["tables"][name], before) if name in changes["tables"] else before
        if table is None or table.sha256 != content:
            raise _refused(old)
        made.append(table)
    return made


def _refused(old: Release) -> ReleaseError:
    return ReleaseError(MESSAGES("changes-of-another-release", version=old.version))


# -- One table ----------------------------------------------------------------------------------------


def table_difference(old: ReleaseTable | None, new: ReleaseTable) -> dict[str, object]:
    """What changed in a table, or all of it where there was none."""
    made: dict[str, object] = {}
    if old is None or old.schema_json != new.schema_json:
        made["schema"] = new.schema_json
        made["columns"] = _columns(old.schema_json["fields"] if old else [], new.schema_json["fields"])
    if old is None or _texts(old) != _texts(new):
        made["texts"] = _texts(new)
    before, after = _keyed(old, new.schema) if old else {}, _keyed(new, new.schema)
    made |= row_changes(before, after)
    common = [key for key in after if key in before]
    if common != [key for key in before if key in after]:
        made["order"] = [[*key] for key in common]
    return made


def row_changes(before: Mapping[Key, Row], after: Mapping[Key, Row]) -> dict[str, list[Any]]:
    """The rows that were `removed` (key, row), `added` (index, row) and `changed` (key, old and new cells by
    column), in the order of the rows. Both are rows by key; a row before may lack columns."""
    changed: list[list[object]] = []
    for key, row in after.items():
        old = before.get(key)
        if old is None:
            continue
        pairs = {name: [old.get(name), cell] for name, cell in row.items()}
        if cells := {name: pair for name, pair in pairs.items() if _differ(*pair)}:
            changed.append([[*key], cells])
    return {
        "removed": [[[*key], row] for key, row in before.items() if key not in after],
        "added": [[at, row] for at, (key, row) in enumerate(after.items()) if key not in before],
        "changed": changed,
    }


def _applied(name: str, changes: Mapping, old: ReleaseTable | None) -> ReleaseTable:
    if old is None and not {"schema", "texts"} <= {*changes}:
        raise ValueError(f"{name} is new and has no schema or no texts")
    schema_json = changes.get("schema") or (old.schema_json if old else {})
    schema = schema_from(name, schema_json, DESCRIPTOR, strict=False)
    texts = changes.get("texts") or (_texts(old) if old else {})
    rows = _keyed(old, schema) if old else {}
    for key, _ in changes["removed"]:
        del rows[(*key,)]
    for key, cells in changes["changed"]:
        rows[(*key,)] = {**rows[(*key,)], **{column: now for column, (_, now) in cells.items()}}
    if "order" in changes:
        rows = {(*key,): rows[(*key,)] for key in changes["order"]}
    listed = [{column: row.get(column) for column in schema.names} for row in rows.values()]
    for at, row in changes["added"]:
        listed.insert(at, row)
    title, description = title_and_description(texts)
    whole = pa.Table.from_batches(batches_of(iter(listed), schema), arrow_schema(schema))
    return ReleaseTable(
        name, title, description, schema, schema_json, whole.num_rows, lambda: iter(whole.to_batches())
    )


def _keyed(table: ReleaseTable, schema: Schema) -> dict[Key, Row]:
    """The rows by the key that they have in the new table, in their order."""
    names = [name for name in schema.primary_key or schema.names if name in table.schema.names]
    seen: Counter[Key] = Counter()
    rows = {}
    for row in map(json_row, rows_of(table)):
        key = tuple(row[name] for name in names)
        rows[(*key, seen[key])] = row
        seen[key] += 1
    return rows


def _differ(one: object, other: object) -> bool:
    """Whether two cells are written in different ways: 1, 1.0 and true are equal to Python alone."""
    return json.dumps(one) != json.dumps(other)


def _columns(before: Iterable[Mapping], now: Iterable[Mapping]) -> dict[str, list[str]]:
    """The columns that only one of two schemas has, and those that hold another type in the second."""
    old, new = ({field["name"]: field["type"] for field in fields} for fields in (before, now))
    return {
        "added": [name for name in new if name not in old],
        "removed": [name for name in old if name not in new],
        "changed": [name for name in new if name in old and old[name] != new[name]],
    }


def _texts(table: ReleaseTable) -> dict[str, str]:
    return texts_of(table.title, table.description)


def _required_bump(name: str, changes: Mapping) -> str:
    """The part of the version that must rise for the changes of a table."""
    if is_computed(name):
        return "patch"
    columns = {what: {*names} - computed_columns(name) for what, names in changes.get("columns", {}).items()}
    beside = computed_columns(name) | columns.get("added", set())
    if changes["removed"] or any({*cells} - beside for _, cells in changes["changed"]):
        return "major"
    if columns.get("removed") or columns.get("changed"):
        return "major"
    return "minor" if changes["added"] or columns.get("added") else "patch"

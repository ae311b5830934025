"""Damages a generated package: a cell, a record, the header, the bytes of a file, or its description."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable

from tests.support.differential.packages import Made, Table

Act = Callable[[random.Random, Table], bool]
"""Damages a table; False where it has nothing to damage in this way."""


def damage(chance: random.Random, made: Made) -> None:
    """Damage one table in one way."""
    for _ in range(20):
        name, act = chance.choice(ACTS)
        if act(chance, chance.choice(made.tables)):
            made.damage.append(name)
            return


# -- Cells ----------------------------------------------------------------------------------------------


def _set_cell(chance: random.Random, table: Table, pools: list[tuple[str, ...]]) -> bool:
    places = [at for at, pool in enumerate(pools) if pool]
    if not places or not table.rows or table.fields is None:
        return False
    at, row = chance.choice(places), chance.choice(table.rows)
    if at >= len(row):
        return False
    row[at] = chance.choice(pools[at])
    return True


def _type(chance: random.Random, table: Table) -> bool:
    return _set_cell(chance, table, [kind.bad for kind in table.kinds])


def _bound(chance: random.Random, table: Table) -> bool:
    return _set_cell(chance, table, [bound.broken if bound else () for bound in table.bounds])


def _other_form(chance: random.Random, table: Table) -> bool:
    return _set_cell(chance, table, [kind.loose for kind in table.kinds])


def _large(chance: random.Random, table: Table) -> bool:
    return _set_cell(chance, table, [kind.large for kind in table.kinds])


def _empty(chance: random.Random, table: Table) -> bool:
    return _set_cell(chance, table, [("", "NA", "n/a", "-", "\\N")] * len(table.kinds))


def _dangling(chance: random.Random, table: Table) -> bool:
    keys = {
        key["fields"] if isinstance(key["fields"], str) else key["fields"][0]
        for key in table.schema.get("foreignKeys", ())
    }
    pools = [
        (("T-99",) if kind.type == "string" else ("99",)) if item.get("name") in keys else ()
        for kind, item in zip(table.kinds, table.fields or (), strict=False)
    ]
    return _set_cell(chance, table, pools)


# -- Records --------------------------------------------------------------------------------------------


def _repeat(chance: random.Random, table: Table) -> bool:
    if table.rows:
        table.rows.insert(chance.randrange(len(table.rows) + 1), [*chance.choice(table.rows)])
    return bool(table.rows)


def _repeat_id(chance: random.Random, table: Table) -> bool:
    if len(table.rows) < 2:
        return False
    one, other = chance.sample(table.rows, 2)
    other[0] = one[0]
    return True


def _drop(chance: random.Random, table: Table) -> bool:
    if table.rows:
        del table.rows[chance.randrange(len(table.rows))]
        return True
    return False


def _short(chance: random.Random, table: Table) -> bool:
    if not table.rows:
        return False
    row = chance.choice(table.rows)
    if len(row) > 1:
        del row[chance.randrange(1, len(row)) :]
    return True


def _long(chance: random.Random, table: Table) -> bool:
    if table.rows:
        chance.choice(table.rows).extend(chance.choice((["x"], ["", ""], ["1", "2"])))
    return bool(table.rows)


def _blank(chance: random.Random, table: Table) -> bool:
    record = [] if chance.random() < 0.5 else [""] * len(table.header)
    table.rows.insert(chance.randrange(len(table.rows) + 1), record)
    return True


def _no_rows(chance: random.Random, table: Table) -> bool:
    table.rows.clear()
    return True


# -- The header -----------------------------------------------------------------------------------------


def _label(chance: random.Random, table: Table) -> bool:
    head, place = table.header, chance.randrange(len(table.header))
    change = chance.choice(("rename", "drop", "add", "double", "blank", "move", "case"))
    if change == "rename":
        head[place] = "other"
    elif change == "drop":
        del head[place]
    elif change == "add":
        head.append("more")
    elif change == "double":
        head[place] = head[0]
    elif change == "blank":
        head[place] = ""
    elif change == "case":
        head[place] = head[place].swapcase()
    else:
        # All columns move with their labels.
        other = chance.randrange(len(head))
        for row in (head, *table.rows):
            if len(row) > max(place, other):
                row[place], row[other] = row[other], row[place]
    return True


# -- Files ----------------------------------------------------------------------------------------------


def _bytes(how: str) -> Act:
    def act(chance: random.Random, table: Table) -> bool:
        if table.form.format in ("rows", "objects", "json"):
            return False
        table.bytes_damage = how
        return how != "half" or bool(table.form.compression)

    return act


def _counts(chance: random.Random, table: Table) -> bool:
    if table.form.format in ("rows", "objects"):
        return False
    wrong = hashlib.sha256(b"another").hexdigest()
    table.changes |= chance.choice(({"bytes": 3}, {"hash": f"sha256:{wrong}"}, {"hash": wrong[:32]}))
    return True


# -- Descriptions ---------------------------------------------------------------------------------------


def _of_field(chance: random.Random, table: Table) -> bool:
    if not table.fields:
        return False
    item = chance.choice(table.fields)
    change = chance.choice(
        (
            {"type": "colour"},
            {"name": None},
            {"constraints": {"minLength": "x"}},
            {"constraints": {"required": "yes"}},
            {"constraints": "x"},
            {"type": "integer", "constraints": {"minLength": 2}},
            {"type": "integer", "format": "default", "constraints": {"minimum": "x"}},
            {"type": "string", "format": "colour"},
            {"type": "integer", "format": "default", "constraints": {}, "example": "x"},
            {"missingValues": "x"},
        )
    )
    item.update(change)
    if item.get("name", "") is None:
        del item["name"]
    return True


def _of_schema(chance: random.Random, table: Table) -> bool:
    if not table.fields:
        return False
    own = table.names[0]
    reference = {"resource": "", "fields": [own]}
    change = chance.choice(
        (
            {"primaryKey": "no_field"},
            {"primaryKey": ["no_field", own]},
            {"foreignKeys": [{"fields": ["no_field"], "reference": reference}]},
            {"foreignKeys": [{"fields": [own], "reference": reference | {"fields": [own, own]}}]},
            {"foreignKeys": [{"fields": [own], "reference": reference | {"resource": "no_table"}}]},
            {"foreignKeys": [{"fields": [own]}]},
            {"foreignKeys": [{"fields": [own], "reference": reference | {"fields": ["no_field"]}}]},
            {"missingValues": "x"},
            {"fieldsMatch": "some"},
            {"uniqueKeys": [["no_field"]]},
        )
    )
    table.schema |= change
    return True


def _twice(chance: random.Random, table: Table) -> bool:
    if not table.fields:
        return False
    table.fields[-1]["name"] = table.fields[0].get("name")
    return True


def _of_resource(chance: random.Random, table: Table) -> bool:
    changes: list[dict] = [
        {"missingValues": ["-"]},
        {"path": "../x.csv", "data": None},
        {"path": "/x.csv", "data": None},
        {"path": None, "data": None},
        {"path": 7, "data": None},
        {"path": "x.csv", "data": [["x"]]},
        {"schema": ["x"]},
        {"schema": "no_schema.json"},
        {"dialect": "no_dialect.json"},
        {"encoding": "no-such-encoding"},
        {"profile": "tabular-data-resource", "schema": None},
        {"name": None},
    ]
    table.changes |= chance.choice(changes)
    return True


ACTS: tuple[tuple[str, Act], ...] = (
    *(("cell of another type", _type),) * 6,
    *(("cell out of bounds", _bound),) * 5,
    *(("cell in another form", _other_form),) * 2,
    ("number too large", _large),
    *(("cell without value", _empty),) * 3,
    *(("foreign key", _dangling),) * 3,
    *(("row repeated", _repeat), ("ID repeated", _repeat_id)) * 2,
    ("row dropped", _drop),
    *(("record too short", _short), ("record too long", _long), ("blank record", _blank)),
    ("no rows", _no_rows),
    *(("label", _label),) * 2,
    *(("bytes", _bytes("byte")), ("file missing", _bytes("missing")), ("half a file", _bytes("half"))),
    ("bytes or hash", _counts),
    ("field described wrongly", _of_field),
    ("schema described wrongly", _of_schema),
    ("two fields of one name", _twice),
    ("resource described wrongly", _of_resource),
)
"""Every way to damage a package, the common ones more often."""

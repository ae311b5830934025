"""Makes random packages over the whole standard: names, schemas, keys, and how tables are written."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.support.differential.kinds import CHECKED_HERE, INTEGER, KINDS, STRING, Bound, Kind

V2 = "https://datapackage.org/profiles/2.0/"
TABLE_NAMES = ("places", "things_2", "events-3", "Places", "أماكن سورية", "things.v2", "x y", "أحداث")
ID_NAMES = ("thing_id", "رقم", "Thing-ID", "معرّف المكان", "id", "Id No.")
FIELD_NAMES = ("a", "B", "name ar", "الاسم", "تاريخ النشر", "x-1", "value (%)", "name_en", "row_", "عدد")
# SQL cannot hold these, or takes two of them for one.
ODD_NAMES = ('a"b', "{x}", "$1", "b", "a\\b")


@dataclass
class Form:
    """How a table is written."""

    format: str = "csv"
    """csv, tsv, rows, objects (data in the descriptor) or json."""
    dialect: dict = field(default_factory=dict)
    encoding: str | None = None
    compression: str = ""
    parts: int = 1
    ends: str = "\n"
    mark: bool = False
    """Whether a byte order mark begins the file."""
    schema_apart: bool = False
    dialect_apart: bool = False
    properties: dict = field(default_factory=dict)
    """Further properties of the resource."""


@dataclass
class Table:
    """A table: its fields, its rows as texts, and how it is written."""

    name: str
    fields: list[dict] | None
    """None without a schema."""
    kinds: list[Kind]
    bounds: list[Bound | None]
    schema: dict
    """The properties of the schema besides its fields."""
    header: list[str]
    rows: list[list[str]]
    form: Form
    changes: dict = field(default_factory=dict)
    """Properties of the resource that are changed after all; None takes one away."""
    bytes_damage: str = ""
    """What is damaged when the bytes have been written."""

    @property
    def names(self) -> list[str]:
        """The names that its columns were given."""
        return self.header if self.fields is None else [str(item.get("name")) for item in self.fields]


@dataclass
class Made:
    """A package, and the damage done to it."""

    tables: list[Table]
    version: str
    """"" (neither), "1" (profile) or "2" ($schema)."""
    damage: list[str] = field(default_factory=list)

    def table(self, name: str | None) -> Table | None:
        return next((table for table in self.tables if table.name == name), None)


def make(chance: random.Random) -> Made:
    """A package without errors."""
    version = chance.choice(("", "1", *["2"] * 8))
    tables: list[Table] = []
    for name in chance.sample(TABLE_NAMES, chance.choice((1, 1, 1, 1, 2, 2, 3))):
        tables.append(_table(chance, name, tables))
    return Made(tables, version)


def _table(chance: random.Random, name: str, others: list[Table]) -> Table:
    id_kind = chance.choice((STRING, STRING, INTEGER))
    pool = CHECKED_HERE if chance.random() < 0.45 else KINDS
    kinds = [id_kind, *(chance.choice(pool) for _ in range(chance.randint(1, 5)))]
    names = [chance.choice(ID_NAMES), *chance.sample(FIELD_NAMES, len(kinds) - 1)]
    if chance.random() < 0.05:
        names[-1] = chance.choice([odd for odd in ODD_NAMES if odd not in names])
    keys = [key for at in range(1, len(kinds)) if (key := _foreign_key(chance, names, kinds, at, others))]
    keyed = {_first(key["fields"]) for key in keys}
    fields, bounds = [], []
    for at, (own, kind) in enumerate(zip(names, kinds, strict=True)):
        bounded = at and kind.bounds and own not in keyed and chance.random() < 0.5
        bound = chance.choice(kind.bounds) if bounded else None
        fields.append(_field(chance, own, kind, bound, is_key=at == 0))
        bounds.append(bound)
    schema: dict = {"fields": fields}
    schema |= _missing(chance, 0.25)
    if chance.random() < 0.7:
        schema["primaryKey"] = chance.choice((names[0], [names[0]], names[:2]))
    if chance.random() < 0.1:
        schema["uniqueKeys"] = [[names[0]], names[:2]] if chance.random() < 0.5 else [[names[0]]]
    if keys:
        schema["foreignKeys"] = keys
    if chance.random() < 0.2:
        schema["fieldsMatch"] = chance.choice(("exact", "equal", "subset", "superset", "partial", ["subset"]))
    if chance.random() < 0.2:
        schema["$schema"] = V2 + "tableschema.json"
    rows = _rows(chance, kinds, bounds, keys, names, others)
    del schema["fields"]
    table = Table(name, fields, kinds, bounds, schema, [*names], rows, _form(chance))
    if chance.random() < 0.04 and not keys:
        table.fields, table.schema = None, {}
    return table


def _field(chance: random.Random, name: str, kind: Kind, bound: Bound | None, is_key: bool) -> dict:
    constraints: dict = dict(bound.constraints) if bound else {}
    if is_key or chance.random() < 0.25:
        constraints["required"] = is_key or chance.random() < 0.8
    if is_key and chance.random() < 0.3:
        constraints["unique"] = True
    made: dict = {"name": name, **kind.properties}
    if constraints:
        made["constraints"] = constraints
    if kind.type == "string" and chance.random() < 0.1:
        made["format"] = kind.properties.get("format", "default")
    return made | _missing(chance, 0.1)


def _missing(chance: random.Random, share: float) -> dict:
    if chance.random() >= share:
        return {}
    labelled = [{"value": "", "label": "unknown"}, {"value": "n/a"}]
    return {"missingValues": chance.choice((["", "NA"], ["", "-", "n/a"], ["NA"], labelled, [""]))}


def _foreign_key(
    chance: random.Random, names: list[str], kinds: list[Kind], at: int, others: list[Table]
) -> dict | None:
    """A key of this column to a table with an ID of the same type, or to the table itself."""
    if kinds[at] not in (STRING, INTEGER) or chance.random() < 0.5:
        return None
    targets = [
        (table.name, table.header[0]) for table in others if table.kinds[0] == kinds[at] and table.fields
    ]
    if kinds[0] == kinds[at]:
        targets.append(("", names[0]))
    if not targets:
        return None
    table, target = chance.choice(targets)
    listed = chance.random() < 0.5
    return {
        "fields": [names[at]] if listed else names[at],
        "reference": {"resource": table, "fields": [target] if listed else target},
    }


def _rows(
    chance: random.Random,
    kinds: list[Kind],
    bounds: list[Bound | None],
    keys: list[dict],
    names: list[str],
    others: list[Table],
) -> list[list[str]]:
    ids = [f"T-{at:02}" if kinds[0] == STRING else str(at) for at in range(1, chance.randint(2, 6))]
    of_key = {_first(key["fields"]): key["reference"]["resource"] for key in keys}
    rows = []
    for own in ids:
        row = [own]
        for at in range(1, len(kinds)):
            bound, kind = bounds[at], kinds[at]
            if names[at] in of_key:
                target = next((one for one in others if one.name == of_key[names[at]]), None)
                row.append(chance.choice([one[0] for one in target.rows] if target else ids))
            else:
                row.append(chance.choice(bound.kept if bound else kind.good))
        rows.append(row)
    return rows


def _first(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[0]


# -- How a table is written -----------------------------------------------------------------------------


def _form(chance: random.Random) -> Form:
    form = Form(schema_apart=chance.random() < 0.1)
    if chance.random() < 0.35:
        return form
    form.properties = chance.choice(
        (
            {},
            {"profile": "tabular-data-resource"},
            {"$schema": V2 + "dataresource.json"},
            {"mediatype": "text/csv"},
            {"type": "table", "scheme": "file"},
            {"title": "أماكن", "description": "x", "licenses": [{"name": "CC0-1.0"}]},
        )
    )
    form.format = chance.choice(("csv",) * 14 + ("tsv", "rows", "objects", "json"))
    for feature in chance.sample(FEATURES, chance.choice((1, 1, 2))):
        feature(chance, form)
    if form.format == "json":
        form.encoding = None
    return form


def _delimiter(chance: random.Random, form: Form) -> None:
    form.dialect["delimiter"] = chance.choice((";", "|", "\t", ","))


def _quote(chance: random.Random, form: Form) -> None:
    form.dialect["quoteChar"] = chance.choice(("'", '"'))


def _initial_space(chance: random.Random, form: Form) -> None:
    form.dialect["skipInitialSpace"] = chance.random() < 0.7


def _header(chance: random.Random, form: Form) -> None:
    form.dialect |= chance.choice(
        ({"header": False}, {"header": True}, {"headerRows": [2]}, {"headerRows": [1]})
    )


def _comments(chance: random.Random, form: Form) -> None:
    form.dialect |= chance.choice(({"commentChar": "#"}, {"commentRows": [2]}, {"commentRows": []}))


def _null(chance: random.Random, form: Form) -> None:
    form.dialect["nullSequence"] = "\\N"


def _unread(chance: random.Random, form: Form) -> None:
    form.dialect |= chance.choice(({"lineTerminator": "\n"}, {"csvddfVersion": "1.2"}, {"doubleQuote": True}))


def _encoding(chance: random.Random, form: Form) -> None:
    names = (
        "UTF-8",
        "utf8",
        "UTF8",
        "utf_8",
        "windows-1256",
        "cp1256",
        "Windows-1256",
        "iso-8859-6",
        "utf-16",
    )
    form.encoding = chance.choice(names)


def _compression(chance: random.Random, form: Form) -> None:
    form.compression = chance.choice(("gz", "zip", "bz2", "xz"))


def _parts(chance: random.Random, form: Form) -> None:
    form.parts = chance.choice((1, 2, 3))


def _ends(chance: random.Random, form: Form) -> None:
    form.ends = "\r\n"


def _mark(chance: random.Random, form: Form) -> None:
    form.mark = True


def _apart(chance: random.Random, form: Form) -> None:
    form.dialect_apart = True
    form.dialect.setdefault("delimiter", ";")


FEATURES = (
    *(
        _delimiter,
        _quote,
        _initial_space,
        _header,
        _comments,
        _null,
        _unread,
        _encoding,
        _compression,
        _parts,
    ),
    *(_ends, _mark, _apart),
)

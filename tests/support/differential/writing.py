"""Writes generated packages: for riwaya, and for frictionless with what it does not read written plainly."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tests.support.differential.packages import V2, Form, Made, Table

COMPOUND = ("array", "list", "object", "geojson")
"""Types whose values frictionless cannot compare."""

DEFAULTS = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False}
_COMPRESS: Mapping[str, Callable[[bytes, str], bytes]] = {
    "": lambda data, name: data,
    "gz": lambda data, name: gzip.compress(data, mtime=0),
    "bz2": lambda data, name: bz2.compress(data),
    "xz": lambda data, name: lzma.compress(data),
    "zip": lambda data, name: _zipped(data, name),
}


@dataclass(frozen=True)
class Written:
    """A package in a folder."""

    descriptor: Path
    rows: Mapping[str, Mapping[int, int]]
    """By table and number of a record, the number of the row; both begin with 1."""


def write(made: Made, folder: Path, plainly: Collection[str] = ()) -> Written:
    """Write a package; what is `plainly` (see reasons.py) is written so that frictionless reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    items, rows = [], {}
    for at, table in enumerate(made.tables):
        if plainly:
            table = _plain(table, plainly)
        item, rows[table.name] = _write_table(table, f"file{at}", folder)
        items.append(item)
    package: dict = {"name": "made", "resources": items}
    if made.version == "2" or "version" in plainly:
        package["$schema"] = V2 + "datapackage.json"
    elif made.version == "1":
        package["profile"] = "data-package"
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    return Written(descriptor, rows)


def _plain(table: Table, plainly: Collection[str]) -> Table:
    form, fields, schema = table.form, table.fields, table.schema
    header, rows = table.header, table.rows
    if "dialect" in plainly and form.format in ("csv", "tsv"):
        known = DEFAULTS | ({"delimiter": "\t"} if form.format == "tsv" else {})
        plain = form.dialect.get("header", True) and not {"commentChar", "commentRows"} & {*form.dialect}
        known |= {"headerRows": [1]} if plain else {}
        form = replace(form, dialect=known | form.dialect)
    if "null" in plainly and "nullSequence" in form.dialect:
        null = form.dialect["nullSequence"]
        if fields is not None:
            schema = _with_null({"missingValues": [""], **schema}, null)
            fields = [_with_null(item, null) for item in fields]
    if "match" in plainly and isinstance(schema.get("fieldsMatch"), list):
        schema = schema | {"fieldsMatch": schema["fieldsMatch"][0]}
    if "group" in plainly:
        grouped = {
            at: item["groupChar"]
            for at, item in enumerate(fields or ())
            if item.get("type") == "integer" and item.get("groupChar")
        }
        rows = [
            [cell.replace(grouped[at], "") if at in grouped else cell for at, cell in enumerate(row)]
            for row in rows
        ]
    if "json" in plainly and form.format == "json":
        form = replace(form, format="objects", compression="", parts=1, encoding=None, mark=False)
    if "compression" in plainly and table.bytes_damage != "half":
        form = replace(form, compression="")
    if "parts" in plainly:
        form = replace(form, parts=1)
    if "encoding" in plainly and form.encoding is None:
        form = replace(form, encoding="utf-8")
    if "key" in plainly:
        fields, schema = _without_compound_keys(fields, schema)
    return replace(table, form=form, fields=fields, schema=schema, header=header, rows=rows)


def _without_compound_keys(fields: list[dict] | None, schema: dict) -> tuple[list[dict] | None, dict]:
    listed = {item.get("name") for item in fields or () if item.get("type") in COMPOUND}
    key = schema.get("primaryKey", [])
    if {*([key] if isinstance(key, str) else key)} & listed:
        schema = {name: value for name, value in schema.items() if name != "primaryKey"}
    return fields, schema


def _with_null(item: dict, null: str) -> dict:
    known = item.get("missingValues")
    if not isinstance(known, list) or not known:
        return item
    return item | {"missingValues": [*known, {"value": null} if isinstance(known[0], dict) else null]}


# -- A table --------------------------------------------------------------------------------------------


def _write_table(table: Table, stem: str, folder: Path) -> tuple[dict, dict[int, int]]:
    form = table.form
    item: dict = {"name": table.name, **form.properties}
    records, rows = _records(table)
    if form.format in ("rows", "objects"):
        values = [_natives(table, row) for row in table.rows]
        item["data"] = (
            [table.header, *table.rows]
            if form.format == "rows"
            else [dict(zip(table.header, row, strict=False)) for row in values]
        )
        item.pop("mediatype", None)
        rows = {at: at - 1 for at in range(2, len(table.rows) + 2)}
        dialect: dict = {}
    elif form.format == "json":
        data = [dict(zip(table.header, _natives(table, row), strict=False)) for row in table.rows]
        text = json.dumps(data, ensure_ascii=False)
        item["path"] = f"{stem}.json" + (f".{form.compression}" if form.compression else "")
        (folder / item["path"]).write_bytes(_bytes(table, text, f"{stem}.json"))
        item.pop("mediatype", None)
        rows, dialect = {at: at - 1 for at in range(2, len(table.rows) + 2)}, {}
    else:
        item["path"] = _write_parts(table, records, stem, folder)
        if form.encoding:
            item["encoding"] = form.encoding
        dialect = form.dialect
    if dialect and form.dialect_apart:
        (folder / f"{stem}.dialect.json").write_text(json.dumps(dialect), encoding="utf-8")
        item["dialect"] = f"{stem}.dialect.json"
    elif dialect:
        item["dialect"] = dialect
    if table.fields is not None:
        schema = {"fields": table.fields, **table.schema}
        if form.schema_apart:
            text = json.dumps(schema, ensure_ascii=False)
            (folder / f"{stem}.schema.json").write_text(text, encoding="utf-8")
        item["schema"] = f"{stem}.schema.json" if form.schema_apart else schema
    item |= table.changes
    return {name: value for name, value in item.items() if value is not None}, rows


def _natives(table: Table, row: list[str]) -> list[object]:
    """The cells as values of JSON where they have such a type."""
    made: list[object] = []
    for at, cell in enumerate(row):
        kind = table.kinds[at].properties if at < len(table.kinds) and table.fields is not None else {}
        whole = kind == {"type": "integer"} and cell.removeprefix("-").isdecimal() and cell.isascii()
        if whole and str(int(cell)) == cell:
            made.append(int(cell))
        elif kind == {"type": "boolean"} and cell in ("true", "false"):
            made.append(cell == "true")
        else:
            made.append(cell)
    return made


def _records(table: Table) -> tuple[list[list[str]], dict[int, int]]:
    """All records of a file, and which of them are rows of the table."""
    dialect, records = table.form.dialect, list[list[str]]()
    if dialect.get("headerRows") == [2]:
        records.append(["x"])
    if dialect.get("header", True):
        records.append(table.header)
    rows = {}
    for at, row in enumerate(table.rows, start=1):
        if at == 1 and dialect.get("commentRows") == [2] and len(records) == 1:
            records.append(["no row"])
        if at == 2 and "commentChar" in dialect:
            records.append([f"{dialect['commentChar']} no row"])
        records.append(row)
        # Without a header a row can stand where the dialect has a comment.
        if len(records) not in dialect.get("commentRows", ()):
            rows[len(records)] = len(rows) + 1
    return records, rows


def _write_parts(table: Table, records: list[list[str]], stem: str, folder: Path) -> str | list[str]:
    form = table.form
    suffix = form.format + (f".{form.compression}" if form.compression else "")
    head = [table.header] if form.dialect.get("header", True) else []
    parts, first = [records], 2 + len(head)
    if form.parts > 1 and form.dialect.get("headerRows") != [2] and len(records) > first:
        cut = [first, *([len(records) - 1] if form.parts == 3 and len(records) > first + 1 else [])]
        ends = [*cut, len(records)]
        parts = [
            records[: cut[0]],
            *(head + records[one:two] for one, two in zip(cut, ends[1:], strict=True)),
        ]
    paths = [f"{stem}-{at}.{suffix}" for at in range(len(parts))] if len(parts) > 1 else [f"{stem}.{suffix}"]
    for path, part in zip(paths, parts, strict=True):
        text = "".join(_line(form, record) + form.ends for record in part)
        inner = path.removesuffix(f".{form.compression}")
        (folder / path).write_bytes(_bytes(table, text, inner))
    if table.bytes_damage == "missing":
        (folder / paths[-1]).unlink()
    # A list of one path as often as one path.
    return paths if len(paths) > 1 or form.parts > 1 else paths[0]


def _line(form: Form, record: list[str]) -> str:
    known = DEFAULTS | ({"delimiter": "\t"} if form.format == "tsv" else {}) | form.dialect
    delimiter, quote = known["delimiter"], known["quoteChar"]

    def written(cell: str) -> str:
        quoted = any(mark in cell for mark in (delimiter, quote, "\n", "\r")) or cell.startswith(" ")
        return quote + cell.replace(quote, quote * 2) + quote if quoted else cell

    cells = [written(cell) for cell in record]
    if record == [""]:
        return quote * 2
    return (delimiter + (" " if known["skipInitialSpace"] else "")).join(cells)


def _bytes(table: Table, text: str, name: str) -> bytes:
    form = table.form
    if form.mark and form.encoding in (None, "utf-8"):
        text = "\ufeff" + text
    data = text.encode(form.encoding or "utf-8", "replace")
    if table.bytes_damage == "byte":
        data = data[:-2] + b"\xff\xfe\x81" + data[-2:]
    data = _COMPRESS[form.compression](data, name)
    return data[: len(data) // 2] if table.bytes_damage == "half" and form.compression else data


def _zipped(data: bytes, name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), data)
    return file.getvalue()

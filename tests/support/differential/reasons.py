"""Why riwaya and frictionless may differ: what is not listed here is a disagreement without a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from riwaya.package.csv_checks import RAGGED
from tests.support.differential.packages import Made, Table
from tests.support.differential.verdicts import CELLS, COUNTS, LABELS, PACKAGE, Item, Verdict
from tests.support.differential.writing import COMPOUND

FILES = ("csv", "tsv")
TEXT = (
    "newline-not-lf",
    "encoding-bom",
    "cell-not-trimmed",
    "digits-not-ascii",
    "number-not-plain",
    "number-not-held",
    "boolean-not-plain",
    "quote-unbalanced",
    "bidi-control",
)
_WHOLE = (*LABELS, "resource")


@dataclass(frozen=True)
class Case:
    """A package and both verdicts on it."""

    made: Made
    ours: Verdict
    theirs: Verdict

    @cached_property
    def unread(self) -> set[str]:
        """The tables that one of both does not read, because of header, file or description."""
        return {item.table for item in self.ours.items | self.theirs.items if item.kind in _WHOLE}

    @cached_property
    def stopped(self) -> bool:
        """Whether frictionless stopped with an exception."""
        return any(item.kind == "exception" for item in self.theirs.items)

    @cached_property
    def ragged(self) -> set[tuple[str, int | None]]:
        """The records that riwaya finds incomplete, too long or blank."""
        return {(item.table, item.row) for item in self.ours.items if item.kind in RAGGED}

    @cached_property
    def called_blank(self) -> set[tuple[str, int | None]]:
        """The records that frictionless alone finds blank."""
        blank = {(item.table, item.row) for item in self.theirs.items if item.kind == "blank-row"}
        return blank - self.ragged

    def refers_to(self, name: str, tables: set[str]) -> bool:
        """Whether a foreign key of a table leads to one of these."""
        table = self.made.table(name)
        keys = table.schema.get("foreignKeys", ()) if table else ()
        return any((key.get("reference", {}).get("resource") or name) in tables for key in keys)

    def rows_with(self, pool: str) -> set[tuple[str, int | None]]:
        """The rows with a cell in another form ("loose") or a large number ("large")."""
        return {
            (table.name, number)
            for table in self.made.tables
            for number, row in enumerate(table.rows, start=1)
            for kind, cell in zip(table.kinds, row, strict=False)
            if cell in getattr(kind, pool)
        }

    def follows(self, item: Item, rows: set[tuple[str, int | None]]) -> bool:
        """Whether an error is in one of these rows, or in a key that leads to them or repeats them."""
        tables = {table for table, _ in rows}
        if (item.table, item.row) in rows:
            return True
        shared = item.kind in ("unique-error", "primary-key", "foreign-key") and item.table in tables
        return shared or (item.kind == "foreign-key" and self.refers_to(item.table, tables))


@dataclass(frozen=True)
class Reason:
    """Why one of both reports an error that the other does not."""

    name: str
    why: str
    explains: Callable[[Case, Item, bool], bool]
    """Of a case and an error, and whether it is riwaya that reports it."""


@dataclass(frozen=True)
class Plainly:
    """What frictionless does not read: it is given the package with this written in another way."""

    name: str
    why: str
    applies: Callable[[Table], bool]


def _is_json(table: Table | None) -> bool:
    return table is not None and table.form.format == "json"


def _unique_keys(table: Table | None, item: Item) -> bool:
    keys = table.schema.get("uniqueKeys", ()) if table else ()
    if item.kind == "resource":
        return any("no_field" in key for key in keys)
    return item.kind == "unique-error" and any(", ".join(key) == item.field for key in keys)


def _refers_to_no_field(table: Table | None) -> bool:
    keys = table.schema.get("foreignKeys", ()) if table else ()
    return any(key.get("reference", {}).get("fields") == ["no_field"] for key in keys)


def _refers_to_empty(case: Case, item: Item) -> bool:
    """Whether the table refers to one without rows, and riwaya reports it of its first row."""
    empty = {table.name for table in case.made.tables if not table.rows}
    told = {(one.table, one.field) for one in case.ours.items if one.kind == "foreign-key"}
    return case.refers_to(item.table, empty) and (item.table, item.field) in told


def _field(case: Case, item: Item) -> dict:
    """The field of an error as the descriptor has it; empty if it has none."""
    table = case.made.table(item.table)
    fields = (table.fields or []) if table else []
    return next((one for one in fields if one.get("name") == item.field), {})


def _pattern(case: Case, item: Item) -> str:
    constraints = _field(case, item).get("constraints")
    return constraints.get("pattern", "") if isinstance(constraints, dict) else ""


def _has_wrong_bound(table: Table | None) -> bool:
    fields = (table.fields or []) if table else []
    return any(item.get("constraints") == {"minimum": "x"} for item in fields)


def _has_unknown_encoding_of_data(table: Table | None) -> bool:
    is_data = table is not None and table.form.format in ("rows", "objects")
    return is_data and table.changes.get("encoding") == "no-such-encoding"


def _compound(table: Table | None) -> bool:
    fields = (table.fields or []) if table else []
    key = table.schema.get("primaryKey", []) if table else []
    names = {name for name in ([key] if isinstance(key, str) else key)}
    return any(
        item.get("type") in COMPOUND
        and (
            item.get("name") in names or (isinstance(c := item.get("constraints"), dict) and c.get("unique"))
        )
        for item in fields
    )


REASONS = (
    Reason(
        "description",
        "frictionless checks no table of a package that is described wrongly anywhere. riwaya names the "
        "resource and "
        "checks the others.",
        lambda case, item, ours: (
            PACKAGE in case.theirs.items
            and any(one.kind == "resource" for one in case.ours.items)
            and (ours or item == PACKAGE)
        ),
    ),
    Reason(
        "text",
        "These are errors, because other programs read them in other ways. In a file: CRLF, U+2028 or U+0085 "
        "at the ends of lines, a last line without a line feed, a byte order mark, a control character such "
        'as a tab, a `"` within a cell that is not quoted, a second file without a header, a blank record '
        "even with `skipBlankRows`. In a cell, one for each character: blanks around a text or a label, "
        "blanks other than the space (no-break, U+3000), controls of direction, characters that are not "
        "seen (a soft hyphen, a zero-width joiner or non-joiner that is not spelling), presentation forms, "
        "characters of private use, a text that is not in NFC or has over 10,000 characters, digits of "
        "another script, a text (of the type string) that begins as a formula does.",
        lambda case, item, ours: (
            item.kind in TEXT
            if ours
            else case.follows(item, {one[:2] for one in case.ours.items if one.kind in TEXT})
        ),
    ),
    Reason(
        "header",
        "A table with a wrong header is not read, and neither are the keys that lead to it. frictionless "
        "goes on by "
        "position, and reports what follows from that.",
        lambda case, item, ours: (
            not ours
            and (
                (item.table in case.unread and item.kind in (*CELLS, *RAGGED, *LABELS))
                or (item.kind in ("foreign-key", "resource") and case.refers_to(item.table, case.unread))
            )
        ),
    ),
    Reason(
        "empty",
        "Keys to a table without rows are one error, at the first row. frictionless reports each row.",
        lambda case, item, ours: not ours and item.kind == "foreign-key" and _refers_to_empty(case, item),
    ),
    Reason(
        "labels",
        "A label that stands twice is an error of the header. Where fields are matched by name, frictionless "
        "reports an error without a kind.",
        lambda case, item, ours: (
            item.kind in ("duplicate-label", "resource")
            and any(one.table == item.table and one.kind == "duplicate-label" for one in case.ours.items)
        ),
    ),
    Reason(
        "record",
        "A record with too few or too many cells, or a blank one, is reported once. frictionless adds an "
        "error for "
        "each cell that moved.",
        lambda case, item, ours: (
            (item.table, item.row) in case.ragged and item.kind in (*CELLS, *RAGGED) and not ours
        ),
    ),
    Reason(
        "missing",
        "A record of nothing but missing values (`NA,NA`) is one, whose cells may be required. frictionless "
        "calls it a blank row.",
        lambda case, item, ours: (
            (item.table, item.row) in case.called_blank
            and (item.kind in ("constraint-error", "primary-key") if ours else item.kind == "blank-row")
        ),
    ),
    Reason(
        "alternatives",
        "A pattern is of the whole text, also one with alternatives. frictionless anchors each of them at "
        "one end only.",
        lambda case, item, ours: ours and item.kind == "constraint-error" and "|" in _pattern(case, item),
    ),
    Reason(
        "binary",
        "A text of the format `binary` is base64. frictionless passes over characters that are none of it.",
        lambda case, item, ours: (
            ours and item.kind == "type-error" and _field(case, item).get("format") == "binary"
        ),
    ),
    Reason(
        "form",
        "A number, a date or a boolean has one form (`7`, not `+7`, `007` "
        "or `1_000`; "
        "`2018-06-07`, not `2018-6-7`; `true`, not `True` or `1`), and what is infinite or no number (`INF`, "
        "`NaN`) has none, nor has a part of a month (`P1.5M`). frictionless takes several. Not so where "
        "riwaya has frictionless read the numbers: in fields with `groupChar`, `decimalChar` or "
        "`bareNumber`, and in lists.",
        lambda case, item, ours: case.follows(item, case.rows_with("loose")),
    ),
    Reason(
        "size",
        "Integers have 64 bits and numbers are 64-bit floats, as in pandas, Parquet and JSON readers. "
        "frictionless has "
        "no bounds. Nor have fields with `groupChar`, `decimalChar` or `bareNumber`, and lists, whose "
        "numbers riwaya has frictionless read.",
        lambda case, item, ours: case.follows(item, case.rows_with("large")),
    ),
    Reason(
        "categories",
        "`categories` are the values that a field may have. frictionless does not read them.",
        lambda case, item, ours: (
            ours and item.kind == "constraint-error" and "categories" in _field(case, item)
        ),
    ),
    Reason(
        "uniqueKeys",
        "frictionless does not check `uniqueKeys`, nor whether their fields exist.",
        lambda case, item, ours: ours and _unique_keys(case.made.table(item.table), item),
    ),
    Reason(
        "bound",
        "A bound that is no value of its field is an error of the description. frictionless reports nothing "
        "where it compares no cell with it.",
        lambda case, item, ours: not case.stopped and _has_wrong_bound(case.made.table(item.table)),
    ),
    Reason(
        "count",
        "The bytes and the hash of a file are counted whatever is in it. frictionless counts them of a table "
        "that it could read.",
        lambda case, item, ours: (
            ours
            and item.kind in COUNTS
            and (item.table in case.unread or _is_json(case.made.table(item.table)))
        ),
    ),
    Reason(
        "exception",
        "frictionless stops with an exception, at half of a compressed file or at a bound that is no value "
        "of "
        "its field, where riwaya reports what is wrong with the resource.",
        lambda case, item, ours: (
            case.stopped
            and (ours or item.kind == "exception")
            and any(one.kind == "resource" for one in case.ours.items)
        ),
    ),
    Reason(
        "data",
        "An encoding that has no such name is an error of the description. frictionless reads none where the "
        "descriptor holds the data.",
        lambda case, item, ours: (
            ours and item.kind == "resource" and _has_unknown_encoding_of_data(case.made.table(item.table))
        ),
    ),
    Reason(
        "reference",
        "A foreign key to a field that the other table does not have is an error of the description. "
        "frictionless reports it of each row.",
        lambda case, item, ours: (
            _refers_to_no_field(case.made.table(item.table))
            and (item.kind == "resource" if ours else item.kind in CELLS)
        ),
    ),
    Reason(
        "compound key",
        "Keys of arrays, lists or objects are compared as texts; frictionless stops at them with an "
        "exception.",
        lambda case, item, ours: (
            ours and item.kind in ("primary-key", "unique-error") and _compound(case.made.table(item.table))
        ),
    ),
)
"""Every reason for a single error."""

PLAINLY = (
    Plainly(
        "version",
        "Without `$schema` frictionless refuses features of version 2: such names, labels of missing "
        "values, exclusive "
        "bounds. riwaya reads them in any package.",
        lambda table: True,
    ),
    Plainly(
        "dialect",
        "frictionless guesses delimiter and header where the dialect does not say it. riwaya takes the "
        "standard's "
        "default.",
        lambda table: table.form.format in FILES,
    ),
    Plainly(
        "encoding",
        "Without `encoding` frictionless guesses one. riwaya takes UTF-8, the standard's default.",
        lambda table: table.form.format in FILES and table.form.encoding is None,
    ),
    Plainly(
        "null",
        "frictionless does not read `nullSequence`.",
        lambda table: "nullSequence" in table.form.dialect,
    ),
    Plainly(
        "match",
        "frictionless takes `fieldsMatch` as a text only, not as a list of one, as the standard's profile "
        "has it.",
        lambda table: isinstance(table.schema.get("fieldsMatch"), list),
    ),
    Plainly(
        "group",
        "frictionless reads `groupChar` of numbers, not of integers.",
        lambda table: any(
            kind.properties.get("groupChar") and kind.type == "integer" for kind in table.kinds
        ),
    ),
    Plainly("json", "frictionless needs an extra to read JSON.", lambda table: table.form.format == "json"),
    Plainly(
        "compression",
        "frictionless reads gz and zip only.",
        lambda table: table.form.compression in ("bz2", "xz"),
    ),
    Plainly(
        "parts",
        "Of several files frictionless skips only the headers of uncompressed CSV in UTF-8.",
        lambda table: table.form.parts > 1 and table.form.format in FILES,
    ),
    Plainly(
        "key",
        "frictionless stops with an exception at a key of arrays, lists or objects: it is given none.",
        _compound,
    ),
)
"""All that frictionless is given in another way where it does not read it."""

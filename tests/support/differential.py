"""Compares riwaya with frictionless on packages that are generated and damaged at random.

`compare(chance, folder)` checks one package with both. Run as a program it checks many and writes the page:
python -m tests.support.differential --packages 2000 --seed 2026 --out docs/differential.md
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import frictionless

from riwaya.package.csv_checks import csv_kinds
from riwaya.package.descriptor import Package
from riwaya.validation.check import check_package

STRUCTURAL = {
    "type-error",
    "constraint-error",
    "unique-error",
    "primary-key",
    "foreign-key",
    "blank-row",
    "extra-cell",
    "missing-cell",
    "blank-label",
    "duplicate-label",
    "extra-label",
    "missing-label",
    "incorrect-label",
    "unmatched-header",
}
LABELS = {code for code in STRUCTURAL if code.endswith("-label")} | {"unmatched-header"}
RAGGED = {"blank-row", "extra-cell", "missing-cell"}

STRICTER = {
    "form": "A number, date, year, month or boolean has one form (`7`, not ` 7`, `+7`, `007`, `1_000`, "
    "`١٢`; `2018-06-07`, not `2018-6-7`; `true`, not `True` or `1`, unless the schema lists it). "
    "frictionless accepts several forms, other programs accept others.",
    "header": "A table with a wrong header is not read, and checks that need it are skipped: it is unknown "
    "which cell belongs to which column. frictionless continues by position and reports the "
    "errors that follow from the shift.",
    "ragged": "A record with too few or too many cells, or a blank one, is reported once and not checked "
    "further. frictionless adds an error for each cell that moved, and for the empty key of a "
    "blank row.",
    "blank-label": "A blank or duplicate label is an error whatever `fieldsMatch` allows. frictionless "
    "reports a blank one as extra, or not at all, and stops with an exception at a duplicate.",
    "delimiter": "frictionless guesses the delimiter from the first lines, sometimes wrongly in a file with "
    "one short record, and then reports a correct header as wrong. riwaya accepts the comma only.",
    "size": "Integers have 64 bits and numbers are 64-bit floats, as in pandas, Parquet and JSON readers. "
    "frictionless has no bounds.",
    "edge": "A text that begins or ends with a space, and an ID with digits of another script, are "
    "errors. frictionless accepts them.",
}
"""Where riwaya reports something else than frictionless on purpose, and why."""

POOL = {
    "string": [
        "alpha",
        "beta",
        "two words",
        "it's",
        "x,y",
        "line\nbreak",
        "رقم",
        "é",
        '"',
        "abcdefghij",
        "T-01",
        "T-99",
    ],
    "integer": ["0", "7", "-3", "12", "90", "91", "100000", "-0"],
    "number": ["0", "0.5", "-1.25", "1e3", "36.5", "90", "90.0", "1E-2"],
    "date": ["2018-06-07", "2018-06-08", "2020-02-29", "1999-12-31", "0001-01-01", "9999-12-31"],
    "year": ["2018", "1999", "0000", "9999"],
    "yearmonth": ["2018-06", "1999-12", "2020-01"],
    "boolean": ["true", "false"],
}
# Values that only strings may have, in either validator.
BROKEN = ["x", "--1", "1.2.3", "2018-02-30", "2018-13", "12a", "1-2-3", "nul", "٣x", "0x1f", "1,5"]
FORMS = {
    "integer": ["+7", "007", "1_000", "١٢"],
    "number": ["+7", "007.5", "1_000.5", ".5", "1.", "NaN", "inf", "١٢"],
    "date": ["2018-6-7", "2018-06-7"],
    "year": ["+201", "٢٠١٨"],
    "yearmonth": ["2018-6", "18-06"],
    "boolean": ["True", "TRUE", "1", "0", "False"],
    "string": [" alpha", "beta "],
}
BIG = {"integer": "99999999999999999999", "number": "1e400"}
NAMES = ["thing_id", "a", "b", "c", "d", "e"]


@dataclass
class Made:
    """A generated package, and the damage done to it."""

    tables: dict[str, list[list[str]]]
    schemas: dict[str, dict]
    damage: list[str] = field(default_factory=list)
    reasons: set[str] = field(default_factory=set)


def compare(chance: random.Random, folder: Path) -> tuple[Made, set, set, set[str]]:
    """A package, the problems that only we report, those that only they do, and the documented reasons."""
    made = make(chance)
    for _ in range(chance.choice((0, 1, 1, 2, 3, 4))):
        damage(chance, made)
    write(made, folder)
    ours, csv_problems = our_problems(folder)
    theirs, stopped = their_problems(folder)
    reasons = made.reasons
    if stopped or any(code in LABELS for _, _, _, code in ours | theirs):
        reasons.add("header")
    unreadable = stopped | {table for table, _, _, code in ours | theirs if code in LABELS}
    ours, theirs = without_consequences(made, ours, theirs, stopped)
    if csv_problems:
        # The checks of a CSV file report a cell once, under their own codes.
        reasons.add("edge")
        reported = {(table, row, name) for table, row, name, _ in csv_problems}
        theirs = {
            item for item in theirs if item[:3] not in reported and (item[0], item[1], "", "") not in reported
        }
    ragged = {(table, row) for table, row, _, code in ours | theirs if code in RAGGED}
    if ragged:
        reasons.add("ragged")
        ours, theirs = (
            {(table, row, None, code) for table, row, name, code in side if code in RAGGED}
            | {item for item in side if (item[0], item[1]) not in ragged}
            for side in (ours, theirs)
        )
    unreadable |= {table for table, _, _, code in ours | theirs if code == "header"}
    excused = {item for item in forms_and_sizes(made) if item[0][0] not in unreadable}
    cells = {place for place, _ in excused}
    reasons |= {reason for _, reason in excused}
    if excused:
        # Such a cell is null to us and has a value for them, so keys and bounds over it differ too.
        spoiled = {table for table, _, _ in cells} | {
            name
            for name, schema in made.schemas.items()
            for key in schema.get("foreignKeys", ())
            if (key["reference"]["resource"] or name) in {table for table, _, _ in cells}
        }
        missed = {
            cell
            for cell in cells
            if not any(item[:3] == cell for item in ours) and cell[:2] not in ragged and not csv_problems
        }
        ours = {item for item in ours if item[0] not in spoiled} | {
            (*cell, "not-reported") for cell in missed
        }
        theirs = {item for item in theirs if item[0] not in spoiled}
    return made, ours - theirs, theirs - ours, reasons


# -- Making -------------------------------------------------------------------------------------------


def make(chance: random.Random) -> Made:
    count = chance.choice((1, 1, 2, 3))
    tables, schemas = {}, {}
    for at in range(count):
        name = f"table{at}"
        schemas[name] = schema(chance, name, [*schemas])
        tables[name] = rows(chance, schemas[name], tables)
    return Made(tables, schemas)


def schema(chance: random.Random, name: str, others: list[str]) -> dict:
    fields = [
        {"name": "thing_id", "type": "string", "constraints": {"required": True, "pattern": "T-[0-9]{2}"}}
    ]
    for column in NAMES[1 : chance.randint(2, len(NAMES))]:
        kind = chance.choice([*POOL])
        constraints: dict = {}
        if chance.random() < 0.6:
            constraints = constraint(chance, kind)
        fields.append({"name": column, "type": kind, "constraints": constraints})
        if chance.random() < 0.15:
            labelled = [{"value": ""}, {"value": "n/a", "label": "none"}]
            fields[-1]["missingValues"] = ["", "-"] if chance.random() < 0.5 else labelled
        if kind == "boolean" and chance.random() < 0.3:
            fields[-1] |= {"trueValues": ["yes", "true"], "falseValues": ["no", "false"]}
    made = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": fields,
        "missingValues": [""],
    }
    if chance.random() < 0.15:
        made["missingValues"] = ["", "NA"]
    texts = [item["name"] for item in fields if item["type"] == "string"]
    made["primaryKey"] = ["thing_id"] if chance.random() < 0.8 or len(texts) < 2 else ["thing_id", texts[-1]]
    if chance.random() < 0.3:
        made["fieldsMatch"] = chance.choice(["exact", "equal", "subset", "superset", "partial"])
    keys = []
    free = [column for column in texts[1:] if column not in made["primaryKey"]]
    for column in free[:2]:
        target = chance.choice(["", *others]) if chance.random() < 0.5 else None
        if target is not None:
            keys.append({"fields": [column], "reference": {"resource": target, "fields": ["thing_id"]}})
    if len(free) > 1 and others and chance.random() < 0.2:
        keys.append(
            {
                "fields": [free[0], free[1]],
                "reference": {"resource": others[0], "fields": ["thing_id", "thing_id"]},
            }
        )
    if keys:
        made["foreignKeys"] = keys
    return made


def constraint(chance: random.Random, kind: str) -> dict:
    made: dict = {"required": True} if chance.random() < 0.4 else {}
    if chance.random() < 0.2:
        made["unique"] = True
    if kind == "string":
        made |= chance.choice(
            [
                {"minLength": 2},
                {"maxLength": 6},
                {"enum": ["alpha", "beta", "رقم"]},
                {"pattern": "[a-z]+"},
                {},
            ]
        )
    elif kind in ("integer", "number"):
        made |= chance.choice(
            [
                {"minimum": 0},
                {"maximum": 90},
                {"exclusiveMinimum": 0},
                {"exclusiveMaximum": 90},
                {"enum": [0, 7, 90]},
                {},
            ]
        )
    elif kind in ("date", "yearmonth"):
        bound = {"date": "2018-06-07", "yearmonth": "2018-06"}[kind]
        names = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
        made |= chance.choice([{}, *({name: bound} for name in names)])
    elif kind == "year":
        made |= chance.choice([{"minimum": 1999}, {"exclusiveMaximum": 2018}, {"enum": [1999, 2018]}, {}])
    return made


def rows(chance: random.Random, made: dict, tables: dict) -> list[list[str]]:
    keys = {
        key["fields"][0]: key["reference"]["resource"]
        for key in made.get("foreignKeys", ())
        if len(key["fields"]) == 1
    }
    body = []
    for number in range(chance.randint(0, 6)):
        row = [f"T-{number:02}"]
        for item in made["fields"][1:]:
            pool = [value for value in POOL[item["type"]] if value != '"' or chance.random() < 0.2]
            if item["name"] in keys:
                target = tables.get(keys[item["name"]]) or [[], *body]
                pool = [line[0] for line in target[1:]] or [""]
            row.append("" if chance.random() < 0.15 else chance.choice(pool))
        body.append(row)
    return [[item["name"] for item in made["fields"]], *body]


# -- Damaging -----------------------------------------------------------------------------------------


CELL_ACTS: dict[str, Callable[[random.Random, str], str]] = {
    "cell": lambda chance, kind: chance.choice(BROKEN),
    "other": lambda chance, kind: chance.choice(POOL[kind]),
    "blank": lambda chance, kind: "",
    "missing-token": lambda chance, kind: chance.choice(["-", "NA", "n/a"]),
    "form": lambda chance, kind: chance.choice(FORMS[kind]),
}
"""Damage to one cell: the new text of a cell of a field type."""
ACTS = (
    *("cell", "cell", "cell", "blank", "other", "form", "big", "repeat", "drop", "short", "long", "empty"),
    *("commas", "swap", "label", "labels", "missing-token"),
)


def damage(chance: random.Random, made: Made) -> None:
    """Damages one table: a label, a cell or a record."""
    name = chance.choice([*made.tables])
    table, items = made.tables[name], made.schemas[name]["fields"]
    at, column = chance.randrange(len(table)), chance.randrange(len(items))
    act = chance.choice(ACTS)
    made.damage.append(act)
    if act in ("label", "labels"):
        damage_header(chance, table)
    elif at == 0 or len(table[at]) <= column:
        return
    elif act in CELL_ACTS:
        table[at][column] = CELL_ACTS[act](chance, items[column]["type"])
    else:
        damage_record(chance, table, items, at, column, act)


def damage_header(chance: random.Random, table: list[list[str]]) -> None:
    """Renames, drops, adds, doubles, blanks or moves one label."""
    head = table[0]
    place = chance.randrange(len(head)) if head else 0
    change = chance.choice(["rename", "drop", "add", "double", "blank", "move"])
    if change == "rename":
        head[place : place + 1] = ["other"]
    elif change == "drop" and len(head) > 1:
        del head[place]
    elif change == "add":
        head.append("more")
    elif change == "double":
        head[place : place + 1] = [head[0]]
    elif change == "blank":
        head[place : place + 1] = [""]
    elif len(head) > 1:
        # All columns move with their labels.
        other = chance.randrange(len(head))
        for row in table:
            if len(row) == len(head):
                row[place], row[other] = row[other], row[place]


def damage_record(
    chance: random.Random, table: list[list[str]], items: list, at: int, column: int, act: str
) -> None:
    """Repeats, drops, shortens, lengthens or empties one record, or swaps or overflows cells of it."""
    row, kind = table[at], items[column]["type"]
    match act:
        case "big" if kind in BIG:
            row[column] = BIG[kind]
        case "repeat":
            table.insert(at, [*row])
        case "drop":
            del table[at]
        case "short":
            del row[chance.randrange(1, len(row) + 1) :]
        case "long":
            row += chance.choice([["x"], ["", ""], ["1", "2"]])
        case "empty":
            table.insert(at, [])
        case "commas":
            table.insert(at, [""] * len(items))
        case "swap":
            row[0], row[column] = row[column], row[0]


def write(made: Made, folder: Path) -> None:
    resources = []
    for name, table in made.tables.items():
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        for row in table:
            writer.writerow(row) if row else text.write("\n")
        (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8", newline="\n")
        resources.append(
            {
                "name": name,
                "type": "table",
                "path": f"{name}.csv",
                "scheme": "file",
                "format": "csv",
                "encoding": "utf-8",
                "mediatype": "text/csv",
                "schema": made.schemas[name],
            }
        )
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "made",
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


# -- Validating ---------------------------------------------------------------------------------------


def our_problems(folder: Path) -> tuple[set, set]:
    """(table, record, field, code) of problems that both validators know, and of those of CSV checks."""
    report = check_package(Package.open(folder)).report
    found = {(item.place.table, item.place.row, item.place.field, item.code) for item in report.problems}
    known = {(table, row, names, code) for table, row, names, code in found if code in STRUCTURAL}
    return {as_compared(item) for item in known}, {item for item in found - known if item[3] in csv_kinds()}


def their_problems(folder: Path) -> tuple[set, set[str]]:
    """The same of frictionless, and the tables at which it stopped."""
    found, stopped = set(), set()
    for task in frictionless.validate(str(folder / "datapackage.json"), type="package").tasks:
        for error in task.errors:
            if error.type not in STRUCTURAL:
                stopped.add(task.name)
                continue
            row = getattr(error, "row_number", None)
            names = getattr(error, "field_names", None) or [getattr(error, "field_name", None)]
            joined = ", ".join(name for name in names if name) or None
            # Frictionless counts the header as row 1.
            found.add(as_compared((task.name, row and row - 1, joined, error.type)))
    return found, stopped


def as_compared(item: tuple) -> tuple:
    """Without the field that a problem of a label or a key names, which is arbitrary."""
    table, row, names, code = item
    if code in LABELS:
        return (table, None, None, code)
    return (table, row, None if code in ("primary-key", *RAGGED) else names, code)


def without_consequences(made: Made, ours: set, theirs: set, stopped: set[str]) -> tuple[set, set]:
    """Both sets without problems in tables whose header is wrong, and in references to these.

    A wrong header is one problem in each. Adds the reasons to made.reasons.
    """
    labels = [{item[0] for item in side if item[3] in LABELS} for side in (ours, theirs)]
    labels[1] |= stopped
    unusable = {item[0] for item in ours if item[3] in ("blank-label", "duplicate-label")}
    guessed = {
        name
        for name in labels[1] - labels[0]
        if made.tables[name][0] == [item["name"] for item in made.schemas[name]["fields"]]
    }
    unreadable = labels[0] | labels[1]
    referring = {
        name
        for name, made_schema in made.schemas.items()
        for key in made_schema.get("foreignKeys", ())
        if key["reference"]["resource"] in unreadable
    }
    if unusable:
        made.reasons.add("blank-label")
        # Frictionless stops at a table that refers to one whose header it cannot use.
        unreadable |= referring
    if guessed:
        made.reasons.add("delimiter")
    excused = guessed | unusable | (referring if unusable else set())

    def kept(side: set, wrong: set) -> set:
        return {
            item
            for item in side
            if item[0] not in unreadable and not (item[0] in referring and item[3] == "foreign-key")
        } | {(table, None, None, "header") for table in wrong - excused}

    return kept(ours, labels[0]), kept(theirs, labels[1])


def forms_and_sizes(made: Made) -> set:
    """The cells that only frictionless accepts, by their form or size, and the reason."""
    found = set()
    for name, table in made.tables.items():
        labels = table[0]
        by_name = made.schemas[name].get("fieldsMatch", "exact") != "exact"
        for place, item in enumerate(made.schemas[name]["fields"]):
            at = labels.index(item["name"]) if by_name and item["name"] in labels else place
            for number, row in enumerate(table[1:], start=1):
                if at < len(row) and (by_name is False or item["name"] in labels):
                    value = row[at]
                    listed = value in (*item.get("trueValues", ()), *item.get("falseValues", ()))
                    if value in FORMS[item["type"]] and not listed:
                        found.add(
                            ((name, number, item["name"]), "edge" if item["type"] == "string" else "form")
                        )
                    elif value == BIG.get(item["type"]):
                        found.add(((name, number, item["name"]), "size"))
    return found


# -- The program --------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    chance, started = random.Random(options.seed), time.perf_counter()
    acts: Counter = Counter()
    same: Counter = Counter()
    unexplained = []
    clean = 0
    for number in range(options.packages):
        seed = chance.randrange(1 << 48)
        with tempfile.TemporaryDirectory() as folder:
            made, mine, others, reasons = compare(random.Random(seed), Path(folder))
        acts.update(made.damage or ["none"])
        clean += not reasons
        same.update(reasons)
        if mine or others:
            unexplained.append((number, seed, sorted(map(str, mine)), sorted(map(str, others))))
            print(unexplained[-1])
    text = page(options, acts, same, clean, unexplained)
    seconds = time.perf_counter() - started
    print(f"{options.packages} packages, {len(unexplained)} disagreements, {seconds:.0f} s")
    if options.out:
        options.out.write_text(text, encoding="utf-8")


def page(options: argparse.Namespace, acts: Counter, reasons: Counter, clean: int, unexplained: list) -> str:
    lines = [
        "# Comparison with frictionless",
        "",
        "Made by `python -m tests.support.differential`; do not edit. Packages with random Table Schemas "
        "(every type, constraint and key",
        "that riwaya accepts) are filled with rows, damaged at random, and checked by `riwaya validate` and "
        "by frictionless, the reference",
        "implementation. The sets of (table, record, field, kind of error) are compared.",
        "",
        "| | packages |",
        "|---|---|",
        f"| checked (seed {options.seed}, frictionless {frictionless.__version__}) | {options.packages} |",
        f"| identical results | {clean} |",
        f"| identical but for the differences below | {options.packages - clean - len(unexplained)} |",
        f"| unexplained differences | {len(unexplained)} |",
        "",
        "## Where riwaya differs on purpose",
        "",
        "| difference | packages | why |",
        "|---|---|---|",
        *(f"| {name} | {reasons[name]} | {why} |" for name, why in STRICTER.items()),
        "",
        "## Kinds of damage",
        "",
        "| damage | times |",
        "|---|---|",
        *(f"| {name} | {count} |" for name, count in sorted(acts.items())),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

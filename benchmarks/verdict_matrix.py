"""Compares verdicts on packages with one fault each: `python -m benchmarks.verdict_matrix` prints a table.

Each fault is made in a copy of a small synthetic package, and each contender checks it in a process of its
own. Only the verdict counts, not the place nor the reason.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from benchmarks.contenders import (
    CONTENDERS,
    DATAFRAMELY,
    FRICTIONLESS,
    PANDERA,
    POINTBLANK,
    ROOT,
    STRUCTURE,
    Contender,
)
from benchmarks.damages import DAMAGES, RAGGED, Row, changed, csv_line
from benchmarks.synthetic import write_package

FOUND, VALID, CRASHED, MISSING = "found", "called valid", "crashed", "not installed"
NO_FAULT = "no fault"
COMPARED = tuple(
    item for item in CONTENDERS if item.name in (STRUCTURE, FRICTIONLESS, PANDERA, DATAFRAMELY, POINTBLANK)
)
_FIGURES = 60

Bytes = Callable[[list[bytes]], list[bytes]]
"""Changes the lines of a table; the first is the header."""


def _row(change: Callable[[list[str], list[str]], list[str]]) -> Bytes:
    """Change the cells of the second row; `change` gets the header and the cells."""
    return lambda lines: [*lines[:2], csv_line(change(*_cells(lines))).rstrip("\n").encode(), *lines[3:]]


def _cells(lines: list[bytes]) -> tuple[list[str], list[str]]:
    header, row = csv.reader([lines[0].decode(), lines[2].decode()])
    return header, row


def _damage(table: str, code: str, at: int = 0) -> tuple[str, Bytes]:
    """One of the damages with this code of DAMAGES."""
    change = [change for name, change in DAMAGES[table] if name == code][at]
    return table, _row(lambda header, cells: changed(header, cells, change))


def _cell(table: str, change: Callable[[Row], Row]) -> tuple[str, Bytes]:
    return table, _row(lambda header, cells: changed(header, cells, change))


def _bytes(table: str, old: bytes, new: bytes, times: int = 1) -> tuple[str, Bytes]:
    """Replace bytes in the second row."""
    return table, lambda lines: [*lines[:2], lines[2].replace(old, new, times), *lines[3:]]


FAULTS: Mapping[str, tuple[str, Bytes]] = {
    "a word as a number": _damage("figures", "type-error"),
    "a term that is not in the list": _damage("figures", "constraint-error", 0),
    "a required cell that is empty": _damage("figures", "constraint-error", 1),
    "a number below the minimum": _damage("figures", "constraint-error", 2),
    "a text that does not match its pattern": _damage("claims", "constraint-error"),
    "a primary key twice": _damage("figures", "primary-key"),
    "a foreign key of no row": _damage("figures", "foreign-key"),
    "a cell too many": ("claims", _row(lambda _, cells: RAGGED["extra-cell"](cells))),
    "a cell too few": ("claims", _row(lambda _, cells: RAGGED["missing-cell"](cells))),
    "a column of another name": (
        "claims",
        lambda lines: [lines[0].replace(b"statement_ar", b"statement"), *lines[1:]],
    ),
    "an empty line": ("claims", lambda lines: [*lines[:2], b"", *lines[2:]]),
    "bytes that are not UTF-8": _bytes("claims", b"News", b"Ne\xffs"),
    "a control of text direction": _damage("claims", "bidi-control"),
    "letters that are not in NFC": _bytes("claims", b"News", b"Ne\xcc\x81ws"),
    "lines that end with CRLF": ("claims", lambda lines: [line + b"\r" for line in lines[:-1]] + lines[-1:]),
    "a quotation mark within a bare cell": _bytes("claims", b",p3,", b',p"3,'),
    "a number in Arabic digits": _cell(
        "figures", lambda row: {"value": row["value"].translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))}
    ),
    "a number that starts with 0": _cell("figures", lambda row: {"value": f"0{row['value']}"}),
}
"""The table of each fault and what makes it."""


def faulty(folder: Path, clean: Path, fault: str) -> Path:
    """A copy of a clean package with a fault, in a new folder."""
    shutil.copytree(clean, folder)
    if fault != NO_FAULT:
        table, change = FAULTS[fault]
        path = folder / f"data/{table}.csv"
        before = path.read_bytes()
        path.write_bytes(b"\n".join(change(before.split(b"\n"))))
        assert path.read_bytes() != before, fault
    return folder


def packages(folder: Path) -> Iterator[tuple[str, Path]]:
    """A small package without a fault and one with each, in a folder."""
    clean = folder / "clean"
    write_package(clean, _FIGURES)
    for number, fault in enumerate((NO_FAULT, *FAULTS)):
        yield fault, faulty(folder / f"fault-{number}", clean, fault)


def matrix(folder: Path) -> dict[str, dict[str, str]]:
    """The verdict of each of COMPARED on each package, by fault; two processes run at once."""
    with ThreadPoolExecutor(2) as pool:
        runs = {
            fault: {item.name: pool.submit(verdict, item, made) for item in COMPARED}
            for fault, made in packages(folder)
        }
        return {
            fault: {name: run.result() for name, run in verdicts.items()} for fault, verdicts in runs.items()
        }


def verdict(contender: Contender, folder: Path) -> str:
    """What a contender calls a package."""
    if find_spec(contender.needs) is None:
        return MISSING
    command = [sys.executable, *contender.command, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    # An exception that nothing catches ends Python with 1, as a verdict does.
    crashed = done.returncode not in (0, 1) or "Traceback (most recent call last)" in done.stderr
    return CRASHED if crashed else (VALID, FOUND)[done.returncode]


def table(faults: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The verdicts as lines of Markdown; bold where a fault was not found."""
    if not faults:
        return ["Not measured."]
    names = [*faults[NO_FAULT]]
    rows = [
        f"| {fault} | " + " | ".join(_cell_text(fault, verdicts[name]) for name in names) + " |"
        for fault, verdicts in faults.items()
    ]
    return [f"| fault | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|", *rows]


def _cell_text(fault: str, given: str) -> str:
    if fault == NO_FAULT:
        return "called wrong" if given == FOUND else given
    return f"**{given}**" if given in (VALID, CRASHED) else given


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print("\n".join(table(matrix(Path(made)))))

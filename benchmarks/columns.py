"""Makes columns of many rows at once: choices from a seed, texts from templates, lines of CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import Formatter
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# A text is the same in each row.
Column = pa.Array | np.ndarray | str


def mixed(seed: int, what: str, numbers: np.ndarray) -> np.ndarray:
    """Hash each number to 64 bits that look random: the last steps of splitmix64."""
    bits = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(
        crc32(f"{seed} {what}".encode())
    )
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        bits = (bits ^ (bits >> np.uint64(shift))) * np.uint64(factor)
    return bits ^ (bits >> np.uint64(31))


def picks(seed: int, what: str, numbers: np.ndarray, choices: int | np.ndarray) -> np.ndarray:
    """Choose for each number one of 0 to `choices` - 1."""
    return (mixed(seed, what, numbers) >> np.uint64(11)).astype(np.int64) % choices


def fingerprints(seed: int, numbers: np.ndarray) -> pa.Array:
    """Texts that look like SHA-256 hashes; computing real ones would take longer than all the rest."""
    words = np.stack([mixed(seed, f"fingerprint {word}", numbers) for word in range(4)], axis=1)
    digits = words.astype("<u8").tobytes().hex().encode()
    offsets = np.arange(0, len(digits) + 1, 64, dtype=np.int32)
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(offsets), pa.py_buffer(digits))


def written(template: str, **columns: Column) -> pa.Array:
    """Fill in the template for each row."""
    parts: list[object] = []
    for literal, name, *_ in Formatter().parse(template):
        parts += [literal, *([as_text(columns[name])] if name else [])]
    return pc.binary_join_element_wise(*parts, "")


def as_text(column: Column) -> pa.Array | str:
    return pa.array(column).cast(pa.string()) if isinstance(column, np.ndarray) else column


def ids(prefix: str, numbers: np.ndarray) -> pa.Array:
    return written("{prefix}-{number}", prefix=prefix, number=pc.utf8_lpad(as_text(numbers), 4, "0"))


def days(numbers: np.ndarray) -> pa.Array:
    """Dates, counted from 1950-01-01."""
    epoch = int(np.datetime64("1950-01-01").astype(int))
    return pa.array((numbers + epoch).astype(np.int32)).cast(pa.date32()).cast(pa.string())


def taken(choices: Sequence[str], places: np.ndarray) -> pa.Array:
    return pa.array(choices, pa.string()).take(pa.array(places))


def where(condition: np.ndarray, yes: Column, no: str = "") -> pa.Array:
    return pc.if_else(pa.array(condition), as_text(yes), no)


def csv_lines(columns: Mapping[str, Column], fields: Iterable[str]) -> pa.Array:
    """The rows as lines of CSV, quoted where necessary; a field that has no column is empty."""
    return written(
        "{cells}\n",
        cells=pc.binary_join_element_wise(*(_quoted(columns.get(field, "")) for field in fields), ","),
    )


def _quoted(column: Column) -> Column:
    if isinstance(column, str):
        return column
    needed = pc.match_substring_regex(column, '[",\n]')
    if not pc.any(needed).as_py():
        return column
    return pc.if_else(needed, written('"{cell}"', cell=pc.replace_substring(column, '"', '""')), column)

"""Writes the data of this repository many times over, as a package of any size with real texts.

`python -m benchmarks.multiplied FOLDER --times N [--seed S]` writes a package that no rule calls wrong. The
same arguments give the same bytes. The first copy is the data itself. In the others sources, events, claims,
figures and places have IDs of their own, and the words of their texts are shuffled, so that runs of words are
as often new as in the data. Names of actors and the first word of a text stay, for rules look at them, and so
does a text with a loaded word, which may stand in some places only. All copies share actors and vocabularies:
a row whose key has no ID of its own is written once.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from benchmarks.synthetic import copy_descriptor
from benchmarks.tables import ROOT
from benchmarks.words import ARABIC, ENGLISH

Row = dict[str, str]
_ID = re.compile(r"\b(SRC|EVT|CLM|FIG|LOC)-([0-9]{4,})\b")
_STRIDE = 10_000
"""More than the number of any ID in the data."""
_ARABIC = re.compile("[ء-ي]")
_OTHER_SALT = "0" * 32
"""With it the deny-list lists nobody: among a million shuffled words some name would stand by chance."""
_JOINED = "\0"
"""Stands for a space between words that stay together."""
_SHUFFLED = re.compile("(title|summary|statement|note|detail|reason)_(ar|en)")


class Multiplied:
    """Copies rows; a copy 0 is the row itself."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def copies(self, name: str, key: Sequence[str], rows: list[Row], times: int) -> Iterator[Row]:
        """The rows of a table and their copies, in the order that rows must have."""
        own = [row for row in rows if any(_ID.search(row[field]) for field in key)]
        made = (self._copy(name, key, own, copy) for copy in range(1, times))
        if own and not _ID.search(own[0][key[0]]):
            # Waivers, in the order of their codes.
            return iter(sorted(chain(rows, *made), key=lambda row: row[key[0]]))
        return chain(rows, chain.from_iterable(made))

    def _copy(self, name: str, key: Sequence[str], rows: Sequence[Row], copy: int) -> list[Row]:
        made = [{field: self._cell(name, field, cell, copy) for field, cell in row.items()} for row in rows]
        return sorted(made, key=lambda row: [(row[field] == "", row[field]) for field in key])

    def _cell(self, table: str, field: str, cell: str, copy: int) -> str:
        if not cell:
            return ""
        if field.endswith("sha256"):
            return f"{self.random.getrandbits(256):064x}"
        if field in ("url", "archive_url"):
            return f"{cell}{'&' if '?' in cell else '?'}copy={copy}"
        if table in ("locations", "location_names") and field.startswith("name"):
            return f"{(ARABIC if _ARABIC.search(cell) else ENGLISH).words[-copy]} {cell}"
        cell = _ID.sub(lambda found: f"{found[1]}-{int(found[2]) + copy * _STRIDE:04}", cell)
        return self._shuffled(cell) if _SHUFFLED.fullmatch(field) else cell

    def _shuffled(self, text: str) -> str:
        first, *words, end = _parts(text)
        self.random.shuffle(words)
        return " ".join((first, *words)).replace(_JOINED, " ") + end


@cache
def _parts(text: str) -> tuple[str, ...]:
    """The words of a text, with the name of an actor as one, and the punctuation mark at its end."""
    end = text[-1] if text[-1] in ".!؟" else ""
    text = text.removesuffix(end)
    if _loaded().search(text):
        return text, end
    for name in _names():
        text = text.replace(name, name.replace(" ", _JOINED))
    # Two capitalised words that meet could be the name of somebody, "the" and "group" one of nobody.
    text = re.sub("(?<=[Tt]he) | (?=[A-Z])", _JOINED, text)
    return (*text.split(" "), end)


@cache
def _names() -> list[str]:
    """Names of actors of more than one word, whole, before brackets and in brackets; the longest first."""
    actors = [*_rows(ROOT / "data/actors.csv"), *_rows(ROOT / "data/actor_names.csv")]
    names = {row[field] for row in actors for field in ("name", "name_ar", "name_en") if field in row}
    parts = {part.strip() for name in names for part in (name, *re.split("[()]", name))}
    return sorted((part for part in parts if " " in part), key=lambda part: (-len(part), part))


@cache
def _loaded() -> re.Pattern[str]:
    """Matches what rules accept in some places only."""
    terms = (re.escape(row["term"]) for row in _rows(ROOT / "review/loaded_terms.csv"))
    return re.compile(rf"\b(?:{'|'.join(terms)})\b", re.IGNORECASE)


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def write_package(folder: Path, times: int, seed: int = 1) -> int:
    """Write the data `times` times into a new folder; the number of rows."""
    count, multiplied = 0, Multiplied(seed)
    for resource in copy_descriptor(folder)["resources"]:
        schema = json.loads((folder / resource["schema"]).read_text(encoding="utf-8"))
        rows = [
            {**row, **({"salt": _OTHER_SALT} if "salt" in row else {})}
            for row in _rows(ROOT / resource["path"])
        ]
        with (folder / resource["path"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            for row in multiplied.copies(resource["name"], schema["primaryKey"], rows, times):
                writer.writerow(row)
                count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps({"rows": write_package(options.folder, options.times, options.seed)}))


if __name__ == "__main__":
    main()

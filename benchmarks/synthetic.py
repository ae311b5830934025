"""Writes synthetic packages of any size with the real schemas. Nothing in them is real.

`python -m benchmarks.synthetic FOLDER --figures N [--seed S] [--damaged SHARE]` writes a package that every
rule accepts; with --damaged, a share of its figures, claims and events has problems that the rules find. The
same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from benchmarks.columns import csv_lines
from benchmarks.damages import Damages
from benchmarks.tables import ROOT, Tables

_MEBIBYTES = 1 << 20


def write_package(folder: Path, figures: int, seed: int = 1, damaged: float = 0.0) -> dict[str, int]:
    """Write a package into a new folder; the number of problems in it for each code of damages.DAMAGES."""
    descriptor = copy_descriptor(folder)
    made, damages = Tables(figures, seed), Damages(damaged, seed)
    for resource in descriptor["resources"]:
        name = resource["name"]
        fields = [
            field["name"] for field in json.loads((folder / resource["schema"]).read_text("utf-8"))["fields"]
        ]
        if name in ("denied_names", "loaded_terms"):
            continue
        with (folder / resource["path"]).open("wb") as file:
            file.write((",".join(fields) + "\n").encode())
            for numbers, columns in made.blocks(name):
                lines = csv_lines(columns, fields)
                lines = damages.inflict(name, fields, lines, numbers, made.may_be_damaged(name, numbers))
                # The texts of an array are contiguous.
                file.write(lines.buffers()[2])
    return damages.caused


def copy_descriptor(folder: Path) -> dict:
    """Write the descriptor, the schemas and the lists of review/ into a new folder, for files of any size."""
    folder.mkdir(parents=True)
    for name in ("schemas", "review"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "data").mkdir()
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource["max_mebibytes"] = _MEBIBYTES
    (folder / "datapackage.json").write_text(
        json.dumps(descriptor, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return descriptor


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--figures", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--damaged", type=float, default=0.0)
    options = parser.parse_args()
    print(json.dumps(write_package(options.folder, options.figures, options.seed, options.damaged)))


if __name__ == "__main__":
    main()

"""Compares many random packages, and writes docs/differential.md.

python -m tests.support.differential --packages 3000 --seed 2026 --write   compare, and write the page
python -m tests.support.differential --write                               write the tables of features only

The exit code is 1 if a package differs without a reason. With --log FILE what came of each package is kept
there, and a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.support.differential import page
from tests.support.differential.compare import compare

RARE = {"missing": 152758874715300, "alternatives": 151319833505169, "binary": 169504855604709}
"""By reason, the seed of a package that shows it; one of thousands does."""


def main() -> int:
    """Run the command; 1 if packages differed without a reason, else 0."""
    disagreements = 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=int, default=0)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    sections = {"features": page.features(), "shapes": page.shapes()}
    if options.packages:
        run = compare_many(options.packages, options.seed, options.log, RARE.values())
        print(run.summary)
        disagreements = run.disagreements
        if unshown := run.unshown:
            print(f"reasons that no package shows: {', '.join(unshown)}")
        sections["run"] = page.run(run, options.packages, options.seed)
    if options.write:
        page.write(sections)
    return int(disagreements > 0)


def compare_many(packages: int, seed: int, log: Path | None = None, more: Iterable[int] = ()) -> page.Run:
    """Compare so many packages, and those of `more` seeds; those that differ without a reason are printed."""
    chance = random.Random(seed)
    seeds = [chance.randrange(1 << 48) for _ in range(packages)] + [*more]
    known = [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log and log.exists() else []
    assert [item["seed"] for item in known] == seeds[: len(known)], "a log of another seed"
    run = page.Run(len(seeds))
    for item in known:
        run.add(item)
    for own in seeds[len(known) :]:
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            found = compare(own, Path(folder))
        item = {
            "seed": own,
            "damage": found.made.damage or ["none"],
            "reasons": sorted(found.reasons),
            "has_errors": found.found,
            "by_frictionless": found.by_frictionless,
            "only_ours": sorted(map(str, found.only_ours)),
            "only_theirs": sorted(map(str, found.only_theirs)),
            "seconds": round(time.perf_counter() - started, 3),
        }
        run.add(item)
        if not found.agrees:
            print(item, flush=True)
        if log:
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(item) + "\n")
    return run


if __name__ == "__main__":
    sys.exit(main())

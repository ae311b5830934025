"""Measures how rich the texts of a package are: `python -m benchmarks.richness FOLDER` prints it as JSON.

Cost grows with distinct words and runs of words, so a benchmark on poor texts flatters. Shares fall as texts
grow in number; packages are compared at the same number of words.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

LENGTHS = (1, 2, 3, 4)
"""Words of the runs that are counted."""
WORDS = (10_000, 30_000, 60_000)
"""How many words of sampled texts are counted."""


def richness(folder: Path, language: str) -> dict[int, tuple[float, ...]]:
    """Distinct runs of 1 to 4 words a word, by the number of words, in sampled texts of a language.

    Fewer numbers if the package has fewer words. `language` is "ar" or "en".
    """
    texts = [text for _, text in texts_of(folder, language)]
    random.Random(1).shuffle(texts)
    return dict(_growth(texts, WORDS))


def words_a_text(folder: Path, language: str) -> dict[str, float]:
    """The mean number of words of a text, by table and field, without those of few texts."""
    lengths: dict[str, list[int]] = {}
    for name, text in texts_of(folder, language):
        lengths.setdefault(name, []).append(len(text.split()))
    return {name: sum(each) / len(each) for name, each in lengths.items() if len(each) >= 100}


def texts_of(folder: Path, language: str) -> Iterator[tuple[str, str]]:
    """Each text of the fields whose name ends with the language, after TABLE.FIELD."""
    for resource in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        path = folder / resource["path"]
        if not path.exists():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for field, text in row.items():
                    if text and field.endswith(f"_{language}"):
                        yield f"{resource['name']}.{field}", text


def _growth(texts: Sequence[str], limits: Sequence[int]) -> Iterator[tuple[int, tuple[float, ...]]]:
    seen: Mapping[int, set[tuple[str, ...]]] = {length: set() for length in LENGTHS}
    count, remaining = 0, list(limits)
    for text in texts:
        words = text.split()
        count += len(words)
        for length, runs in seen.items():
            runs.update(zip(*(words[start:] for start in range(length)), strict=False))
        if count >= remaining[0]:
            yield remaining.pop(0), tuple(len(runs) / count for runs in seen.values())
            if not remaining:
                return


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print(json.dumps({language: richness(folder, language) for language in ("ar", "en")}))

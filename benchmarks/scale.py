"""Writes what was measured of `--master local` into docs/scale.md and docs/scale.ar.md, between comments."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from benchmarks.contenders import ALL, LOCAL, ROOT, Outcome
from benchmarks.goals import Record

PAGES: Mapping[str, Path] = {"en": ROOT / "docs/scale.md", "ar": ROOT / "docs/scale.ar.md"}
_BLOCK = re.compile(r"(<!-- crossover -->\n\n)(.*?)(\n\n<!-- end of crossover -->)", re.DOTALL)
_NO_BLOCKS = 10_000
"""Figures at which no table is large enough to be spread."""
_TEXTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def write(record: Record, pages: Mapping[str, Path] = PAGES) -> None:
    """Write the block of each page, by language; nothing where `--master local` was not measured."""
    for language, page in pages.items():
        if text := block(record, language):
            before = page.read_text("utf-8")
            after, count = _BLOCK.subn(lambda found, text=text: found[1] + text + found[3], before)
            assert count == 1, page
            page.write_text(after, "utf-8", newline="\n")


def block(record: Record, language: str) -> str:
    """The text of a page, in a language; empty where nothing can be compared."""
    texts = _TEXTS[language]
    pairs = {
        figures: (outcomes[ALL], outcomes[LOCAL])
        for figures, outcomes in record.sizes.items()
        if all(name in outcomes and not outcomes[name].failure for name in (ALL, LOCAL))
    }
    if not pairs:
        return ""
    ratios = {figures: local.seconds / alone.seconds for figures, (alone, local) in pairs.items()}
    in_blocks = {figures: ratio for figures, ratio in ratios.items() if figures > _NO_BLOCKS}
    rows = [
        f"| {figures:,} | {_cells(alone)} | {_cells(local)} | {ratios[figures]:.2f} |"
        for figures, (alone, local) in pairs.items()
    ]
    return "\n".join(
        [
            _sentence(in_blocks or ratios, texts),
            "",
            texts["about"],
            "",
            texts["head"],
            "|---" * 8 + "|",
            *rows,
        ]
    )


def _sentence(ratios: Mapping[int, float], texts: Mapping[str, str]) -> str:
    """From which size on all ratios are at most 1, or where the least is."""
    last_slower = max((figures for figures, ratio in ratios.items() if ratio > 1), default=0)
    faster = [figures for figures in ratios if figures > last_slower]
    if faster:
        return texts["from"].format(figures=f"{min(faster):,}")
    closest = min(ratios, key=ratios.__getitem__)
    return texts["never"].format(figures=f"{closest:,}", ratio=f"{ratios[closest]:.2f}")


def _cells(outcome: Outcome) -> str:
    return f"{outcome.seconds:.1f} | {outcome.cpu:.1f} | {outcome.mebibytes:,.0f}"

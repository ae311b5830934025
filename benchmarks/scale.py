"""Writes what was measured of Spark into docs/scale.md and docs/scale.ar.md, between comments."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.contenders import ALL, LOCAL, ROOT, Outcome
from benchmarks.goals import Record

PAGES: Mapping[str, Path] = {"en": ROOT / "docs/scale.md", "ar": ROOT / "docs/scale.ar.md"}
_NO_BLOCKS = 10_000
"""Figures at which no table is large enough to be spread."""
_TEXTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def write(record: Record, pages: Mapping[str, Path] = PAGES) -> None:
    """Write the blocks of each page, by language; a block of which nothing was measured stays as it is."""
    for language, page in pages.items():
        for name, text_of in BLOCKS.items():
            if text := text_of(record, language):
                page.write_text(with_block(page.read_text("utf-8"), name, text), "utf-8", newline="\n")


def with_block(page: str, name: str, text: str) -> str:
    """The text of a page with another text between the comments of this name."""
    between = rf"(<!-- {name} -->\n\n)(.*?)(\n\n<!-- end of {name} -->)"
    after, count = re.subn(between, lambda found: found[1] + text + found[3], page, flags=re.DOTALL)
    assert count == 1, name
    return after


def workers(record: Record, language: str) -> str:
    """What more workers gain; empty where that was not measured."""
    if (found := record.workers) is None:
        return ""
    texts = _TEXTS[language]
    parts = texts["parts"].format(tasks=found.tasks, spread=f"{found.spread:,.0f}", rest=f"{found.rest:,.0f}")
    return "\n".join([parts, "", texts["head-of-workers"], "|---" * 5 + "|", *found.rows])


def crossover(record: Record, language: str) -> str:
    """DuckDB beside `--master local`; empty where nothing can be compared."""
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
    """From which size on all ratios are at most 1, or between what they are."""
    last_slower = max((figures for figures, ratio in ratios.items() if ratio > 1), default=0)
    faster = [figures for figures in ratios if figures > last_slower]
    if faster:
        return texts["from"].format(figures=f"{min(faster):,}")
    return texts["never"].format(least=f"{min(ratios.values()):.2f}", most=f"{max(ratios.values()):.2f}")


def _cells(outcome: Outcome) -> str:
    return f"{outcome.seconds:.1f} | {outcome.cpu:.1f} | {outcome.mebibytes:,.0f}"


BLOCKS: Mapping[str, Callable[[Record, str], str]] = {"crossover": crossover, "workers": workers}
"""By the name in its comments, what gives the text of a block in a language."""

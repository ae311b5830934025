"""Writes docs/differential.md, whose sections stand between comments that name them, and its Arabic page."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tests.support.differential.reasons import PLAINLY, REASONS
from tests.support.package_copies import ROOT
from tests.support.public_shapes import SHAPES
from tests.support.standard_features import FEATURES

PAGE = ROOT / "docs/differential.md"
ARABIC = ROOT / "docs/differential.ar.md"
SECTIONS = ("features", "run", "shapes", "times")
COMMAND = "python -m tests.support.differential --packages {packages} --seed {seed} --write"


@dataclass
class Run:
    """What came of many packages."""

    packages: int
    damages: Counter = field(default_factory=Counter)
    reasons: Counter = field(default_factory=Counter)
    same: int = 0
    disagreements: int = 0
    with_errors: int = 0
    by_frictionless: int = 0
    seconds: float = 0

    def add(self, item: Mapping) -> None:
        """Count what came of one package."""
        agrees = not (item["only_ours"] or item["only_theirs"])
        self.damages.update(item["damage"])
        self.reasons.update(item["reasons"])
        self.same += agrees and not item["reasons"]
        self.disagreements += not agrees
        self.with_errors += item["has_errors"]
        self.by_frictionless += item["by_frictionless"]
        self.seconds += item["seconds"]

    @property
    def unshown(self) -> list[str]:
        """The reasons that no package shows."""
        return [item.name for item in (*REASONS, *PLAINLY) if not self.reasons[item.name]]

    @property
    def summary(self) -> str:
        return (
            f"{self.packages} packages, {self.disagreements} disagreements without a reason, "
            f"{len(self.unshown)} reasons that no package shows, {self.seconds:.0f} s"
        )


def run(made: Run, packages: int, seed: int) -> str:
    """The section of the comparison of random packages, so many of a seed and some more."""
    explained = made.packages - made.same - made.disagreements
    lines = [
        "```",
        f"$ {COMMAND.format(packages=packages, seed=seed)}",
        made.summary,
        "```",
        "",
        "| | packages |",
        "|---|---|",
        f"| checked (seed {seed}, frictionless {version('frictionless')}) | {made.packages} |",
        f"| of these with an error | {made.with_errors} |",
        f"| of these with a table that riwaya has frictionless check | {made.by_frictionless} |",
        f"| identical results | {made.same} |",
        f"| identical but for the reasons below | {explained} |",
        f"| without a reason | {made.disagreements} |",
        "",
        "### Where riwaya reports something else, and why",
        "",
        "| reason | packages | why |",
        "|---|---|---|",
        *(f"| {item.name} | {made.reasons[item.name]} | {item.why} |" for item in REASONS),
        "",
        "### What frictionless does not read",
        "",
        "frictionless is given these packages a second time, with this written in another way; then the "
        "results are "
        "identical.",
        "",
        "| what | packages | why |",
        "|---|---|---|",
        *(f"| {item.name} | {made.reasons[item.name]} | {item.why} |" for item in PLAINLY),
        "",
        "### Kinds of damage",
        "",
        "| damage | times |",
        "|---|---|",
        *(f"| {name} | {count} |" for name, count in sorted(made.damages.items())),
    ]
    return "\n".join(lines)


def features() -> str:
    """The section of the features of the standard, from tests/support/standard_features.py."""
    marks = {"riwaya": ("x", "", ""), "frictionless": ("", "x", ""), "": ("", "", "x")}
    rows = (
        f"| {item.name} | {' | '.join(marks[item.by])} "
        f"| {item.differs or ('same' if item.compared else 'not compared: it would fetch the address')} |"
        for item in FEATURES
    )
    counts = Counter(item.by for item in FEATURES)
    total = f"| {len(FEATURES)} features | {counts['riwaya']} | {counts['frictionless']} | {counts['']} | |"
    return "\n".join(
        (
            "| feature | riwaya | frictionless | refused | verdict of frictionless |",
            "|---|---|---|---|---|",
            *rows,
            total,
        )
    )


def shapes() -> str:
    """The section of packages like public ones, from tests/support/public_shapes.py."""
    rows = (f"| {item.name} | {item.like} | {item.differs or 'same'} |" for item in SHAPES)
    return "\n".join(("| package | shaped like | verdict of frictionless |", "|---|---|---|", *rows))


def section(name: str, text: str | None = None) -> str:
    """A section of the page as it is."""
    found = _pattern(name).search(text or PAGE.read_text("utf-8"))
    assert found, name
    return found[2]


def write(sections: Mapping[str, str]) -> None:
    """Write these sections of the page, and all of the Arabic one."""
    _write(PAGE, sections)
    _write(ARABIC, {name: arabic(section(name)) for name in SECTIONS})


def _write(page: Path, sections: Mapping[str, str]) -> None:
    text = page.read_text("utf-8")
    for name, content in sections.items():
        section(name, text)
        text = _pattern(name).sub(
            lambda found, content=content: f"{found[1]}{content}\n\n{found[3].lstrip()}", text
        )
    page.write_text(text, "utf-8", newline="\n")


# -- Arabic -----------------------------------------------------------------------------------------------


def arabic(text: str) -> str:
    """A section in Arabic, by arabic.toml. KeyError for what has no Arabic there."""
    lines, is_code = [], False
    for line in text.splitlines():
        if line.startswith("```"):
            # Commands read from left to right.
            lines += [line, "", '<div dir="rtl">'] if is_code else ["</div>", "", line]
            is_code = not is_code
        elif is_code or set(line) <= set("|-"):
            lines.append(line)
        elif line.startswith("|"):
            first, *others = (cell.strip() for cell in line.removesuffix("|").split("|")[1:])
            is_reason = len(others) == 2 and others[0].isdigit()
            why = _words()["why"].get(first) if is_reason else None
            cells = [_in_arabic(cell) if why is None else cell for cell in (first, *others)]
            lines.append(f"| {' | '.join([*cells[:-1], why] if why else cells)} |")
        else:
            head = "### " if line.startswith("### ") else ""
            lines.append(head + _in_arabic(line.removeprefix(head)))
    return "\n".join(lines)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_name("arabic.toml").read_text("utf-8"))


def _in_arabic(text: str) -> str:
    words = _words()
    if text in words["texts"]:
        return words["texts"][text]
    for pattern, replacement in words["patterns"].items():
        if re.fullmatch(pattern, text):
            return re.sub(pattern, replacement, text)
    for start, other in words["beginnings"].items():
        if text.startswith(start):
            return other + text.removeprefix(start).replace("seed", "البذرة").replace(", ", "، ")
    if " " in text:
        raise KeyError(text)
    return text


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name} -->\n\n)(.*?)(\n*<!-- end of {name} -->)", re.DOTALL)

"""Plots the record of a run: seconds against rows. The same record gives the same bytes."""

from __future__ import annotations

from pathlib import Path

import matplotlib
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from benchmarks.contenders import (
    ALL,
    DAMAGED,
    DATAFRAMELY,
    DUCKDB,
    FRICTIONLESS,
    LOCAL,
    PANDERA,
    POINTBLANK,
    PYARROW,
    STRUCTURE,
)
from benchmarks.goals import Record

_STYLE = ("color", "marker", "linestyle", "linewidth")
# Colours for all kinds of colour vision (Okabe and Ito), with markers and dashes. riwaya is drawn thicker.
_STYLES = {
    ALL: ("#0072B2", "o", "-", 2.5),
    DAMAGED: ("#56B4E9", "v", "--", 1.5),
    STRUCTURE: ("#009E73", "s", "-", 2.5),
    LOCAL: ("#0072B2", "P", "--", 1.5),
    FRICTIONLESS: ("#D55E00", "D", "-", 1.5),
    PANDERA: ("#CC79A7", "^", "-", 1.5),
    DATAFRAMELY: ("#E69F00", "<", "-", 1.5),
    POINTBLANK: ("#B8A800", ">", "-", 1.5),
    DUCKDB: ("#555555", "x", ":", 1.5),
    PYARROW: ("#777777", "+", ":", 1.5),
}


def draw(record: Record, path: Path) -> None:
    """Write the plot in the format of the suffix of the path."""
    figure = Figure(figsize=(9, 5.5), layout="constrained")
    axes = figure.add_subplot(xscale="log", yscale="log")
    for name, style in _STYLES.items():
        points = [
            (record.rows[figures], outcomes[name].seconds)
            for figures, outcomes in record.sizes.items()
            if name in outcomes and not outcomes[name].failure
        ]
        if points:
            axes.plot(*zip(*points, strict=True), label=name, **dict(zip(_STYLE, style, strict=True)))
    axes.set_xlabel("rows of the package")
    axes.set_ylabel("seconds, whole process")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.grid(which="major", color="#dddddd")
    axes.spines[["top", "right"]].set_visible(False)
    # In the order of the last points of the lines, so that each label stands beside its line.
    lines = sorted(axes.get_lines(), key=lambda line: -line.get_ydata()[-1])
    figure.legend(handles=lines, loc="outside right upper", frameon=False)
    with matplotlib.rc_context({"svg.hashsalt": "riwaya"}):
        figure.savefig(
            path, metadata={"Date": None, "Creator": None} if path.suffix == ".svg" else None, dpi=100
        )

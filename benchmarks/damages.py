"""Damages rows of a synthetic package, each kind with the code of the problem that it causes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.columns import picks

Row = dict[str, str]
# In every table: records that do not fit the header.
RAGGED: Mapping[str, Callable[[list[str]], list[str]]] = {
    "missing-cell": lambda cells: cells[:-1],
    "extra-cell": lambda cells: [*cells, "7"],
}
DAMAGES: Mapping[str, tuple[tuple[str, Callable[[Row], Row]], ...]] = {
    "figures": (
        (
            "figure-wording-disagrees",
            lambda row: {"value": str(int(row["value"]) + 1)} if row["value"] else {},
        ),
        ("type-error", lambda row: {"value": "eleven"}),
        ("constraint-error", lambda row: {"measure": "persons_freed"}),
        ("constraint-error", lambda row: {"category": ""}),
        ("constraint-error", lambda row: {"value": "-3"}),
        ("constraint-error", lambda row: {"wording_language": "AR"}),
        ("primary-key", lambda row: {"figure_id": f"FIG-{int(row['figure_id'][4:]) - 1:04}"}),
        ("foreign-key", lambda row: {"claim_id": "CLM-9999999999"}),
        ("bidi-control", lambda row: {"wording_ar": f"\u200f{row['wording_ar']}"}),
    ),
    "claims": (
        ("translation-digits-disagree", lambda row: {"statement_en": f"{row['statement_en']} (7)"}),
        ("bidi-control", lambda row: {"statement_ar": f"\u200f{row['statement_ar']}"}),
        ("tatweel", lambda row: {"statement_ar": row["statement_ar"].replace("يقول", "يقــول")}),
        ("text-wrong-script", lambda row: {"statement_ar": row["statement_en"]}),
        ("formula", lambda row: {"statement_en": f"={row['statement_en']}"}),
        ("loaded-word", lambda row: {"statement_en": f"{row['statement_en']} A militia."}),
        ("constraint-error", lambda row: {"passage_sha256": row["passage_sha256"].upper()}),
        ("foreign-key", lambda row: {"source_id": "SRC-9999999999"}),
        ("reference-cycle", lambda row: {"derived_from_claim_id": row["claim_id"]}),
    ),
    "events": (
        ("date-not-edtf", lambda row: {"date": "early June"}),
        (
            "event-after-publication",
            lambda row: {"date": "/".join(f"2{day[1:]}" for day in row["date"].split("/"))},
        ),
        ("date-basis-disagrees", lambda row: {"date_basis": ""}),
        ("translation-missing", lambda row: {"date_wording_en": ""}),
    ),
}


class Damages:
    """Damages a share of the rows of each table of DAMAGES; `caused` counts the problems by code."""

    def __init__(self, share: float, seed: int) -> None:
        self.share, self.seed = share, seed
        self.caused: Counter[str] = Counter()

    def inflict(
        self, table: str, fields: Sequence[str], lines: pa.Array, numbers: np.ndarray, bearing: np.ndarray
    ) -> pa.Array:
        """Damage some of the lines that are `bearing`; the numbers of their rows decide which, and how."""
        if not self.share or table not in DAMAGES:
            return lines
        changes = [*DAMAGES[table], *((code, None) for code in RAGGED)]
        # Few rows can be damaged: more of these are, so that the share is one of all rows.
        chance = picks(self.seed, f"damage {table}", numbers, 1 << 32) * bearing.mean() / (1 << 32)
        struck = bearing & (chance < self.share)
        kinds = picks(self.seed, f"kind {table}", numbers[struck], len(changes))
        damaged = []
        for line, kind in zip(lines.filter(pa.array(struck)).to_pylist(), kinds.tolist(), strict=True):
            code, change = changes[kind]
            cells = next(csv.reader([line]))
            damaged.append(csv_line(changed(fields, cells, change) if change else RAGGED[code](cells)))
            self.caused[code] += damaged[-1] != line
        return pc.replace_with_mask(lines, pa.array(struck), pa.array(damaged, pa.string()))


def changed(fields: Sequence[str], cells: list[str], change: Callable[[Row], Row]) -> list[str]:
    """The cells of a row with those that `change` returns in place of its own."""
    row = dict(zip(fields, cells, strict=True))
    return [*(row | change(row)).values()]


def csv_line(cells: list[str]) -> str:
    """The cells as a line of CSV, with its line feed."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()

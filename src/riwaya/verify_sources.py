"""Checks coded passages against a text that somebody holds. The text is read and compared, never kept or printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from riwaya.check import Checked, require_valid
from riwaya.engine.searches import denied_names
from riwaya.errors import NotFoundError
from riwaya.intake import read_table
from riwaya.passages import paragraphs_of, passage_sha256

_LOCATOR = re.compile("p([0-9]+)")


@dataclass(frozen=True, slots=True)
class PassageResult:
    """One claim's passage: "same", "changed", or "not_in_text" where the text has no such paragraph."""

    claim_id: str
    locator: str
    result: str


def verify_source(checked: Checked, source_id: str, text: str) -> list[PassageResult]:
    """How the passages coded from a source compare with a text; NotFoundError for a source there is not."""
    require_valid(checked)
    package = checked.package
    tables = {name: read_table(package.root, package.resource(name))[0] for name in ("sources", "claims", "denied_names")}
    sources = tables["sources"].cells["source_id"].to_pylist()
    if source_id not in sources:
        raise NotFoundError(
            f"There is no source {source_id} in data/sources.csv.", f"لا يوجد مصدر بالمعرّف {source_id} في data/sources.csv."
        )
    rows = tables["claims"].cells.to_pylist()
    claims = [row for row in rows if row["source_id"] == source_id and row["passage_sha256"]]
    return [*_results(claims, paragraphs_of(text), denied_names(tables))]


def _results(claims: list[Mapping], paragraphs: list[str], denied: Mapping[str, frozenset[str]]) -> Iterator[PassageResult]:
    for claim in claims:
        found = _LOCATOR.fullmatch(claim["locator"] or "")
        number = int(found[1]) if found else 0
        if not 1 <= number <= len(paragraphs):
            result = "not_in_text"
        else:
            same = passage_sha256(paragraphs[number - 1], denied) == claim["passage_sha256"]
            result = "same" if same else "changed"
        yield PassageResult(claim["claim_id"], claim["locator"], result)

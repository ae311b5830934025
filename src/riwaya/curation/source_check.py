"""Checks coded passages against a text that somebody holds. The text is read and compared, never kept or printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from riwaya.engines.text_search import denied_names
from riwaya.errors import NotFoundError
from riwaya.package.read_csv import read_table
from riwaya.text.name_fingerprints import Denied
from riwaya.text.passages import paragraph_at, passage_sha256, text_sha256
from riwaya.validation.check import CheckedPackage, require_valid


@dataclass(frozen=True, slots=True)
class PassageResult:
    """What a text says of a row's fingerprint: "same", "changed", "not_in_text" where the text has no such paragraph, or
    "missing" where the row has none."""

    id: str
    locator: str | None
    """The paragraph; None for the whole text."""
    result: str
    sha256: str | None = None
    """The fingerprint that a row lacks."""


def verify_source(checked: CheckedPackage, source_id: str, text: str) -> list[PassageResult]:
    """How the source's own fingerprint and those of the passages coded from it compare with a text; NotFoundError for a source
    there is not."""
    require_valid(checked)
    package = checked.package
    tables = {
        name: read_table(package.root, package.resource(name))[0]
        for name in ("sources", "claims", "denied_names")
    }
    rows = {name: tables[name].cells.to_pylist() for name in ("sources", "claims")}
    denied = denied_names(tables)
    source = next((row for row in rows["sources"] if row["source_id"] == source_id), None)
    if source is None:
        raise NotFoundError(
            f"There is no source {source_id} in data/sources.csv.",
            f"لا يوجد مصدر بالمعرّف {source_id} في data/sources.csv.",
        )
    claims = [
        row
        for row in rows["claims"]
        if row["source_id"] == source_id and (row["passage_sha256"] or row["locator"])
    ]
    whole = _compared(source_id, None, source["text_sha256"], text_sha256(text, denied))
    # Of a text that was read in part, nobody has the whole.
    return [whole] * (source["read_as"] == "full_text") + [*_passages(claims, text, denied)]


def _passages(claims: list[Mapping], text: str, denied: Denied) -> Iterator[PassageResult]:
    for claim in claims:
        paragraph = paragraph_at(text, claim["locator"] or "")
        found = paragraph and passage_sha256(paragraph, denied)
        yield _compared(claim["claim_id"], claim["locator"], claim["passage_sha256"], found)


def _compared(identity: str, locator: str | None, coded: str | None, found: str | None) -> PassageResult:
    if found is None:
        return PassageResult(identity, locator, "not_in_text")
    if coded is None:
        return PassageResult(identity, locator, "missing", found)
    return PassageResult(identity, locator, "same" if coded == found else "changed")

"""Compares the fingerprints of a source and its passages with a text. The text is never stored or printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from riwaya.bilingual import Messages
from riwaya.engines.text_search import denied_names
from riwaya.errors import NotFoundError
from riwaya.package.read_csv import read_table
from riwaya.text.name_fingerprints import Denied
from riwaya.text.passages import paragraph_at, passage_sha256, text_sha256
from riwaya.validation.check import CheckedPackage, require_valid

MESSAGES = Messages(__package__)


@dataclass(frozen=True, slots=True)
class PassageResult:
    """How the fingerprint of a row compares with a text."""

    id: str
    locator: str | None
    """The paragraph; None for the whole text."""
    result: str
    """"same", "changed", "not_in_text" if the text has no such paragraph, or "missing" if the row has no fingerprint."""
    sha256: str | None = None
    """The fingerprint to add to a row that has none."""


def verify_source(checked: CheckedPackage, source_id: str, text: str) -> list[PassageResult]:
    """Compare the fingerprints of a source and of the passages coded from it with its text.

    Raises NotFoundError for an unknown source.
    """
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
        raise NotFoundError(MESSAGES("source-unknown", id=source_id))
    claims = [
        row
        for row in rows["claims"]
        if row["source_id"] == source_id and (row["passage_sha256"] or row["locator"])
    ]
    whole = _compare(source_id, None, source["text_sha256"], text_sha256(text, denied))
    # There is no fingerprint of the whole text if only a part of it was read.
    return [whole] * (source["read_as"] == "full_text") + [*_passages(claims, text, denied)]


def _passages(claims: list[Mapping], text: str, denied: Denied) -> Iterator[PassageResult]:
    for claim in claims:
        paragraph = paragraph_at(text, claim["locator"] or "")
        found = paragraph and passage_sha256(paragraph, denied)
        yield _compare(claim["claim_id"], claim["locator"], claim["passage_sha256"], found)


def _compare(identity: str, locator: str | None, stored: str | None, computed: str | None) -> PassageResult:
    if computed is None:
        return PassageResult(identity, locator, "not_in_text")
    if stored is None:
        return PassageResult(identity, locator, "missing", computed)
    return PassageResult(identity, locator, "same" if stored == computed else "changed")

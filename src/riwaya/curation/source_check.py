"""Compares the fingerprints of a source and its passages with a text. The text is never stored or printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from riwaya.curation import MESSAGES
from riwaya.curation.sheets import read_sheets
from riwaya.engines.text_search import denied_names
from riwaya.errors import NotFoundError
from riwaya.package.descriptor import Package
from riwaya.package.read_csv import read_table
from riwaya.package.table import Table
from riwaya.text.name_search import DenyList
from riwaya.text.passages import paragraph_at, passage_sha256, text_sha256
from riwaya.validation.check import CheckedPackage, require_valid


@dataclass(frozen=True, slots=True)
class PassageResult:
    """How the fingerprint of a row compares with a text."""

    id: str
    locator: str | None
    """The paragraph; None for the whole text."""
    result: str
    """"same", "changed", "not_in_text" (no such paragraph) or "missing" (no fingerprint in the row)."""
    sha256: str | None = None
    """The fingerprint to add to a row that has none."""


def verify_source(checked: CheckedPackage, source_id: str, text: str) -> list[PassageResult]:
    """Compare the fingerprints of a source and of the passages coded from it with its text.

    Raises NotFoundError for an unknown source.
    """
    require_valid(checked)
    sheets, denied = read_sheets(checked.package), denied_in(checked.package)
    sources = {record.cells["source_id"]: record.cells for record in sheets["sources"].records}
    if source_id not in sources:
        raise NotFoundError(MESSAGES("source-unknown", id=source_id))
    source = sources[source_id]
    claims = [
        record.cells
        for record in sheets["claims"].records
        if record.cells["source_id"] == source_id
        and (record.cells["passage_sha256"] or record.cells["locator"])
    ]
    whole = _compare(source_id, None, source["text_sha256"], text_sha256(text, denied))
    # There is no fingerprint of the whole text if only a part of it was read.
    return [whole] * (source["read_as"] == "full_text") + [*_passages(claims, text, denied)]


def denied_in(package: Package) -> DenyList:
    """The names that a package must not print, as fingerprints."""
    tables: dict[str, Table] = {}
    for resource in package.resources:
        if resource.name == "denied_names":
            table, _ = read_table(package.files, resource)
            if table is not None:
                tables[resource.name] = table
    return denied_names(tables)


def _passages(claims: Iterable[Mapping[str, str]], text: str, denied: DenyList) -> Iterator[PassageResult]:
    for claim in claims:
        locator = claim["locator"] or None
        paragraph = paragraph_at(text, locator or "")
        computed = paragraph and passage_sha256(paragraph, denied)
        yield _compare(claim["claim_id"], locator, claim["passage_sha256"], computed)


def _compare(identity: str, locator: str | None, stored: str, computed: str | None) -> PassageResult:
    if computed is None:
        return PassageResult(identity, locator, "not_in_text")
    if not stored:
        return PassageResult(identity, locator, "missing", computed)
    return PassageResult(identity, locator, "same" if stored == computed else "changed")

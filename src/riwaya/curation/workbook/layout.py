"""Names the parts of the workbook that both export and import rely on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from riwaya.curation.sheets import Record, Sheet

HEADINGS = 3
"""How many rows of headings a sheet has: titles in Arabic, titles in English, names of the columns."""
READ_ME = "اقرأني · Read me"
LISTS, EXPORTED_ROWS = "lists", "_riwaya"
"""Hidden sheets: the values of the drop-down lists, and the hashes of the exported rows."""


def row_key(sheet: Sheet, record: Record) -> tuple[str, ...]:
    """The primary key of a row."""
    return tuple(record.cells[name] for name in sheet.resource.schema.primary_key)


def row_hash(sheet: Sheet, cells: Mapping[str, str]) -> str:
    """A hash of a row's cells, 32 hexadecimal digits, by which a change is noticed."""
    values = [cells.get(name, "") for name in sheet.resource.schema.names]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()[:32]

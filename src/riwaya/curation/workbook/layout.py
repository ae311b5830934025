"""The workbook: the tables as people edit them in a spreadsheet, and back. What both sides must know of it stands here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from riwaya.curation.sheets import Record, Sheet

HEADINGS = 3
"""Rows of headings: Arabic, English, the names of the columns."""
READ_ME = "اقرأني · Read me"
LISTS, MEMORY = "lists", "_riwaya"
"""Sheets that nobody sees: what the lists offer, and what was exported."""


def key_of(sheet: Sheet, record: Record) -> tuple[str, ...]:
    """What a row is known by."""
    return tuple(record.cells[name] for name in sheet.resource.schema.primary_key)


def digest(sheet: Sheet, cells: dict[str, str]) -> str:
    """A hash of what a row says, by which it is known whether it changed."""
    said: Sequence[str] = [cells.get(name, "") for name in sheet.resource.schema.names]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:32]

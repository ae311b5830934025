"""Retires rows: removes them, keeps a notice of each in `retirements`, and leaves no dangling reference."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from riwaya.bilingual import Bilingual
from riwaya.curation import MESSAGES
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.errors import EditError, NotFoundError
from riwaya.problem import with_suggestion
from riwaya.text.suggest import nearest

RETIREMENTS = "retirements"
"""The table of notices."""
# Tables that name rows by ID without a foreign key, since a row of any table may be meant.
_ID_COLUMNS = {"waivers": "id"}
_MAX_SHOWN = 10
_SUCCESSORS = {"merged": (1, 1), "split": (2, 99)}
"""The least and the greatest number of successors by kind of retirement."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What the notice of a retired row says."""

    kind: str
    """merged, split, retracted or redacted."""
    version: str
    """The first version without the row."""
    reason: Bilingual
    successors: tuple[str, ...] = ()
    """The IDs of the rows that take its place."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell that holds the ID of another row."""

    sheet: Sheet
    record: Record
    column: str

    @property
    def is_part_of_target(self) -> bool:
        """Whether its row is removed with the other, whose ID is part of its key."""
        return self.sheet.id_column is None and self.column in self.sheet.resource.schema.primary_key

    @property
    def gives_number(self) -> bool:
        """Whether its row gives a figure the number of the other, without which the figure has none."""
        cells = self.record.cells
        return self.column == "other_figure_id" and cells.get("relation") == "equals"

    @property
    def dependent_id(self) -> str | None:
        """The ID of its row, if that row is not valid without the other one."""
        required = self.sheet.resource.schema.field(self.column).required
        return self.sheet.id_of(self.record) if required else None

    @property
    def place(self) -> Bilingual:
        """Where the cell is, on one line."""
        return MESSAGES(
            "reference-place",
            id=self.sheet.id_of(self.record) or self.sheet.resource.name,
            path=self.sheet.resource.path,
            line=self.record.line,
            column=self.column,
        )


def retire(
    sheets: Sheets, identities: Iterable[str], notice: Notice, dependents: bool = False
) -> tuple[str, ...]:
    """Remove rows and what is part of them, and add a notice of each; returns the IDs retired.

    References to a merged row are changed to its successor. Otherwise no row with an ID may refer to a
    retired row; with `dependents`, rows that are not valid without it are retired as well. Raises
    NotFoundError for an unknown ID and EditError for references that remain.
    """
    if RETIREMENTS not in sheets:
        raise EditError(MESSAGES("retirements-missing", table=RETIREMENTS))
    retired = dict.fromkeys(identities)
    for identity in retired:
        _sheet_of(sheets, identity)
    _require_successors(sheets, retired, notice)
    if notice.kind == "merged":
        for reference in references(sheets, retired):
            reference.record.set(reference.column, notice.successors[0])
    elif dependents:
        retired = with_dependents(sheets, retired)
    if remaining := [*_remaining(sheets, retired)]:
        raise _still_referenced(remaining)
    remove(sheets, retired)
    for sheet in sheets.values() if notice.kind == "merged" else ():
        _remove_duplicates(sheet, notice.successors[0])
        if sheet.id_column is None and any(record.text is None for record in sheet.records):
            sheet.sort()
    add_notices(sheets, retired, notice)
    return tuple(retired)


def references(sheets: Sheets, identities: Collection[str]) -> Iterator[Reference]:
    """Yield the cells that hold one of the IDs, in rows that have none of them."""
    for sheet in sheets.values():
        foreign_keys = sheet.resource.schema.foreign_keys
        columns = [key.fields[0] for key in foreign_keys if len(key.fields) == 1]
        for record in sheet.records:
            if sheet.id_of(record) not in identities:
                yield from (
                    Reference(sheet, record, column)
                    for column in columns
                    if record.cells[column] in identities
                )


def with_dependents(sheets: Sheets, identities: Iterable[str]) -> dict[str, None]:
    """These IDs and those of all rows that are not valid without them, directly or through other rows."""
    found = dict.fromkeys(identities)
    while more := dict.fromkeys(ref.dependent_id for ref in references(sheets, found) if ref.dependent_id):
        found |= more
    return found


def remove(sheets: Sheets, identities: Collection[str]) -> None:
    """Remove the rows with these IDs, the rows that are part of them, and waivers about them."""
    parts = {id(ref.record) for ref in references(sheets, identities) if ref.is_part_of_target}
    for name, sheet in sheets.items():
        column = _ID_COLUMNS.get(name, sheet.id_column)
        sheet.records = [
            record
            for record in sheet.records
            if id(record) not in parts and (column is None or record.cells[column] not in identities)
        ]


def add_notices(sheets: Sheets, identities: Iterable[str], notice: Notice) -> None:
    """Add a notice for each ID that has none yet."""
    sheet = sheets[RETIREMENTS]
    known = {record.cells["id"] for record in sheet.records}
    cells = {
        "kind": notice.kind,
        "successor_ids": " ".join(notice.successors),
        "retired_in": notice.version,
        "reason_ar": notice.reason.ar,
        "reason_en": notice.reason.en,
    }
    sheet.records += [
        Record(dict.fromkeys(sheet.header, "") | {"id": identity} | cells)
        for identity in identities
        if identity not in known
    ]
    sheet.sort()


def _sheet_of(sheets: Sheets, identity: str) -> Sheet:
    """The table that has a row with this ID. Raises NotFoundError, which says if the row was retired."""
    for sheet in sheets.values():
        if identity in sheet.ids:
            return sheet
    if any(record.cells["id"] == identity for record in sheets[RETIREMENTS].records):
        raise NotFoundError(MESSAGES("id-retired", id=identity))
    known = [other for sheet in sheets.values() for other in sheet.ids]
    raise NotFoundError(with_suggestion(MESSAGES("id-unknown", id=identity), nearest(identity, known)))


def _require_successors(sheets: Sheets, retired: Collection[str], notice: Notice) -> None:
    least, most = _SUCCESSORS.get(notice.kind, (0, 0))
    if not least <= len(notice.successors) <= most:
        raise EditError(MESSAGES("successor-count"))
    tables = {_sheet_of(sheets, identity).resource.name for identity in retired}
    for successor in notice.successors:
        if {_sheet_of(sheets, successor).resource.name} != tables or successor in retired:
            raise EditError(MESSAGES("successor-unfit", id=successor))


def _remove_duplicates(sheet: Sheet, successor: str) -> None:
    """Remove rows without IDs that a merge made equal to another row, or made to relate a row to itself."""
    kept: list[Record] = []
    for record in sheet.records:
        key = [record.cells[name] for name in sheet.resource.schema.primary_key]
        touched = sheet.id_column is None and successor in key
        if not touched or (key.count(successor) < 2 and all(record.cells != other.cells for other in kept)):
            kept.append(record)
    sheet.records = kept


def _remaining(sheets: Sheets, retired: Collection[str]) -> Iterator[Reference]:
    """The references for which a curator must name another row."""
    for reference in references(sheets, retired):
        if reference.gives_number:
            if reference.record.cells["figure_id"] not in retired:
                yield reference
        elif not reference.is_part_of_target:
            yield reference


def _still_referenced(remaining: list[Reference]) -> EditError:
    places = [reference.place for reference in remaining[:_MAX_SHOWN]]
    listed = Bilingual(*("\n".join(place[lang] for place in places) for lang in ("en", "ar")))
    return EditError(MESSAGES("still-referenced", count=len(remaining), places=listed))

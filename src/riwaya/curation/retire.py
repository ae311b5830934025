"""Retires IDs: the rows go, a notice stays in `retirements`, and nothing is left that points to nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from riwaya.bilingual import Bilingual
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.errors import EditError, NotFoundError
from riwaya.problem import with_suggestion
from riwaya.text.suggest import nearest

NOTICES = "retirements"
# Tables that speak of rows without referring to them.
_SPEAKING = {"waivers": "id"}
_MOST_TOLD = 10
_PLACE = Bilingual(
    "  {id} · {path} · line {line} · field {column}", "  {id} · {path} · السطر {line} · الحقل {column}"
)


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said of IDs that are retired."""

    kind: str
    """merged, split, retracted or redacted."""
    version: str
    """The first version without them."""
    reason: Bilingual
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell that holds another row's ID."""

    sheet: Sheet
    record: Record
    column: str

    @property
    def falls(self) -> bool:
        """Whether its row goes with the other: it has no ID of its own, and is named by that ID among others."""
        return self.sheet.key is None and self.column in self.sheet.resource.schema.primary_key

    @property
    def bound(self) -> str | None:
        """The ID of its row, if that cannot be without the other."""
        needed = self.sheet.resource.schema.field(self.column).required
        return self.sheet.identity(self.record) if needed else None

    def told(self) -> Bilingual:
        place = {
            "path": self.sheet.resource.path,
            "line": self.record.line,
            "column": self.column,
            "id": self.sheet.identity(self.record) or self.sheet.resource.name,
        }
        return _PLACE.format(place)


def retire(sheets: Sheets, identities: Iterable[str], notice: Notice, along: bool = False) -> tuple[str, ...]:
    """Take rows out of the tables, with what is part of them, and put in a notice of each; the IDs that were retired.

    What refers to a merged row refers to its successor then. Otherwise nothing with an ID may refer to it; with `along`, rows
    that cannot be without it are retired as well. NotFoundError for an ID that is not there, EditError for what must come first.
    """
    if NOTICES not in sheets:
        raise EditError(
            f"The package has no table {NOTICES}, in which notices stay. Add it to the descriptor.",
            f"ليس في الحزمة جدول {NOTICES} الذي تُحفظ فيه البيانات عن الملغى. أضفه إلى الواصف.",
        )
    gone = dict.fromkeys(identities)
    for identity in gone:
        _require_in_force(sheets, identity)
    _require_successors(sheets, gone, notice)
    if notice.kind == "merged":
        for reference in references(sheets, gone):
            reference.record.put(reference.column, notice.successors[0])
    elif along:
        gone = bound_to(sheets, gone)
    if left := [reference for reference in references(sheets, gone) if not reference.falls]:
        raise _left(left)
    remove(sheets, gone)
    for sheet in sheets.values() if notice.kind == "merged" else ():
        _drop_repeated(sheet, notice.successors[0])
        if sheet.key is None and any(record.text is None for record in sheet.records):
            sheet.sort()
    add_notices(sheets, gone, notice)
    return tuple(gone)


def references(sheets: Sheets, identities: Collection[str]) -> Iterator[Reference]:
    """The cells that hold one of the IDs, in rows that are none of theirs."""
    for sheet in sheets.values():
        columns = [
            foreign.fields[0] for foreign in sheet.resource.schema.foreign_keys if len(foreign.fields) == 1
        ]
        for record in sheet.records:
            if sheet.identity(record) not in identities:
                yield from (
                    Reference(sheet, record, column)
                    for column in columns
                    if record.cells[column] in identities
                )


def bound_to(sheets: Sheets, identities: Iterable[str]) -> dict[str, None]:
    """These IDs, and those of rows that cannot be without them, and without those."""
    all_bound = dict.fromkeys(identities)
    while more := dict.fromkeys(
        reference.bound for reference in references(sheets, all_bound) if reference.bound
    ):
        all_bound |= more
    return all_bound


def remove(sheets: Sheets, identities: Collection[str]) -> None:
    """Take out the rows with these IDs, the rows that go with them, and what was said of them."""
    falling = {id(reference.record) for reference in references(sheets, identities) if reference.falls}
    for name, sheet in sheets.items():
        said = _SPEAKING.get(name)
        sheet.records = [
            record
            for record in sheet.records
            if sheet.identity(record) not in identities
            and id(record) not in falling
            and (said is None or record.cells[said] not in identities)
        ]


def add_notices(sheets: Sheets, identities: Iterable[str], notice: Notice) -> None:
    """Put a notice of each ID in that has none."""
    sheet = sheets[NOTICES]
    there = {record.cells["id"] for record in sheet.records}
    cells = {
        "kind": notice.kind,
        "successor_ids": " ".join(notice.successors),
        "retired_in": notice.version,
        "reason_ar": notice.reason.ar,
        "reason_en": notice.reason.en,
    }
    sheet.records += [
        Record({name: "" for name in sheet.header} | {"id": identity} | cells)
        for identity in identities
        if identity not in there
    ]
    sheet.sort()


def _home(sheets: Sheets, identity: str) -> Sheet | None:
    return next(
        (
            sheet
            for sheet in sheets.values()
            if any(sheet.identity(record) == identity for record in sheet.records)
        ),
        None,
    )


def _require_in_force(sheets: Sheets, identity: str) -> None:
    if _home(sheets, identity) is None:
        known = [sheet.identity(record) for sheet in sheets.values() if sheet.key for record in sheet.records]
        retired = any(record.cells["id"] == identity for record in sheets[NOTICES].records)
        text = (
            Bilingual(f"{identity} is retired already.", f"{identity} ملغى من قبل.")
            if retired
            else with_suggestion(
                Bilingual(f"There is no row {identity}.", f"لا يوجد صف بالمعرّف {identity}."),
                nearest(identity, known),
            )
        )
        raise NotFoundError(text.en, text.ar)


def _require_successors(sheets: Sheets, gone: Collection[str], notice: Notice) -> None:
    least, most = {"merged": (1, 1), "split": (2, 99)}.get(notice.kind, (0, 0))
    if not least <= len(notice.successors) <= most:
        raise EditError(
            "Name one successor of a merged ID, two or more of a split one, and none of another.",
            "اذكر خلفًا واحدًا للمعرّف المدمج، واثنين فأكثر للمقسوم، ولا تذكر خلفًا لغيرهما.",
        )
    homes = {_home(sheets, identity).resource.name for identity in gone}
    for successor in notice.successors:
        _require_in_force(sheets, successor)
        if successor in gone or {_home(sheets, successor).resource.name} != homes:
            raise EditError(
                f"{successor} cannot take the place: it must be another row of the same table, and stay.",
                f"لا يصلح {successor} خلفًا: يجب أن يكون صفًا آخر من الجدول نفسه، وأن يبقى.",
            )


def _drop_repeated(sheet: Sheet, successor: str) -> None:
    """Rows that became the same row once more, or tie a row to itself, say nothing any more."""
    kept: list[Record] = []
    for record in sheet.records:
        key = [record.cells[name] for name in sheet.resource.schema.primary_key]
        touched = sheet.key is None and successor in key
        if not touched or (key.count(successor) < 2 and all(record.cells != other.cells for other in kept)):
            kept.append(record)
    sheet.records = kept


def _left(left: list[Reference]) -> EditError:
    told = [reference.told() for reference in left[:_MOST_TOLD]]
    en, ar = ("\n".join(place[lang] for place in told) for lang in ("en", "ar"))
    return EditError(
        f"{len(left)} cells still refer to it. Retire their rows as well, with --with-dependents those that cannot be without "
        f"it, or have the cells refer to something else:\n{en}",
        f"لا تزال خلايا عددها {len(left)} تحيل إليه. ألغِ صفوفها أيضًا، أو استعمل --with-dependents لما لا يقوم من دونه، "
        f"أو اجعل الخلايا تحيل إلى غيره:\n{ar}",
    )

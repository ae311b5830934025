"""Asks for a new row field by field, and for the rows that depend on it. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from riwaya.curation import MESSAGES
from riwaya.curation.choices import next_ids, similar_rows
from riwaya.curation.prompts import Console, FieldPrompt
from riwaya.curation.sheets import Record, Sheet, check_sheets, read_sheets
from riwaya.errors import NotFoundError
from riwaya.package.descriptor import Package
from riwaya.package.schema import Field
from riwaya.problem import Problem, with_suggestion
from riwaya.text.suggest import nearest
from riwaya.validation.reporters.text import problem_lines

# For each table: the tables whose rows depend on a new row, and whether it needs at least one of them.
_DEPENDENT_TABLES = {
    "events": (("claims", True), ("event_actors", False)),
    "sources": (("claims", True),),
    "claims": (("figures", False), ("claim_groups", False)),
    "figures": (("figure_links", False),),
    "actors": (("actor_relations", False),),
}
# Columns that are asked for only where another column of the row has one of these values, or any.
_ASKED_WHERE: Mapping[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("claims", "contests"): ("stance", ("denies",)),
    ("claims", "contested_claim_id"): ("stance", ("denies",)),
    ("claims", "date_basis"): ("date", ()),
    ("claim_groups", "value"): ("extent", ("number",)),
    ("actors", "affiliation_basis_ar"): ("affiliation", ()),
    ("actors", "affiliation_basis_en"): ("affiliation", ()),
}
# An equal number is no number without the figures that it equals.
_EQUAL, _LINKS = "same_number", "figure_links"


@dataclass(slots=True)
class Form:
    """The tables of a valid package, with the rows that the user adds."""

    package: Package
    console: Console
    sheets: dict[str, Sheet] = field(init=False)
    added: list[tuple[Sheet, Record]] = field(init=False, default_factory=list)
    """The new rows with their tables, in the order in which they were begun."""
    _prompt: FieldPrompt = field(init=False)
    _distinct: set[tuple[str, str]] = field(init=False, default_factory=set)
    """Pairs of a new and an existing ID with similar names that the user said are different things."""

    def __post_init__(self) -> None:
        self.sheets = read_sheets(self.package)
        self._prompt = FieldPrompt(self.package, self.sheets, self.console, self._add_referenced)

    def add_rows(self, table: str, given: Mapping[str, str]) -> str | None:
        """Ask for a row and for the rows that depend on it.

        `given` are cells that are known already. Returns the ID of the new row, or of an existing one that
        the user meant.
        """
        sheet, count = self.sheets[table], len(self.added)
        identity = self.add_row(table, given)
        if identity is None or sheet.id_column is None or len(self.added) == count:
            return identity
        self._add_dependents(table, identity)
        return identity

    def _add_referenced(self, table: str) -> str | None:
        """Ask for a row to which another one refers, and for those that are part of it."""
        count = len(self.added)
        identity = self.add_row(table)
        if identity and len(self.added) > count:
            self._add_dependents(table, identity, parts=True)
        return identity

    def _add_dependents(self, table: str, identity: str, parts: bool = False) -> None:
        """Ask for the rows that depend on a new row; with `parts`, only for those without own IDs."""
        column = str(self.sheets[table].id_column)
        for other, needed in _DEPENDENT_TABLES.get(table, ()):
            if other not in self.sheets or (parts and self.sheets[other].id_column):
                continue
            given = {column: identity}
            if other == _LINKS:
                # An equal number was linked with its figure; what is left are parts of another number.
                if not self._has_other_figures(identity):
                    continue
                given["relation"] = "part_of"
            message, default = "add-dependent", needed
            while self._confirm_dependent(message, other, identity, default):
                self.add_rows(other, given)
                message, default = "add-another", False

    def _has_other_figures(self, identity: str) -> bool:
        """Whether the document of a figure has another one about the event."""
        claims, figures = self.sheets["claims"], self.sheets["figures"]
        about = {
            claim.cells["claim_id"]: (claim.cells["event_id"], claim.cells["source_id"])
            for claim in claims.records
        }
        places = {
            figure.cells["figure_id"]: about.get(figure.cells["claim_id"]) for figure in figures.records
        }
        return [*places.values()].count(places[identity]) > 1

    def _confirm_dependent(self, message: str, table: str, identity: str, default: bool) -> bool:
        title = self.sheets[table].resource.title
        return self.console.confirm(MESSAGES(message, title=title, id=identity)[self.console.lang], default)

    def add_row(self, table: str, given: Mapping[str, str] | None = None) -> str | None:
        """Ask for one row; its ID, or that of the existing row meant; None if rows have no ID."""
        sheet, given = self.sheets[table], dict(given or {})
        record = Record(dict.fromkeys(sheet.header, "") | given)
        if sheet.id_column:
            record.cells[sheet.id_column] = next(next_ids(self.sheets, sheet))
        identity = sheet.id_of(record)
        self.console.show_message(MESSAGES("new-row", title=sheet.resource.title, id=identity or ""))
        # It is in the table from the start, so that rows added meanwhile get other IDs.
        sheet.records.append(record)
        self.added.append((sheet, record))
        fields = [item for item in _in_order(sheet) if item.name not in {sheet.id_column, *given}]
        for item in fields:
            if not _is_asked(sheet, record, item):
                continue
            record.cells[item.name] = self._prompt.ask(sheet, record, item)
            if existing := self._existing_row(sheet, record, item):
                sheet.records.remove(record)
                self.added.remove((sheet, record))
                return existing
        if identity and record.cells.get("qualifier") == _EQUAL and _LINKS in self.sheets:
            self._add_equals(identity)
        self._correct(sheet, record, fields)
        return identity

    def _add_equals(self, identity: str) -> None:
        """Ask for the figures whose sum an equal number is."""
        message = "add-equal"
        while self._confirm_dependent(message, _LINKS, identity, message == "add-equal"):
            self.add_row(_LINKS, {"figure_id": identity, "relation": "equals"})
            message = "add-another"

    def _existing_row(self, sheet: Sheet, record: Record, item: Field) -> str | None:
        """The ID of an existing row with a name similar to that entered, if the user means it."""
        names = [name for pair in sheet.resource.schema.pairs if pair.name == "name" for name in pair.columns]
        new = sheet.id_of(record)
        if new is None or item.name not in names:
            return None
        similar = similar_rows(self.sheets, sheet.resource.name, record.cells[item.name], within=False)
        for identity, name in similar.items():
            if identity != new and (new, identity) not in self._distinct:
                if self.console.confirm_row(identity, name, False):
                    return identity
                self._distinct.add((new, identity))
        return None

    def _correct(self, sheet: Sheet, record: Record, fields: list[Field]) -> None:
        """Ask again for fields with problems until there are none or the user gives up."""
        while problems := self._problems(sheet, record, fields):
            for problem in problems:
                self.console.show("\n".join(problem_lines(problem, self.console.lang)))
            if not self.console.confirm(MESSAGES("answer-again")[self.console.lang], True):
                return
            wrong = {problem.place.field for problem in problems}
            for item in fields:
                if item.name in wrong:
                    record.cells[item.name] = self._prompt.ask(sheet, record, item)

    def _problems(self, sheet: Sheet, record: Record, fields: list[Field]) -> list[Problem]:
        """The problems of a record in these fields."""
        if sheet.resource.is_ordered:
            sheet.sort()
        row = 1 + next(at for at, other in enumerate(sheet.records) if other is record)
        names = {item.name for item in fields}
        return [
            problem
            for problem in check_sheets(self.package, self.sheets).report.errors
            if (problem.place.table, problem.place.row) == (sheet.resource.name, row)
            and problem.place.field in names
        ]


def table_named(package: Package, name: str) -> str:
    """The published table with this name, or its singular ("claim"). Raises NotFoundError."""
    names = [resource.name for resource in package.published]
    singular = {other.removesuffix("s"): other for other in names}
    if name in singular or name in names:
        return singular.get(name, name)
    message = MESSAGES("table-unknown", name=name, known=", ".join(singular))
    raise NotFoundError(with_suggestion(message, nearest(name, [*singular, *names])))


def _is_asked(sheet: Sheet, record: Record, item: Field) -> bool:
    """Whether a column can hold something, given those of the row before it."""
    if (sheet.resource.name, item.name) not in _ASKED_WHERE:
        return True
    column, values = _ASKED_WHERE[sheet.resource.name, item.name]
    value = record.cells.get(column, "")
    return value in values if values else bool(value)


def _in_order(sheet: Sheet) -> Iterator[Field]:
    """The fields in the order of the schema, but a figure's wording before its numbers."""
    fields = {item.name: item for item in sheet.resource.schema.fields}
    wordings = [name for name in fields if name.startswith("wording_")] if "qualifier" in fields else []
    for name, item in fields.items():
        if name == "qualifier":
            yield from (fields[wording] for wording in wordings)
        if name not in wordings:
            yield item

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
    "claims": (("figures", False),),
}


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
        self._prompt = FieldPrompt(self.package, self.sheets, self.console, self.add_row)

    def add_rows(self, table: str, given: Mapping[str, str]) -> str | None:
        """Ask for a row and for the rows that depend on it.

        `given` are cells that are known already. Returns the ID of the new row, or of an existing one that
        the user meant.
        """
        sheet, count = self.sheets[table], len(self.added)
        identity = self.add_row(table, given)
        if identity is None or sheet.id_column is None or len(self.added) == count:
            return identity
        for other, needed in _DEPENDENT_TABLES.get(table, ()):
            message, default = "add-dependent", needed
            while other in self.sheets and self._confirm_dependent(message, other, identity, default):
                self.add_rows(other, {sheet.id_column: identity})
                message, default = "add-another", False
        return identity

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
            record.cells[item.name] = self._prompt.ask(sheet, record, item)
            if existing := self._existing_row(sheet, record, item):
                sheet.records.remove(record)
                self.added.remove((sheet, record))
                return existing
        self._correct(sheet, record, fields)
        return identity

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


def _in_order(sheet: Sheet) -> Iterator[Field]:
    """The fields in the order of the schema, but a figure's wording before its numbers."""
    fields = {item.name: item for item in sheet.resource.schema.fields}
    wordings = [name for name in fields if name.startswith("wording_")] if "qualifier" in fields else []
    for name, item in fields.items():
        if name == "qualifier":
            yield from (fields[wording] for wording in wordings)
        if name not in wordings:
            yield item

"""Asks for a new row: what it needs, the rest at the user's wish, then the rows that depend on it.

Writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from riwaya.bilingual import LANGUAGES
from riwaya.curation import MESSAGES
from riwaya.curation.choices import next_ids, similar_rows
from riwaya.curation.prompts import DROP, NEXT_ANSWER, Console, FieldPrompt, RowDroppedError
from riwaya.curation.row_form import RowForm
from riwaya.curation.sheets import Record, Sheet, check_sheets, read_sheets
from riwaya.errors import NotFoundError
from riwaya.package.descriptor import Package
from riwaya.package.schema import Field
from riwaya.problem import Problem, with_suggestion
from riwaya.text.spelling import digits_of
from riwaya.text.suggest import nearest
from riwaya.validation.reporters.text import problem_lines

# For each table: the tables whose rows depend on a new row, and whether it needs at least one of them.
_DEPENDENT_TABLES = {
    "events": (("claims", True), ("event_actors", False)),
    "sources": (("claims", True),),
    "claims": (("figures", False), ("claim_groups", False)),
    "figures": (("figure_links", False), ("claim_groups", False)),
    "actors": (("actor_relations", False), ("actor_names", False)),
    "locations": (("location_names", False),),
}
# An equal number is no number without the figures that it equals.
_EQUAL, _LINKS = "same_number", "figure_links"
_ADDRESS_COLUMN = "url"


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
    _wanted: str | None = field(init=False, default=None)
    """The table to which the user wants to add a row as soon as the current one is done."""
    _open: list[str] = field(init=False, default_factory=list)
    """The tables whose rows, begun but not done, other rows may depend on."""

    def __post_init__(self) -> None:
        self.sheets = read_sheets(self.package)
        self._prompt = FieldPrompt(self.package, self.sheets, self.console, self._add_referenced)

    def add_rows(self, table: str, given: Mapping[str, str]) -> str | None:
        """Ask for a row and for the rows that depend on it, also if it is an existing one.

        `given` are cells that are known already. Returns the ID of the new row, or of an existing one that
        the user meant; None for a row without ID, or one that was dropped.
        """
        self._open.append(table)
        identity = self.add_row(table, given)
        if identity is not None:
            self._add_dependents(table, identity)
        self._open.pop()
        return identity

    def _add_referenced(self, table: str) -> str | None:
        """Ask for a row to which another one refers, and for those that are part of it."""
        count, outer, self._open = len(self.added), self._open, []
        self._open = [table]
        identity = self.add_row(table)
        if identity and len(self.added) > count:
            self._add_dependents(table, identity, parts=True)
        self._open = outer
        return identity

    def _add_dependents(self, table: str, identity: str, parts: bool = False) -> None:
        """Ask for the rows that a row needs, and for those that the user wanted."""
        sheet = self.sheets[table]
        record = sheet.records[sheet.ids.index(identity)]
        for other, needed in self._dependents(table):
            if not parts and (needed or _counts_something(other, record)):
                self._add_dependent(other, sheet, record)
        while self._wanted in dict(self._dependents(table)):
            other, self._wanted = str(self._wanted), None
            self._add_dependent(other, sheet, record)

    def _add_dependent(self, other: str, sheet: Sheet, record: Record) -> None:
        """Ask for a row that depends on a record, whose ID it takes, and the claim of a figure as well."""
        columns = {str(sheet.id_column), *(["claim_id"] if "claim_id" in sheet.header else [])}
        self.add_rows(
            other, {column: record.cells[column] for column in columns & {*self.sheets[other].header}}
        )

    def _dependents(self, table: str) -> list[tuple[str, bool]]:
        return [item for item in _DEPENDENT_TABLES.get(table, ()) if item[0] in self.sheets]

    def add_row(self, table: str, given: Mapping[str, str] | None = None) -> str | None:
        """Ask for one row: its ID, or that of the existing row meant; None without ID or if dropped."""
        sheet, given = self.sheets[table], dict(given or {})
        record = Record(dict.fromkeys(sheet.header, "") | given)
        if sheet.id_column:
            record.cells[sheet.id_column] = next(next_ids(self.sheets, sheet))
        identity, before = sheet.id_of(record), len(self.added)
        self.console.show_message(
            MESSAGES("new-row", title=sheet.resource.title, id=identity or "", drop=DROP)
        )
        # It is in the table from the start, so that rows added meanwhile get other IDs.
        sheet.records.append(record)
        self.added.append((sheet, record))
        form = RowForm(self._prompt, sheet, record, frozenset({sheet.id_column or "", *given}))
        try:
            if existing := self._fill(form):
                self._take_back(before)
                return existing
            if identity and record.cells.get("qualifier") == _EQUAL and _LINKS in self.sheets:
                self.add_row(_LINKS, {"figure_id": identity, "relation": "equals"})
            self._review(form)
        except RowDroppedError:
            self._take_back(before)
            return None
        return identity

    def _take_back(self, count: int) -> None:
        """Remove the rows that were added after the first `count`."""
        for sheet, record in self.added[count:]:
            sheet.records[:] = [other for other in sheet.records if other is not record]
        del self.added[count:]

    def _fill(self, form: RowForm) -> str | None:
        """Fill the fields that a row needs; the ID of an existing row if the user means that one."""
        for item in form.fields:
            if form.fill(item) and (existing := self._existing_row(form.sheet, form.record, item)):
                return existing
        return None

    def _existing_row(self, sheet: Sheet, record: Record, item: Field) -> str | None:
        """The ID of an existing row with a name similar to that entered, if the user means it."""
        names = [name for pair in sheet.resource.schema.pairs if pair.name == "name" for name in pair.columns]
        new, value = sheet.id_of(record), record.cells[item.name]
        if new is None or item.name not in (*names, _ADDRESS_COLUMN) or not value:
            return None
        similar = similar_rows(self.sheets, sheet.resource.name, value)
        for identity, name in similar.items():
            same_address = item.name != _ADDRESS_COLUMN or self._cell(sheet, identity, item.name) == value
            if identity != new and same_address and (new, identity) not in self._distinct:
                if self.console.confirm_row(identity, name, item.name == _ADDRESS_COLUMN):
                    return identity
                self._distinct.add((new, identity))
        return None

    @staticmethod
    def _cell(sheet: Sheet, identity: str, column: str) -> str:
        return sheet.records[sheet.ids.index(identity)].cells[column]

    def _review(self, form: RowForm) -> None:
        """Show the row, and fill or change what the user wants, until he goes on.

        Going on again in spite of the same problems leaves the row as it is: then nothing is written.
        """
        lang, known = self.console.lang, None
        tables = [other for table in self._open for other, _ in self._dependents(table)]
        question = MESSAGES("prompt-row", tables=" ".join(f"+{name}" for name in dict.fromkeys(tables)))[lang]
        while True:
            problems = self._problems(form)
            for problem in problems:
                self.console.show("\n".join(problem_lines(problem, lang)))
            if known is None and not problems and not form.is_open():
                return
            form.show()
            answer = self.console.prompt(question, "").strip()
            if answer == DROP:
                raise RowDroppedError
            if answer.startswith("+"):
                wanted = nearest(answer.removeprefix("+").strip(), tables)
                if wanted and not problems:
                    self._wanted = wanted
                    return
                self.console.show_message(MESSAGES("table-unknown", name=answer, known=", ".join(tables)))
            elif answer:
                for part in NEXT_ANSWER.split(answer):
                    form.change(part)
            elif not problems or problems == known:
                return
            known = problems

    def _problems(self, form: RowForm) -> list[Problem]:
        """The problems of a record in the fields that the user fills in."""
        sheet = form.sheet
        if sheet.resource.is_ordered:
            sheet.sort()
        row = 1 + next(at for at, other in enumerate(sheet.records) if other is form.record)
        names = {item.name for item in form.fields}
        return [
            problem
            for problem in check_sheets(self.package, self.sheets).report.errors
            if (problem.place.table, problem.place.row) == (sheet.resource.name, row)
            and problem.place.field in names
        ]


def _counts_something(table: str, record: Record) -> bool:
    """Whether a row for the figures of a claim is expected: its statement has a number."""
    return table == "figures" and any(digits_of(record.cells[f"statement_{lang}"]) for lang in LANGUAGES)


def table_named(package: Package, name: str) -> str:
    """The published table with this name, or its singular ("claim"). Raises NotFoundError."""
    names = [resource.name for resource in package.published]
    singular = {other.removesuffix("s"): other for other in names}
    if name in singular or name in names:
        return singular.get(name, name)
    message = MESSAGES("table-unknown", name=name, known=", ".join(singular))
    raise NotFoundError(with_suggestion(message, nearest(name, [*singular, *names])))

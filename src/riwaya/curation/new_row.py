"""Asks for a new row: what it needs, then the rows that depend on it, then what the user wants besides.

Writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.curation import MESSAGES
from riwaya.curation.choices import ADDRESS_COLUMN, next_ids, rows_like
from riwaya.curation.prompts import DROP, NEW_ROW, Console, FieldPrompt, RowDroppedError
from riwaya.curation.review import Review
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


@dataclass(slots=True)
class Form:
    """The tables of a valid package, with the rows that the user adds."""

    package: Package
    console: Console
    sheets: dict[str, Sheet] = field(init=False)
    rows: list[RowForm] = field(init=False, default_factory=list)
    """The new rows, in the order in which they were begun."""
    _prompt: FieldPrompt = field(init=False)
    _distinct: set[tuple[str, str]] = field(init=False, default_factory=set)
    """Pairs of a new and an existing ID with similar names that the user said are different things."""
    _parents: list[tuple[Sheet, Record]] = field(init=False, default_factory=list)
    """The rows, new or existing, to which the user may add others that depend on them."""
    _checked: tuple[Mapping[str, str], Sequence[Problem]] = field(init=False, default=({}, ()))

    def __post_init__(self) -> None:
        self.sheets = read_sheets(self.package)
        self._prompt = FieldPrompt(self.package, self.sheets, self.console, self._add_row)

    def add_rows(self, table: str) -> str | None:
        """Ask for a row and for those that depend on it, then show all of them for the user to go on.

        Returns the ID of the row, also if it is an existing one that the user meant; None for a row without
        ID, or one that was dropped.
        """
        identity = self._add_rows(table, {})
        if self.rows:
            self._review_all()
        return identity if identity in self.sheets[table].ids else None

    def _add_rows(self, table: str, given: Mapping[str, str]) -> str | None:
        """Ask for a row, and for those that it needs. `given` are cells that are known already."""
        sheet, identity = self.sheets[table], self._add_row(table, given)
        if identity is not None:
            record = sheet.records[sheet.ids.index(identity)]
            self._parents.append((sheet, record))
            for other, needed in self._dependents(sheet):
                if needed or _counts_something(other, record):
                    self._add_dependent(other, sheet, record)
        return identity

    def _add_dependent(self, other: str, sheet: Sheet, record: Record) -> None:
        """Ask for a row that depends on a record, whose ID it takes, and the claim of a figure as well."""
        columns = {str(sheet.id_column), *(["claim_id"] if "claim_id" in sheet.header else [])}
        self._add_rows(
            other, {column: record.cells[column] for column in columns & {*self.sheets[other].header}}
        )

    def _dependents(self, sheet: Sheet) -> list[tuple[str, bool]]:
        return [item for item in _DEPENDENT_TABLES.get(sheet.resource.name, ()) if item[0] in self.sheets]

    def _add_row(self, table: str, given: Mapping[str, str] | None = None) -> str | None:
        """Ask for one row: its ID, or that of the existing row meant; None without ID or if dropped."""
        sheet, given = self.sheets[table], dict(given or {})
        record = Record(dict.fromkeys(sheet.header, "") | given)
        if sheet.id_column:
            record.cells[sheet.id_column] = next(next_ids(self.sheets, sheet))
        identity, before = sheet.id_of(record), len(self.rows)
        self.console.show_message(
            MESSAGES("new-row", title=sheet.resource.title, id=identity or "", drop=DROP)
        )
        form = RowForm(self._prompt, sheet, record, frozenset({sheet.id_column or "", *given}))
        # It is in the table from the start, so that rows added meanwhile get other IDs.
        sheet.records.append(record)
        self.rows.append(form)
        try:
            if existing := self._fill(form):
                self._drop(self.rows[before:])
                return existing
            if identity and record.cells.get("qualifier") == _EQUAL and _LINKS in self.sheets:
                self._add_row(_LINKS, {"figure_id": identity, "relation": "equals"})
            self._review([form])
        except RowDroppedError:
            self._drop(self.rows[before:])
            return None
        return identity

    def _drop(self, forms: Sequence[RowForm]) -> None:
        """Remove new rows, and those that refer to them."""
        for form in forms:
            identity = form.sheet.id_of(form.record)
            form.sheet.records[:] = [other for other in form.sheet.records if other is not form.record]
            self.rows[:] = [other for other in self.rows if other is not form]
            self._parents[:] = [both for both in self._parents if both[1] is not form.record]
            if identity:
                self._drop([other for other in self.rows if identity in other.record.cells.values()])

    def _fill(self, form: RowForm) -> str | None:
        """Fill the fields that a row needs; the ID of an existing row if the user means that one."""
        for item in form.fields:
            if form.fill(item) and (existing := self._existing_row(form.sheet, form.record, item)):
                return existing
        form.fill_texts()
        return None

    def _existing_row(self, sheet: Sheet, record: Record, item: Field) -> str | None:
        """The ID of an existing row with a name similar to that entered, if the user means it."""
        new = sheet.id_of(record)
        if new is None:
            return None
        for identity, name in rows_like(self.sheets, sheet, item.name, record.cells[item.name]).items():
            if identity != new and (new, identity) not in self._distinct:
                if self.console.confirm_row(identity, name, item.name == ADDRESS_COLUMN):
                    return identity
                self._distinct.add((new, identity))
        return None

    def _review(self, forms: Sequence[RowForm]) -> None:
        """Show rows that have problems, and change what the user wants, until there are none or he goes on.

        Then the rows stay as they are, and are shown once more with all the others.
        """
        while self._show_problems(forms):
            review = Review(self.console, forms)
            review.show()
            answer = self._answer(MESSAGES("prompt-problem", drop=DROP))
            if answer == DROP:
                raise RowDroppedError
            if not answer:
                return
            review.change(answer)

    def _review_all(self) -> None:
        """Show all rows, and change, add or drop what the user wants, until he goes on.

        Going on again in spite of the same problems leaves the rows as they are: then nothing is written.
        """
        known = None
        while self.rows:
            problems = self._show_problems(self.rows)
            if known is None and not problems and not any(form.is_open() for form in self.rows):
                return
            review = Review(self.console, self.rows)
            review.show()
            tables = [name for parent, _ in self._parents for name, _ in self._dependents(parent)]
            offered = " ".join(f"+{name}" for name in dict.fromkeys(tables))
            answer = self._answer(MESSAGES("prompt-rows", tables=offered, drop=DROP))
            if answer.startswith(DROP):
                self._drop_named(answer.removeprefix(DROP).strip())
            elif answer.startswith(NEW_ROW):
                self._add_named(answer.removeprefix(NEW_ROW).strip(), tables)
            elif answer:
                review.change(answer)
            elif not problems or problems == known:
                return
            known = problems

    def _answer(self, question: Bilingual) -> str:
        return self.console.prompt(question[self.console.lang], "").strip()

    def _add_named(self, answer: str, tables: Sequence[str]) -> None:
        """Ask for a row that depends on one of the rows: the last that can have it, or the one with an ID."""
        name, _, identity = answer.partition(" ")
        table = nearest(name, tables) if name else None
        for sheet, record in reversed(self._parents):
            if table in dict(self._dependents(sheet)) and identity.strip() in ("", sheet.id_of(record)):
                return self._add_dependent(str(table), sheet, record)
        return self.console.show_message(
            MESSAGES("table-unknown", name=answer, known=", ".join(dict.fromkeys(tables)))
        )

    def _drop_named(self, identity: str) -> None:
        """Drop the row with an ID, or the last one."""
        forms = [form for form in self.rows if identity in ("", form.sheet.id_of(form.record))]
        if forms:
            self._drop(forms[-1:])
        else:
            self.console.show_message(MESSAGES("id-unknown", id=identity))

    def _show_problems(self, forms: Sequence[RowForm]) -> list[Problem]:
        """The problems of rows in the fields that the user fills in, which he is shown."""
        names: dict[tuple[str, int], set[str]] = {}
        for sheet in {id(form.sheet): form.sheet for form in forms}.values():
            if sheet.resource.is_ordered:
                sheet.sort()
            rows = {id(record): row for row, record in enumerate(sheet.records, start=1)}
            for form in forms:
                if form.sheet is sheet:
                    place = sheet.resource.name, rows[id(form.record)]
                    names[place] = {item.name for item in form.fields}
        places = [(problem, problem.place) for problem in self._errors()]
        problems = [one for one, at in places if at.field in names.get((str(at.table), at.row or 0), ())]
        for problem in problems:
            self.console.show("\n".join(problem_lines(problem, self.console.lang)))
        return problems

    def _errors(self) -> Sequence[Problem]:
        """The errors of the package with the rows; the same rows are checked once."""
        texts = {name: sheet.text() for name, sheet in self.sheets.items()}
        if texts != self._checked[0]:
            self._checked = texts, check_sheets(self.package, self.sheets).report.errors
        return self._checked[1]


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

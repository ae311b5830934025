"""Holds one new row while it is entered: which fields it needs, what is suggested, what is still empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from riwaya.curation import MESSAGES
from riwaya.curation.choices import reference_target, with_label
from riwaya.curation.find_rows import dated_label
from riwaya.curation.prompts import FieldPrompt
from riwaya.curation.sheets import Record, Sheet
from riwaya.curation.suggestions import suggested
from riwaya.package.schema import Field
from riwaya.text.suggest import nearest


@dataclass(slots=True)
class RowForm:
    """A row that is being entered."""

    prompt: FieldPrompt
    sheet: Sheet
    record: Record
    given: frozenset[str]
    """Columns that are known and not shown."""
    fields: list[Field] = field(init=False)
    _suggested: set[str] = field(init=False, default_factory=set)
    _asked: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.fields = [item for item in _in_order(self.sheet) if item.name not in self.given]

    def fill(self, item: Field) -> bool:
        """Fill a field that the row needs: with what is usual, or by asking; whether the user was asked."""
        cells = self.record.cells
        if not item.entry.applies(cells):
            cells[item.name] = ""
            self._suggested.discard(item.name)
            return False
        if cells[item.name] or item.name in self._asked:
            return False
        if value := suggested(self.prompt.sheets, self.sheet, self.record, item):
            cells[item.name] = value
            self._suggested.add(item.name)
        elif item.required or item.entry.asked:
            self._ask(item)
            return True
        return False

    def _ask(self, item: Field, given: str | None = None) -> None:
        self.record.cells[item.name] = self.prompt.ask(self.sheet, self.record, item, given)
        self._asked.add(item.name)
        self._suggested.discard(item.name)
        while self.prompt.rest:
            self._answer(self.prompt.rest.pop(0))

    def is_open(self) -> bool:
        """Whether there is anything that the user has not been asked for and may want to fill or change."""
        return any(item.name not in self._asked for item in self._applying())

    def change(self, answer: str) -> None:
        """Fill or change a field: its number or name, or that and a value, as in "date = 2018-07"."""
        if (item := self._answer(answer)) is None:
            return
        # What did not apply before may apply now, and what followed from it may not.
        for other in self.fields:
            if other.name in self._suggested and item.name in _followed(other):
                self.record.cells[other.name] = ""
            self.fill(other)

    def _answer(self, answer: str) -> Field | None:
        """Set the field that an answer names; None if there is none, which the user has been shown."""
        name, equals, value = (part.strip() for part in answer.partition("="))
        if item := self._named(name):
            self._ask(item, value if equals else None)
        else:
            self.prompt.console.show_message(MESSAGES("field-unknown", name=name))
        return item

    def _named(self, name: str) -> Field | None:
        fields = {item.name: item for item in self._applying()}
        if name.isdecimal():
            return [*fields.values()][int(name) - 1] if 1 <= int(name) <= len(fields) else None
        found = name if name in fields else nearest(name, fields)
        return fields[found] if found else None

    def show(self) -> None:
        """Show the values of the row, those that were suggested marked, and the names of empty fields."""
        console = self.prompt.console
        lang, empty = console.lang, []
        mark = MESSAGES("suggested-value")[lang]
        console.show("")
        for number, item in enumerate(self._applying(), start=1):
            if value := self.record.cells[item.name]:
                end = f" {mark}" if item.name in self._suggested else ""
                console.show(f"  {number}. {item.title[lang]}: {self._shown(item, value)}{end}")
            else:
                empty.append(f"{number} {item.name}")
        if empty:
            console.show_message(MESSAGES("empty-fields", fields=", ".join(empty)))

    def _shown(self, item: Field, value: str) -> str:
        table = None if item.vocabulary else reference_target(self.sheet, item)
        if table is None:
            return value
        other = self.prompt.sheets[table]
        record = dict(zip(other.ids, other.records, strict=True)).get(value)
        return with_label(value, dated_label(record, self.prompt.console.lang)) if record else value

    def _applying(self) -> list[Field]:
        """The fields that can have a value, in the order of the schema."""
        return [
            item
            for item in self.sheet.resource.schema.fields
            if item.name not in self.given and item.entry.applies(self.record.cells)
        ]


def _in_order(sheet: Sheet) -> Iterator[Field]:
    """The fields in the order of the schema, but each after those from which its value follows."""
    fields = {item.name: item for item in sheet.resource.schema.fields}
    done: set[str] = set()

    def visit(item: Field) -> Iterator[Field]:
        if item.name not in done:
            done.add(item.name)
            for name in _followed(item):
                if name in fields:
                    yield from visit(fields[name])
            yield item

    for item in fields.values():
        yield from visit(item)


def _followed(item: Field) -> list[str]:
    """The columns of the row from which a value follows. A number phrase gives qualifier and numbers."""
    numbers = ("wording_ar", "wording_en") if item.name in ("qualifier", "value", "value_to") else ()
    return [*numbers, *(path.split(".")[0] for path in item.entry.suggested_by)]

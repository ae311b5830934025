"""Holds one new row while it is entered: which fields it needs, what is suggested, what is still empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from riwaya.curation import MESSAGES
from riwaya.curation.choices import reference_target, term_options, with_label
from riwaya.curation.find_rows import dated_label
from riwaya.curation.prompts import NAMED, FieldPrompt
from riwaya.curation.sheets import Record, Sheet
from riwaya.curation.suggestions import suggested
from riwaya.package.schema import Field
from riwaya.text.suggest import nearest

_LANGUAGE = "language"
"""The column with the language of what a row describes."""


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
    _texts: list[str] = field(init=False, default_factory=list)
    """What was answered for a text whose column depends on the language of the row."""

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
        if value := suggested(self.prompt.package, self.prompt.sheets, self.sheet, self.record, item):
            cells[item.name] = value
            self._suggested.add(item.name)
        elif item.required or item.entry.asked or self._is_translation(item):
            self._ask(item)
            return True
        return False

    def fill_texts(self) -> None:
        """Put the text that was answered together with others into the column of its language."""
        if self._texts:
            columns = [name for item in self.fields for name in self._prose(item.entry.asked_with)]
            languages = self.sheet.resource.schema.language_of_column
            language = self.record.cells.get(_LANGUAGE)
            column = next((name for name in columns if languages.get(name) == language), columns[-1])
            self.record.cells[column] = "; ".join(self._texts)
            self._texts.clear()
            self._fill_all()

    def _is_translation(self, item: Field) -> bool:
        """Whether the same text stands in the other language."""
        pairs = (pair.columns for pair in self.sheet.resource.schema.pairs)
        return any(self.record.cells.get(name) for names in pairs if item.name in names for name in names)

    def _ask(self, item: Field, given: str | None = None) -> None:
        self.record.cells[item.name] = self.prompt.ask(self.sheet, self.record, item, given)
        self._asked.add(item.name)
        self._suggested.discard(item.name)
        while self.prompt.rest:
            answer = self.prompt.rest.pop(0)
            if NAMED.match(answer):
                self._answer(answer)
            elif not self._take(answer, item.entry.asked_with):
                self._texts.append(answer)

    def _take(self, answer: str, names: Sequence[str]) -> bool:
        """Put an answer into the first empty one of these fields that can have it, if it is no prose."""
        prose, cells = self._prose(names), self.record.cells
        empty = {item.name: item for item in self.applying() if not cells[item.name]}
        for item in (empty[name] for name in names if name in empty and name not in prose):
            if value := self.prompt.read(self.sheet, item, answer):
                cells[item.name] = value
                self._asked.add(item.name)
                return True
        return False

    def _prose(self, names: Sequence[str]) -> list[str]:
        """The columns among these that hold texts; without a language, a title in any other one."""
        fields = {item.name: item for item in self.fields}
        return [name for name in names if name in fields and fields[name].verbatim]

    def is_open(self) -> bool:
        """Whether there is anything that the user has not been asked for and may want to fill or change."""
        return any(item.name not in self._asked for item in self.applying())

    def change(self, item: Field, given: str | None = None) -> None:
        """Fill or change a field, with an answer that is given, or by asking."""
        self._ask(item, given)
        # What did not apply before may apply now, and what followed from it may not.
        for other in self.fields:
            if other.name in self._suggested and item.name in _followed(other):
                self.record.cells[other.name] = ""
        self._fill_all()

    def _fill_all(self) -> None:
        for item in self.fields:
            self.fill(item)

    def _answer(self, answer: str) -> None:
        """Set the field that an answer names ("date = 2018-07")."""
        name, _, value = (part.strip() for part in answer.partition("="))
        fields = {item.name: item for item in self.applying()}
        found = name if name in fields else nearest(name, fields)
        if found:
            self._ask(fields[found], value)
        else:
            self.prompt.console.show_message(MESSAGES("field-unknown", name=name))

    def text_of(self, item: Field) -> str:
        """The value of a field with its label or name, marked if it was suggested."""
        value, lang = self.record.cells[item.name], self.prompt.console.lang
        if item.vocabulary:
            value = term_options(self.prompt.sheets, lang).get(item.vocabulary, {}).get(value, value)
        elif (table := reference_target(self.sheet, item)) and value:
            other = self.prompt.sheets[table]
            record = dict(zip(other.ids, other.records, strict=True)).get(value)
            value = with_label(value, dated_label(record, lang)) if record else value
        return f"{value} {MESSAGES('suggested-value')[lang]}" if item.name in self._suggested else value

    def applying(self) -> list[Field]:
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

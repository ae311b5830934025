"""Asks the user for the value of one field: a term, a reference, a fingerprint, a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from riwaya.bilingual import Bilingual
from riwaya.curation import MESSAGES
from riwaya.curation.answers import refusal
from riwaya.curation.choices import (
    reference_target,
    term_options,
    terms_of,
    with_label,
    without_label,
)
from riwaya.curation.find_rows import dated_label, find_rows
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.curation.source_check import denied_in
from riwaya.curation.suggestions import suggested
from riwaya.curation.workbook.cell_values import CellError, cell_text
from riwaya.package.descriptor import Package
from riwaya.package.schema import Field
from riwaya.problem import NEAR
from riwaya.text.passages import paragraph_at, passage_sha256, text_sha256
from riwaya.text.suggest import nearest

EMPTY = "-"
"""The answer that leaves a field empty although a default is offered."""
DROP = "--"
"""The answer that drops the row which is being entered."""
NEW_ROW = "+"
"""The answer that adds a row, also before the name of a table."""
_FILE = "@"


NAMED = re.compile(r"\w+\s*=")
"""The beginning of an answer for a field that it names: "stance = denies"."""
# "5 = 2018-07; stance = denies" are two answers; a semicolon within a text separates nothing.
NEXT_ANSWER = re.compile(rf"[;؛]\s*(?={NAMED.pattern})")
_TOGETHER = re.compile(r"\s*[;؛]\s+")
"""What separates answers of fields that are asked together. In an address a semicolon has no space."""


class RowDroppedError(Exception):
    """The user does not want the row that is being entered."""


@dataclass(frozen=True, slots=True)
class Console:
    """How texts are shown to the user and answers come back."""

    lang: str
    show: Callable[[str], None]
    prompt: Callable[[str, str], str]
    """Called with a question and the default that an empty answer stands for; returns the answer."""
    confirm: Callable[[str, bool], bool]
    """Called with a yes/no question and its default."""

    def show_message(self, message: Bilingual) -> None:
        self.show(message[self.lang])

    def confirm_row(self, identity: str, name: str, default: bool) -> bool:
        """Ask whether the user means this row."""
        return self.confirm(NEAR.format({"near": f"{name}, {identity}"})[self.lang], default)


@dataclass(frozen=True, slots=True)
class FieldPrompt:
    """Asks for values of fields. An answer that the field cannot have is refused and asked for again."""

    package: Package
    sheets: Sheets
    console: Console
    add_row: Callable[[str], str | None]
    """Adds a row to a table, when a reference needs a new one; returns its ID."""
    rest: list[str] = field(default_factory=list[str])
    """Answers for other fields that were typed after one: "2018-07-01; published_basis = page_date"."""

    def ask(self, sheet: Sheet, record: Record, field: Field, given: str | None = None) -> str:
        """The value of a field of a record; empty only if the field may be empty.

        `given` is an answer that was typed already. The cell of the record, or else what is usual, is the
        default. Raises RowDroppedError for the answer that drops the row.
        """
        lang = self.console.lang
        default = record.cells[field.name] or suggested(self.package, self.sheets, sheet, record, field)
        if given is None:
            required = " *" * field.required
            self.console.show(f"\n{field.title[lang]}{required} ({field.name})\n  {field.description[lang]}")
            self._show_together(sheet, field)
        while True:
            value = self._ask_once(sheet, record, field, default, given)
            given = None
            if value is None:
                continue
            if (reason := refusal(field, value)) is None:
                return value
            self.console.show_message(reason)

    def _ask_once(
        self, sheet: Sheet, record: Record, field: Field, default: str, given: str | None
    ) -> str | None:
        """One answer; None if it cannot be read, which the user has been shown."""
        if field.vocabulary:
            return self._ask_term(field, field.vocabulary, default, given)
        if table := reference_target(sheet, field):
            return self._ask_reference(table, default, given)
        if field.name.endswith("_sha256"):
            return self._ask_fingerprint(record, field, default, given)
        separator = _TOGETHER if field.entry.asked_with else NEXT_ANSWER
        return self._parse(field, self._prompt("", default, given, separator))

    def _show_together(self, sheet: Sheet, field: Field) -> None:
        """Show which fields may be answered in one line with this one; of titles that of the original."""
        lang, schema = self.console.lang, sheet.resource.schema
        translated = {column for pair in schema.pairs for column in pair.columns}
        names = [name for name in field.entry.asked_with if name in schema.names and name not in translated]
        if names:
            titles = ", ".join(schema.field(name).title[lang] for name in names)
            self.console.show_message(MESSAGES("asked-together", fields=titles))

    def read(self, sheet: Sheet, field: Field, answer: str) -> str | None:
        """The value that an answer certainly means, without asking; None if the field cannot have it."""
        table = None if field.vocabulary else reference_target(sheet, field)
        if table:
            if (identity := without_label(answer)) in self.sheets[table].ids:
                return identity
            found = find_rows(self.sheets, table, answer, self.console.lang)
            return next(iter(found.rows)) if found.certain else None
        try:
            value = cell_text(answer, field, terms_of(self.sheets, field), False)
        except CellError:
            return None
        return None if refusal(field, value) else value

    def _prompt(
        self,
        question: str,
        default: str,
        given: str | None = None,
        separator: re.Pattern[str] = NEXT_ANSWER,
    ) -> str:
        answer = given
        if answer is None:
            answer, *rest = separator.split(self.console.prompt(question, default))
            self.rest.extend(rest)
        answer = str(answer).strip()
        if answer == DROP:
            raise RowDroppedError
        return "" if answer == EMPTY else answer

    def _parse(self, field: Field, answer: str) -> str | None:
        try:
            return cell_text(answer, field, terms_of(self.sheets, field), False)
        except CellError as error:
            self.console.show_message(error.reason)
            return None

    def _ask_term(self, field: Field, vocabulary: str, default: str, given: str | None) -> str | None:
        terms = field.terms
        if given is None:
            labels = term_options(self.sheets, self.console.lang).get(vocabulary, {})
            self._show_numbered([labels.get(term, term) for term in terms])
        answer = self._prompt(MESSAGES("prompt-term")[self.console.lang], default, given)
        number = _numbered(terms, answer)
        return number if number is not None else self._parse(field, answer)

    def _ask_reference(self, table: str, default: str, given: str | None) -> str | None:
        """The ID of an existing row, or of a new one that is added here."""
        shown: list[str] = []
        while True:
            question = MESSAGES("prompt-choice" if shown else "prompt-reference")[self.console.lang]
            answer = self._prompt(question, default, given)
            given = None
            if answer == NEW_ROW:
                return self.add_row(table)
            if (chosen := _numbered(shown, answer)) is not None:
                return chosen
            identity = without_label(answer)
            if not answer or identity in self.sheets[table].ids:
                return identity
            found, shown = self._search(table, answer)
            if found:
                return found

    def _search(self, table: str, answer: str) -> tuple[str | None, list[str]]:
        """The ID that an answer certainly means, or else those of rows that it may mean, which are shown."""
        sheet, lang = self.sheets[table], self.console.lang
        if near := nearest(answer, sheet.ids):
            record = sheet.records[sheet.ids.index(near)]
            self._show_numbered([with_label(near, dated_label(record, lang))])
            return None, [near]
        found = find_rows(self.sheets, table, answer, lang)
        labels = [with_label(identity, name) for identity, name in found.rows.items()]
        if found.certain:
            self.console.show(f"  → {labels[0]}")
            return next(iter(found.rows)), []
        self._show_numbered(labels)
        if found.more:
            self.console.show_message(MESSAGES("more-rows", count=found.more))
        if not labels:
            self.console.show_message(MESSAGES("row-not-found"))
        return None, [*found.rows]

    def _ask_fingerprint(self, record: Record, field: Field, default: str, given: str | None) -> str | None:
        """A fingerprint as typed, or of a text in a file: the paragraph that the record names, or all."""
        answer = self._prompt(MESSAGES("prompt-fingerprint")[self.console.lang], default, given)
        if not answer.startswith(_FILE):
            return self._parse(field, answer)
        file = Path(answer.removeprefix(_FILE)).expanduser()
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, ValueError):
            self.console.show_message(MESSAGES("text-unreadable", name=file.name))
            return None
        denied = denied_in(self.package)
        if field.name.startswith("text"):
            return text_sha256(text, denied)
        paragraph = paragraph_at(text, record.cells.get("locator", ""))
        if paragraph is None:
            self.console.show_message(MESSAGES("paragraph-missing"))
            return None
        return passage_sha256(paragraph, denied)

    def _show_numbered(self, texts: list[str]) -> None:
        for number, text in enumerate(texts, start=1):
            self.console.show(f"  {number}. {text}")


def _numbered(values: Sequence[str], answer: str) -> str | None:
    """The value with this number in a list that starts at 1."""
    return values[int(answer) - 1] if answer.isdecimal() and 1 <= int(answer) <= len(values) else None

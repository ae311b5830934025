"""Asks the user for the value of one field: a term, a reference, a fingerprint, a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.curation import MESSAGES
from riwaya.curation.choices import (
    reference_target,
    row_label,
    similar_rows,
    term_options,
    terms_by_label,
    with_label,
    without_label,
)
from riwaya.curation.sheets import Record, Sheet, Sheets
from riwaya.curation.source_check import denied_in
from riwaya.curation.workbook.cell_values import CellError, cell_text
from riwaya.package.descriptor import Package
from riwaya.package.schema import Field
from riwaya.problem import NEAR, with_suggestion
from riwaya.text.number_phrases.parse import read_phrase
from riwaya.text.passages import paragraph_at, passage_sha256, text_sha256
from riwaya.text.suggest import nearest

EMPTY = "-"
"""The answer that leaves a field empty although a default is offered."""
_NEW_ROW = "+"
_FILE = "@"


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
    """Asks for values of fields. Answers that cannot be read are asked for again."""

    package: Package
    sheets: Sheets
    console: Console
    add_row: Callable[[str], str | None]
    """Adds a row to a table, when a reference needs a new one; returns its ID."""

    def ask(self, sheet: Sheet, record: Record, field: Field) -> str:
        """The value of a field of a record; empty only if the field may be empty."""
        lang = self.console.lang
        required = " *" * field.required
        self.console.show(f"\n{field.title[lang]}{required} ({field.name})\n  {field.description[lang]}")
        default = record.cells[field.name] or _read_from_wording(record).get(field.name, "")
        while True:
            value = self._ask_once(sheet, record, field, default)
            if value or (value is not None and not field.required):
                return value
            if value is not None:
                self.console.show_message(MESSAGES("value-required"))

    def _ask_once(self, sheet: Sheet, record: Record, field: Field, default: str) -> str | None:
        """One answer; None if it cannot be read, which the user has been shown."""
        if field.vocabulary:
            return self._ask_term(field, field.vocabulary, default)
        if table := reference_target(sheet, field):
            return self._ask_reference(table, default)
        if field.name.endswith("_sha256"):
            return self._ask_fingerprint(record, field, default)
        return self._parse(field, self._prompt("", default))

    def _prompt(self, question: str, default: str) -> str:
        answer = self.console.prompt(question, default).strip()
        return "" if answer == EMPTY else answer

    def _parse(self, field: Field, answer: str) -> str | None:
        try:
            return cell_text(answer, field, terms_by_label(self.sheets, field), False)
        except CellError as error:
            self.console.show_message(error.reason)
            return None

    def _ask_term(self, field: Field, vocabulary: str, default: str) -> str | None:
        terms = field.terms
        labels = term_options(self.sheets, self.console.lang).get(vocabulary, {})
        self._show_numbered([labels.get(term, term) for term in terms])
        answer = self._prompt(MESSAGES("prompt-term")[self.console.lang], default)
        value = _numbered(terms, answer) if answer.isdecimal() else self._parse(field, answer)
        if value == "" or value in terms:
            return value
        self.console.show_message(with_suggestion(MESSAGES("term-unknown"), nearest(answer, terms)))
        return None

    def _ask_reference(self, table: str, default: str) -> str | None:
        """The ID of an existing row, or of a new one that is added here."""
        answer = self._prompt(MESSAGES("prompt-reference")[self.console.lang], default)
        if answer == _NEW_ROW:
            return self.add_row(table)
        sheet = self.sheets[table]
        rows = dict(zip(sheet.ids, sheet.records, strict=True))
        if not answer or without_label(answer) in rows:
            return without_label(answer)
        if identity := nearest(answer, rows):
            found = {identity: row_label(rows[identity], self.console.lang)}
        else:
            found = similar_rows(self.sheets, table, answer)
        return self._choose(found)

    def _choose(self, found: dict[str, str]) -> str | None:
        """The ID that the user picks from IDs with names; None for none of them."""
        if not found:
            self.console.show_message(MESSAGES("row-not-found"))
            return None
        if len(found) == 1:
            ((identity, name),) = found.items()
            return identity if self.console.confirm_row(identity, name, True) else None
        self._show_numbered([with_label(identity, name) for identity, name in found.items()])
        return _numbered([*found], self._prompt(MESSAGES("prompt-choice")[self.console.lang], ""))

    def _ask_fingerprint(self, record: Record, field: Field, default: str) -> str | None:
        """A fingerprint as typed, or of a text in a file: the paragraph that the record names, or all."""
        answer = self._prompt(MESSAGES("prompt-fingerprint")[self.console.lang], default)
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


def _read_from_wording(record: Record) -> dict[str, str]:
    """The qualifier and the numbers that the wording of a figure gives, as defaults."""
    for lang in LANGUAGES:
        if (wording := record.cells.get(f"wording_{lang}")) and (reading := read_phrase(wording, lang)):
            read = {name: getattr(reading, name) for name in ("qualifier", "value", "value_to")}
            return {name: str(value) for name, value in read.items() if value is not None}
    return {}

"""Asks for new rows, field by field, and for those that belong to them. What is wrong is asked again; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.curation.choices import alike, bare, label, next_ids, offered_terms, shown, target, terms_by_label
from riwaya.curation.sheets import Record, Sheet, check_sheets, read_sheets
from riwaya.curation.workbook.cell_values import CellError, text_of
from riwaya.engines.text_search import denied_names
from riwaya.errors import NotFoundError
from riwaya.package.descriptor import Package
from riwaya.package.read_csv import read_table
from riwaya.package.schema import Field
from riwaya.problem import NEAR, Problem, with_suggestion
from riwaya.text.number_phrases import read_phrase
from riwaya.text.passages import paragraph_at, passage_sha256, text_sha256
from riwaya.text.suggest import nearest
from riwaya.validation.reporters.text import problem_lines

# What belongs to a new row of a table, and whether it cannot be without.
_ALONG = {
    "events": (("claims", True), ("event_actors", False)),
    "sources": (("claims", True),),
    "claims": (("figures", False),),
}
_ANOTHER_ROW = "+"
_FILE = "@"
EMPTY = "-"
"""What empties a cell for which an answer is proposed."""
_NEW = Bilingual("New row: {title} {id}", "صف جديد: {title} {id}")
_REQUIRED = Bilingual("This is never empty.", "لا يُترك هذا فارغًا.")
_NUMBER_OR_TERM = Bilingual("Its number or its term:", "رقمه أو المصطلح نفسه:")
_UNKNOWN_TERM = Bilingual("No term is called so.", "لا مصطلح بهذا الاسم.")
_HOW_TO_REFER = Bilingual(
    "An ID, words of a name, or + for a new row:", "معرّف، أو كلمات من اسم، أو + لصف جديد:"
)
_FOUND = Bilingual(
    "Which one? A number, or Enter for none:", "أيها؟ اكتب الرقم، أو اضغط Enter إن لم يكن منها:"
)
_NONE_FOUND = Bilingual("Nothing is called so. + makes a new row.", "لا شيء بهذا الاسم. و+ لصف جديد.")
_TEXT_HELD = Bilingual(
    "A fingerprint, or @ and the file of the text that you hold; no text is kept:",
    "البصمة، أو @ واسم ملف النص الذي لديك؛ ولا يُحفظ أي نص:",
)
_NO_PARAGRAPH = Bilingual("This text has no such paragraph.", "ليس في هذا النص فقرة كهذه.")
_NO_TEXT = Bilingual("{name} cannot be read as text in UTF-8.", "تعذّرت قراءة {name} نصًا بترميز UTF-8.")
_BELONGS = Bilingual("{title}: one that belongs to {id}?", "{title}: صف يتبع {id}؟")
_ONE_MORE = Bilingual("{title}: one more that belongs to {id}?", "{title}: صف آخر يتبع {id}؟")
_AGAIN = Bilingual("Ask for these again?", "أأسأل عنها ثانية؟")


@dataclass(frozen=True, slots=True)
class Talk:
    """How somebody is told and asked."""

    lang: str
    tell: Callable[[str], None]
    ask: Callable[[str, str], str]
    """A question, and what an empty answer means; the answer."""
    agree: Callable[[str, bool], bool]
    """A question for yes or no, and what an empty answer means."""

    def say(self, text: Bilingual, **params: object) -> None:
        self.tell(text.format(params)[self.lang])


@dataclass(slots=True)
class Form:
    """The tables of a valid package, with the rows that were asked for."""

    package: Package
    talk: Talk
    sheets: dict[str, Sheet] = field(init=False)
    added: list[tuple[Sheet, Record]] = field(init=False, default_factory=list)
    others: set[tuple[str, str]] = field(init=False, default_factory=set)
    """New rows, and those with a name like theirs that are not the same."""

    def __post_init__(self) -> None:
        self.sheets = read_sheets(self.package)

    def rows(self, table: str, given: Mapping[str, str]) -> str | None:
        """Ask for a row and for those that belong to it; its ID, or that of the row which was meant."""
        sheet, begun = self.sheets[table], len(self.added)
        identity = self.row(table, given)
        for other, needed in _ALONG.get(table, ()) if len(self.added) > begun else ():
            question = _BELONGS
            while other in self.sheets and self.talk.agree(
                question.format({"title": self.sheets[other].resource.title[self.talk.lang], "id": identity})[
                    self.talk.lang
                ],
                needed,
            ):
                self.rows(other, {sheet.key: identity})
                question, needed = _ONE_MORE, False
        return identity

    def row(self, table: str, given: Mapping[str, str]) -> str | None:
        """Ask for a row of which some cells are given; its ID, or that of the row which was meant, None where rows have none."""
        sheet = self.sheets[table]
        record = Record(dict.fromkeys(sheet.header, "") | given)
        if sheet.key:
            record.cells[sheet.key] = next(next_ids(self.sheets, sheet))
        identity = sheet.identity(record)
        self.talk.say(_NEW, title=sheet.resource.title[self.talk.lang], id=identity or "")
        # Rows that are made while this one is asked for get other IDs.
        sheet.records.append(record)
        self.added.append((sheet, record))
        asked = [item for item in _in_order(sheet) if item.name != sheet.key and item.name not in given]
        for item in asked:
            self.answer(sheet, record, item)
            if meant := self.meant(sheet, record, item):
                sheet.records.remove(record)
                self.added.remove((sheet, record))
                return meant
        while wrong := self.wrong(sheet, record, asked):
            for problem in wrong:
                self.talk.tell("\n".join(problem_lines(problem, self.talk.lang)))
            if not self.talk.agree(_AGAIN[self.talk.lang], True):
                break
            for item in asked:
                if any(problem.place.field == item.name for problem in wrong):
                    self.answer(sheet, record, item)
        return identity

    def meant(self, sheet: Sheet, record: Record, item: Field) -> str | None:
        """The row that is there already, if the name just given is nearly one of its names and it is the one."""
        if not (
            sheet.key
            and any(pair.name == "name" and item.name in pair.columns for pair in sheet.resource.schema.pairs)
        ):
            return None
        own, others = (
            sheet.identity(record),
            alike(self.sheets, sheet.resource.name, record.cells[item.name], within=False),
        )
        for identity, name in others.items():
            if identity != own and (own, identity) not in self.others:
                if self.is_meant(identity, name, False):
                    return identity
                self.others.add((own, identity))
        return None

    def is_meant(self, identity: str, name: str, usual: bool) -> bool:
        return self.talk.agree(NEAR.format({"near": f"{name}, {identity}"})[self.talk.lang], usual)

    def wrong(self, sheet: Sheet, record: Record, asked: list[Field]) -> list[Problem]:
        """What would be wrong with the row, as far as another answer mends it."""
        if sheet.resource.is_ordered:
            sheet.sort()
        row, names = (
            1 + next(at for at, other in enumerate(sheet.records) if other is record),
            {item.name for item in asked},
        )
        problems = check_sheets(self.package, self.sheets).report.errors
        places = ((problem, problem.place) for problem in problems)
        return [
            problem
            for problem, place in places
            if place.table == sheet.resource.name and place.row == row and place.field in names
        ]

    # -- One answer -----------------------------------------------------------------------------------

    def answer(self, sheet: Sheet, record: Record, item: Field) -> None:
        """Have a cell of the record hold what is answered."""
        lang, taken_from = self.talk.lang, target(sheet, item)
        self.talk.tell(
            f"\n{item.title[lang]}{' *' * item.required} ({item.name})\n  {item.description[lang]}"
        )
        usual = record.cells[item.name] or _proposed(record).get(item.name, "")
        while True:
            if item.vocabulary:
                answer = self.term(item, usual)
            elif taken_from:
                answer = self.reference(taken_from, usual)
            elif item.name.endswith("_sha256"):
                answer = self.fingerprint(record, item, usual)
            else:
                answer = self.text(item, self.asked("", usual))
            if answer or (answer is not None and not item.required):
                record.cells[item.name] = answer
                return
            if answer is not None:
                self.talk.say(_REQUIRED)

    def asked(self, question: str, usual: str) -> str:
        answer = self.talk.ask(question, usual).strip()
        return "" if answer == EMPTY else answer

    def text(self, item: Field, answer: str) -> str | None:
        """The answer as a table holds it; None where it has no one meaning."""
        try:
            return text_of(answer, item, terms_by_label(self.sheets, item), False)
        except CellError as error:
            self.talk.say(error.why)
            return None

    def term(self, item: Field, usual: str) -> str | None:
        terms = [str(term) for term in item.constraints.get("enum", ())]
        named = offered_terms(self.sheets, self.talk.lang).get(item.vocabulary, {})
        for at, term in enumerate(terms, start=1):
            self.talk.tell(f"  {at}. {named.get(term, term)}")
        answer = self.asked(_NUMBER_OR_TERM[self.talk.lang], usual)
        if answer.isdecimal():
            return terms[int(answer) - 1] if 1 <= int(answer) <= len(terms) else self._unknown(answer, terms)
        found = self.text(item, answer)
        return found if not found or found in terms else self._unknown(answer, terms)

    def _unknown(self, answer: str, terms: list[str]) -> None:
        self.talk.say(with_suggestion(_UNKNOWN_TERM, nearest(answer, terms)))

    def reference(self, table: str, usual: str) -> str | None:
        """The ID of the row that is meant; a new one, if there is none yet."""
        answer = self.asked(_HOW_TO_REFER[self.talk.lang], usual)
        if answer == _ANOTHER_ROW:
            return self.row(table, {})
        sheet = self.sheets[table]
        rows = {sheet.identity(record): record for record in sheet.records}
        if not answer or bare(answer) in rows:
            return bare(answer)
        near = nearest(answer, rows)
        found = {near: label(rows[near], self.talk.lang)} if near else alike(self.sheets, table, answer)
        if not found:
            self.talk.say(_NONE_FOUND)
            return None
        if len(found) == 1:
            ((identity, name),) = found.items()
            return identity if self.is_meant(identity, name, True) else None
        for at, (identity, name) in enumerate(found.items(), start=1):
            self.talk.tell(f"  {at}. {shown(identity, name)}")
        chosen = self.asked(_FOUND[self.talk.lang], "")
        return [*found][int(chosen) - 1] if chosen.isdecimal() and 1 <= int(chosen) <= len(found) else None

    def fingerprint(self, record: Record, item: Field, usual: str) -> str | None:
        """A fingerprint as it is given, or that of a text in a file: of the paragraph that the record names, or of all of it."""
        answer = self.asked(_TEXT_HELD[self.talk.lang], usual)
        if not answer.startswith(_FILE):
            return self.text(item, answer)
        file = Path(answer.removeprefix(_FILE)).expanduser()
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, ValueError):
            self.talk.say(_NO_TEXT, name=file.name)
            return None
        denied = denied_names(
            {"denied_names": read_table(self.package.root, self.sheets["denied_names"].resource)[0]}
            if "denied_names" in self.sheets
            else {}
        )
        if item.name.startswith("text"):
            return text_sha256(text, denied)
        paragraph = paragraph_at(text, record.cells.get("locator", ""))
        if paragraph is None:
            self.talk.say(_NO_PARAGRAPH)
        return None if paragraph is None else passage_sha256(paragraph, denied)


def table_called(package: Package, name: str) -> str:
    """The published table of this name, or whose rows are so called: claim for claims. NotFoundError if there is none."""
    names = [resource.name for resource in package.published]
    singular = {other.removesuffix("s"): other for other in names}
    if name in singular or name in names:
        return singular.get(name, name)
    known = ", ".join(singular)
    none = Bilingual(
        f"There is no table {name}. Give one of: {known}.", f"لا يوجد جدول {name}. أعطِ واحدًا من: {known}."
    )
    told = with_suggestion(none, nearest(name, [*singular, *names]))
    raise NotFoundError(told.en, told.ar)


def _in_order(sheet: Sheet) -> Iterator[Field]:
    """The fields as they are asked: the words of a figure before what is read from them."""
    fields = {item.name: item for item in sheet.resource.schema.fields}
    words = [name for name in fields if name.startswith("wording_")] if "qualifier" in fields else []
    for name, item in fields.items():
        if name == "qualifier":
            yield from (fields[word] for word in words)
        if name not in words:
            yield item


def _proposed(record: Record) -> dict[str, str]:
    """What the words of a figure say of it."""
    for lang in LANGUAGES:
        if (wording := record.cells.get(f"wording_{lang}")) and (reading := read_phrase(wording, lang)):
            read = {name: getattr(reading, name) for name in ("qualifier", "value", "value_to")}
            return {name: str(value) for name, value in read.items() if value is not None}
    return {}

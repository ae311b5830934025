"""Shows new rows, their fields numbered throughout, and changes what the user wants in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from riwaya.curation import MESSAGES
from riwaya.curation.prompts import NEXT_ANSWER, Console
from riwaya.curation.row_form import RowForm
from riwaya.package.schema import Field
from riwaya.text.suggest import nearest


@dataclass(frozen=True, slots=True)
class Review:
    """Rows that have been entered."""

    console: Console
    forms: Sequence[RowForm]

    def show(self) -> None:
        """Show the values of the rows, those that were suggested marked, and which fields are empty."""
        numbers, lang = count(1), self.console.lang
        for form in self.forms:
            identity = form.sheet.id_of(form.record) or ""
            self.console.show(f"\n{form.sheet.resource.title[lang]} {identity}".rstrip())
            empty: list[str] = []
            for item, number in zip(form.applying(), numbers, strict=False):
                if text := form.text_of(item):
                    self.console.show(f"  {number}. {item.title[lang]}: {text}")
                else:
                    empty.append(f"{number} {item.title[lang]}")
            if empty:
                self.console.show_message(MESSAGES("empty-fields", fields=" · ".join(empty)))

    def change(self, answers: str) -> None:
        """Fill or change fields: "12" or "date" asks for one, "12 = 2018-07; place = Raqqa" sets two."""
        # The numbers are those that were shown; by name also what applies only after an answer before.
        numbered = self._fields()
        for answer in NEXT_ANSWER.split(answers):
            name, equals, value = (part.strip() for part in answer.partition("="))
            named = numbered[max(int(name) - 1, 0) : int(name)] if name.isdecimal() else self._named(name)
            if len(named) == 1:
                ((form, item),) = named
                form.change(item, value if equals else None)
            else:
                key = "field-several" if named else "field-unknown"
                self.console.show_message(MESSAGES(key, name=name))

    def _fields(self) -> Sequence[tuple[RowForm, Field]]:
        return [(form, item) for form in self.forms for item in form.applying()]

    def _named(self, name: str) -> Sequence[tuple[RowForm, Field]]:
        """The fields with a name, which several rows may have, or with one like it."""
        fields = self._fields()
        names = [item.name for _, item in fields]
        found = name if name in names else nearest(name, names)
        return [both for both in fields if both[1].name == found]

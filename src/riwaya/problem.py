"""What is wrong in the data, as values: where it stands, what it is called, what to say about it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources

from riwaya.bilingual import LANGUAGES, Bilingual

DOCS = "docs"
"""The folder with the pages that say more."""
PLAIN_NAME = re.compile("[a-z][a-z0-9_]*")
"""What a table or a column may be called."""
JSON_ORDER = ("table", "path", "line", "row", "id", "field", "value")


class Severity(StrEnum):
    """An error keeps a release from being built; a warning is waived with a reason, or stands."""

    ERROR = "error"
    WARNING = "warning"


NEAR = Bilingual("Did you mean {near}?", "أتقصد {near}؟")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands. What does not apply is None."""

    path: str
    """The file, relative to the folder of datapackage.json, with forward slashes."""
    table: str | None = None
    line: int | None = None
    """Physical line on which the record starts, the header being line 1."""
    row: int | None = None
    """Record, the first below the header being 1."""
    id: str | None = None
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its code, its weight, one sentence why, and what it says in both languages."""

    code: str
    severity: Severity
    why: Bilingual
    message: Bilingual
    hint: Bilingual

    def at(self, place: Place, **params: object) -> Problem:
        """The problem of this kind at a place; `params` and the place fill the braces of the texts."""
        return Problem(self, place, params)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at one place, and how to mend it."""

    kind: Kind
    place: Place
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    def message(self, isolate: bool = False) -> Bilingual:
        """What is wrong. With `isolate`, each value stands in bidi isolates, for a terminal."""
        return self.kind.message.format(self._values(isolate))

    def hint(self, isolate: bool = False) -> Bilingual:
        """How to mend it; with a guess at what was meant, where the problem has one."""
        values = self._values(isolate)
        return with_guess(self.kind.hint.format(values), self.params.get("near") and values["near"])

    def pages(self, language: str, docs: str = DOCS) -> tuple[str, ...]:
        """Where more is said of it, in a folder of pages or at its address: of what was asked, and of the column."""
        table, column = self.place.table, self.place.field
        # What stands in a file in place of a column may be anything.
        column = f"{table}.{column}" if PLAIN_NAME.fullmatch(column or "") else table
        codebook = (f"{docs}/codebook.{language}.md#{column}",) if column else ()
        return (rule_page(self.code, language, docs), *codebook)

    def _values(self, isolate: bool) -> dict[str, object]:
        values = {name: getattr(self.place, name) for name in self.place.__slots__} | dict(self.params)
        shown = {name: "" if value is None else value for name, value in values.items()}
        return {name: f"\u2068{value}\u2069" for name, value in shown.items()} if isolate else shown

    def as_json(self) -> dict[str, object]:
        """The problem in the shape of `validate --format json`."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            **{name: getattr(self.place, name) for name in JSON_ORDER},
            "message": asdict(self.message()),
            "hint": asdict(self.hint()),
            "pages": {language: self.pages(language) for language in LANGUAGES},
        }

    def sort_key(self) -> tuple:
        place = self.place
        return (place.path, place.line or 0, place.row or 0, place.field or "", self.code, place.value or "")


def rule_page(code: str, language: str, docs: str = DOCS) -> str:
    """Where the page on all that is asked tells of a code, with an example."""
    return f"{docs}/rules.{language}.md#{code.lower()}"


def with_guess(text: Bilingual, near: object) -> Bilingual:
    """The text, and behind it what somebody may have meant, if there is a guess."""
    if not near:
        return text
    guess = NEAR.format({"near": near})
    return Bilingual(f"{text.en} {guess.en}", f"{text.ar} {guess.ar}")


def kind_from(code: str, table: Mapping) -> Kind:
    """A Kind as a TOML table writes it: severity, and why, message and hint with en and ar."""
    texts = {part: Bilingual(**table[part]) for part in ("why", "message", "hint")}
    return Kind(code, Severity(table.get("severity", "error")), **texts)


@cache
def kinds_in(package: str, file: str) -> dict[str, Kind]:
    """The kinds of a TOML file beside a package's modules, one table each; its key is the code unless it names another."""
    tables = tomllib.loads(resources.files(package).joinpath(file).read_text(encoding="utf-8"))
    return {key: kind_from(table.get("code", key), table) for key, table in tables.items()}

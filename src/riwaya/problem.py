"""Problems of the data as values: place, kind, severity, and messages in both languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from riwaya.bilingual import LANGUAGES, Bilingual

DOCS = "docs"
"""The folder of the pages that a problem links to."""
PAGES = frozenset({"rules", "codebook"})
PLAIN_NAME = re.compile("[a-z][a-z0-9_]*")
"""Names that a table or a column may have."""
JSON_ORDER = ("table", "path", "line", "row", "id", "field", "value")


class Severity(StrEnum):
    """An error keeps a release from being built; a warning is shown until it is waived with a reason."""

    ERROR = "error"
    WARNING = "warning"


MAX_SHOWN = 500
"""The longest value that a text shows whole, in characters."""
_MAX_TEXT = 10 * MAX_SHOWN
SHORTENED = Bilingual(
    "{start}… ({length} characters in all) …{end}", "{start}… (عدد المحارف كلها {length}) …{end}"
)
NEAR = Bilingual("Did you mean {near}?", "أتقصد {near}؟")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is. What does not apply is None."""

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
class ProblemKind:
    """A kind of problem: code, severity, why it matters, and its message and hint, with braces for values."""

    code: str
    severity: Severity
    why: Bilingual
    message: Bilingual
    hint: Bilingual
    by_hand: Bilingual | None = None
    """The hint for a file that `riwaya fix` leaves as it is, where the usual one names that command."""

    def at(self, place: Place, **params: object) -> Problem:
        """The problem of this kind at a place; `params` and the place fill the braces of the texts."""
        return Problem(self, place, params)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at one place, and how to fix it.

    `code` is that of a rule (docs/rules.en.md), `severity` "error" or "warning", `place` the file, line, row,
    ID, field and value. Texts are in both languages.

    >>> why, message, hint = (Bilingual(text, "…") for text in ("Why.", "Row {row}", "Fill it."))
    >>> kind = ProblemKind("blank", Severity.ERROR, why, message, hint)
    >>> problem = kind.at(Place("data/things.csv", line=3, row=2))
    >>> problem.code, problem.place.line, problem.message().en, problem.hint().en
    ('blank', 3, 'Row 2', 'Fill it.')
    """

    kind: ProblemKind
    place: Place
    params: Mapping[str, object] = field(default_factory=dict)
    pages_there: frozenset[str] = PAGES
    """The pages of PAGES that its package has."""

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    def message(self, isolate: bool = False) -> Bilingual:
        """What is wrong. With `isolate`, each value is wrapped in bidi isolates, for a terminal."""
        return self.kind.message.format(self._values(isolate))

    def hint(self, isolate: bool = False) -> Bilingual:
        """How to fix it, followed by a suggestion ("Did you mean …?") where there is one."""
        values = self._values(isolate)
        return with_suggestion(self.kind.hint.format(values), self.params.get("near") and values["near"])

    def pages(self, language: str, docs: str = DOCS) -> tuple[str, ...]:
        """The links of `page_links`."""
        return tuple(self.page_links(language, docs).values())

    def page_links(self, language: str, docs: str = DOCS) -> dict[str, str]:
        """Links to the pages of its rule and of its column, by their names in PAGES.

        `docs` is a folder or an address. In the folder those that the package has are linked: that of
        somebody else has none of them.
        """
        table, column = self.place.table, self.place.field
        # A label in a broken header may be anything; only a plain name can be an anchor.
        table = table if PLAIN_NAME.fullmatch(table or "") else None
        column = f"{table}.{column}" if table and PLAIN_NAME.fullmatch(column or "") else table
        links = {"rules": rule_page(self.code, language, docs)}
        if column:
            links["codebook"] = f"{docs}/codebook.{language}.md#{column}"
        return {name: link for name, link in links.items() if docs != DOCS or name in self.pages_there}

    def _values(self, isolate: bool) -> dict[str, object]:
        values = {name: getattr(self.place, name) for name in self.place.__slots__} | dict(self.params)
        return {name: _shown(value, isolate) for name, value in values.items()}

    def as_json(self) -> dict[str, object]:
        """The problem in the shape of `validate --format json`; values of over 5000 characters are cut."""
        place = {name: getattr(self.place, name) for name in JSON_ORDER}
        return {
            "code": self.code,
            "severity": str(self.severity),
            **{
                name: beginning(one, _MAX_TEXT) if isinstance(one, str) else one
                for name, one in place.items()
            },
            "message": asdict(self.message()),
            "hint": asdict(self.hint()),
            "pages": {language: self.pages(language) for language in LANGUAGES},
        }

    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        place = self.place
        return (place.path, place.line or 0, place.row or 0, place.field or "", self.code, place.value or "")


def _shown(value: object, isolate: bool) -> object:
    """A value as texts show it: not too long, and in bidi isolates unless it is a text in both languages."""
    if isinstance(value, Bilingual):
        return Bilingual(*(_shortened(value[language], _MAX_TEXT)[language] for language in LANGUAGES))
    text = "" if value is None else value
    if isinstance(text, str) and len(text) > MAX_SHOWN:
        short = _shortened(text, MAX_SHOWN)
        return Bilingual(
            *(f"\u2068{short[language]}\u2069" if isolate else short[language] for language in LANGUAGES)
        )
    return f"\u2068{text}\u2069" if isolate else text


def _shortened(text: str, limit: int) -> Bilingual:
    """The beginning and the end of a text, and its length; a text within the limit as it is."""
    if len(text) <= limit:
        return Bilingual(text, text)
    ends = {"start": text[: limit * 3 // 5], "end": text[-limit // 5 :]}
    return SHORTENED.format({**ends, "length": f"{len(text):,}"})


def beginning(text: str, limit: int = MAX_SHOWN) -> str:
    """The text, or the first characters of a longer one: in a damaged file a name may be of any length."""
    return text if len(text) <= limit else f"{text[:limit]}…"


def rule_page(code: str, language: str, docs: str = DOCS) -> str:
    """Link to the section of a code in the page of rules."""
    return f"{docs}/rules.{language}.md#{code.lower()}"


def with_suggestion(text: Bilingual, near: object) -> Bilingual:
    """The text, followed by "Did you mean …?" if `near` is given."""
    if not near:
        return text
    suggestion = NEAR.format({"near": near})
    return Bilingual(f"{text.en} {suggestion.en}", f"{text.ar} {suggestion.ar}")


def problem_kind(code: str, table: Mapping[str, Any]) -> ProblemKind:
    """A ProblemKind from a TOML table: severity, and why, message, hint and by_hand, each with en and ar."""
    texts = {
        part: Bilingual(**table[part]) for part in ("why", "message", "hint", "by_hand") if part in table
    }
    return ProblemKind(code, Severity(table.get("severity", "error")), **texts)


@cache
def problem_kinds(package: str, file: str) -> dict[str, ProblemKind]:
    """The kinds in a TOML file of a package, one table each. Its key is the code, unless it has a `code`."""
    tables = tomllib.loads(resources.files(package).joinpath(file).read_text(encoding="utf-8"))
    return {key: problem_kind(table.get("code", key), table) for key, table in tables.items()}

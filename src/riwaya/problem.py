"""What is wrong in the data, as values: where it stands, what it is called, what to say about it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

LANGUAGES = ("en", "ar")


class Severity(StrEnum):
    """An error keeps a release from being built; a warning is waived with a reason, or stands."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same text in both languages."""

    en: str
    ar: str

    def __getitem__(self, language: str) -> str:
        return getattr(self, language)

    def format(self, params: Mapping[str, object]) -> Bilingual:
        return Bilingual(self.en.format_map(params), self.ar.format_map(params))


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
class Problem:
    """One thing that is wrong, at one place, and how to mend it."""

    code: str
    severity: Severity
    place: Place
    message: Bilingual
    hint: Bilingual

    def as_json(self) -> dict[str, object]:
        """The problem in the shape of `validate --format json`."""
        place = {name: getattr(self.place, name) for name in ("table", "path", "line", "row", "id", "field", "value")}
        return {
            "code": self.code,
            "severity": str(self.severity),
            **place,
            "message": asdict(self.message),
            "hint": asdict(self.hint),
        }

    def sort_key(self) -> tuple:
        place = self.place
        return (place.path, place.line or 0, place.field or "", self.code, place.value or "")


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
        values = {name: getattr(place, name) for name in place.__slots__} | params
        return Problem(self.code, self.severity, place, self.message.format(values), self.hint.format(values))


def kind_from(code: str, table: Mapping) -> Kind:
    """A Kind as a TOML table writes it: severity, and why, message and hint with en and ar."""
    texts = {part: Bilingual(**table[part]) for part in ("why", "message", "hint")}
    return Kind(code, Severity(table.get("severity", "error")), **texts)


def kinds_from(text: str) -> dict[str, Kind]:
    """The kinds of a TOML text, one table a code."""
    return {code: kind_from(code, table) for code, table in tomllib.loads(text).items()}

"""Lists every kind of problem, by the group in which the pages show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from riwaya.errors import NotFoundError
from riwaya.package.csv_checks import csv_kinds
from riwaya.problem import ProblemKind, problem_kinds, with_suggestion
from riwaya.text.suggest import nearest
from riwaya.validation import MESSAGES
from riwaya.validation.by_frictionless.errors import resource_kinds
from riwaya.validation.described_files import described_kinds
from riwaya.validation.rule import all_rules
from riwaya.validation.schema_checks import schema_kinds

FILES, SCHEMAS, SINCE, WAIVERS = "files", "schemas", "since", "waivers"
GROUPS = (
    FILES,
    SCHEMAS,
    "sources",
    "claims",
    "figures",
    "dates",
    "events",
    "places",
    "people",
    "bilingual",
    "vocabularies",
    "permanence",
    SINCE,
    WAIVERS,
)
"""The groups in the order of the pages. Those that are no constant are folders of rules."""


def kinds_by_group() -> dict[str, dict[str, ProblemKind]]:
    """Every kind of problem: by group, then by the name of its example, CODE or CODE-KEY."""
    groups: dict[str, dict[str, ProblemKind]] = {name: {} for name in GROUPS}
    groups[FILES] = _by_example({**csv_kinds(), **described_kinds(), **resource_kinds()})
    groups[SCHEMAS] = _by_example(schema_kinds())
    groups[SINCE] = _by_example(problem_kinds("riwaya.validation", "compatibility.toml"))
    groups[WAIVERS] = _by_example(problem_kinds("riwaya.validation", "check.toml"))
    for rule in all_rules():
        groups[rule.family][rule.kind.code] = rule.kind
    return groups


def selectable_codes() -> tuple[str, ...]:
    """The codes that a check can be limited to, sorted: all but those of files, which are always checked."""
    groups = kinds_by_group()
    return tuple(sorted({kind.code for name in GROUPS if name != FILES for kind in groups[name].values()}))


def require_known_codes(codes: Iterable[str]) -> None:
    """NotFoundError, with the closest code as a suggestion, for a code that a check cannot be limited to."""
    known = selectable_codes()
    for code in sorted({*codes} - {*known}):
        raise NotFoundError(with_suggestion(MESSAGES("rule-unknown", code=code), nearest(code, known)))


def _by_example(kinds: Mapping[str, ProblemKind]) -> dict[str, ProblemKind]:
    return {kind.code if key == kind.code else f"{kind.code}-{key}": kind for key, kind in kinds.items()}

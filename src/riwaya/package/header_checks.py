"""Checks that the labels in the first record of a file are the fields of its schema."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import regex

from riwaya.package.csv_checks import csv_kinds, dialect_with
from riwaya.package.csv_structure import OTHER_DELIMITERS, SEPARATOR_LINE
from riwaya.package.schema import Schema
from riwaya.problem import Problem
from riwaya.text.characters import escaped
from riwaya.text.suggest import nearest

MAX_LABELS = 1000
_MARK = regex.compile(r"\p{M}")
_MOST_COMPARED = 50
"""Names that are searched for a close one; a table of more has other names, not mistyped ones."""
MakeProblem = Callable[..., Problem]
"""Makes a problem of the file from a code, a place in the file, and the values in the message."""


def header_problems(make_problem: MakeProblem, schema: Schema, labels: list[str]) -> Iterator[Problem]:
    """The problems of these labels."""
    names = schema.names
    if labels == [*names]:
        return
    if SEPARATOR_LINE.fullmatch(line := ",".join(labels)):
        yield make_problem("separator-line", line=1, value=_shown(line))
    elif len(labels) == 1 < len(names) and {*labels[0]} & {*OTHER_DELIMITERS}:
        most = max(OTHER_DELIMITERS, key=labels[0].count)
        yield make_problem("delimiter-not-comma", line=1, delimiter=most, dialect=dialect_with(most))
    elif len(labels) > MAX_LABELS:
        yield make_problem("too-many-labels", line=1, number=len(labels), limit=MAX_LABELS)
    elif schema.fields_match == "exact":
        yield from _by_place(make_problem, labels, names)
    else:
        yield from _by_name(make_problem, labels, schema)


def once_for_each_fault(found: Iterable[Problem]) -> list[Problem]:
    """The problems of a header, with one for columns that changed places, and one for each column whose label
    is another than that of a field which is missing.
    """
    problems = [_in_characters(item) for item in found]
    if any(item.code == "unmatched-header" for item in problems):
        # Of another table, no field is expected.
        problems = [item for item in problems if item.code != "missing-label"]
    wrong, extra, missing = (
        [item for item in problems if item.code == code]
        for code in ("incorrect-label", "extra-label", "missing-label")
    )
    if moved := _moved(wrong):
        kind = csv_kinds()["labels-moved"]
        if kind.by_hand and len(moved) < len(problems):
            # No command puts columns in order while labels are wrong.
            kind = replace(kind, hint=kind.by_hand)
        one = replace(moved[0], kind=kind)
        return [one, *(item for item in problems if item not in moved)]
    for label, field in _renamed(
        [item.place.field for item in extra], [item.place.field for item in missing]
    ):
        one = next(item for item in extra if item.place.field == label)
        params = {**one.params, "missing": field, "near": None}
        renamed = replace(one, kind=csv_kinds()["label-renamed"], params=params)
        place = replace(one.place, field=field, value=label)
        problems[problems.index(one)] = (
            _in_characters(replace(renamed, place=place)) if _nfc(label) == _nfc(field) else renamed
        )
        problems = [item for item in problems if item.code != "missing-label" or item.place.field != field]
    return problems


def _in_characters(problem: Problem) -> Problem:
    """The problem of a label; of one that looks as it must be, with the marks that make the difference."""
    place = problem.place
    label, name = place.value or "", place.field or ""
    if problem.code not in ("incorrect-label", "extra-label") or not label or _nfc(label) != _nfc(name):
        return problem
    shown = {"label": _with_marks(label), "name": _with_marks(name)}
    return replace(problem, kind=csv_kinds()["label-not-nfc"], params={**problem.params, **shown})


def _with_marks(text: str) -> str:
    return _MARK.sub(lambda found: escaped(found[0]), text)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _moved(wrong: Sequence[Problem]) -> Sequence[Problem]:
    """The wrong labels that stand in each other's places."""
    while True:
        fields, labels = {item.place.field for item in wrong}, {item.place.value for item in wrong}
        both = fields & labels
        left = [item for item in wrong if {item.place.field, item.place.value} <= both]
        if len(left) == len(wrong):
            return left
        wrong = left


def _renamed(labels: Sequence[str | None], missing: Sequence[str | None]) -> Iterator[tuple[str, str]]:
    """The labels that no field has, each with the missing field that it stands for: the closest one, or the
    next one where there are as many of both.
    """
    left = [name for name in missing if name]
    others, is_short = list[str](), len(left) <= _MOST_COMPARED
    for label in filter(None, labels):
        if is_short and (near := nearest(label, left)):
            left.remove(near)
            yield label, near
        else:
            others.append(label)
    if len(others) == len(left):
        yield from zip(others, left, strict=True)


def certain_labels(schema: Schema, labels: list[str]) -> tuple[str, ...]:
    """Names of fields for labels that have problems, if each can mean only one; else none.

    They are the fields of the schema with blanks around them, or in another order.
    """
    meant = [label.strip() for label in labels]
    return tuple(meant) if sorted(meant) == sorted(schema.names) else ()


def _by_place(make_problem: MakeProblem, labels: list[str], names: tuple[str, ...]) -> Iterator[Problem]:
    for at, label in enumerate(labels):
        if problem := _unusable(make_problem, labels, at):
            yield problem
        elif at >= len(names):
            yield make_problem(
                "extra-label",
                line=1,
                field=_shown(label),
                number=at + 1,
                near=_nearest_missing(label, labels, names),
            )
        elif label != names[at]:
            yield make_problem("incorrect-label", line=1, field=names[at], value=_shown(label), number=at + 1)
    for name in names[len(labels) :]:
        yield make_problem("missing-label", line=1, field=name)


def _by_name(make_problem: MakeProblem, labels: list[str], schema: Schema) -> Iterator[Problem]:
    """For schemas that accept labels in any order, and some that accept unknown labels or missing fields."""
    match = schema.fields_match
    for at, label in enumerate(labels):
        if problem := _unusable(make_problem, labels, at):
            yield problem
        elif label not in schema.names and match in ("equal", "superset"):
            near = _nearest_missing(label, labels, schema.names)
            yield make_problem("extra-label", line=1, field=_shown(label), number=at + 1, near=near)
    if match == "partial" and not {*labels} & {*schema.names}:
        yield make_problem("unmatched-header", line=1)
    for field in schema.fields:
        needed = match in ("equal", "subset") or field.required or field.name in schema.primary_key
        if field.name not in labels and needed:
            yield make_problem("missing-label", line=1, field=field.name)


def _unusable(make_problem: MakeProblem, labels: list[str], at: int) -> Problem | None:
    if not labels[at].strip():
        return make_problem("blank-label", line=1, number=at + 1)
    if labels[at] in labels[:at]:
        return make_problem("duplicate-label", line=1, field=_shown(labels[at]), number=at + 1)
    return None


def _nearest_missing(label: str, labels: list[str], names: tuple[str, ...]) -> str | None:
    missing = {*names} - {*labels}
    if len(missing) > _MOST_COMPARED:
        return None
    return nearest(label, [name for name in names if name in missing])


def _shown(label: str) -> str:
    return repr(label)[1:-1]

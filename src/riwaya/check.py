"""Package in, Report out: the one place where the gate, the engine and the rules meet."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from riwaya.derive import derivations
from riwaya.engine import Engine
from riwaya.engine.duckdb import DuckEngine
from riwaya.engine.functions import TextFunction, text_functions
from riwaya.engine.tables import load_since, load_tables, load_terms
from riwaya.errors import ReleaseError
from riwaya.intake import RAGGED, read_table
from riwaya.near import nearest
from riwaya.package import Package
from riwaya.problem import Problem, Severity, kinds_in
from riwaya.report import Report, Skipped, Stats
from riwaya.rules import Column, Query, all_rules
from riwaya.rules.structure import structure_checks, structure_kinds
from riwaya.since import Since, promises_broken
from riwaya.table import Table

EngineMaker = Callable[[Iterable[TextFunction]], AbstractContextManager[Engine]]


@dataclass(frozen=True, slots=True)
class Checked:
    """A package that was checked: what was found, and the tables that could be read."""

    package: Package
    report: Report
    tables: Mapping[str, Table]


def check(
    package: Package, maker: EngineMaker = DuckEngine, since: Since | None = None, only: Collection[str] = ()
) -> Checked:
    """Read every table of the package and put every demand of its schemas and every rule to it, or those of `only`, by code.

    With `since` it is also held to what that release promised.
    """
    started = time.perf_counter()
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    for resource in package.resources:
        table, found = read_table(package.root, resource)
        problems += found
        if table is not None:
            tables[resource.name] = table
    skipped: dict[str, list[str]] = {}
    earlier = {name: table.column_names for name, table in since.tables.items()} if since else {}
    if since:
        broken = promises_broken(package, _published_columns(package), since)
        problems += [problem for problem in broken if not only or problem.code in only]
    with opened(package, tables, maker) as engine:
        if since:
            load_since(engine, since.tables, since.version, package.version)
        structure = [item for resource in package.resources for item in structure_checks(resource)]
        rules = [query for rule in all_rules() for query in rule.queries(package, earlier)]
        if only:
            structure, rules = ([part for query in group if (part := query.only(only))] for group in (structure, rules))
        # One cause, one problem: a cell that was refused is not judged again, nor what a rule makes of it in its row.
        for queries in (structure, rules):
            cells = {(problem.place.path, problem.place.row, problem.place.field) for problem in problems}
            records = {(path, row) for path, row, _ in cells}
            problems += [
                problem
                for query, problem in _ask(engine, queries, tables, skipped)
                if (problem.place.path, problem.place.row, problem.place.field) not in cells
                and not (query.across and (problem.place.path, problem.place.row) in records)
            ]
    found = _without_ragged_rows(problems)
    if "waivers" not in tables and any(resource.name == "waivers" for resource in package.resources):
        # Which warnings stand is not known.
        found = [problem for problem in found if problem.severity is Severity.ERROR]
        skipped["waiver-unused"] = ["waivers"]
    kept, unused = _waive(found, tables.get("waivers"), skipped)
    unused = [problem for problem in unused if not only or {problem.code, problem.params["code"]} <= {*only}]
    codes = tuple(sorted({code for query in [*structure, *rules] for code in query.codes}))
    stats = Stats(
        tables=len(tables),
        rows=sum(table.cells.num_rows for table in tables.values()),
        rules=len(codes),
        seconds=round(time.perf_counter() - started, 3),
        waived=len(found) - len(kept),
    )
    # Of two that differ only in what else is told, one is told: the same one, whatever order the engine answered in.
    told = sorted([*kept, *unused], key=lambda problem: (problem.sort_key(), str(problem.params)))
    every = {problem.sort_key(): problem for problem in told}.values()
    lacking = tuple(Skipped(code, tuple(dict.fromkeys(missing))) for code, missing in sorted(skipped.items()))
    report = Report(tuple(every), lacking, stats, codes)
    return Checked(package, report, tables)


def all_codes() -> tuple[str, ...]:
    """The codes of all that may be asked for by itself: demands of schemas, rules, promises, waivers."""
    kinds = [*structure_kinds().values(), *kinds_in("riwaya", "since.toml").values(), *kinds_in("riwaya", "check.toml").values()]
    return tuple(sorted({kind.code for kind in kinds} | {rule.kind.code for rule in all_rules()}))


@contextmanager
def opened(package: Package, tables: Mapping[str, Table], maker: EngineMaker = DuckEngine) -> Iterator[Engine]:
    """An engine that holds the tables; closed afterwards."""
    with maker(text_functions(denied_names(tables))) as engine:
        load_tables(engine, package.resources, {name: table.cells for name, table in tables.items()})
        schemas = {item.name: item.schema for item in derivations(package)}
        load_terms(engine, schemas | {resource.name: resource.schema for resource in package.resources})
        yield engine


def _published_columns(package: Package) -> dict[str, list[Mapping]]:
    """The fields of every table of a release of the package, computed ones included."""
    columns = {resource.name: [*resource.schema_json["fields"]] for resource in package.published}
    for item in derivations(package):
        columns.setdefault(item.name, []).extend(item.schema_json["fields"])
    return columns


def require_valid(checked: Checked) -> None:
    """ReleaseError for a package that is not valid: nothing is published or read from it."""
    if not checked.report.ok:
        count = len(checked.report.errors)
        raise ReleaseError(
            f"The data is not valid ({count} errors): see `riwaya validate`.",
            f"البيانات غير سليمة (الأخطاء: {count}): انظر riwaya validate.",
        )


def denied_names(tables: Mapping[str, Table]) -> dict[str, frozenset[str]]:
    """The deny-list among a package's tables: fingerprints by salt."""
    table = tables.get("denied_names")
    listed: dict[str, set[str]] = {}
    for row in table.cells.to_pylist() if table else ():
        listed.setdefault(row["salt"] or "", set()).add(row["fingerprint"])
    return {salt: frozenset(fingerprints) for salt, fingerprints in listed.items()}


def _ask(
    engine: Engine,
    queries: Iterable[Query],
    tables: Mapping[str, Table],
    skipped: dict[str, list[str]],
) -> Iterator[tuple[Query, Problem]]:
    """The problems that the queries return, each with its query; tables that a code lacks are noted in `skipped`."""
    for query in queries:
        missing = [name for name in (*query.needs, *query.over) if name not in tables]
        for code in query.codes if missing else ():
            skipped.setdefault(code, []).extend(missing)
        if not {*missing} & {*query.needs}:
            for answer in engine.query(query.sql).to_pylist():
                yield query, _problem(query, answer, tables)


def _problem(query: Query, answer: dict[str, object], tables: Mapping[str, Table]) -> Problem:
    """The problem that a row of a query's answer means."""
    finding = query.findings[answer.pop("finding_", 0)]
    table, row = tables[query.table or answer.pop("table_name")], answer.pop("row_")
    field = finding.column or answer.pop("field")
    value = table.cells[field][row - 1].as_py() if finding.column else answer.pop("value", None)
    if value is not None and finding.known:
        answer["near"] = nearest(str(value), _known(finding.known, tables))
    return finding.kind.at(table.place(row, field, None if value is None else str(value)), **finding.params, **answer)


def _known(known: tuple[str, ...] | Column, tables: Mapping[str, Table]) -> Iterable[str]:
    if not isinstance(known, Column):
        return known
    table = tables.get(known.table)
    return (value for value in table.cells[known.name].to_pylist() if value is not None) if table else ()


def _without_ragged_rows(problems: list[Problem]) -> list[Problem]:
    """The problems, but for those in rows with too few or too many cells, of which only that is told."""
    ragged = {(problem.place.path, problem.place.row) for problem in problems if problem.code in RAGGED}
    return [
        problem for problem in problems
        if problem.code in RAGGED or (problem.place.path, problem.place.row) not in ragged or not problem.place.row
    ]


def _waive(
    problems: list[Problem], waivers: Table | None, skipped: Collection[str]
) -> tuple[list[Problem], list[Problem]]:
    """The problems that no waiver covers, and a problem for each waiver that covers none, though its code was asked for."""
    rows = waivers.cells.to_pylist() if waivers else []
    waivable = {(problem.code, problem.place.id) for problem in problems if problem.severity is Severity.WARNING}
    waived = {(row["code"], row["id"]) for row in rows} & waivable
    kept = [
        problem
        for problem in problems
        if problem.severity is Severity.ERROR or (problem.code, problem.place.id) not in waived
    ]
    unused_kind = kinds_in("riwaya", "check.toml")["waiver-unused"]
    unused = [
        unused_kind.at(waivers.place(at, "code", row["code"]), code=row["code"], target=row["id"])
        for at, row in enumerate(rows, start=1)
        if (row["code"], row["id"]) not in waived and row["code"] not in skipped
    ]
    return kept, unused

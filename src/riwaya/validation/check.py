"""Package in, Report out: the one place where the gate, the engine and the rules meet."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import chain

import duckdb
import pyarrow as pa

from riwaya.bilingual import Bilingual
from riwaya.engines.duckdb import DuckEngine
from riwaya.engines.functions import TextFunction, text_functions
from riwaya.engines.protocol import Engine
from riwaya.engines.spark.csv import read as read_far
from riwaya.engines.tables import load_ids, load_since, load_tables, load_terms, load_typed
from riwaya.engines.text_search import Search, searches
from riwaya.errors import EngineError, NotFoundError, ReleaseError
from riwaya.package.csv_blocks import BLOCK_BYTES
from riwaya.package.derivations import derivations
from riwaya.package.descriptor import Package, Resource
from riwaya.package.table import Read, Table
from riwaya.problem import Problem, problem_kinds, with_suggestion
from riwaya.text.suggest import nearest
from riwaya.validation.applicability import fitting
from riwaya.validation.collector import MAX_PER_CODE, Findings
from riwaya.validation.compatibility import EarlierRelease, promises_broken
from riwaya.validation.query_results import Answer, answers
from riwaya.validation.read_tables import in_blocks, is_large, stored, whole
from riwaya.validation.report import Report, Skipped, Stats
from riwaya.validation.rule import Column, Query, all_rules
from riwaya.validation.schema_checks import schema_checks, schema_kinds

EngineFactory = Callable[[Iterable[TextFunction]], AbstractContextManager[Engine]]
# A typo is guessed in tables of so many records; in larger ones, something is always near.
_KNOWN_MOST = 10_000
# Tables that say how the others are judged.
_NEEDED_HERE = ("waivers", "denied_names", "loaded_terms")


@dataclass(frozen=True, slots=True)
class CheckedPackage:
    """A package that was checked, and what was found."""

    package: Package
    report: Report
    tables: Mapping[str, Table]
    """The tables that were read whole, by name: the cells that the report is about, whatever becomes of the files."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked about a package: the demands of its schemas, then the rules."""

    structure: tuple[Query, ...]
    rules: tuple[Query, ...]

    def __iter__(self) -> Iterator[Query]:
        return iter((*self.structure, *self.rules))


def check_package(
    package: Package,
    maker: EngineFactory = DuckEngine,
    since: EarlierRelease | None = None,
    codes: Collection[str] = (),
    max_per_code: int = MAX_PER_CODE,
    block_bytes: int | None = BLOCK_BYTES,
) -> CheckedPackage:
    """Read every table of the package and put every demand of its schemas and every rule to it, or those of `codes`.

    With `since` it is also held to what that release promised. Of each code, `max_per_code` problems are told. Files of more than
    `block_bytes` are judged block by block, which DuckDB alone can do.
    """
    questions = _questions(package, since, codes)
    try:
        return _checked(package, questions, maker, since, codes, max_per_code, block_bytes)
    except (duckdb.BinderException, EngineError):
        fit = Questions(questions.structure, fitting(package, questions.rules, since))
        if len(fit.rules) == len(questions.rules):
            raise
        return _checked(package, fit, maker, since, codes, max_per_code, block_bytes)


def _checked(
    package: Package,
    questions: Questions,
    maker: EngineFactory,
    since: EarlierRelease | None,
    only: Collection[str],
    most: int,
    block_bytes: int | None,
) -> CheckedPackage:
    started = time.perf_counter()
    apart = _read_apart(package, questions, block_bytes)
    asked: set[Query] = set()
    block_answers: list[Answer] = []
    with maker(text_functions()) as engine:
        read = {
            resource.name: _read(engine, package, resource)
            for resource in package.resources
            if resource not in apart
        }
        tables = {name: item.table for name, item in read.items() if item.table}
        wanted = {
            name: search
            for name, search in searches(tables).items()
            if any(name in query.sql for query in questions)
        }
        held = [
            resource for resource in package.resources if resource not in apart and read[resource.name].held
        ]
        _load(engine, package, tables, wanted, since, held)
        for resource in apart:
            here = [query for query in questions if query.in_blocks_of(resource.name, {*tables})]
            kept = _kept(package, resource, [query for query in questions if query not in here])
            read[resource.name], found = in_blocks(engine, package, resource, here, kept, wanted, block_bytes)
            block_answers += found
            # What is asked of the texts of all tables is asked of the small ones as well.
            asked |= {query for query in here if query.table}
        # What blocks took, Arrow would keep for more of them.
        pa.default_memory_pool().release_unused()
        present = {name for name, item in read.items() if item.rows is not None}
        load_ids(engine, [resource for resource in package.resources if resource.name in present])
        skipped = _skipped(questions, present)
        findings = Findings(most, _waived(package, tables))
        for item in read.values():
            findings.add(item.problems)
        if since:
            broken = promises_broken(package, _published_columns(package), since)
            findings.add(problem for problem in broken if not only or problem.code in only)
        known = _Known(engine, present)
        for queries in (questions.structure, questions.rules):
            from_blocks = (answer for answer in block_answers if answer.query in queries)
            rest = [query for query in queries if query not in asked and {*query.needs} <= present]
            findings.add_answers(chain(from_blocks, _answers(engine, package, rest)), known)
    report = _report(package, questions, read, findings, skipped, tables.get("waivers"), only, started)
    return CheckedPackage(package, report, tables)


def _questions(package: Package, since: EarlierRelease | None, only: Collection[str]) -> Questions:
    earlier = {name: table.column_names for name, table in since.tables.items()} if since else {}
    structure = [item for resource in package.resources for item in schema_checks(resource)]
    rules = [query for rule in all_rules() for query in rule.queries(package, earlier)]
    if only:
        structure, rules = (
            [part for query in group if (part := query.only(only))] for group in (structure, rules)
        )
    return Questions(tuple(structure), tuple(rules))


def _read(engine: Engine, package: Package, resource: Resource) -> Read:
    """A table, read as one: here, or, where it is far from here, by Spark."""
    return (
        read_far(engine, package, resource, resource.name in _NEEDED_HERE)
        if package.url
        else whole(package, resource)
    )


def _read_apart(package: Package, questions: Questions, block_bytes: int | None) -> list[Resource]:
    """The tables that are read in blocks: large ones, but for those that are needed whole before others are read."""
    needed = {*_NEEDED_HERE, *(name for query in questions if not query.table for name in query.needs)}
    others = [resource for resource in package.resources if resource.name not in needed]
    return [resource for resource in others if block_bytes and is_large(package, resource, block_bytes)]


def _load(
    engine: Engine,
    package: Package,
    tables: Mapping[str, Table],
    wanted: Mapping[str, Search],
    since: EarlierRelease | None,
    held: Iterable[Resource],
) -> None:
    load_tables(engine, [*tables.values()], wanted, held)
    schemas = {item.name: item.schema for item in derivations(package)}
    load_terms(engine, schemas | {resource.name: resource.schema for resource in package.resources})
    if since:
        load_since(engine, since.tables, since.version, package.version)


def _kept(package: Package, resource: Resource, queries: Iterable[Query]) -> set[str]:
    """The columns of a table that must stay when its blocks are gone: its key, and all that these queries name."""
    key = resource.schema.primary_key
    named = {word for query in queries for word in re.findall("[a-z][a-z0-9_]*", query.sql)}
    referred = {
        name
        for other in package.resources
        for foreign in other.schema.foreign_keys
        for name in foreign.references
    }
    return {*key, *((named | referred) & {*resource.schema.names})}


def _skipped(questions: Iterable[Query], present: Collection[str]) -> dict[str, list[str]]:
    """The codes that lack a table, with the tables that they lack."""
    skipped: dict[str, list[str]] = {}
    for query in questions:
        missing = [name for name in (*query.needs, *query.over) if name not in present]
        for code in query.codes if missing else ():
            skipped.setdefault(code, []).extend(missing)
    return skipped


def _answers(engine: Engine, package: Package, queries: list[Query]) -> Iterator[Answer]:
    resources = {resource.name: resource for resource in package.resources}
    for query, found in zip(queries, engine.ask(query.sql for query in queries), strict=True):
        yield from answers(engine, query, found, resources)


@dataclass(frozen=True, slots=True)
class _Known:
    """The values of a column, as long as they are few: what a typo may have meant."""

    engine: Engine
    present: Collection[str]
    columns: dict[Column, list[str]] = field(default_factory=dict)

    def __call__(self, column: Column) -> list[str]:
        if column not in self.columns and column.table in self.present:
            name, table = f'"{column.name}"', f'"{column.table}"'
            (counted,) = self.engine.query(f"SELECT count(*) AS records FROM {table}")["records"].to_pylist()
            sql = f"SELECT {name} AS value FROM {table} WHERE {name} IS NOT NULL ORDER BY row_"
            self.columns[column] = (
                self.engine.query(sql)["value"].to_pylist() if counted <= _KNOWN_MOST else []
            )
        return self.columns.get(column, [])


def _waived(package: Package, tables: Mapping[str, Table]) -> set[tuple[str, str | None]] | None:
    """Code and ID of each warning that is waived; None where the table that says so cannot be read."""
    if "waivers" in tables:
        return {(row["code"], row["id"]) for row in tables["waivers"].cells.to_pylist()}
    return None if any(resource.name == "waivers" for resource in package.resources) else set()


def _report(
    package: Package,
    questions: Questions,
    read: Mapping[str, Read],
    findings: Findings,
    skipped: dict[str, list[str]],
    waivers: Table | None,
    only: Collection[str],
    started: float,
) -> Report:
    if findings.waivable is None:
        # Which warnings stand is not known.
        skipped["waiver-unused"] = ["waivers"]
    for problem in _unused_waivers(waivers, findings, skipped):
        if not only or {problem.code, problem.params["code"]} <= {*only}:
            findings.add([problem])
    codes = tuple(sorted({code for query in questions for code in query.codes}))
    rows = [item.rows for item in read.values() if item.rows is not None]
    stats = Stats(
        len(rows),
        sum(rows),
        len(codes),
        round(time.perf_counter() - started, 3),
        sum(findings.waived.values()),
    )
    lacking = tuple(Skipped(code, tuple(dict.fromkeys(missing))) for code, missing in sorted(skipped.items()))
    return Report(tuple(findings.problems()), lacking, stats, dict(sorted(findings.counts.items())), codes)


def _unused_waivers(waivers: Table | None, findings: Findings, skipped: Collection[str]) -> Iterator[Problem]:
    kind = problem_kinds(__package__, "check.toml")["waiver-unused"]
    for at, row in enumerate(waivers.cells.to_pylist() if waivers else (), start=1):
        if not findings.waived[row["code"], row["id"]] and row["code"] not in skipped:
            yield kind.at(waivers.place(at, "code", row["code"]), code=row["code"], target=row["id"])


def all_codes() -> tuple[str, ...]:
    """The codes of all that may be asked for by itself: demands of schemas, rules, promises, waivers."""
    kinds = [*schema_kinds().values()]
    kinds += [
        kind
        for file in ("compatibility.toml", "check.toml")
        for kind in problem_kinds(__package__, file).values()
    ]
    return tuple(sorted({kind.code for kind in kinds} | {rule.kind.code for rule in all_rules()}))


def require_known_codes(codes: Iterable[str]) -> None:
    """NotFoundError, with the nearest code as a suggestion, for a code that `all_codes` does not have."""
    for code in {*codes} - {*all_codes()}:
        text = Bilingual(
            f"Unknown rule {code}. docs/rules.en.md lists all rules; problems that keep a table from being read are always reported.",
            f"القاعدة {code} غير معروفة. القواعد كلها في docs/rules.ar.md، والمشكلات التي تمنع قراءة جدول ترد في التقرير دائمًا.",
        )
        raise NotFoundError(with_suggestion(text, nearest(code, all_codes())))


@contextmanager
def engine_with_tables(
    package: Package,
    tables: Mapping[str, Table],
    maker: Callable[..., AbstractContextManager[DuckEngine]] = DuckEngine,
) -> Iterator[DuckEngine]:
    """An engine that holds every table of a valid package; closed afterwards.

    `tables` are those that are known already, as `CheckedPackage.tables`; the others are read from their files.
    ReleaseError if such a file is no longer well formed.
    """
    with maker(text_functions()) as engine:
        load_typed(engine, tables.values())
        for resource in package.resources:
            if resource.name not in tables:
                stored(engine, package, resource)
        yield engine


def _published_columns(package: Package) -> dict[str, list[Mapping]]:
    """The fields of every table of a release of the package, computed ones included."""
    columns = {resource.name: [*resource.schema_json["fields"]] for resource in package.published}
    for item in derivations(package):
        columns.setdefault(item.name, []).extend(item.schema_json["fields"])
    return columns


def require_valid(checked: CheckedPackage) -> None:
    """ReleaseError for a package that is not valid: nothing is published or read from it."""
    if not checked.report.ok:
        codes = {problem.code for problem in checked.report.errors}
        count = sum(checked.report.counts[code] for code in codes)
        raise ReleaseError(
            f"The data is not valid ({count} errors): see `riwaya validate`.",
            f"البيانات غير سليمة (الأخطاء: {count}): انظر riwaya validate.",
        )

"""Checks a package: plans the checks, reads the tables, runs the queries, collects the problems."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from riwaya.bilingual import Bilingual
from riwaya.engines.duckdb import DuckEngine
from riwaya.engines.functions import TextFunction, text_functions
from riwaya.engines.protocol import Engine, Workers
from riwaya.errors import ReleaseError
from riwaya.package.csv_blocks import BLOCK_BYTES
from riwaya.package.decoded_files import is_as_written
from riwaya.package.descriptor import Package
from riwaya.package.files import Files, is_file
from riwaya.package.standard_profile import other_profiles
from riwaya.package.table import Table
from riwaya.problem import DOCS, PAGES, Problem
from riwaya.validation import MESSAGES, waivers
from riwaya.validation.by_frictionless.check import OtherRead, fault_problems, read_others
from riwaya.validation.by_frictionless.errors import codes_of
from riwaya.validation.by_frictionless.items import text_table
from riwaya.validation.checks import Check
from riwaya.validation.collect import MAX_PER_CODE, ProblemCollector
from riwaya.validation.compatibility import EarlierRelease, incompatible_changes
from riwaya.validation.described_files import described_problems
from riwaya.validation.description_checks import missing_descriptions
from riwaya.validation.kinds import FILES, kinds_by_group
from riwaya.validation.plan import Plan, plan_checks
from riwaya.validation.read_tables import DuckEngineFactory, LoadedTables, load_package, package_bytes
from riwaya.validation.report import Report, SkippedCheck, Stats
from riwaya.validation.violations import CandidateValues, Violations, violations_in
from riwaya.validation.waivers import Waivers

# All columns of larger tables would take the memory of an engine that its checks need.
_MOST_KEPT_BYTES = 128 << 20
# Of a file that frictionless checks, these are found by other means, or are no faults.
_OF_COMMAS = {"quote-unbalanced", "delimiter-not-comma", "separator-line", "too-many-labels"}
EngineFactory = Callable[[Iterable[TextFunction]], AbstractContextManager[Engine]]
"""Opens an engine that has these functions: DuckEngine, perhaps with its options bound."""


@dataclass(frozen=True, slots=True)
class CheckedPackage:
    """A package, and the report on it."""

    package: Package
    report: Report
    tables: Mapping[str, Table]
    """The tables that were read whole, by name: what was checked, whatever becomes of the files."""
    engine: DuckEngine | None = None
    """An engine that holds every table as it was checked, while `checked_with_tables` keeps it open."""
    folder: Path | None = None
    """A folder with the rows of the other tables as they were checked, while `checked_with_tables` lasts."""


def check_package(
    package: Package,
    make_engine: EngineFactory = DuckEngine,
    since: EarlierRelease | None = None,
    codes: Collection[str] = (),
    max_per_code: int = MAX_PER_CODE,
    block_bytes: int | None = BLOCK_BYTES,
    workers: Workers | None = None,
) -> CheckedPackage:
    """Check every table of a package against its schema and the rules.

    With `since` the package is also compared with that release. With `codes` only those checks run. The
    report lists the first `max_per_code` problems of each code and counts all. Files of over `block_bytes`
    are read in blocks, which DuckDB alone can do; None reads every file whole. With `workers` the blocks are
    spread among them, with the same report.

    EngineError if the engine cannot run a query, or the workers fail. Bad data is never an error: it is in
    the report.
    """
    with make_engine(text_functions(package.counted_words)) as engine:
        return _checked(engine, package, since, codes, max_per_code, block_bytes, workers)


@contextmanager
def checked_with_tables(
    package: Package, make_engine: DuckEngineFactory = DuckEngine, block_bytes: int | None = BLOCK_BYTES
) -> Generator[CheckedPackage]:
    """Check a package whose tables are needed next: what was read is kept until this is left.

    So each file is read once, and what becomes of it meanwhile changes nothing. An engine keeps the tables;
    of a package of over _MOST_KEPT_BYTES, a temporary folder does. `report.ok` is to be looked at before the
    tables are.
    """
    keep = package_bytes(package) <= _MOST_KEPT_BYTES
    with ExitStack() as stack:
        folder = None if keep else Path(stack.enter_context(TemporaryDirectory(prefix="riwaya-")))
        engine = stack.enter_context(make_engine(text_functions(package.counted_words)))
        checked = _checked(
            engine, package, None, (), MAX_PER_CODE, block_bytes, None, keep_all=keep, folder=folder
        )
        if not keep:
            # The next engine needs the memory.
            engine.close()
        yield replace(checked, engine=engine if keep else None, folder=folder)


def _checked(
    engine: Engine,
    package: Package,
    since: EarlierRelease | None,
    codes: Collection[str],
    max_per_code: int,
    block_bytes: int | None,
    workers: Workers | None,
    keep_all: bool = False,
    folder: Path | None = None,
) -> CheckedPackage:
    started = time.perf_counter()
    others = read_others(package)
    of_tables = [item for item in others if item.other.is_table]
    held = [item for item in of_tables if item.texts.schema.fields]
    tables = package.with_resources(item.texts for item in held)
    unknown = [item.other.name for item in of_tables if item not in held]
    plan = plan_checks(tables, since, codes).with_terms_of(unknown)
    ready = {item.other.name: item.read for item in held}
    loaded = load_package(engine, tables, plan, since, block_bytes, workers, ready, keep_all, folder)
    waived = Waivers(package, loaded.tables)
    collector = ProblemCollector(max_per_code, waived)
    of_tables_read = chain(
        loaded.results.values(), (item.read for item in others if item.other.name not in ready)
    )
    # Files are always checked, and frictionless checks the schema of a table as it reads it.
    shown = _codes_of_files().union(codes)
    for read in of_tables_read:
        collector.add(item for item in read.problems if not codes or item.code in shown)
    collector.add(fault_problems(package))
    collector.add(described_problems(package, loaded.rows))
    of_schemas = chain(missing_descriptions(package), incompatible_changes(package, since) if since else ())
    collector.add(problem for problem in of_schemas if not codes or problem.code in codes)
    candidates = CandidateValues(engine, loaded.rows)
    for checks in (plan.schema_checks, plan.rule_checks):
        in_blocks = (violations for violations in loaded.found if violations.check in checks)
        collector.add_violations(chain(in_blocks, _run(engine, tables, checks, loaded)), candidates)
    report = _report(plan, loaded, others, collector, waived, codes, started)
    there = _pages_of(package.files)
    by_hand = {item.name for item in package.others}
    problems = tuple(
        replace(_repaired_by_hand(problem), pages_there=there)
        if problem.place.table in by_hand or not is_as_written(package.files, problem.place.path)
        else replace(problem, pages_there=there)
        for problem in report.problems
    )
    report = replace(report, problems=problems, unchecked=_unchecked(package))
    return CheckedPackage(package, report, loaded.tables)


def applied_codes(package: Package) -> frozenset[str]:
    """The codes of all problems that a check of a package can report: a rule needs the columns it reads."""
    others = [other for other in package.others if other.is_table]
    tables = package.with_resources(map(text_table, others))
    of_files = _codes_of_files() - (set() if package.resources else _OF_COMMAS)
    return frozenset(of_files.union(plan_checks(tables).codes, *map(codes_of, others)))


def _codes_of_files() -> frozenset[str]:
    return frozenset(kind.code for kind in kinds_by_group()[FILES].values())


def _repaired_by_hand(problem: Problem) -> Problem:
    """The problem without a command in its hint that leaves tables which are written in another way, as `fix`
    does.
    """
    kind = problem.kind
    return replace(problem, kind=replace(kind, hint=kind.by_hand)) if kind.by_hand else problem


def _unchecked(package: Package) -> tuple[Bilingual, ...]:
    """What the descriptor names and nobody checks."""
    named = other_profiles(package.descriptor)
    return tuple(MESSAGES("profile-unchecked", place=place, value=value) for place, value in named)


def _pages_of(files: Files) -> frozenset[str]:
    """The pages that a package has, such as those of the rules."""
    return frozenset(name for name in PAGES if is_file(files, f"{DOCS}/{name}.en.md"))


def require_valid(checked: CheckedPackage) -> None:
    """ReleaseError for a package that is not valid: nothing is published or read from it."""
    if not checked.report.ok:
        codes = {problem.code for problem in checked.report.errors}
        count = sum(checked.report.counts[code] for code in codes)
        raise ReleaseError(MESSAGES("data-invalid", count=count))


def _run(
    engine: Engine, package: Package, checks: Iterable[Check], loaded: LoadedTables
) -> Iterator[Violations]:
    """Run those checks that are not finished and whose tables are there."""
    resources = {resource.name: resource for resource in package.resources}
    left = [check for check in checks if check not in loaded.finished and {*check.needs} <= {*loaded.rows}]
    results = engine.query_all(check.sql for check in left)
    for check, result in zip(left, results, strict=True):
        yield from violations_in(engine, check, result, resources)


def _report(
    plan: Plan,
    loaded: LoadedTables,
    others: Sequence[OtherRead],
    collector: ProblemCollector,
    waived: Waivers,
    codes: Collection[str],
    started: float,
) -> Report:
    skipped = plan.missing_tables(loaded.rows)
    for item in others:
        if item.missing:
            skipped["foreign-key"] = (*skipped.get("foreign-key", ()), *item.missing)
    if waived.unreadable:
        skipped["waiver-unused"] = (waivers.TABLE,)
    for problem in waived.unused(skipped):
        if not codes or {problem.code, problem.params["code"]} <= {*codes}:
            collector.add([problem])
    seconds = round(time.perf_counter() - started, 3)
    return Report(
        problems=collector.problems(),
        skipped=tuple(SkippedCheck(code, missing) for code, missing in sorted(skipped.items())),
        stats=Stats(len(loaded.rows), sum(loaded.rows.values()), len(plan.codes), seconds, waived.count),
        counts=dict(sorted(collector.counts.items())),
        codes=plan.codes,
        by_frictionless={item.other.name: item.other.reasons for item in others if item.is_judged},
    )

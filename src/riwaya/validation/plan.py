"""Plans the checks of a package: what its schemas require, then the rules that fit its tables."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from riwaya.engines.duckdb import DuckEngine
from riwaya.engines.functions import text_functions
from riwaya.engines.sql import quoted, raw, sql_name, typed
from riwaya.engines.tables import load_ids, load_since, load_tables, load_terms
from riwaya.package.descriptor import Package
from riwaya.validation.checks import Check
from riwaya.validation.compatibility import EarlierRelease
from riwaya.validation.rule import all_rules
from riwaya.validation.schema_checks import schema_checks


@dataclass(frozen=True, slots=True)
class Plan:
    """The checks that apply to a package. Those of the schemas run first."""

    schema_checks: tuple[Check, ...]
    rule_checks: tuple[Check, ...]

    def __iter__(self) -> Iterator[Check]:
        return iter((*self.schema_checks, *self.rule_checks))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all checks, sorted."""
        return tuple(sorted({code for check in self for code in check.codes}))

    def with_terms_of(self, tables: Collection[str]) -> Plan:
        """The plan in which the checks of vocabularies need these tables, whose schemas could not be read."""
        if not tables:
            return self
        checks = (
            replace(check, needs=(*check.needs, *tables)) if "meta_terms" in check.sql else check
            for check in self.rule_checks
        )
        return Plan(self.schema_checks, tuple(checks))

    def missing_tables(self, loaded: Collection[str]) -> dict[str, tuple[str, ...]]:
        """By code, the tables that a check needs and that are not among those loaded."""
        missing: dict[str, dict[str, None]] = {}
        for check in self:
            lacking = [name for name in (*check.needs, *check.reads_texts_of) if name not in loaded]
            for code in check.codes if lacking else ():
                missing.setdefault(code, {}).update(dict.fromkeys(lacking))
        return {code: tuple(names) for code, names in missing.items()}


def plan_checks(package: Package, since: EarlierRelease | None = None, codes: Collection[str] = ()) -> Plan:
    """The checks of a package, or those of `codes`; with `since` also those that compare with that release.

    A rule that uses a column which the package does not have, or has with another type, is left out: a
    dataset of one's own may lack columns that ours has.
    """
    columns = {name: table.column_names for name, table in since.tables.items()} if since else {}
    required = (check for resource in package.resources for check in schema_checks(resource))
    rules = [check for rule in all_rules() for check in rule.checks(package, columns)]
    fitting = _fitting(package, rules, since)
    return Plan(_limited(required, codes), _limited(fitting, codes))


def _limited(checks: Iterable[Check], codes: Collection[str]) -> tuple[Check, ...]:
    if not codes:
        return tuple(checks)
    return tuple(limited for check in checks if (limited := check.limited_to(codes)))


def _fitting(package: Package, checks: Iterable[Check], since: EarlierRelease | None) -> list[Check]:
    """The checks whose SQL DuckDB accepts for the tables of the package; found once per set of columns."""
    checks = [*checks]
    tables = [(typed(resource), resource.has_own_ids) for resource in package.resources]
    earlier = [(name, str(table.schema)) for name, table in since.tables.items()] if since else []
    key = hashlib.sha256(repr((tables, earlier, [check.sql for check in checks])).encode()).digest()
    if key not in _fitting_indexes:
        with DuckEngine(text_functions()) as engine:
            _create_empty_tables(engine, package, since)
            _fitting_indexes[key] = frozenset(
                i for i, check in enumerate(checks) if engine.accepts(check.sql)
            )
    return [check for i, check in enumerate(checks) if i in _fitting_indexes[key]]


_fitting_indexes: dict[bytes, frozenset[int]] = {}


def _create_empty_tables(engine: DuckEngine, package: Package, since: EarlierRelease | None) -> None:
    for resource in package.resources:
        cells = (f"{quoted(name)} VARCHAR" for name in resource.schema.names)
        engine.create(raw(resource.name), [*cells, "row_ BIGINT", "line_ BIGINT"])
        engine.view(sql_name(resource.name), typed(resource))
    load_tables(engine, [], {})
    load_ids(engine, package.resources)
    load_terms(engine, {})
    if since:
        empty = {name: table.slice(0, 0) for name, table in since.tables.items()}
        load_since(engine, empty, since.version, package.version)

"""Reads the rules: each is one SQL file that selects the rows that are wrong.

A file starts with a comment in TOML:

- severity: "error" (the default) or "warning"
- table: the table whose rows are wrong
- needs: other tables that the query reads
- for_each: repeat the query for each such column or table (see below)
- since: true for a rule that compares with an earlier release, whose tables are since_NAME; meta_since
  holds both versions
- blockwise: true if the result for a row depends on no other row of the same table. Large tables run such
  rules block by block, and keep of themselves only the columns that the other rules name
- why, message, hint: texts, each with en and ar; {braces} are filled in from the row and the result
- by_hand: the hint for files that `riwaya fix` leaves as they are, where the usual one names that command

The file's name is the code. The query's result has the columns row_ (the record), field and value, and any
more that the texts name. riwaya.engines.tables lists the tables and views that it can read.

A rule without a table reads meta_texts or meta_pairs, views over the texts of all tables, and its result says
in table_name where the problem is. Such rules are blockwise.

With for_each the query is a template. $table is the table's name in the engine, and beside it there are names
of columns in the engine; of each, $NAME_text is the column's own name, as an SQL literal:

- edtf: each column of dates in EDTF: $field
- dated: each table whose date has a basis
- self_reference: each column that refers to its own table: $field, $id
- ordered: each table sorted by its primary key: $order
- identified: each published table that has IDs: $id
- identity: each column that is part of what an ID means: $field, $id

Its SQL is DuckDB's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template
from typing import cast

from riwaya.engines.sql import sql_literal, sql_name
from riwaya.engines.tables import IDS_VIEW, TEXT_VIEWS
from riwaya.package.descriptor import Package
from riwaya.package.resource import Resource
from riwaya.problem import ProblemKind, problem_kind
from riwaya.validation.checks import Check, Requirement
from riwaya.validation.for_each import FOR_EACH

_TEXTS = ("why", "message", "hint", "by_hand")
_HEADER = {"severity", "table", "needs", "for_each", "since", "blockwise", *_TEXTS}


@dataclass(frozen=True, slots=True)
class Rule:
    """One SQL file."""

    kind: ProblemKind
    family: str
    """The folder that it is in."""
    table: str | None
    needs: tuple[str, ...]
    for_each: str | None
    since: bool
    blockwise: bool
    template: str

    def checks(self, package: Package, earlier: Mapping[str, Collection[str]]) -> Iterator[Check]:
        """The queries of the rule for a package; none where the package lacks one of its tables.

        `earlier` are the columns of each table of an earlier release; a rule with `since` compares with those
        only.
        """
        views = [need for need in self.needs if need == IDS_VIEW or need in TEXT_VIEWS]
        read = [item.name for view in views for item in package.resources if _feeds(item, view)]
        needs = [*(need for need in self.needs if need not in views)]
        names = {resource.name for resource in package.resources}
        if not {*needs, *([self.table] if self.table else [])} <= names:
            return
        requirements = (Requirement(self.kind),)
        if self.for_each:
            yield from self._repeated(package, earlier, requirements, [*needs, *read])
        elif self.table:
            if not self.since or self.table in earlier:
                every = tuple(dict.fromkeys([self.table, *needs, *read]))
                yield Check(
                    requirements,
                    self.table,
                    every,
                    self.template,
                    blockwise=self.blockwise,
                    reads_whole_row=True,
                )
        elif read:
            texts = tuple(read)
            yield Check(requirements, None, tuple(needs), self.template, reads_texts_of=texts, blockwise=True)

    def _repeated(
        self,
        package: Package,
        earlier: Mapping[str, Collection[str]],
        requirements: tuple[Requirement, ...],
        needs: list[str],
    ) -> Iterator[Check]:
        for resource in package.resources:
            for params in FOR_EACH[self.for_each or ""](resource):
                columns = {key: params[key] for key in ("id", "field") if key in params}
                if self.since and not {*columns.values()} <= {*earlier.get(resource.name, ())}:
                    continue
                names = {key: sql_name(name) for key, name in columns.items()}
                texts = {f"{key}_text": sql_literal(name) for key, name in columns.items()}
                filled = {**params, **names, **texts, "table": sql_name(resource.name)}
                sql = Template(self.template).substitute(filled)
                table = self.table or resource.name
                every = tuple(dict.fromkeys([table, resource.name, *needs]))
                yield Check(requirements, table, every, sql, blockwise=self.blockwise)


def _feeds(resource: Resource, view: str) -> bool:
    """Whether a view over many tables holds anything of this one."""
    return resource.has_own_ids if view == IDS_VIEW else TEXT_VIEWS[view].has_parts_of(resource)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule file beside this module, by family and code."""
    folder = resources.files("riwaya.validation").joinpath("rules")
    families = sorted((entry for entry in folder.iterdir() if entry.is_dir()), key=lambda entry: entry.name)
    return tuple(
        _read(family.name, file.name.removesuffix(".sql"), file.read_text(encoding="utf-8"))
        for family in families
        for file in sorted(family.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".sql")
    )


def _read(family: str, code: str, text: str) -> Rule:
    header_text, template = text.removeprefix("/*").split("*/", 1)
    header = tomllib.loads(header_text)
    if unknown := {*header} - _HEADER:
        raise ValueError(f"{code}: unknown in its header: {', '.join(sorted(unknown))}")
    needs = tuple(cast("list[str]", header.get("needs", [])))
    if "table" in header and {*needs} & {*TEXT_VIEWS}:
        raise ValueError(f"{code}: a rule with a table cannot read the texts of all tables")
    if header.get("blockwise") and IDS_VIEW in needs:
        raise ValueError(f"{code}: {IDS_VIEW} is there only when all blocks have been read")
    return Rule(
        kind=problem_kind(code, header),
        family=family,
        table=header.get("table"),
        needs=needs,
        for_each=header.get("for_each"),
        since=header.get("since", False),
        blockwise=header.get("blockwise", False),
        template=template.strip(),
    )

"""Rules: each is one SQL file whose answer is the rows that are wrong.

A file starts with a comment in TOML: severity, table (where the problem stands), needs (the other tables it
asks), why, message and hint in both languages, and perhaps for_each. Its name is the code. The answer has the columns row_
(the record), field and value, and any more that the message names in braces.

Among what it needs may be a view over many tables. A rule without a table asks meta_texts or meta_pairs about all of them, and
its answer says in table_name where the problem stands.

A rule that is `blockwise` says of a row what it would say if no other row of its table were there. Large tables are asked
such rules block by block, and keep of themselves only the columns that the others name. Rules without a table are blockwise.

With for_each the query is a template, asked once for each thing of that kind that the schemas hold; $table and
the names below are filled in:

- edtf: each column of dates in EDTF: $field
- self_reference: each column that refers to its own table: $field, $id
- ordered: each table sorted by its key: $order
- identified: each published table that gives IDs: $id
- identity: each column without which an ID would mean something else: $field, $id

Each engine is asked the same text, in DuckDB's SQL; riwaya.engines.spark.transpile says what it may be made of. Nothing else is
asked of Spark, so that no rule comes to mean something else there.

A rule with `since` compares with an earlier release, whose tables are since_NAME, and is asked only where there is one;
meta_since holds its version, and ours as now.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from string import Template

from riwaya.engines.tables import GATHERED, IDS
from riwaya.package.descriptor import Package, Resource
from riwaya.problem import ProblemKind, problem_kind


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of the package."""

    table: str
    name: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a row of an answer means: the kind of problem, and what is known of all such problems beforehand."""

    kind: ProblemKind
    column: str | None = None
    """The column whose cell is wrong; None where the answer says it in field and value."""
    params: Mapping[str, object] = field(default_factory=dict)
    known: tuple[str, ...] | Column = ()
    """Values that would have been right, or the column that holds them: what a typo may have meant."""


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A rule, or demands of a schema: what to ask, and which tables must be there."""

    findings: tuple[Finding, ...]
    """Where there are several, the answer has the columns row_ and finding_, which says which, counted from 0."""
    table: str | None
    """Where the problems stand; None where the answer says it."""
    needs: tuple[str, ...]
    sql: str
    over: tuple[str, ...] = ()
    """Tables that are asked as far as they are there."""
    blockwise: bool = False
    """Whether what it says of a row hangs on no other row of the same table."""
    across: bool = False
    """Whether it looks at several cells of a row, so that one bad cell among them would be told of twice."""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(finding.kind.code for finding in self.findings))

    def in_blocks_of(self, table: str, whole: Collection[str]) -> bool:
        """Whether it can be asked of a table block by block while of the others those in `whole` are known."""
        return self.blockwise and table in (self.table, *self.over) and {*self.needs} - {table} <= {*whole}

    def only(self, codes: Collection[str]) -> Query | None:
        """The query as far as it asks for these codes; None if it asks for none of them."""
        wanted = {at: finding for at, finding in enumerate(self.findings) if finding.kind.code in codes}
        if not wanted or len(wanted) == len(self.findings):
            return self if wanted else None
        places = ", ".join(map(str, wanted))
        sql = f"SELECT row_, list_position([{places}], finding_) - 1 AS finding_ FROM ({self.sql}) WHERE finding_ IN ({places})"
        return replace(self, findings=tuple(wanted.values()), sql=sql)


@dataclass(frozen=True, slots=True)
class Rule:
    """One SQL file."""

    kind: ProblemKind
    family: str
    table: str | None
    """None: the tables that for_each finds, or those that the answer names."""
    needs: tuple[str, ...]
    for_each: str | None
    since: bool
    blockwise: bool
    template: str

    def queries(self, package: Package, since: Mapping[str, Collection[str]]) -> Iterator[Query]:
        """The rule as it applies to a package; nothing where it has no such table, or where `since`, the columns of the tables
        of an earlier release, has none."""
        names = {resource.name for resource in package.resources}
        feeding = [
            resource.name
            for need in self.needs
            for resource in package.resources
            if (resource.gives_ids if need == IDS else need in GATHERED and GATHERED[need].feeds(resource))
        ]
        needs = [need for need in self.needs if need != IDS and need not in GATHERED]
        if not {*needs, *([self.table] if self.table else [])} <= names:
            return
        finding = (Finding(self.kind),)
        if self.for_each is None and self.table is None:
            if feeding:
                yield Query(finding, None, tuple(needs), self.template, over=tuple(feeding), blockwise=True)
            return
        needs += feeding
        if self.for_each is None:
            if not self.since or self.table in since:
                every = tuple(dict.fromkeys([self.table, *needs]))
                yield Query(finding, self.table, every, self.template, blockwise=self.blockwise, across=True)
            return
        for resource in package.resources:
            for params in EACH[self.for_each](resource):
                earlier = since.get(resource.name, ())
                if self.since and not {params["id"], params.get("field", params["id"])} <= {*earlier}:
                    continue
                sql = Template(self.template).substitute(params, table=resource.name)
                table = self.table or resource.name
                every = tuple(dict.fromkeys([table, resource.name, *needs]))
                yield Query(finding, table, every, sql, blockwise=self.blockwise)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule file beside this module, by family and code."""
    here = resources.files(__package__).joinpath("rules")
    families = sorted((entry for entry in here.iterdir() if entry.is_dir()), key=lambda entry: entry.name)
    return tuple(
        _read(family.name, file.name.removesuffix(".sql"), file.read_text(encoding="utf-8"))
        for family in families
        for file in sorted(family.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".sql")
    )


def _read(family: str, code: str, text: str) -> Rule:
    head, template = text.removeprefix("/*").split("*/", 1)
    front = tomllib.loads(head)
    if "table" in front and {*front.get("needs", ())} & {*GATHERED}:
        raise ValueError(
            f"{code}: asked with one table, views over the texts of all tables would be cut short"
        )
    return Rule(
        kind=problem_kind(code, front),
        family=family,
        table=front.get("table"),
        needs=tuple(front.get("needs", ())),
        for_each=front.get("for_each"),
        since=front.get("since", False),
        blockwise=front.get("blockwise", False),
        template=template.strip(),
    )


# -- What for_each can find in a table ----------------------------------------------------------------


def _edtf(resource: Resource) -> Iterator[Mapping[str, str]]:
    return ({"field": column.name} for column in resource.schema.fields if column.edtf)


def _self_references(resource: Resource) -> Iterator[Mapping[str, str]]:
    for key in resource.schema.foreign_keys:
        if key.table == resource.name and len(key.fields) == 1:
            yield {"field": key.fields[0], "id": key.references[0]}


def _ordered(resource: Resource) -> Iterator[Mapping[str, str]]:
    key = resource.schema.primary_key
    if resource.is_ordered:
        # An ID of five digits comes after one of four.
        parts = (
            f'length("{name}"), "{name}"' if name.endswith("_id") else f"coalesce(\"{name}\", '')"
            for name in key
        )
        yield {"order": ", ".join(parts), "id": key[0]}


def _identified(resource: Resource) -> Iterator[Mapping[str, str]]:
    key = resource.schema.primary_key
    if resource.published and len(key) == 1 and key[0].endswith("_id"):
        yield {"id": key[0]}


def _identity(resource: Resource) -> Iterator[Mapping[str, str]]:
    for params in _identified(resource):
        yield from ({**params, "field": column.name} for column in resource.schema.fields if column.identity)


EACH = {
    "identified": _identified,
    "identity": _identity,
    "edtf": _edtf,
    "self_reference": _self_references,
    "ordered": _ordered,
}

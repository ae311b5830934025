"""Translates DuckDB's SQL into Spark's with the same result, or raises EngineError."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from riwaya.engines.spark import MESSAGES
from riwaya.engines.spark.requirements import import_extra
from riwaya.errors import EngineError

if TYPE_CHECKING:
    from sqlglot import exp
    from sqlglot.expressions.core import Expression

# What a query may consist of, by the names of sqlglot: what means the same to both engines, some of it
# only as _rewrite writes it.
SYNTAX = frozenset(
    """select from where join group having order ordered with cte union subquery alias tablealias table column
    identifier star literal null boolean paren tuple datatype distinct filter window windowspec in is not eq
    neq gt gte lt lte nullsafeeq nullsafeneq add sub mul neg dpipe between and or var""".split()
)
# tests/engines/test_spark_sql.py compares both engines for each function. Add none without such a test.
FUNCTIONS = frozenset(
    """case if cast trycast coalesce greatest least exists explode array arraysort list_position isfinite
    count sum min max ceil floor datediff logicaland logicalor groupconcat rownumber lag
    length contains replace trim translate split splitpart sha2 chr
    regexplike regexpfullmatch regexpextract regexpextractall""".split()
)
DOUBLE_TEXT = "double_text"
"""The text function that writes a number as DuckDB does. Its argument is the number as Java writes it."""
_ESCAPE = r"\\(?:[^a-zA-Z0-9]|[ntr]|x[0-9a-fA-F]{2})"
_PIECE = re.compile(
    rf"\[\^?(?:{_ESCAPE}|[^\\\]])+\]"  # a class
    rf"|{_ESCAPE}|\((?:\?:|(?!\?))|[)|^$.]|(?:[*+?]|\{{[0-9]+(?:,[0-9]*)?\}})\??(?![*+?{{])"
    r"|[^\\\[{}*+?()|^$.]"
)


@dataclass(frozen=True, slots=True)
class RecursiveQuery:
    """The parts of a recursive query, all in Spark's SQL, to be run step by step."""

    view: str
    """The view from which `step` reads the rows of the step before, and `rest` the rows of all steps."""
    columns: tuple[str, ...]
    """The names of its columns; empty: those of `base`."""
    distinct: bool
    """Whether rows that were found before are dropped (UNION, not UNION ALL), so that a cycle ends."""
    base: str
    step: str
    rest: str


@lru_cache(1024)
def to_spark(sql: str, functions: frozenset[str]) -> str | RecursiveQuery:
    """Translate a query of DuckDB's SQL. `functions` are the names of the text functions that it may call."""
    sqlglot = import_extra("sqlglot")
    exp = sqlglot.exp
    try:
        tree = sqlglot.parse_one(sql, read="duckdb")
    except sqlglot.errors.ParseError as error:
        raise _not_supported(str(error).splitlines()[0], sql) from None
    for node in tree.walk():
        name = (node.name if isinstance(node, exp.Anonymous) else type(node).__name__).lower()
        if name not in SYNTAX | FUNCTIONS | functions:
            raise _not_supported(name, sql)
    try:
        # Inner nodes first.
        for node in reversed([*tree.walk()]):
            if (new := _rewrite(node)) is not node:
                node.replace(new)
        return (
            _recursive_query(tree)
            if any(node.recursive for node in tree.find_all(exp.With))
            else _spark_sql(tree)
        )
    except (ValueError, sqlglot.errors.UnsupportedError) as error:
        raise _not_supported(str(error), sql) from None


def java_pattern(pattern: str) -> str:
    """Rewrite a regular expression of RE2 so that Java matches the same texts. ValueError where it may not.

    >>> print(java_pattern("[0-9]{4}$"))
    [0-9]{4}\\z
    """
    pieces, at = [], 0
    while at < len(pattern):
        found = _PIECE.match(pattern, at)
        if not found or "[:" in found[0]:
            raise ValueError(pattern)
        piece, at = found[0], found.end()
        if piece == "$":
            # Java's $ also matches before a line feed at the end.
            piece = r"\z"
        elif piece[0] == "[":
            # In a class of Java, [ opens another class, and && is an intersection.
            piece = "[" + re.sub(r"(\\.)|([\[&])", lambda inner: inner[1] or f"\\{inner[2]}", piece[1:])
        pieces.append(piece)
    return "".join(pieces)


def _rewrite(node: Expression) -> Expression:
    """The node for which Spark gives the result that DuckDB gives for this one."""
    from sqlglot import exp

    match node:
        case exp.RegexpFullMatch() | exp.RegexpLike() | exp.RegexpExtract() | exp.RegexpExtractAll() if (
            _has_options(node)
        ):
            raise ValueError(f"options of a pattern: {node.sql()}")
        case exp.RegexpFullMatch():
            pattern = f"(?d)\\A(?:{java_pattern(_text(node.expression))})\\z"
            return exp.RegexpLike(this=node.this, expression=exp.Literal.string(pattern))
        case exp.RegexpLike() | exp.RegexpExtract() | exp.RegexpExtractAll():
            for piece in [*node.expression.find_all(exp.Literal)]:
                piece.replace(exp.Literal.string(java_pattern(_text(piece))))
            # In Java several characters end a line; with (?d) only the line feed does, as in RE2.
            node.set("expression", exp.DPipe(this=exp.Literal.string("(?d)"), expression=node.expression))
        case exp.Anonymous() if node.name.lower() == "isfinite":
            return exp.LT(
                this=exp.Abs(this=node.expressions[0]),
                expression=exp.cast(exp.Literal.string("Infinity"), "double"),
            )
        case exp.Anonymous() if node.name.lower() == "list_position":
            place = exp.Anonymous(this="array_position", expressions=node.expressions)
            return exp.Nullif(this=place, expression=exp.Literal.number(0))
        case exp.Cast() if node.is_type("text"):
            # Spark knows the type when it plans the query, and drops the branch that does not apply.
            is_double = exp.EQ(
                this=exp.Typeof(this=node.this.copy()), expression=exp.Literal.string("double")
            )
            return (
                exp.Case()
                .when(is_double, exp.Anonymous(this=DOUBLE_TEXT, expressions=[node.copy()]))
                .else_(node.copy())
            )
        case exp.DateDiff() if node.text("unit").lower() != "day":
            # Of months and years DuckDB counts the turns, Spark the whole ones.
            raise ValueError(f"date_diff: {node.text('unit')}")
        case exp.GroupConcat() if node.find(exp.Distinct):
            # Spark fails where two of them stand in one query.
            raise ValueError("string_agg(DISTINCT …)")
        case exp.Select():
            _unnest_in_step(node)
    return node


def _has_options(node: Expression) -> bool:
    return any(node.args.get(name) for name in ("flag", "options", "parameters", "full_match"))


def _text(node: Expression) -> str:
    if not node.is_string:
        raise ValueError(f"a pattern that is not a literal: {node.sql()}")
    return node.name


def _unnest_in_step(select: exp.Select) -> None:
    """Replace lists that are unnested side by side, which must be the last columns, with one list of rows."""
    from sqlglot import exp

    lists = [column for column in select.expressions if isinstance(column.unalias(), exp.Explode)]
    if len(lists) > 1:
        if select.expressions[-len(lists) :] != lists:
            raise ValueError("a column behind unnested lists")
        rows = exp.Inline(this=exp.ArraysZip(expressions=[column.this.this for column in lists]))
        columns = exp.Aliases(this=rows, expressions=[column.args["alias"] for column in lists])
        select.set("expressions", [*select.expressions[: -len(lists)], columns])


def _recursive_query(tree: Expression) -> RecursiveQuery:
    """Take apart a query in which one CTE refers to itself."""
    from sqlglot import exp

    if not (tree.args.get("with_") and tree.args["with_"].recursive):
        raise ValueError("recursive, but not at the top")
    ctes = tree.args["with_"].pop().expressions
    recursive = [any(table.name == cte.alias for table in cte.this.find_all(exp.Table)) for cte in ctes]
    if recursive.count(True) != 1 or not isinstance(ctes[recursive.index(True)].this, exp.Union):
        raise ValueError("more than one recursive CTE")
    at = recursive.index(True)
    name, union = ctes[at].alias, ctes[at].this
    # No table of a package starts with an underscore.
    view = f"_{name}"
    for whole in (*ctes, tree):
        for table in [*whole.find_all(exp.Table)]:
            if table.name == name:
                table.replace(exp.alias_(exp.to_table(view), table.alias or name, table=True))
    return RecursiveQuery(
        view,
        tuple(column.name for column in ctes[at].args["alias"].columns),
        bool(union.args["distinct"]),
        _spark_sql(union.this, ctes[:at]),
        _spark_sql(union.expression, ctes[:at]),
        _spark_sql(tree, ctes[:at] + ctes[at + 1 :]),
    )


def _spark_sql(tree: Expression, ctes: Sequence[exp.CTE] = ()) -> str:
    from sqlglot import ErrorLevel

    def sql(node: Expression) -> str:
        return node.sql("spark", unsupported_level=ErrorLevel.RAISE)

    return f"WITH {', '.join(map(sql, ctes))} {sql(tree)}" if ctes else sql(tree)


def _not_supported(reason: str, sql: str) -> EngineError:
    return EngineError(MESSAGES("query-not-supported", reason=reason, query=" ".join(sql.split())[:200]))

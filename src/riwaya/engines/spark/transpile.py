"""DuckDB's SQL as Spark's, with the same answer, or an EngineError that names what Spark would read otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from riwaya.engines.spark.requirements import required
from riwaya.errors import EngineError

if TYPE_CHECKING:
    from sqlglot import exp

# What a query may be made of, by sqlglot's names: what means the same to both engines, as it is or as _rewritten writes it.
SYNTAX = frozenset(
    """select from where join group having order ordered with cte union subquery alias tablealias table column identifier star
    literal null boolean paren tuple datatype distinct filter window windowspec in is not eq neq gt gte lt lte nullsafeeq
    nullsafeneq add sub neg dpipe between and or""".split()
)
# tests/engines/test_spark_sql.py asks both engines about each: none is added without that.
FUNCTIONS = frozenset(
    """case if cast trycast coalesce greatest least exists explode array arraysort list_position isfinite
    count min max logicaland logicalor groupconcat rownumber lag
    length contains replace trim translate split splitpart sha2 chr
    regexplike regexpfullmatch regexpextract regexpextractall""".split()
)
DOUBLE_TEXT = "double_text"
"""The name of the text function that writes a number as DuckDB does, given Java's way of writing it."""
_ESCAPE = r"\\(?:[^a-zA-Z0-9]|[ntr]|x[0-9a-fA-F]{2})"
_PIECE = re.compile(
    rf"\[\^?(?:{_ESCAPE}|[^\\\]])+\]"  # a class
    rf"|{_ESCAPE}|\((?:\?:|(?!\?))|[)|^$.]|(?:[*+?]|\{{[0-9]+(?:,[0-9]*)?\}})\??(?![*+?{{])"
    r"|[^\\\[{}*+?()|^$.]"
)


@dataclass(frozen=True, slots=True)
class Recursion:
    """A recursive query in its parts, all in Spark's SQL, for an engine that goes step by step."""

    rows: str
    """The view in which `step` finds the rows of the step before, and `rest` those of all steps."""
    columns: tuple[str, ...]
    """Their names; none: as `base` names them."""
    distinct: bool
    """Whether each row counts once, so that circles end."""
    base: str
    step: str
    rest: str


@lru_cache(1024)
def to_spark(sql: str, functions: frozenset[str]) -> str | Recursion:
    """The query in Spark's SQL; `functions` are the names of the text functions."""
    sqlglot = required("sqlglot")
    exp = sqlglot.exp
    try:
        tree = sqlglot.parse_one(sql, read="duckdb")
    except sqlglot.errors.ParseError as error:
        raise _refused(str(error).splitlines()[0], sql) from None
    for node in tree.walk():
        name = (node.name if isinstance(node, exp.Anonymous) else type(node).__name__).lower()
        if name not in SYNTAX | FUNCTIONS | functions:
            raise _refused(name, sql)
    try:
        # What stands inside is rewritten first.
        for node in reversed([*tree.walk()]):
            if (new := _rewritten(node)) is not node:
                node.replace(new)
        return _recursion(tree) if any(node.recursive for node in tree.find_all(exp.With)) else _written(tree)
    except (ValueError, sqlglot.errors.UnsupportedError) as error:
        raise _refused(str(error), sql) from None


def java_pattern(pattern: str) -> str:
    """A pattern of RE2 as Java reads it the same way; ValueError where it may not."""
    pieces, at = [], 0
    while at < len(pattern):
        found = _PIECE.match(pattern, at)
        if not found or "[:" in found[0]:
            raise ValueError(pattern)
        piece, at = found[0], found.end()
        if piece == "$":
            # Java's also stands before a line feed at the end.
            piece = r"\z"
        elif piece[0] == "[":
            # To Java a bracket in a class opens another class, and && is what two have in common.
            piece = "[" + re.sub(r"(\\.)|([\[&])", lambda inner: inner[1] or f"\\{inner[2]}", piece[1:])
        pieces.append(piece)
    return "".join(pieces)


def _rewritten(node: exp.Expression) -> exp.Expression:
    """The node as Spark gives DuckDB's answer to it."""
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
            # To Java many a sign ends a line; with this, as to RE2, the line feed alone.
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
            # The type is known when Spark reads the query, and what does not apply is gone before it runs.
            is_double = exp.EQ(
                this=exp.Typeof(this=node.this.copy()), expression=exp.Literal.string("double")
            )
            return (
                exp.Case()
                .when(is_double, exp.Anonymous(this=DOUBLE_TEXT, expressions=[node.copy()]))
                .else_(node.copy())
            )
        case exp.GroupConcat() if node.find(exp.Distinct):
            # Spark fails over it where it stands beside another such function.
            raise ValueError("string_agg(DISTINCT …)")
        case exp.Select():
            _unnest_in_step(node)
    return node


def _has_options(node: exp.Expression) -> bool:
    return any(node.args.get(name) for name in ("flag", "options", "parameters", "full_match"))


def _text(node: exp.Expression) -> str:
    if not node.is_string:
        raise ValueError(f"a pattern that is no text: {node.sql()}")
    return node.name


def _unnest_in_step(select: exp.Select) -> None:
    """Several lists that are unnested in step, which are the last columns, as one list of rows."""
    from sqlglot import exp

    lists = [column for column in select.expressions if isinstance(column.unalias(), exp.Explode)]
    if len(lists) > 1:
        if select.expressions[-len(lists) :] != lists:
            raise ValueError("a column behind unnested lists")
        rows = exp.Inline(this=exp.ArraysZip(expressions=[column.this.this for column in lists]))
        columns = exp.Aliases(this=rows, expressions=[column.args["alias"] for column in lists])
        select.set("expressions", [*select.expressions[: -len(lists)], columns])


def _recursion(tree: exp.Expression) -> Recursion:
    """The parts of a query of which one CTE speaks of itself."""
    from sqlglot import exp

    if not (tree.args.get("with_") and tree.args["with_"].recursive):
        raise ValueError("recursive, but not at the top")
    ctes = tree.args["with_"].pop().expressions
    speaks = [any(table.name == cte.alias for table in cte.this.find_all(exp.Table)) for cte in ctes]
    if speaks.count(True) != 1 or not isinstance(ctes[speaks.index(True)].this, exp.Union):
        raise ValueError("more than one recursive CTE")
    at = speaks.index(True)
    name, union = ctes[at].alias, ctes[at].this
    # No table of a package begins with this.
    rows = f"_{name}"
    for whole in (*ctes, tree):
        for table in [*whole.find_all(exp.Table)]:
            if table.name == name:
                table.replace(exp.alias_(exp.to_table(rows), table.alias or name, table=True))
    return Recursion(
        rows,
        tuple(column.name for column in ctes[at].args["alias"].columns),
        bool(union.args["distinct"]),
        _written(union.this, ctes[:at]),
        _written(union.expression, ctes[:at]),
        _written(tree, ctes[:at] + ctes[at + 1 :]),
    )


def _written(tree: exp.Expression, ctes: Sequence[exp.CTE] = ()) -> str:
    from sqlglot import ErrorLevel

    before, query = (
        [part.sql("spark", unsupported_level=ErrorLevel.RAISE) for part in parts] for parts in (ctes, [tree])
    )
    return f"WITH {', '.join(before)} {query[0]}" if before else query[0]


def _refused(what: str, sql: str) -> EngineError:
    start = " ".join(sql.split())[:200]
    return EngineError(
        f"This cannot be asked of Spark: {what}, in: {start} … Use --engine duckdb, or write it as the other rules are written.",
        f"لا يمكن سؤال Spark عن هذا: {what}، في: {start} … استعمل --engine duckdb، أو صُغه كما صيغت القواعد الأخرى.",
    )

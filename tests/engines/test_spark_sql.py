"""Every query for DuckDB runs on Spark with the same result; what cannot be translated is an error."""

import pyarrow as pa
import pytest

from riwaya.engines.duckdb import DuckEngine
from riwaya.engines.functions import text_functions
from riwaya.engines.spark.transpile import FUNCTIONS, SYNTAX, RecursiveQuery, java_pattern, to_spark
from riwaya.engines.sql import sql_cast
from riwaya.engines.tables import load_ids, load_tables, load_terms
from riwaya.errors import EngineError
from riwaya.package.derivations import derivations
from riwaya.package.descriptor import Package
from riwaya.package.field_types import FIELD_TYPES
from riwaya.package.read_csv import read_table
from riwaya.package.schema import schema_from
from riwaya.validation.checks import Check, Requirement
from riwaya.validation.rule import all_rules
from riwaya.validation.schema_checks import schema_checks
from riwaya.validation.violations import location_sql
from tests.support.package_copies import ROOT, claim_row, edited_package, figure_row
from tests.support.spark import LOCAL, NO_SPARK

sqlglot = pytest.importorskip("sqlglot", reason=NO_SPARK)
pytestmark = pytest.mark.spark

TEXTS = [
    "",
    " ",
    "a",
    "A",
    "b b  c",
    " a ",
    "ا",
    "أ",
    "a\nb",
    "a\r",
    "a\n",
    "\u2028",
    "\u0085",
    "𝒳",
    "é",
    "12",
    "٣",
    "007",
    "-0",
    "1e5",
    "1e999",
    "1.0",
    "99999999999999999999",
    "2018-02-30",
    "2018-02-03",
    "0001-01-01",
    "9999-12-31",
    "'",
    '"',
    "\\",
    "%_",
    "[x]",
    "{2}",
    "a|b||",
    "SRC-0001",
    "null",
    None,
]
NUMBERS = [
    0.0,
    -0.0,
    1.0,
    35.5,
    0.1 + 0.2,
    1e-5,
    0.00012,
    1e7,
    1234567.5,
    1e15,
    1e16,
    -2e22,
    5e-324,
    1.7976931348623157e308,
    float("inf"),
    float("-inf"),
    float("nan"),
    None,
    2.0,
    100.0,
]


def _field(kind):
    return schema_from("texts", {"fields": [{"name": "t", "type": kind}]}, "texts.json").fields[0]


# Each runs on all texts t and every pair of them t and u; n is an integer, x a number.
EXPRESSIONS = {
    "case": "CASE t WHEN 'a' THEN 1 WHEN '' THEN 2 END, CASE WHEN t < u THEN t END",
    "if": "CASE WHEN t IS NULL THEN 'none' ELSE t END",
    "cast": "CAST(n AS VARCHAR), CAST(x AS VARCHAR), CAST(n AS DOUBLE), CAST(DATE '0999-01-02' AS VARCHAR), CAST(n = 7 AS VARCHAR)",
    "trycast": ", ".join(sql_cast(_field(kind)) for kind, item in FIELD_TYPES.items() if item.pattern),
    "coalesce": "coalesce(t, u, '-')",
    "greatest": "greatest(t, u), greatest(n, 3)",
    "least": "least(t, u)",
    "exists": "EXISTS (SELECT 1 FROM texts AS other WHERE other.t = u)",
    "contains": "contains(t, u)",
    "length": "length(t)",
    "replace": "replace(t, 'b', '|')",
    "trim": "trim(t), rtrim(t)",
    "translate": "translate(t, '٣12a', '3x')",
    "splitpart": "split_part(t, '|', 1), split_part(t, '|', 3), split_part(t, '|', 9), split_part(t, ' ', 2)",
    "sha2": "sha256(t)",
    "chr": "t || chr(10)",
    "regexplike": r"regexp_matches(t, '^.$'), regexp_matches(t, '[\[&&a]'), regexp_matches(t, '(a|b)$'), regexp_matches(t, '[^\x00-\x7F]')",
    "regexpfullmatch": r"regexp_full_match(t, '.*'), regexp_full_match(t, 'a'), regexp_full_match(t, '(?:SRC|ACT)-[0-9]{4,}'), "
    r"regexp_full_match(t, 'a.')",
    "regexpextract": "regexp_extract(t, '^[a-z]'), regexp_extract(t, '([a-z])(.)', 2)",
    "isfinite": "isfinite(x)",
    "ceil": "CAST(ceil(n * 0.75) AS BIGINT), CAST(ceil(-n * 1.25) AS BIGINT), greatest(n, ceil(n * 0.75)) > 4",
    "floor": "CAST(floor(n * 1.25) AS BIGINT), CAST(floor(-n * 0.75) AS BIGINT), least(n, floor(n * 0.75)) > 4",
    "datediff": "date_diff('day', edtf_earliest(t), DATE '2018-03-01'), date_diff('day', edtf_latest(t), edtf_earliest(u))",
    "list_position": "list_position([3, 7], n)",
}
# A query each, for functions of lists or many rows.
QUERIES = {
    "explode": "SELECT t, unnest(['a', t, NULL]) AS one, unnest([1, 2, 3]) AS two FROM texts",
    "array": "SELECT t FROM texts WHERE [t] = ['a']",
    "split": "SELECT t, unnest(string_split(t, ' ')) AS part FROM texts",
    "arraysort": "SELECT t FROM texts WHERE list_sort(regexp_extract_all(t, '[a-z0-9]')) <> regexp_extract_all(t, '[a-z0-9]')",
    "regexpextractall": "SELECT t, unnest(regexp_extract_all(t, '[0-9]+')) AS part FROM texts",
    "count": "SELECT n, count(*) AS a, count(t) AS b, count(DISTINCT t) AS c, count(DISTINCT (n, t)) AS d, "
    "count(*) FILTER (t = 'a') AS e FROM texts GROUP BY n",
    "sum": "SELECT t, CAST(sum(n) AS BIGINT) AS a, CAST(sum(n) FILTER (n > 3) AS BIGINT) AS b FROM texts GROUP BY t",
    "min": "SELECT n, min(t) AS a, min(x) AS b FROM texts GROUP BY ALL",
    "max": "SELECT n, max(t) AS a, max(n) AS b FROM texts GROUP BY ALL",
    "logicaland": "SELECT n, bool_and(t IS NULL) AS a, bool_and(t = 'a') AS b FROM texts GROUP BY n",
    "logicalor": "SELECT t, bool_or(t = 'a') OVER (PARTITION BY n) AS a FROM texts",
    "groupconcat": "SELECT n, string_agg(t, ' · ' ORDER BY t) AS a, string_agg(t, ' ' ORDER BY t) FILTER (t > 'a') AS b "
    "FROM texts GROUP BY n",
    "rownumber": "SELECT t, row_number() OVER (ORDER BY length(t), t) AS a FROM texts",
    "lag": "SELECT t, lag(t) OVER (ORDER BY t) AS a FROM texts",
    "nulls in a list": "SELECT t FROM texts WHERE t NOT IN (SELECT t FROM texts WHERE n = 7)",
    "no nulls in a list": "SELECT t FROM texts WHERE t NOT IN (SELECT t FROM texts WHERE n = 7 AND t IS NOT NULL) OR t NOT IN ('a', 'b')",
    "rows with nulls": "SELECT one.t AS a, other.t AS b FROM texts AS one JOIN texts AS other ON (one.t, one.n) = (other.t, other.n)",
    "two nulls": "SELECT one.t AS a FROM texts AS one JOIN texts AS other ON one.t IS NOT DISTINCT FROM other.t",
    "a circle": "WITH RECURSIVE step AS (SELECT n AS one, 7 AS next FROM texts), walk(start, here) AS (SELECT one, next FROM step "
    "UNION SELECT walk.start, step.next FROM walk JOIN step ON step.one = walk.here) SELECT start, here FROM walk",
    "a long way": "WITH RECURSIVE walk(place, t) AS (SELECT 1, 'a' UNION ALL SELECT place + 1, t FROM walk WHERE place < 130) SELECT max(place) AS a FROM walk",
    "no way": "WITH RECURSIVE walk(t) AS (SELECT t FROM texts WHERE n > 9 UNION SELECT t FROM walk) SELECT t FROM walk",
}
NAMES = frozenset(function.name for function in text_functions())


class RecordingEngine:
    """Records the queries of views that it is given."""

    def __init__(self):
        self.queries = []

    def load(self, name, table):
        pass

    def view(self, name, sql):
        self.queries.append(sql)


def all_queries():
    package = Package.open(ROOT)
    engine = RecordingEngine()
    columns = {resource.name: [*resource.schema.names] for resource in package.resources}
    load_tables(engine, [read_table(package.files, resource)[0] for resource in package.resources], {})
    load_ids(engine, package.resources)
    placed = [
        Check((Requirement(None),), "claims", (), ""),
        Check((Requirement(None, "date"), Requirement(None, "kind")), "events", (), ""),
    ]
    engine.queries += [location_sql(query, package.resource(query.table)) for query in placed]
    load_terms(engine, {resource.name: resource.schema for resource in package.resources})
    rules = [query for rule in all_rules() for query in rule.checks(package, columns)]
    assert {rule.kind.code for rule in all_rules()} == {code for query in rules for code in query.codes}
    structure = [query for resource in package.resources for query in schema_checks(resource)]
    some = [
        query.limited_to(("type-error", "constraint-error")[:1])
        for query in structure
        if len(query.codes) > 1
    ]
    return [
        *engine.queries,
        *(query.sql for query in (*rules, *structure, *some) if query),
        *(item.sql for item in derivations(package)),
    ]


def test_every_query_can_be_translated():
    written = [to_spark(sql, NAMES) for sql in all_queries()]
    assert len(written) > 150 and sum(isinstance(item, RecursiveQuery) for item in written) >= 7


@pytest.mark.parametrize(
    "sql, named",
    [
        ("SELECT levenshtein(t, 'a') FROM texts", "levenshtein"),
        ("SELECT soundslike(t) FROM texts", "soundslike"),
        ("SELECT t FROM texts WHERE t LIKE 'a_'", "like"),
        ("SELECT n / 2 FROM texts", "div"),
        (r"SELECT regexp_matches(t, '\bword') FROM texts", r"\bword"),
        (r"SELECT regexp_matches(t, '[[:alpha:]]') FROM texts", "[[:alpha:]]"),
        ("SELECT regexp_full_match(t, t) FROM texts", "t"),
        ("SELECT regexp_full_match(t, 'a', 'i') FROM texts", "options"),
        ("SELECT regexp_matches(t, 'a', 'i') FROM texts", "options"),
        ("SELECT regexp_extract(t, 'a', 0, 'i') FROM texts", "options"),
        ("SELECT unnest([1]) AS a, unnest([2]) AS b, t FROM texts", "unnested"),
        (
            "SELECT x FROM (WITH RECURSIVE a AS (SELECT 1 AS x UNION SELECT x FROM a) SELECT x FROM a)",
            "recursive",
        ),
        ("SELECT string_agg(DISTINCT t, ' ' ORDER BY t) FROM texts", "string_agg(DISTINCT"),
        ("SELECT date_diff('month', DATE '2018-01-31', DATE '2018-02-01') FROM texts", "date_diff"),
        ("SELECT FROM WHERE", "FROM"),
        (
            "WITH RECURSIVE a AS (SELECT 1 AS x UNION SELECT x FROM a), b AS (SELECT x FROM a UNION SELECT x FROM b) SELECT x FROM b",
            "recursive",
        ),
    ],
)
def test_what_may_mean_something_else_to_spark_is_an_error_that_names_it(sql, named):
    with pytest.raises(EngineError) as error:
        to_spark(sql, NAMES)
    for text in (error.value.message.en, error.value.message.ar):
        assert named in text and "--engine duckdb" in text


@pytest.mark.parametrize(
    "pattern, java",
    [
        ("[a-z]{2,3}", "[a-z]{2,3}"),
        ("a$", r"a\z"),
        ("[[a]", r"[\[a]"),
        ("[a&&b]", r"[a\&\&b]"),
        (r"[\[\]&]", r"[\[\]\&]"),
        ("(?:a|b)*?c+", "(?:a|b)*?c+"),
        (r"\.\x41\n", r"\.\x41\n"),
    ],
)
def test_a_pattern_is_rewritten_for_java(pattern, java):
    assert java_pattern(pattern) == java


@pytest.mark.parametrize(
    "pattern",
    [r"\d", r"\w", r"\b", r"\pL", "a{,3}", "{", "(?i)a", "(?P<n>a)", "[[:digit:]]", "[", "a\\", "a++"],
)
def test_a_pattern_that_java_may_read_in_another_way_is_an_error(pattern):
    with pytest.raises(ValueError):
        java_pattern(pattern)


@pytest.fixture(scope="module")
def engines(java):
    numbers = [at % 11 for at in range(len(TEXTS))]
    table = pa.table(
        {
            "t": TEXTS,
            "n": pa.array(numbers, pa.int64()),
            "x": pa.array([NUMBERS[at % len(NUMBERS)] for at in range(len(TEXTS))]),
        }
    )
    functions = text_functions()
    with DuckEngine(functions) as duck, LOCAL(functions) as spark:
        for engine in (duck, spark):
            engine.load("texts", table)
        yield duck, spark


def rows(table):
    return sorted(repr([*row.values()]) for row in table.to_pylist())


def test_every_function_that_is_translated_is_tested():
    tested = {*EXPRESSIONS, *QUERIES}
    assert {*FUNCTIONS} <= tested and not FUNCTIONS & SYNTAX
    for name in FUNCTIONS:
        sql = f"SELECT {EXPRESSIONS[name]} FROM texts AS one" if name in EXPRESSIONS else QUERIES[name]
        tree = sqlglot.parse_one(sql, read="duckdb")
        assert name in {
            (node.name if isinstance(node, sqlglot.exp.Anonymous) else type(node).__name__).lower()
            for node in tree.walk()
        }


@pytest.mark.loopback
@pytest.mark.parametrize("name", EXPRESSIONS)
def test_a_function_has_the_same_result(name, engines):
    sql = (
        "WITH pairs AS (SELECT one.t AS t, other.t AS u, one.n AS n, one.x AS x FROM texts AS one CROSS JOIN texts AS other) "
        f"SELECT {EXPRESSIONS[name]} FROM pairs"
    )
    duck, spark = (rows(engine.query(sql)) for engine in engines)
    assert duck == spark and len({*duck}) > 1


@pytest.mark.loopback
@pytest.mark.parametrize("name", QUERIES)
def test_a_query_has_the_same_result(name, engines):
    duck, spark = (rows(engine.query(QUERIES[name])) for engine in engines)
    assert duck == spark and (duck or name in ("nulls in a list", "no way"))


# A claim of ISIS: other numbers, a date, and the denial of an exchange that others describe.
CONTRADICTING = [
    {
        "path": "data/claims.csv",
        "append": claim_row("CLM-0019", "EVT-0001", "p9", date="2018-05-31", date_basis="stated")
        + claim_row("CLM-0020", "EVT-0002", "p9", stance="denies", contests="occurrence")
        + claim_row("CLM-0021", "EVT-0001", "p9", derived_from_claim_id="CLM-0019"),
    },
    {
        "path": "data/claims.csv",
        "find": "CLM-0004,EVT-0001,SRC-0001,ACT-0007,named,asserts,,,,,,,,",
        "replace": "CLM-0004,EVT-0001,SRC-0001,ACT-0007,named,asserts,,,,2018-06-02,,,stated,",
    },
    {
        "path": "data/figures.csv",
        "append": figure_row("FIG-0009", "CLM-0019", 12) + figure_row("FIG-0010", "CLM-0021", 13),
    },
    {
        "path": "data/figures.csv",
        "find": "ACT-0001,ACT-0002,persons,exact,10,",
        "replace": "ACT-0001,ACT-0002,persons,about,10,",
    },
]


@pytest.mark.loopback
def test_computed_tables_are_the_same(java, tmp_path):
    package, computed = Package.open(edited_package(CONTRADICTING, tmp_path)), []
    for maker in (DuckEngine, LOCAL):
        with maker(text_functions()) as engine:
            load_tables(
                engine, [read_table(package.files, resource)[0] for resource in package.resources], {}
            )
            for item in derivations(package):
                engine.view(f"derived_{item.name}", item.sql)
            computed.append(
                {
                    item.name: rows(engine.query(f"SELECT * FROM derived_{item.name}"))
                    for item in derivations(package)
                }
            )
    kinds = {row.split(", ")[1] for row in computed[0]["contradictions"]}
    assert kinds == {"'date'", "'number'", "'occurrence'"}
    assert computed[0] == computed[1] and len(computed[0]) == 7 and all(computed[0].values())

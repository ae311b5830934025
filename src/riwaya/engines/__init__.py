"""Runs SQL over the tables of a package.

An engine is a database that is filled once for each check (`protocol.Engine`). There are two: DuckDB in this
process (`duckdb`), and Spark on this machine or a cluster (`spark.engine`), which translates DuckDB's SQL.
Both have the same tables (`tables`) and the same text functions (`functions`), so that a rule is one SQL
query for both.
"""

from riwaya.bilingual import Messages

MESSAGES = Messages(__name__)

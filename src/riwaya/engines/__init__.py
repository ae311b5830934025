"""Runs SQL over the tables of a package.

An engine is a database that is filled once for each check (`protocol.Engine`): DuckDB in this process
(`duckdb`), with tables (`tables`) and text functions (`functions`). Spark (`spark`) only spreads work: each
of its workers has such an engine for the blocks that it is given.
"""

from riwaya.bilingual import Messages

MESSAGES = Messages(__name__)

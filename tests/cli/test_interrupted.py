"""Ctrl-C ends a command with one message and exit code 2, in a query of DuckDB and during imports too."""

import subprocess
import sys

import pytest

IN_A_QUERY = """
from riwaya.engines.duckdb import DuckEngine
def query(engine, sql, query=DuckEngine.query):
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    return query(engine, "SELECT count(*) FROM range(50000000000) WHERE hash(range) % 7 = 3")
DuckEngine.query = query
"""
IN_AN_IMPORT = """
class Finder:
    def find_spec(self, name, *others):
        if name == "riwaya.cli.validate":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
"""
# Ctrl-C may be ignored where the tests run in the background.
START = """
import os, signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)
from riwaya.cli.main import main
"""


@pytest.mark.parametrize("moment", [IN_A_QUERY, IN_AN_IMPORT])
@pytest.mark.parametrize(("lang", "message"), [("en", "Interrupted. No file"), ("ar", "انقطع الأمر")])
def test_ctrl_c_has_one_message_and_exit_code_2(moment, lang, message):
    ran = subprocess.run(
        [sys.executable, "-c", START + moment + "\nmain()", "validate", "--lang", lang],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "") and "Traceback" not in ran.stderr
    assert ran.stderr.strip().splitlines()[-1].startswith(message)

"""The function `riwaya.validate`: checks a data package. It needs the extra "validate"; reading does not."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

from riwaya.dataset.locate import installed_package
from riwaya.engines.duckdb import DuckEngine
from riwaya.package.descriptor import Package
from riwaya.release.read import read_since
from riwaya.validation.check import check_package
from riwaya.validation.collect import MAX_PER_CODE
from riwaya.validation.kinds import require_known_codes
from riwaya.validation.read_tables import memory_limit
from riwaya.validation.report import Report


def validate(
    path: str | Path | None = None,
    *,
    since: str | Path | None = None,
    rules: Collection[str] = (),
    limit: int = MAX_PER_CODE,
) -> Report:
    """Check a data package against its schemas and every rule, as `riwaya validate` does. Changes nothing.

    - `path`: the folder of a package or its datapackage.json; None is the data of this installation.
    - `since`: a release (folder or zip) whose IDs and columns must still be there.
    - `rules`: codes to check alone, such as "figure-bounds"; empty checks all. Problems that keep a table
      from being read are always reported.
    - `limit`: how many problems of one code are listed, at least 1; `Report.counts` has the number of all.

    >>> import riwaya
    >>> report = riwaya.validate()
    >>> report.ok, report.problems
    (True, ())

    Each of `Report.problems` is a Problem: `code`, `severity`, `place` (file, line, column) and texts in both
    languages, `problem.message().ar` and `problem.hint().en`.

    Raises PackageError if the descriptor or a schema cannot be read, NotFoundError for an unknown code,
    ReleaseError for an unreadable `since`, ValueError for a `limit` below 1. Bad data raises nothing: it is
    in the report.
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    require_known_codes(rules)
    package = installed_package() if path is None else Package.open(Path(path), standard=True)
    engine = partial(DuckEngine, memory=memory_limit(package))
    earlier = read_since(Path(since)) if since is not None else None
    return check_package(package, engine, since=earlier, codes=rules, max_per_code=limit).report

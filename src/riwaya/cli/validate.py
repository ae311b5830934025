"""Checks a package: `riwaya validate`. Imports nothing that writes a release, so that it starts soon."""

from __future__ import annotations

from pathlib import Path

from riwaya.bilingual import Bilingual
from riwaya.cli.engines import engine_factory
from riwaya.cli.report import reported
from riwaya.dataset.locate import installed_package
from riwaya.engines.spark.engine import LOCAL
from riwaya.engines.spark.package import is_url, package_at
from riwaya.errors import EngineError
from riwaya.package.csv_blocks import BLOCK_BYTES
from riwaya.package.descriptor import read_package
from riwaya.validation.check import check_package
from riwaya.validation.compatibility import EarlierRelease
from riwaya.validation.kinds import require_known_codes
from riwaya.validation.read_tables import memory_limit


def validate(
    path: str | None,
    form: str,
    rules: tuple[str, ...],
    engine: str,
    master: str | None,
    details: int,
    memory: str | None,
    since: Path | None,
    lang: str,
) -> int:
    """Check a package: its folder or its datapackage.json, or the URL of either."""
    require_known_codes(rules)
    earlier = _earlier_release(since) if since else None
    if path and is_url(path):
        if engine != "spark":
            raise EngineError(
                Bilingual(
                    f"{path} is a URL, which Spark alone reads: add --engine spark, or give a folder of this machine.",
                    f"{path} عنوان URL لا يقرؤه إلا Spark: أضف --engine spark أو أعطِ مجلدًا على هذا الجهاز.",
                )
            )
        package = package_at(path, master or LOCAL)
    else:
        package = read_package(Path(path)) if path else installed_package()
    make_engine = engine_factory(engine, master, memory or memory_limit(package))
    # Spark reads whole tables.
    checked = check_package(
        package, make_engine, earlier, rules, details, BLOCK_BYTES if engine == "duckdb" else None
    )
    return reported(checked, form, lang)


def _earlier_release(path: Path) -> EarlierRelease:
    # A check without an earlier release does not wait for this to load.
    from riwaya.release.read import read_since

    return read_since(path)

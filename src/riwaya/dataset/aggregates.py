"""Joins tables of a release: figures beside what counts the same, and sums per claimant.

There is no sum over claimants: their figures contradict and repeat each other, and some events may be one.
"""

from __future__ import annotations

import re
from dataclasses import replace

import duckdb
import pyarrow as pa

from riwaya.dataset import MESSAGES
from riwaya.engines.duckdb import DuckEngine
from riwaya.errors import UnanswerableError
from riwaya.package.schema import Field, Schema
from riwaya.release.labels import COUNTED
from riwaya.release.table import Release, arrow_schema, requiring_columns

# Two figures count the same if all these columns are equal; null equals null.
_SAME = " AND ".join(f"figures.{name} IS NOT DISTINCT FROM agreement.{name}" for name in COUNTED)
_COUNTS = ("relation", "relation_about", "origins", "claimants", "bodies")
_AGREEMENT = f"""
SELECT claims_flat.*, {", ".join(f"agreement.{name}" for name in _COUNTS)}
FROM agreement
  JOIN claims USING (event_id)
  JOIN figures ON figures.claim_id = claims.claim_id AND {_SAME}
  JOIN claims_flat ON claims_flat.figure_id = figures.figure_id
ORDER BY
  agreement.event_id, {", ".join(f"agreement.{name} NULLS FIRST" for name in COUNTED)}, figures.figure_id"""
_COUNTED = ", ".join(COUNTED)
_TOTALS = f"""
WITH per_event AS (
  -- Several figures of a claimant for one event are alternatives: its lowest and highest bounds count.
  SELECT claimant_id, {_COUNTED}, event_id, count(*) AS figures,
    concat_ws(' ', claimant_id, measure, broad_category, coalesce(held_by_id, '-'),
      coalesce(members_of_id, '-')) AS series,
    CASE WHEN bool_and(value_min IS NOT NULL) THEN min(value_min) END AS low,
    CASE WHEN bool_and(value_max IS NOT NULL) THEN max(value_max) END AS high
  FROM figures JOIN claims USING (claim_id) WHERE compared GROUP BY ALL),
pair AS (
  SELECT one.series, one.event_id, relation FROM per_event AS one JOIN event_links USING (event_id)
    JOIN per_event AS other ON other.series = one.series AND other.event_id = event_links.other_event_id),
added AS (
  SELECT * FROM per_event
    ANTI JOIN (SELECT series, event_id FROM pair WHERE relation = 'part_of') USING (series, event_id)),
doubtful AS (
  SELECT series, count(*) AS pairs FROM pair JOIN added USING (series, event_id)
  WHERE relation = 'possible_same_as' GROUP BY series)
SELECT claimant_id, any_value(name_ar) AS claimant_ar, any_value(name_en) AS claimant_en, {_COUNTED},
  count(*) AS events, sum(figures) AS figures,
  CASE WHEN bool_and(low IS NOT NULL) THEN sum(low) END AS value_min,
  CASE WHEN bool_and(high IS NOT NULL) THEN sum(high) END AS value_max,
  coalesce(any_value(pairs), 0) AS possibly_twice
FROM added JOIN actors ON actors.actor_id = claimant_id LEFT JOIN doubtful USING (series)
GROUP BY claimant_id, {_COUNTED}
ORDER BY claimant_id, {", ".join(f"{name} NULLS FIRST" for name in COUNTED)}"""


def agreement_with_claims(dataset: Release) -> tuple[pa.Table, Schema]:
    """The rows and the schema of `Dataset.agreement`."""
    with requiring_columns(dataset):
        added = map(dataset.table("agreement").schema.field, _COUNTS)
        fields = (*dataset.table("claims_flat").schema.fields, *added)
        return _query(dataset, ("agreement", "claims", "figures", "claims_flat"), _AGREEMENT, fields)


def totals_by_claimant(dataset: Release, per: str | None) -> tuple[pa.Table, Schema]:
    """The rows and the schema of `Dataset.total`, for every measure.

    UnanswerableError unless `per` is "claimant".
    """
    if per != "claimant":
        raise UnanswerableError(MESSAGES("sum-over-claimants"))
    with requiring_columns(dataset):
        claims, figures, actors = (dataset.table(name).schema for name in ("claims", "figures", "actors"))
        number = figures.field("value_min")
        fields = (
            claims.field("claimant_id"),
            *(replace(actors.field(f"name_{lang}"), name=f"claimant_{lang}") for lang in ("ar", "en")),
            *map(figures.field, COUNTED),
            *(
                replace(number, name=name)
                for name in ("events", "figures", "value_min", "value_max", "possibly_twice")
            ),
        )
        return _query(dataset, ("figures", "claims", "event_links", "actors"), _TOTALS, fields)


def _query(
    dataset: Release, tables: tuple[str, ...], sql: str, fields: tuple[Field, ...]
) -> tuple[pa.Table, Schema]:
    schema = Schema(fields, (), (), (), "exact")
    with DuckEngine() as engine:
        for name in tables:
            engine.load(name, dataset.table(name).whole())
        try:
            return engine.query(sql).cast(arrow_schema(schema)), schema
        except duckdb.BinderException as error:
            # A release of an earlier version may lack the column.
            raise KeyError(*re.findall('"([^"]+)"', str(error))[:1]) from None

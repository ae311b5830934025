"""What is said of several tables together: agreement with the claims behind it, and what each claimant counts in all.

There is no sum over claimants. Their figures contradict each other, repeat each other, and are about events that may be one.
"""

from __future__ import annotations

import re
from dataclasses import replace

import duckdb
import pyarrow as pa

from riwaya.bilingual import Bilingual
from riwaya.engines.duckdb import DuckEngine
from riwaya.errors import UnanswerableError
from riwaya.package.schema import Field, Schema
from riwaya.release.labels import COUNTED
from riwaya.release.read import Release, leaning_on_columns
from riwaya.release.table import arrow_schema

# Where one of two figures that are compared says nothing of a thing, the other must not either.
_SAME = " AND ".join(f"figures.{name} IS NOT DISTINCT FROM agreement.{name}" for name in COUNTED)
_AGREEMENT = f"""
SELECT claims_flat.*, agreement.relation, agreement.origins, agreement.claimants
FROM agreement JOIN claims USING (event_id) JOIN figures ON figures.claim_id = claims.claim_id AND {_SAME}
  JOIN claims_flat ON claims_flat.figure_id = figures.figure_id
ORDER BY agreement.event_id, {", ".join(f"agreement.{name} NULLS FIRST" for name in COUNTED)}, figures.figure_id"""
_TOTALS = f"""
WITH said AS (
  -- What one claimant says of one event in several ways may be any of them.
  SELECT claimant_id, {", ".join(COUNTED)}, event_id, count(*) AS figures,
    concat_ws(' ', claimant_id, measure, category, coalesce(held_by_id, '-'), coalesce(members_of_id, '-')) AS what,
    CASE WHEN bool_and(value_min IS NOT NULL) THEN min(value_min) END AS low,
    CASE WHEN bool_and(value_max IS NOT NULL) THEN max(value_max) END AS high
  FROM figures JOIN claims USING (claim_id) WHERE stance = 'asserts' GROUP BY ALL),
pair AS (
  SELECT one.what, one.event_id, relation FROM said AS one JOIN event_links USING (event_id)
    JOIN said AS other ON other.what = one.what AND other.event_id = event_links.other_event_id),
counted AS (
  SELECT * FROM said ANTI JOIN (SELECT what, event_id FROM pair WHERE relation = 'part_of') USING (what, event_id)),
doubtful AS (
  SELECT what, count(*) AS pairs FROM pair JOIN counted USING (what, event_id) WHERE relation = 'possible_same_as' GROUP BY what)
SELECT claimant_id, any_value(name_ar) AS claimant_ar, any_value(name_en) AS claimant_en, {", ".join(COUNTED)},
  count(*) AS events, sum(figures) AS figures,
  CASE WHEN bool_and(low IS NOT NULL) THEN sum(low) END AS value_min,
  CASE WHEN bool_and(high IS NOT NULL) THEN sum(high) END AS value_max,
  coalesce(any_value(pairs), 0) AS possibly_twice
FROM counted JOIN actors ON actors.actor_id = claimant_id LEFT JOIN doubtful USING (what)
GROUP BY claimant_id, {", ".join(COUNTED)}
ORDER BY claimant_id, {", ".join(f"{name} NULLS FIRST" for name in COUNTED)}"""
_NO_SUM = Bilingual(
    "Figures of several events are not added up. Of one event, claimants contradict each other and outlets repeat one origin; "
    'some events may be one. Ask for what each claimant says, per="claimant", and say whose sum it is.',
    "لا تُجمع أرقام أحداث عدة. ففي الحدث الواحد يناقض أصحاب الادعاءات بعضهم بعضًا وتكرر وسائل الإعلام أصلًا واحدًا، وقد تكون بعض "
    'الأحداث حدثًا واحدًا. اطلب ما يقوله كل صاحب ادعاء، per="claimant"، واذكر لمن المجموع.',
)


def agreement_with_claims(dataset: Release) -> tuple[pa.Table, Schema]:
    """The rows of `claims_flat` that have a figure, with relation, origins and claimants of what it counts."""
    with leaning_on_columns(dataset):
        beside = [
            dataset.table("agreement").schema.field(name) for name in ("relation", "origins", "claimants")
        ]
        fields = (*dataset.table("claims_flat").schema.fields, *beside)
        return _answer(dataset, ("agreement", "claims", "figures", "claims_flat"), _AGREEMENT, fields)


def totals_by_claimant(dataset: Release, per: str | None) -> tuple[pa.Table, Schema]:
    """What each claimant counts in all events together; UnanswerableError unless `per` is "claimant"."""
    if per != "claimant":
        raise UnanswerableError(_NO_SUM.en, _NO_SUM.ar)
    with leaning_on_columns(dataset):
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
        return _answer(dataset, ("figures", "claims", "event_links", "actors"), _TOTALS, fields)


def _answer(
    dataset: Release, tables: tuple[str, ...], sql: str, fields: tuple[Field, ...]
) -> tuple[pa.Table, Schema]:
    schema = Schema(fields, (), (), (), "exact")
    with DuckEngine() as engine:
        for name in tables:
            engine.load(name, dataset.table(name).whole())
        try:
            return engine.query(sql).cast(arrow_schema(schema)), schema
        except duckdb.BinderException as error:
            # The column that a release of another time does not have.
            raise KeyError(*re.findall('"([^"]+)"', str(error))[:1]) from None

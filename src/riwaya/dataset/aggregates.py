"""Joins tables of a release: figures beside what counts the same, and sums per claimant.

There is no sum over claimants: their figures contradict and repeat each other, and some events may be one.
Arrow joins and adds up, so that whoever only reads needs no database.
"""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from riwaya.dataset import MESSAGES
from riwaya.errors import UnanswerableError
from riwaya.package.schema import Schema
from riwaya.release.labels import COUNTED
from riwaya.release.table import Release, arrow_schema, requiring_columns

_COUNTS = ("relation", "relation_about", "origins", "claimants", "bodies")
_SERIES = ["claimant_id", *COUNTED]
# A sum or a bound is missing where one of its parts is.
_STRICT = pc.ScalarAggregateOptions(skip_nulls=False)


def figures_with_claims(dataset: Release) -> tuple[pa.Table, Schema]:
    """The rows and the schema of `Dataset.figures`."""
    with requiring_columns(dataset):
        flat, claims, events = map(dataset.table, ("claims_flat", "claims", "events"))
        rows = flat.whole()
        rows = rows.filter(pc.is_valid(rows["figure_id"]))
        fields = [*flat.schema.fields]
        for table, key, name, before in (
            (claims, "claim_id", "claimant_id", "claimant_ar"),
            (events, "event_id", "location_id", "location_ar"),
        ):
            others, at = table.whole(), rows.column_names.index(before)
            cells = others[name].take(pc.index_in(rows[key], others[key]))
            rows = rows.add_column(at, name, cells)
            fields.insert(at, table.schema.field(name))
        return rows, Schema((*fields,), (), (), (), "exact")


def agreement_with_claims(dataset: Release) -> tuple[pa.Table, Schema]:
    """The rows and the schema of `Dataset.agreement`."""
    with requiring_columns(dataset):
        agreement, flat, figures = map(dataset.table, ("agreement", "claims_flat", "figures"))
        schema = Schema((*flat.schema.fields, *map(agreement.schema.field, _COUNTS)), (), (), (), "exact")
        rows, counts, figures = flat.whole(), agreement.whole(), figures.whole()
        rows = rows.filter(pc.is_valid(rows["figure_id"]))
        # Two figures count the same if all these columns are equal; null equals null.
        same = figures.select([*COUNTED]).take(pc.index_in(rows["figure_id"], figures["figure_id"]))
        same = same.append_column("event_id", rows["event_id"])
        known = {key: at for at, key in enumerate(_keys(counts, same.column_names))}
        places = pa.array([known.get(key) for key in _keys(same, same.column_names)], pa.int64())
        for name in _COUNTS:
            rows = rows.append_column(name, counts[name].take(places))
        order = _order(
            same.append_column("figure_id", rows["figure_id"]), ["event_id", *COUNTED, "figure_id"]
        )
        return rows.take(order.filter(pc.is_valid(places.take(order)))).cast(arrow_schema(schema)), schema


def totals_by_claimant(dataset: Release, per: str | None) -> tuple[pa.Table, Schema]:
    """The rows and the schema of `Dataset.total`, for every measure.

    UnanswerableError unless `per` is "claimant".
    """
    if per != "claimant":
        raise UnanswerableError(MESSAGES("sum-over-claimants"))
    with requiring_columns(dataset):
        claims, figures, actors, links = map(dataset.table, ("claims", "figures", "actors", "event_links"))
        number = figures.schema.field("value_min")
        fields = (
            claims.schema.field("claimant_id"),
            *(replace(actors.schema.field(f"name_{lang}"), name=f"claimant_{lang}") for lang in ("ar", "en")),
            *map(figures.schema.field, COUNTED),
            *(
                replace(number, name=name)
                for name in ("events", "figures", "value_min", "value_max", "possibly_twice")
            ),
        )
        schema = Schema(fields, (), (), (), "exact")
        rows = _totals(*(table.whole() for table in (claims, figures, links)))
        named = actors.whole().select(["actor_id", "name_ar", "name_en"])
        named = named.rename_columns(["claimant_id", "claimant_ar", "claimant_en"])
        rows = _joined(rows, named, "claimant_id")
        return rows.take(_order(rows, _SERIES)).select(schema.names).cast(arrow_schema(schema)), schema


def _totals(claims: pa.Table, figures: pa.Table, links: pa.Table) -> pa.Table:
    """What each claimant counts, a row a series: the same claimant, measure, category, holder and body."""
    compared = figures.filter(figures["compared"]).select(["claim_id", *COUNTED, "value_min", "value_max"])
    rows = _joined(compared, claims.select(["claim_id", "claimant_id", "event_id"]), "claim_id")
    # Arrow joins no nulls: a series gets a number.
    numbers: dict[tuple[object, ...], int] = {}
    series = [numbers.setdefault(key, len(numbers)) for key in _keys(rows, _SERIES)]
    rows = rows.append_column("series", pa.array(series, pa.int64()))
    # Several figures of a claimant for one event are alternatives: its lowest and highest bounds count.
    events = rows.group_by([*_SERIES, "series", "event_id"]).aggregate(
        [("value_min", "min", _STRICT), ("value_max", "max", _STRICT), ([], "count_all")]
    )
    event = events.select(["series", "event_id"])
    pairs = _joined(event, links.select(["event_id", "other_event_id", "relation"]), "event_id")
    pairs = _joined(pairs, event.rename_columns(["series", "other_event_id"]), "series", "other_event_id")
    parts = pairs.filter(pc.field("relation") == "part_of")
    added = events.join(parts.select(["series", "event_id"]), ["series", "event_id"], join_type="left anti")
    doubtful = pairs.filter(pc.field("relation") == "possible_same_as")
    doubtful = _joined(doubtful, added.select(["series", "event_id"]), "series", "event_id")
    twice = doubtful.group_by("series").aggregate([([], "count_all")])
    twice = twice.rename_columns(["series", "possibly_twice"])
    rows = added.group_by([*_SERIES, "series"]).aggregate(
        [
            ([], "count_all"),
            ("count_all", "sum"),
            ("value_min_min", "sum", _STRICT),
            ("value_max_max", "sum", _STRICT),
        ]
    )
    names = [*_SERIES, "series", "events", "figures", "value_min", "value_max"]
    rows = rows.rename_columns(names).join(twice, "series")
    none = rows["possibly_twice"].fill_null(pa.scalar(0, pa.int64()))
    return rows.set_column(rows.schema.get_field_index("possibly_twice"), "possibly_twice", none)


def _joined(rows: pa.Table, others: pa.Table, *names: str) -> pa.Table:
    """Each row beside each of the others that has the same values in these columns, none of them null."""
    return rows.join(others, [*names], join_type="inner")


def _keys(rows: pa.Table, names: list[str]) -> list[tuple[object, ...]]:
    return [*zip(*(rows[name].to_pylist() for name in names), strict=True)]


def _order(rows: pa.Table, names: list[str]) -> pa.Array:
    """The places of the rows in the order of these columns, null first."""
    keys = [[(cell is not None, cell) for cell in key] for key in _keys(rows, names)]
    return pa.array(sorted(range(len(keys)), key=keys.__getitem__), pa.int64())

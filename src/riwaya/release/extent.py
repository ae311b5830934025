"""Finds when and where the events of a dataset took place."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from riwaya.bilingual import Bilingual
from riwaya.release.rows import rows_of
from riwaya.release.table import ReleaseTable

_FIRST, _LAST, _PLACE = "date_earliest", "date_latest", "location_id"
Day = datetime.date | None


@dataclass(frozen=True, slots=True)
class Box:
    """The smallest rectangle around places, in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Extent:
    """What is known of when and where; empty for a dataset without events and places."""

    first: Day = None
    """The earliest day on which an event may have taken place."""
    last: Day = None
    countries: tuple[Bilingual, ...] = ()
    """The names of the places that lie in no other one, and in which events took place."""
    box: Box | None = None
    """Around those places of events whose coordinates are known."""

    @property
    def interval(self) -> str | None:
        """The days as an interval of ISO 8601."""
        return f"{self.first}/{self.last}" if self.first and self.last else None


def extent_of(tables: Iterable[ReleaseTable]) -> Extent:
    """The extent of the events of a release, as far as `events` and `locations` have the columns for it."""
    by_name = {table.name: table for table in tables}
    events, locations = by_name.get("events"), by_name.get("locations")
    earliest: list[datetime.date] = []
    latest: list[datetime.date] = []
    named: set[str | None] = set()
    for batch in events.batches() if events else ():
        for name, bound, days in ((_FIRST, pc.min, earliest), (_LAST, pc.max, latest)):
            if name in batch.schema.names and (day := bound(batch[name]).as_py()):
                days.append(day)
        if _PLACE in batch.schema.names:
            named.update(batch[_PLACE].unique().to_pylist())
    first, last = min(earliest, default=None), max(latest, default=None)
    if locations is None or not {_PLACE, "parent_id", "name_en", "name_ar"} <= {*locations.schema.names}:
        return Extent(first, last)
    places = {row[_PLACE]: row for row in rows_of(locations)}
    used = [row for row in places.values() if row[_PLACE] in named]
    roots = {root[_PLACE]: root for root in (_root(row, places) for row in used)}
    countries = tuple(Bilingual(root["name_en"] or "", root["name_ar"] or "") for root in roots.values())
    return Extent(first, last, countries, _box(used))


def _root(row: Mapping, places: Mapping[str, Mapping]) -> Mapping:
    """The place in which a place lies and that lies in no other one."""
    passed = set()
    while row["parent_id"] in places and row[_PLACE] not in passed:
        passed.add(row[_PLACE])
        row = places[row["parent_id"]]
    return row


def _box(rows: Sequence[Mapping]) -> Box | None:
    longitudes, latitudes = (
        [row[name] for row in rows if row.get("longitude") is not None and row.get("latitude") is not None]
        for name in ("longitude", "latitude")
    )
    if not longitudes:
        return None
    return Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))

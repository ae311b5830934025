const UNKNOWN = { id: "none", name: "" };

/** What data/events.js holds, which riwaya.dataset.explorer.search_index writes, in the language of the page; where it points by number, the thing. */
export function decode({ shapes, areas, ...rows }, lang) {
  const named = (row) => ({ ...row, name: row[`name_${lang}`] });
  const [kinds, relations, actors, places] = [rows.kinds, rows.relations, rows.actors, rows.places].map((list) => list.map(named));
  for (const place of places) place.parent = places[place.parent];
  for (const [shape, place] of areas) places[place].shape = shape;
  // A release of others may have a place that is part of itself.
  const chain = (place, inner = []) => (place && !inner.includes(place) ? chain(place.parent, [...inner, place]) : inner);

  const events = rows.events.map((row) => {
    const [place, kind] = [places[row.place], kinds[row.kind] ?? UNKNOWN];
    const related = row.relations.map((at) => relations[at]);
    return {
      ...row,
      title: row[`title_${lang}`],
      when: row[`date_${lang}`],
      kind,
      place,
      places: chain(place),
      claimants: row.claimants.map((at) => actors[at]),
      relations: related,
    };
  });
  return { events, places, shapes };
}

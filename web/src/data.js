const UNKNOWN = { id: "none", name: "", text: "" };

/** What data/events.js holds, which riwaya.site.index writes, in the language of the page; where it points by number, the thing. */
export function decode({ shapes, areas, ...rows }, lang) {
  const named = (row) => ({ ...row, name: row[`name_${lang}`], text: [row.name_ar, row.name_en, ...(row.others ?? [])].join(" ") });
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
            /** All by which the event is found. */
      get text() {
        const about = [kind, ...this.places, ...this.claimants, ...row.others.map((at) => actors[at])];
        const own = [row.id, row.title_ar, row.title_en, row.summary_ar, row.summary_en];
        return [...own, ...about.map(({ text }) => text)].join(" ");
      },
    };
  });
  return { events, places, shapes };
}

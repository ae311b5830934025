/** Rows of data/events.js, which riwaya.site.index writes, as objects in the language of the page. */
export function decode({ kinds, relations, places, actors, events, areas, shapes }, lang) {
  const said = (ar, en) => (lang === "ar" ? ar : en);
  const term = ([id, ar, en]) => ({ id, name: said(ar, en), text: `${ar} ${en}` });
  const named = ([id, ar, en, others, ...rest]) => ({ ...term([id, ar, en]), text: [ar, en, ...others].join(" "), rest });
  const allKinds = kinds.map(term);
  const allRelations = relations.map(term);
  const allActors = actors.map(named);
  const allPlaces = places.map(named);
  for (const place of allPlaces) {
    const [parent, latitude, longitude] = place.rest;
    Object.assign(place, { parent: allPlaces[parent], latitude, longitude });
  }
  const chain = (place) => (place ? [place, ...chain(place.parent)] : []);
  for (const [shape, place] of areas) allPlaces[place].shape = shape;
  const decoded = events.map(([id, ar, en, summaryAr, summaryEn, edtf, dateAr, dateEn, earliest, latest, kind, place, claimants, others, lies, claims, figures]) => ({
    id,
    title: said(ar, en),
    date: said(dateAr, dateEn),
    edtf,
    earliest,
    latest,
    kind: allKinds[kind],
    place: allPlaces[place],
    places: chain(allPlaces[place]),
    claimants: claimants.map((at) => allActors[at]),
    relations: lies.map((at) => allRelations[at]),
    claims,
    figures,
    get text() {
      const about = [...this.places, ...this.claimants, ...others.map((at) => allActors[at]), this.kind];
      return [id, ar, en, summaryAr, summaryEn, ...about.map(({ text }) => text)].join(" ");
    },
  }));
  return { kinds: allKinds, relations: allRelations, actors: allActors, places: allPlaces, events: decoded, shapes };
}

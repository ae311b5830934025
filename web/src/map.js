import { dot, geo, plot, text, geoCentroid } from "@observablehq/plot";
import { feature } from "topojson-client";

/** Where the events are: how many in each area, and in each place whose coordinates are known; how many are `missing`, since they
 * are in no area. `choose` is given the place that an area is. */
export function map(events, { shapes, places, width, lang, choose }) {
  const areas = feature(shapes, shapes.objects.areas);
  const placeOf = new Map(places.filter(({ shape }) => shape).map((place) => [place.shape, place]));
  const counts = new Map(places.map((place) => [place, 0]));
  for (const event of events) for (const place of event.places) counts.set(place, counts.get(place) + 1);
  const count = ({ id }) => counts.get(placeOf.get(id)) ?? 0;
  const called = ({ properties }) => properties[`name_${lang}`];
  const most = Math.max(1, ...areas.features.map(count));
  const held = areas.features.filter(count);
  const points = places.filter((place) => place.latitude !== null && counts.get(place));
  const chart = plot({
    width,
    height: width * 0.8,
    projection: { type: "mercator", domain: areas, inset: 4 },
    r: { type: "sqrt", range: [0, Math.max(8, width / 40)] },
    marks: [
      geo(areas, {
        fill: (area) => (count(area) ? "var(--range)" : "var(--soft)"),
        fillOpacity: (area) => (count(area) ? 0.15 + (0.4 * count(area)) / most : 1),
        stroke: "var(--faint)",
        strokeWidth: 0.75,
        title: (area) => `${called(area)}: ${count(area)}`,
      }),
      dot(points, {
        x: "longitude",
        y: "latitude",
        r: (place) => counts.get(place),
        stroke: "var(--ink)",
        strokeWidth: 1.5,
        title: (place) => `${place.name}: ${counts.get(place)}`,
      }),
      text(held, geoCentroid({ text: (area) => `${called(area)}\n${count(area)}` })),
    ],
  });
  for (const path of chart.querySelectorAll("[aria-label=geo] path")) {
    const place = placeOf.get(areas.features[path.__data__].id);
    if (!place || !counts.get(place)) continue;
    path.classList.add("chosen");
    path.addEventListener("click", () => choose(place));
  }
  return { chart, missing: events.filter((event) => !event.places.some(({ shape }) => shape)).length };
}

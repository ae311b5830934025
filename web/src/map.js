import { dot, geo, plot, text, geoCentroid } from "@observablehq/plot";
import { feature } from "topojson-client";
import { arrange } from "./labels.js";

/** Where the events are: how many in each area, and in each place whose coordinates are known; how many are `missing`, since they
 * are in no area; the areas with most as `most`. An area leads to the address that `linked` gives for its place. */
export function map(events, { shapes, places, width, lang, linked }) {
  const areas = feature(shapes, shapes.objects.areas);
  const placeOf = new Map(places.filter(({ shape }) => shape).map((place) => [place.shape, place]));
  const counts = new Map(places.map((place) => [place, 0]));
  for (const event of events) for (const place of event.places) counts.set(place, counts.get(place) + 1);
  const count = ({ id }) => counts.get(placeOf.get(id)) ?? 0;
  const called = ({ properties }) => properties[`name_${lang}`];
  const held = areas.features.filter(count).sort((one, other) => count(other) - count(one));
  const most = held.length ? count(held[0]) : 1;
  const points = places.filter((place) => place.latitude !== null && counts.get(place));
  const label = (area) => `${called(area)}: ${count(area)}`;
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
        title: label,
        href: (area) => (count(area) ? linked(placeOf.get(area.id)) : null),
      }),
      dot(points, { x: "longitude", y: "latitude", r: (place) => counts.get(place), stroke: "var(--ink)", strokeWidth: 1.5 }),
      text(held, geoCentroid({ text: (area) => `${called(area)}\n${count(area)}` })),
    ],
  });
  const paths = new Map([...chart.querySelectorAll("[aria-label=geo] path")].map((path) => [areas.features[path.__data__], path]));
  const labels = [...chart.querySelectorAll("[aria-label=text] text")].map((drawn) => [drawn, paths.get(held[drawn.__data__])]);
  const circles = [...chart.querySelectorAll("[aria-label=dot] circle")];
  return {
    chart,
    missing: events.filter((event) => !event.places.some(({ shape }) => shape)).length,
    told: { most: held.slice(0, 3).map(label) },
    drawn: () => arrange(labels, circles),
  };
}

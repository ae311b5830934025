import { axisX, axisY, binX, dot, gridX, gridY, plot, rect, rectY, text } from "@observablehq/plot";

/** More spans than this are counted by month: nobody tells lines apart that are thinner than a hair. */
const MOST_SPANS = 600;
const ROW = 13;
const THINNEST = 5;
const day = (iso) => new Date(`${iso}T00:00Z`);
const next = (iso) => new Date(+day(iso) + 864e5);

/** When the events may have been: a dot for a day, a span for what may be any day in it; how many are `missing`, without a date.
 * The time is that of `all` events; if none has a date, there is no chart. */
export function timeline(events, { all, width, lang }) {
  const ends = all.flatMap(({ earliest, latest }) => [earliest, latest]).filter(Boolean).sort();
  const dated = events.filter(({ earliest, latest }) => earliest || latest);
  const missing = events.length - dated.length;
  if (!ends.length) return { missing };
  const domain = [day(ends[0]), next(ends.at(-1))];
  const frame = { width, marginTop: 28, marginRight: 12, marginBottom: 8, x: { type: "utc", domain } };
  const axis = [gridX(), axisX({ anchor: "top", ticks: Math.max(3, width / 120), tickSize: 0 })];
  return { chart: dated.length > MOST_SPANS ? counts(dated, frame, axis) : spans(dated, frame, axis, lang), missing };
}

function counts(dated, frame, axis) {
  const first = ({ earliest, latest }) => day(earliest ?? latest);
  const bars = rectY(dated, binX({ y: "count" }, { x: first, interval: "month", fill: "var(--range)" }));
  return plot({ ...frame, height: 220, marginLeft: 48, marks: [...axis, gridY(), axisY({ label: null }), bars] });
}

function spans(dated, frame, axis, lang) {
  const [begin, end] = frame.x.domain;
  const pixel = (end - begin) / frame.width;
  const { rows, heads, height } = lanes(dated, 10 * pixel);
  const single = ({ event }) => event.earliest === event.latest;
  const open = ({ event }) => !event.earliest || !event.latest;
  const channels = {
    fill: ({ event }) => (event.contradicted ? "var(--mark)" : "var(--range)"),
    stroke: ({ event }) => (event.contradicted ? "var(--mark)" : "var(--range)"),
    fillOpacity: ({ event }) => (/[?~%]/.test(event.date) ? 0.25 : 1),
    href: ({ event }) => `${event.id}.html`,
    title: ({ event }) => `${event.title}\n${event.when}`,
  };
  const half = ({ event }) => (event.contradicted ? 0.36 : 0.2);
  const box = {
    ...channels,
    x1: ({ start }) => Math.max(start, +begin),
    x2: ({ start, stop }) => Math.min(Math.max(stop, start + THINNEST * pixel), +end),
    y1: (span) => span.row - half(span),
    y2: (span) => span.row + half(span),
    rx: 2,
  };
  const side = lang === "ar" ? { frameAnchor: "right", textAnchor: "end" } : { frameAnchor: "left", textAnchor: "start" };
  return plot({
    ...frame,
    marginLeft: 12,
    height: frame.marginTop + frame.marginBottom + height * ROW,
    y: { axis: null, domain: [0, height], range: [frame.marginTop, frame.marginTop + height * ROW] },
    marks: [
      ...axis,
      rect(rows.filter((span) => !single(span) && !open(span)), box),
      rect(rows.filter(open), { ...box, fill: "none", strokeDasharray: "3 2" }),
      dot(rows.filter(single), {
        ...channels,
        x: ({ event }) => +day(event.earliest) + 432e5,
        y: "row",
        r: 4,
        symbol: ({ event }) => (event.contradicted ? "diamond" : "circle"),
      }),
      text(heads, { ...side, y: "row", text: ({ kind }) => kind.name, fontWeight: "bold" }),
    ],
  });
}

/** Rows in which no two spans touch, the kinds below each other, each under its name. */
function lanes(events, gap) {
  const [rows, heads] = [[], []];
  let row = 0;
  for (const kind of new Set(events.map((event) => event.kind))) {
    heads.push({ kind, row: row + 0.7 });
    const ends = [];
    for (const event of events.filter((one) => one.kind === kind)) {
      const start = event.earliest ? +day(event.earliest) : -Infinity;
      const stop = event.latest ? +next(event.latest) : Infinity;
      const free = ends.findIndex((taken) => taken < start);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = stop + gap;
      rows.push({ event, start, stop, row: row + 2 + lane });
    }
    row += ends.length + 2;
  }
  return { rows, heads, height: row };
}

import { axisX, axisY, binX, dot, gridX, gridY, plot, rect, rectY, text } from "@observablehq/plot";
import { bounds, day } from "./times.js";

/** More spans than this are counted by month: nobody tells lines apart that are thinner than a hair. */
const MOST_SPANS = 600;
/** Heights of a row in pixels. A mark that can be pressed is as high as a finger needs; thinner rows than these are counted. */
const [PRESSED, THINNEST_ROW] = [24, 5];
const THINNEST = 5;
const HEAD = 22;
const TOP = 26;
const next = (iso) => new Date(+day(iso) + 864e5);

/** When the events may have been, in a time: a dot for a day, a span for what may be any day in it; how many are `missing`, without
 * a date, and what is `told` of the others. It is at most so many pixels high; marks with room for a finger are links. */
export function timeline(events, { time, width, tallest, lang }) {
  const dated = events.filter(({ earliest, latest }) => earliest || latest);
  const missing = events.length - dated.length;
  if (!time) return { missing };
  const domain = bounds(time);
  const frame = { width, marginTop: TOP, marginLeft: 12, marginRight: 12, marginBottom: 8, x: { type: "utc", domain } };
  const chart = { ...frame, axis: axis(domain, width, lang), pixel: (domain[1] - domain[0]) / (width - 24) };
  const rows = dated.length <= MOST_SPANS && (rowed(dated, chart, tallest, PRESSED) ?? rowed(dated, chart, tallest, THINNEST_ROW));
  return { chart: rows ? spans(rows, chart, lang) : counts(dated, chart), missing, told: told(dated) };
}

/** Lines where years or months begin, and their names between them, as many as there is room for. */
function axis([begin, end], width, lang) {
  const byMonth = end - begin < 2.1 * 366 * 864e5;
  const starts = [];
  for (let at = new Date(begin); at < end; ) {
    starts.push(new Date(at));
    byMonth ? at.setUTCMonth(at.getUTCMonth() + 1) : at.setUTCFullYear(at.getUTCFullYear() + 1);
  }
  const every = Math.ceil(((byMonth ? 115 : 42) * starts.length) / width);
  const month = new Intl.DateTimeFormat(lang === "ar" ? "ar-SY-u-nu-latn" : "en", { month: "short", year: "numeric", timeZone: "UTC" });
  const middle = (at) => new Date((+starts[at] + +(starts[at + 1] ?? end)) / 2);
  const ticks = starts.map((_, at) => at).filter((at) => at % every === 0);
  // The name of a year stands in its middle, the longer one of a month where it begins.
  const place = byMonth ? (at) => starts[at] : middle;
  const names = new Map(ticks.map((at) => [+place(at), byMonth ? month.format(starts[at]) : `${starts[at].getUTCFullYear()}`]));
  return [
    gridX(starts.length > 200 ? ticks.map((at) => starts[at]) : starts),
    axisX(ticks.map(place), { anchor: "top", tickSize: 0, tickFormat: (date) => names.get(+date), ...(byMonth && { textAnchor: "start" }) }),
  ];
}

/** The first and the last event in words, and how many there are. */
function told(dated) {
  const by = (name) => (one, other) => ((one[name] ?? one.latest ?? one.earliest) < (other[name] ?? other.latest ?? other.earliest) ? -1 : 1);
  const [first] = [...dated].sort(by("earliest"));
  const last = [...dated].sort(by("latest")).at(-1);
  return { count: dated.length, first: first?.when, last: last?.when };
}

function counts(dated, { axis, pixel, ...frame }) {
  const first = ({ earliest, latest }) => day(earliest ?? latest);
  const bars = rectY(dated, binX({ y: "count" }, { x: first, interval: "month", fill: "var(--range)" }));
  return plot({ ...frame, height: 220, marginLeft: 48, marginRight: 48, marks: [...axis, gridY(), axisY({ label: null }), bars] });
}

/** The spans in rows of at least so many pixels each; nothing if they need more than there are. */
function rowed(events, { pixel }, tallest, least) {
  const { rows, heads, lanes } = packed(events, (least === PRESSED ? PRESSED + 2 : 8) * pixel);
  const row = Math.min(PRESSED + 2, (tallest - TOP - 8 - HEAD * heads.length) / lanes);
  if (row < least) return null;
  const top = (head, lane) => TOP + head * HEAD + lane * row;
  return {
    row,
    height: top(heads.length, lanes) + 8,
    spans: rows.map((span) => ({ ...span, y: top(span.head, span.lane + 0.5) })),
    heads: heads.map((head, at) => ({ ...head, y: top(at, head.lane) + HEAD / 2 })),
  };
}

function spans({ row, height, spans, heads }, { axis, pixel, ...frame }, lang) {
  const [begin, end] = frame.x.domain;
  const single = ({ event }) => event.earliest === event.latest;
  const open = ({ event }) => !event.earliest || !event.latest;
  const colour = ({ event }) => (event.contradicted ? "var(--mark)" : "var(--range)");
  const channels = {
    fill: colour,
    stroke: colour,
    fillOpacity: ({ event }) => (/[?~%]/.test(event.date) ? 0.25 : 1),
    title: ({ event }) => `${event.title}\n${event.when}`,
  };
  const half = ({ event }) => Math.min(row, 14) * (event.contradicted ? 0.4 : 0.22);
  const within = (at) => Math.min(Math.max(at, +begin), +end);
  const box = (more, tall) => ({
    x1: ({ start }) => within(start - more * pixel),
    x2: ({ start, stop }) => within(Math.max(stop, start + THINNEST * pixel) + more * pixel),
    y1: (span) => span.y - tall(span),
    y2: (span) => span.y + tall(span),
  });
  const bar = { ...channels, ...box(0, half), rx: 2 };
  const pressed = { ...box(10, () => PRESSED / 2), fill: "transparent", title: channels.title, href: ({ event }) => `${event.id}.html` };
  const side = lang === "ar" ? { frameAnchor: "right", textAnchor: "end" } : { frameAnchor: "left", textAnchor: "start" };
  return plot({
    ...frame,
    height,
    y: { type: "identity", axis: null },
    marks: [
      ...axis,
      rect(spans.filter((span) => !single(span) && !open(span)), bar),
      rect(spans.filter(open), { ...bar, fill: "none", strokeDasharray: "3 2" }),
      dot(spans.filter(single), {
        ...channels,
        x: ({ event }) => +day(event.earliest) + 432e5,
        y: "y",
        r: Math.min(5, row / 3),
        symbol: ({ event }) => (event.contradicted ? "square" : "circle"),
      }),
      text(heads, { ...side, y: "y", text: ({ kind }) => kind.name, fontWeight: "bold" }),
      ...(row < PRESSED ? [] : [rect(spans, pressed)]),
    ],
  });
}

/** Lanes in which no two spans touch, those of a kind below each other; `lanes` counts them. */
function packed(events, gap) {
  const [rows, heads] = [[], []];
  let lanes = 0;
  for (const kind of new Set(events.map((event) => event.kind))) {
    heads.push({ kind, lane: lanes });
    const ends = [];
    for (const event of events.filter((one) => one.kind === kind)) {
      const start = event.earliest ? +day(event.earliest) : -Infinity;
      const stop = event.latest ? +next(event.latest) : Infinity;
      const free = ends.findIndex((taken) => taken < start);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = stop + gap;
      rows.push({ event, start, stop, head: heads.length, lane: lanes + lane });
    }
    lanes += ends.length;
  }
  return { rows, heads, lanes };
}

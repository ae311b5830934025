import { brushOf } from "./brush.js";
import { address } from "./filters.js";
import { map } from "./map.js";
import { timeline } from "./timeline.js";

/** Pixels that the timeline may be high: the room that the style keeps for it, and more on a phone, where it is folded at first. */
const TALLEST = (width) => (width < 480 ? 720 : 544);

/** Timeline and map, as far as they are unfolded. `choose` is given a time. The function that comes back draws other events. */
export function chartsOf(charts, { places, shapes }, words, lang, choose) {
  const [when, where] = ["#timeline", "#map"].map((id) => charts.querySelector(id));
  const periods = [...charts.querySelectorAll("[data-period]")].map(({ dataset }) => dataset.period);
  const brush = periods.length ? brushOf(when, choose) : () => {};
  const whole = periods.length ? `${periods[0]}/${periods.at(-1)}` : "";
  let [drawn, stale, shown] = [0, true, null];

  function put(figure, draw) {
    const place = figure?.querySelector(".plot");
    if (!place?.clientWidth) return;
    const { chart, missing, told, drawn: done } = draw(Math.floor(place.clientWidth));
    figure.querySelector(".missing").textContent = missing ? words[figure.id].replace("{count}", missing) : "";
    const caption = figure.querySelector(".told");
    caption.textContent = sentence(words.told[figure.id], told, words.comma);
    if (!chart) return place.replaceChildren();
    // A style of its own the policy forbids; what it says stands in the page's.
    chart.querySelectorAll("style").forEach((style) => style.remove());
    // The names of parts are of use to the style alone; to assistive technology a part without a role may have none.
    for (const part of chart.querySelectorAll("g[aria-label]")) {
      part.dataset.part = part.getAttribute("aria-label");
      part.removeAttribute("aria-label");
      if (!part.querySelector("a")) part.setAttribute("aria-hidden", "true");
    }
    place.replaceChildren(chart);
    const links = [...chart.querySelectorAll("a")];
    for (const link of links) link.setAttribute("aria-label", link.querySelector("title").textContent);
    chart.setAttribute("role", links.length ? "group" : "img");
    chart.setAttribute("aria-label", `${figure.querySelector("figcaption").textContent} ${caption.textContent}`);
    done?.();
  }

  function draw(found = shown) {
    shown = found;
    stale = !charts.open;
    if (stale || !shown) return;
    drawn = charts.clientWidth;
    const { events, anyTime, state } = shown;
    brush(anyTime, state.year);
    const time = state.year && state.year !== "none" ? state.year : whole;
    put(when, (width) => timeline(events, { time, width, tallest: TALLEST(width), lang }));
    const linked = ({ id }) => address({ ...state, place: id });
    put(where, (width) => map(events, { shapes, places, width, lang, linked }));
  }

  charts.addEventListener("toggle", () => stale && draw());
  new ResizeObserver(() => charts.clientWidth !== drawn && draw()).observe(charts);
  return draw;
}

/** Words with their parts filled in; nothing where a part is missing. */
function sentence(words, parts, comma) {
  const filled = Object.entries(parts ?? {}).map(([name, value]) => [name, Array.isArray(value) ? value.join(comma) : value]);
  if (!filled.length || filled.some(([, value]) => !value)) return "";
  return filled.reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), words);
}

import { map } from "./map.js";
import { timeline } from "./timeline.js";

/** Timeline and map, as far as they are unfolded: the function that comes back draws other events. `choose` is given a place. */
export function chartsOf(charts, { events, places, shapes }, words, lang, choose) {
  let [drawn, shown, stale] = [0, [], false];

  function put(figure, draw) {
    if (!figure) return;
    const { chart, missing } = draw({ width: Math.floor(figure.clientWidth), lang });
    figure.querySelector(".missing").textContent = missing ? words[figure.id].replace("{count}", missing) : "";
    figure.querySelector("svg")?.remove();
    if (!chart) return;
    // Who does not see it has the same in the list. A style of its own the policy forbids; what it says stands in the page's.
    chart.setAttribute("aria-hidden", "true");
    chart.querySelectorAll("style").forEach((style) => style.remove());
    chart.querySelectorAll("a").forEach((link) => link.setAttribute("tabindex", "-1"));
    figure.append(chart);
  }

  function draw(found = shown) {
    shown = found;
    drawn = charts.clientWidth;
    stale = !charts.open;
    if (stale) return;
    put(charts.querySelector("#timeline"), (options) => timeline(found, { all: events, ...options }));
    put(charts.querySelector("#map"), (options) => map(found, { shapes, places, choose, ...options }));
  }

  // On a phone the list comes first.
  charts.open = matchMedia("(min-width: 40rem)").matches;
  charts.addEventListener("toggle", () => stale && draw());
  new ResizeObserver(() => charts.clientWidth !== drawn && draw()).observe(charts);
  return draw;
}

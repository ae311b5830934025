import { decode } from "./data.js";
import { address, fill, matches, read, restore } from "./filters.js";
import { map } from "./map.js";
import { searchOf } from "./search.js";
import { timeline } from "./timeline.js";

export { searchKey } from "./search.js";

const AT_ONCE = 100;

function start(page, rows) {
  const lang = document.documentElement.lang;
  const words = JSON.parse(page.dataset.words);
  const { events, places, shapes } = decode(rows, lang);
  const [form, status, more] = [page.querySelector("form"), page.querySelector("[role=status]"), document.querySelector("#more")];
  const [list, blank] = [document.querySelector("#events tbody"), page.querySelector("#blank tr")];
  const charts = page.querySelector("details");
  const [timeFigure, mapFigure] = [page.querySelector("#timeline"), page.querySelector("#map")];
  const switchLink = document.querySelector(".switch a");
  const here = switchLink.getAttribute("href");
  let search;
  let found = [];

  function row(event) {
    const made = blank.cloneNode(true);
    const put = (name, value) => (made.querySelector(`.${name}`).textContent = value);
    put("date", event.date);
    put("kind", event.kind.name);
    put("claims", event.claims);
    put("figures", event.figures);
    Object.assign(made.querySelector("th a"), { href: `${event.id}.html`, textContent: event.title });
    if (event.place) Object.assign(made.querySelector(".place a"), { href: `${event.place.id}.html`, textContent: event.place.name });
    else made.querySelector(".place a").remove();
    if (!event.relations.some(({ id }) => id === "contradict")) made.querySelector(".mark").remove();
    return made;
  }

  function show(count) {
    list.replaceChildren(...found.slice(0, count).map(row));
    more.hidden = found.length <= count;
    more.onclick = () => {
      show(count + AT_ONCE);
      list.rows[count].querySelector("a").focus();
    };
  }

  function draw() {
    if (!charts.open) return;
    const width = (figure) => Math.floor(figure.clientWidth);
    const put = (figure, chart) => {
      figure.querySelector("svg")?.remove();
      if (!chart) return;
      // The list below says the same to whom does not see it. What the style says there, the page's own says, which the policy asks for.
      chart.setAttribute("aria-hidden", "true");
      chart.querySelectorAll("style").forEach((style) => style.remove());
      chart.querySelectorAll("a").forEach((link) => link.setAttribute("tabindex", "-1"));
      figure.append(chart);
    };
    put(timeFigure, timeline(found, { all: events, width: width(timeFigure), lang }));
    const undated = found.filter(({ earliest, latest }) => !earliest && !latest).length;
    timeFigure.querySelector(".missing").textContent = undated ? words.undated.replace("{count}", undated) : "";
    if (!mapFigure) return;
    const { chart, missing } = map(found, { shapes, places, width: width(mapFigure), lang, choose });
    put(mapFigure, chart);
    mapFigure.querySelector(".missing").textContent = missing ? words.unplaced.replace("{count}", missing) : "";
  }

  function choose(place) {
    form.elements.place.value = place.id;
    asked();
  }

  function update() {
    const state = read(form);
    const match = events.filter((event) => matches(event, state));
    let similar = false;
    if (state.q) {
      search ??= searchOf(events);
      const answer = search(state.q);
      const byId = new Map(match.map((event) => [event.id, event]));
      found = answer.ids.map((id) => byId.get(id)).filter(Boolean);
      similar = answer.similar;
    } else found = match;
    const said = found.length ? words.found : words.nothing;
    status.textContent = said.replace("{count}", found.length).replace("{all}", events.length) + (similar && found.length ? ` ${words.similar}` : "");
    switchLink.setAttribute("href", here + address(state));
    show(AT_ONCE);
    draw();
  }

  /** What was chosen is a step of its own, to which the back button leads; letters typed after each other are one. */
  function asked(typed = false) {
    const target = address(read(form)) || "#";
    const replaced = typed && new URLSearchParams(location.hash.slice(1)).has("q");
    history[replaced ? "replaceState" : "pushState"](null, "", target);
    update();
  }

  fill(form, events, words, lang);
  restore(form, location.hash);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => asked(target.name === "q"));
  form.querySelector("button").addEventListener("click", () => {
    form.reset();
    asked();
  });
  addEventListener("popstate", () => {
    restore(form, location.hash);
    update();
  });
  // On a phone the list comes first.
  charts.open = matchMedia("(min-width: 40rem)").matches;
  charts.addEventListener("toggle", draw);
  page.hidden = false;
  document.querySelectorAll(".pages").forEach((links) => links.remove());
  update();
  let drawn = page.clientWidth;
  new ResizeObserver(() => {
    if (page.clientWidth === drawn) return;
    drawn = page.clientWidth;
    draw();
  }).observe(page);
}

const page = document.getElementById("explore");
if (page) start(page, globalThis.riwayaEvents);

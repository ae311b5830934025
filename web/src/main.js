import { chartsOf } from "./charts.js";
import { decode } from "./data.js";
import { address, chooseTime, fill, matches, NAMES, read, restore } from "./filters.js";
import { listOf } from "./list.js";
import { eventsWith, prepare } from "./search.js";
import { offerShown } from "./shown.js";

function start(page, rows) {
  const lang = document.documentElement.lang;
  const words = JSON.parse(page.dataset.words);
  const data = decode(rows, lang);
  const { events } = data;
  const [form, status] = [page.querySelector("form"), page.querySelector("[role=status]")];
  const show = listOf(document.querySelector("#events tbody"), document.querySelector("#more"), page.querySelector("#blank tr"));
  const offer = offerShown(page.querySelector(".shown"), lang);
  const chosen = page.querySelector(".chosen");
  const otherLanguage = document.querySelector(".switch a");
  const there = otherLanguage.getAttribute("href");
  let latest = 0;

  async function found(state) {
    const { numbers, similar } = state.q ? await eventsWith(state.q, events) : {};
    const asked = numbers ? events.filter((event, at) => numbers.has(at)) : events;
    const anyTime = asked.filter((event) => matches(event, { ...state, year: "" }));
    return { matching: anyTime.filter((event) => matches(event, { year: state.year })), anyTime, similar };
  }

  async function update() {
    const turn = ++latest;
    const state = read(form);
    page.setAttribute("aria-busy", "true");
    const { matching, anyTime, similar } = await found(state);
    // Whoever typed on in the meantime waits for what comes after.
    if (turn !== latest) return;
    const message = [matching.length ? words.found : words.nothing, similar && matching.length ? words.similar : ""].join(" ");
    status.textContent = message.replace("{count}", matching.length).replace("{all}", events.length);
    otherLanguage.setAttribute("href", there + address(state));
    show(matching);
    offer(matching);
    chosen.textContent = NAMES.filter((name) => state[name]).length || "";
    // The list does not wait for the charts.
    await painted();
    if (turn !== latest) return;
    draw({ events: matching, anyTime, state });
    page.removeAttribute("aria-busy");
  }

  /** After the screen shows what was changed so far; a page in the background is not painted. */
  const painted = () => new Promise((done) => [requestAnimationFrame(() => setTimeout(done)), setTimeout(done, 100)]);

  /** What was chosen is a step of its own, to which the back button leads; letters typed after each other are one. */
  function asked(typed = false) {
    const replaced = typed && new URLSearchParams(location.hash.slice(1)).has("q");
    history[replaced ? "replaceState" : "pushState"](null, "", address(read(form)) || "#");
    update();
  }

  const draw = chartsOf(page.querySelector("#charts"), data, words, lang, (time) => {
    chooseTime(form, time);
    asked();
  });
  // On a phone the list comes first.
  const wide = matchMedia("(min-width: 40rem)");
  const fold = () => page.querySelectorAll(".fold").forEach((part) => (part.open = wide.matches));
  wide.addEventListener("change", fold);
  fold();
  page.classList.add("started");
  fill(form, events, words, lang);
  form.elements.q.addEventListener("focus", () => prepare(), { once: true });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => asked(target.name === "q"));
  form.querySelector("button").addEventListener("click", () => {
    form.reset();
    asked();
  });
  const restored = () => {
    restore(form, location.hash);
    update();
  };
  addEventListener("popstate", restored);
  document.querySelectorAll(".pages").forEach((links) => links.remove());
  restored();
}

const page = document.getElementById("explore");
if (page && globalThis.riwayaEvents.events.length) start(page, globalThis.riwayaEvents);

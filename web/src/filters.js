import { ends, TIME, within, years } from "./times.js";

const UNKNOWN = { id: "none", name: "", depth: 1 };

/** What each filter looks at: the values of an event, and what they are called; a value without a name is `words.none`. */
const SEEN_BY = {
  kind: (event) => [event.kind],
  year: (event) => years(event).map((year) => ({ id: year, name: year })),
  place: (event) => event.places.map(({ id, name }, at) => ({ id, name, depth: event.places.length - at })),
  claimant: (event) => event.claimants,
  relation: (event) => event.relations,
};
export const NAMES = Object.keys(SEEN_BY);
const MAY_LACK = ["year", "place"];

/** The values of an event that a filter looks at. */
function seen(name, event) {
  const values = SEEN_BY[name](event);
  return values.length || !MAY_LACK.includes(name) ? values : [UNKNOWN];
}

export function matches(event, state) {
  const has = (name, value) => seen(name, event).some(({ id }) => id === value);
  return NAMES.every((name) => !state[name] || has(name, state[name]) || (name === "year" && within(event, state.year)));
}

/** Give the lists of the form what the events have, the number of events beside each; of places that share a name, the larger first. */
export function fill(form, events, words, lang) {
  const order = new Intl.Collator(lang, { numeric: true });
  // What kind of place it is stands last in English ("Raqqa Governorate", "Raqqa District"), and first in Arabic.
  const stem = (name) => (lang === "ar" ? name : name.replace(/\s+\S+$/u, ""));
  for (const name of NAMES) {
    const counts = new Map();
    for (const event of events)
      for (const { id, name: called, depth } of seen(name, event)) {
        const entry = counts.get(id) ?? { id, called: called || words.none, depth, count: 0 };
        entry.count++;
        counts.set(id, entry);
      }
    const entries = [...counts.values()].sort(
      (one, two) =>
        (one.depth && two.depth && (order.compare(stem(one.called), stem(two.called)) || one.depth - two.depth)) ||
        order.compare(one.called, two.called),
    );
    form.elements[name].append(...entries.map(({ id, called, count }) => new Option(`${called} (${count})`, id)));
  }
}

/** What the form asks for. */
export function read(form) {
  return Object.fromEntries(["q", ...NAMES].map((name) => [name, form.elements[name].value.trim()]));
}

/** The part of the address that says it: a fragment, since a page from a disk may change no other part of its address. */
export function address(state) {
  const asked = new URLSearchParams(Object.entries(state).filter(([, value]) => value));
  return asked.size ? `#${asked}` : "";
}

/** Choose a time in the form; one that is not among its years becomes one of the choices. */
export function chooseTime({ elements: { year } }, time) {
  year.querySelector("[data-chosen]")?.remove();
  year.value = time;
  if (year.selectedIndex >= 0 || !TIME.test(time)) return;
  const option = new Option([...new Set(ends(time))].join("–"), time, false, true);
  option.dataset.chosen = "";
  year.append(option);
}

/** Put into the form what an address says; what no list has is left out. An address of a place on the page says nothing of it. */
export function restore(form, hash) {
  if (hash.length > 1 && !hash.includes("=")) return;
  const asked = new URLSearchParams(hash.slice(1));
  chooseTime(form, asked.get("year") ?? "");
  for (const name of ["q", ...NAMES]) {
    const field = form.elements[name];
    if (name !== "year") field.value = asked.get(name) ?? "";
    if (field.selectedIndex === -1) field.value = "";
  }
}

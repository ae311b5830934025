const UNKNOWN = [{ id: "none", name: "" }];

/** The years in which an event may have been; of one that is open at an end, the year that is known. */
function years({ earliest, latest }) {
  const [from, to] = [earliest ?? latest, latest ?? earliest].map((day) => Number(day?.slice(0, 4)));
  return from ? Array.from({ length: to - from + 1 }, (_, at) => ({ id: `${from + at}`, name: `${from + at}` })) : UNKNOWN;
}

/** What each filter looks at: the values of an event, and what they are called; a value without a name is `words.none`. */
const SEEN_BY = {
  kind: (event) => [event.kind],
  year: years,
  place: (event) => (event.places.length ? event.places : UNKNOWN),
  claimant: (event) => event.claimants,
  relation: (event) => event.relations,
};
export const NAMES = Object.keys(SEEN_BY);

export function matches(event, state) {
  return NAMES.every((name) => !state[name] || SEEN_BY[name](event).some(({ id }) => id === state[name]));
}

/** Give the lists of the form what the events have, the number of events beside each. */
export function fill(form, events, words, lang) {
  const order = new Intl.Collator(lang, { numeric: true });
  for (const name of NAMES) {
    const counts = new Map();
    for (const event of events)
      for (const { id, name: called } of SEEN_BY[name](event)) {
        const entry = counts.get(id) ?? { id, called: called || words.none, count: 0 };
        entry.count++;
        counts.set(id, entry);
      }
    const entries = [...counts.values()].sort((one, two) => order.compare(one.called, two.called));
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

/** Put into the form what an address says; what no list has is left out. An address of a place on the page says nothing of it. */
export function restore(form, hash) {
  if (hash.length > 1 && !hash.includes("=")) return;
  const asked = new URLSearchParams(hash.slice(1));
  for (const name of ["q", ...NAMES]) {
    const field = form.elements[name];
    field.value = asked.get(name) ?? "";
    if (field.selectedIndex === -1) field.value = "";
  }
}

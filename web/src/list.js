const AT_ONCE = 100;
// A title longer than on the pages that are written; it is whole on the page of its event.
const LONGEST = 200;
const shortened = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/ [^ ]*$/, "")} …` : text);

/** The list of events: the function that comes back shows other ones, so many at once as are read at once. */
export function listOf(list, more, blank) {
  function row(event) {
    const made = blank.cloneNode(true);
    const link = (where, id, text) => Object.assign(made.querySelector(where), { href: `${id}.html`, textContent: text });
    for (const [name, text] of Object.entries({ date: event.when, kind: event.kind.name, claims: event.claims, figures: event.figures }))
      made.querySelector(`.${name}`).textContent = text;
    link("th a", event.id, shortened(event.title));
    if (event.place) link(".place a", event.place.id, event.place.name);
    else made.querySelector(".place a").remove();
    if (!event.contradicted) made.querySelector(".mark").remove();
    return made;
  }

  return function show(events, count = AT_ONCE) {
    list.replaceChildren(...events.slice(0, count).map(row));
    more.hidden = events.length <= count;
    more.onclick = () => {
      show(events, count + AT_ONCE);
      list.rows[count].querySelector("a").focus();
    };
  };
}

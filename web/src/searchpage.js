import { prepare, results, search } from "./search.js";

const [AT_FIRST, MORE] = [5, 50];
/** The marks of claims in the data, and as all pages draw them. */
const MARKS = { "●": "origin", "◌": "origin unasserted", "◇": "relay", "⟡": "relay unasserted" };

/** What else is known of a row; the words after a mark say what it means. */
function facts(text) {
  if (!MARKS[text[0]]) return [text];
  return [Object.assign(document.createElement("i"), { className: `glyph ${MARKS[text[0]]}`, ariaHidden: "true" }), text.slice(1)];
}

/** The page of the search: results by kind, each a link. What is searched is the fragment of the address, search.html#q=… */
export function searchPage(page) {
  const { lang } = document.documentElement;
  const words = JSON.parse(page.dataset.words);
  const [form, status] = [page.querySelector("form"), page.querySelector("[role=status]")];
  const field = form.elements.q;
  const otherLanguage = document.querySelector(".switch a");
  const there = otherLanguage.getAttribute("href");
  let latest = 0;

  function item([id, address, text, more]) {
    const made = page.querySelector("template").content.firstElementChild.cloneNode(true);
    Object.assign(made.querySelector("a"), { href: address, textContent: text });
    made.querySelector("bdi").textContent = id;
    made.querySelector("span").replaceChildren(...facts(more));
    return made;
  }

  async function list(section, table, numbers, count) {
    const [rows, more] = [section.querySelector("ul"), section.querySelector("button")];
    const shown = rows.childElementCount;
    const added = (await results(table, numbers.slice(shown, count), lang)).map(item);
    rows.append(...added);
    more.hidden = numbers.length <= count;
    more.onclick = async () => (await list(section, table, numbers, count + MORE))[0].querySelector("a").focus();
    return added;
  }

  async function update() {
    const [turn, asked] = [++latest, field.value.trim()];
    page.setAttribute("aria-busy", "true");
    const { found, similar } = await search(asked);
    const sections = await Promise.all(
      [...found].filter(([, numbers]) => numbers.length).map(async ([table, numbers]) => {
        const section = page.querySelector(`#blank section`).cloneNode(true);
        section.id = table;
        section.querySelector("h2").textContent = `${words.tables[table]}: ${numbers.length}`;
        await list(section, table, numbers, AT_FIRST);
        return section;
      }),
    );
    // Whoever typed on in the meantime waits for what comes after.
    if (turn !== latest) return;
    page.querySelector("#found").replaceChildren(...sections);
    const message = !asked ? "" : !sections.length ? words.nothing : similar ? words.similar : words.found;
    const counts = [...found].filter(([, numbers]) => numbers.length).map(([table, numbers]) => `${words.tables[table]} ${numbers.length}`);
    status.textContent = message.replace("{counts}", counts.join(" · "));
    otherLanguage.setAttribute("href", there + address());
    page.removeAttribute("aria-busy");
  }

  const address = () => (field.value.trim() ? `#${new URLSearchParams({ q: field.value.trim() })}` : "");
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", () => {
    history.replaceState(null, "", address() || "#");
    update();
  });
  const restored = () => {
    field.value = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
    update();
  };
  addEventListener("hashchange", restored);
  restored();
  if (!field.value) field.focus();
  addEventListener("load", () => setTimeout(() => prepare(lang)));
}

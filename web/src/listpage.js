import { button, say, words as saving } from "./copying.js";
import { csvOf, save } from "./files.js";
import { prepare, search } from "./search.js";

/** Give a list of rows a search, filters by its columns, and headers that sort; its rows are those of the page. */
export function listPage(table) {
  const { lang } = document.documentElement;
  const form = document.querySelector(`form[data-list="${table.id}"]`);
  const status = form.nextElementSibling;
  const words = JSON.parse(form.dataset.words);
  const [heads, body] = [[...table.tHead.rows[0].cells], table.tBodies[0]];
  const rows = [...body.rows];
  const order = new Intl.Collator(lang, { numeric: true });
  const key = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();
  const filters = [...form.querySelectorAll("select")].map((field) => ({ field, column: heads.findIndex((head) => head.dataset.name === field.name) }));
  const value = ({ field, column }, row) => (field.dataset.by === "year" ? key(row, column).slice(0, 4) : key(row, column));
  const written = table.dataset.sorted;
  let sort = written;
  let latest = 0;

  for (const filter of filters) {
    const counts = new Map();
    for (const row of rows) counts.set(value(filter, row), (counts.get(value(filter, row)) ?? 0) + 1);
    const entries = [...counts].sort(([one], [other]) => !one - !other || order.compare(one, other));
    filter.field.append(...entries.map(([text, count]) => new Option(`${text || words.none} (${count})`, text || "none")));
  }

  function sorted() {
    const [column, down] = [heads.findIndex((head) => head.dataset.name === sort.replace(/^-/, "")), sort.startsWith("-")];
    heads.forEach((head, at) => (at === column ? head.setAttribute("aria-sort", down ? "descending" : "ascending") : head.removeAttribute("aria-sort")));
    if (sort === written || column < 0) return rows;
    // What is not known comes last in either order.
    const compare = (one, other) => !one - !other || (down ? -1 : 1) * order.compare(one, other);
    return [...rows].sort((one, other) => compare(key(one, column), key(other, column)));
  }

  async function update() {
    const turn = ++latest;
    const asked = form.elements.q.value.trim();
    form.setAttribute("aria-busy", "true");
    const { found, similar } = asked ? await search(asked) : {};
    if (turn !== latest) return;
    const numbers = found && new Set(found.get(form.dataset.searched));
    const number = (row, at) => Number(row.dataset.number ?? Number(form.dataset.start) + at);
    const shown = new Set(rows.filter((row, at) => (!numbers || numbers.has(number(row, at))) && filters.every((one) => !one.field.value || (value(one, row) || "none") === one.field.value)));
    const [before, after] = [[...body.rows], sorted().filter((row) => shown.has(row))];
    // Rows that stay where they are need not be laid out anew: when the page opens, that is all of them.
    if (before.length !== after.length || after.some((row, at) => row !== before[at])) body.replaceChildren(...after);
    const message = !shown.size ? words.nothing : similar ? `${words.found} ${words.similar}` : words.found;
    status.textContent = message.replace("{count}", shown.size).replace("{all}", rows.length);
    form.removeAttribute("aria-busy");
  }

  function changed() {
    const state = new URLSearchParams([...new FormData(form), ["sort", sort === written ? "" : sort]].filter(([, text]) => text.trim()));
    history.replaceState(null, "", state.size ? `#${state}` : "#");
    update();
  }

  function restored() {
    if (location.hash.length > 1 && !location.hash.includes("=")) return update();
    const state = new URLSearchParams(location.hash.slice(1));
    for (const field of [form.elements.q, ...filters.map(({ field }) => field)]) {
      field.value = state.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.value = "";
    }
    sort = state.get("sort") ?? written;
    update();
  }

  for (const head of heads) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: head.textContent });
    button.addEventListener("click", () => {
      // What a reader wants of numbers is the greatest.
      const first = head.hasAttribute("data-greatest") ? "-" : "";
      const other = first ? "" : "-";
      sort = sort === first + head.dataset.name ? other + head.dataset.name : first + head.dataset.name;
      changed();
    });
    head.replaceChildren(button);
  }
  /** The rows as they are shown, with their IDs; the columns have the names of the list's. */
  function shownRow(row) {
    const [id] = row.querySelector("th a").getAttribute("href").split(".");
    return Object.fromEntries([["id", id], ...heads.map(({ dataset }, column) => [dataset.name, key(row, column)])]);
  }
  const names = ["id", ...heads.map(({ dataset }) => dataset.name)];
  status.nextElementSibling.append(
    `${saving.shown} `,
    button("save_csv", () => {
      save(`${table.id}.csv`, csvOf(names, [...body.rows].map(shownRow)));
      say(saving.saved);
    }),
  );
  form.elements.q.addEventListener("focus", () => prepare(), { once: true });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", changed);
  form.addEventListener("reset", () => {
    sort = written;
    setTimeout(changed);
  });
  addEventListener("hashchange", restored);
  restored();
}

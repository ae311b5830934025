import { addressOf, button, copy, copyAddress, say, words } from "./copying.js";
import { drawingOf, pngOf, svgOf } from "./drawing.js";
import { csvOf, save } from "./files.js";
import { stripOf, tableOf } from "./strip.js";

/** What can be taken from a strip: as an image with its source, as rows, as HTML that embeds it, as an address. */
function toolsOf(figure, citation) {
  const [, name, version, event] = citation.match(/urn:\S+$/)[0].split(":");
  const called = `${name}-${version}-${event}-${figure.id}`;
  const drawing = () => drawingOf(stripOf(figure), citation, words);
  const svg = () => svgOf(drawing());
  const png = () => pngOf(drawing());
  const done = (...file) => {
    save(...file);
    say(words.saved);
  };
  const embedded = () => {
    const height = Math.min(900, Math.ceil(figure.getBoundingClientRect().height) + 280);
    const frame = Object.assign(document.createElement("iframe"), { src: addressOf(`only-${figure.id}`), width: "100%", height, loading: "lazy" });
    frame.title = drawing().title;
    return frame.outerHTML;
  };
  const actions = {
    copy_png: async () => {
      try {
        await navigator.clipboard.write([new ClipboardItem({ "image/png": png() })]);
        say(words.copied);
      } catch {
        done(`${called}.png`, await png(), "image/png");
      }
    },
    copy_svg: () => copy(svg()),
    copy_embed: () => copyAddress(embedded()),
    copy_link: () => copyAddress(addressOf(figure.id)),
    save_png: async () => done(`${called}.png`, await png(), "image/png"),
    save_svg: () => done(`${called}.svg`, svg(), "image/svg+xml"),
    save_csv: () => done(`${called}.csv`, csvOf(...tableOf(figure, event))),
  };
  const tools = document.createElement("details");
  tools.append(Object.assign(document.createElement("summary"), { textContent: words.open }));
  // Not before somebody asks: an event has up to thirty strips.
  const fill = () => tools.append(...Object.entries(actions).map(([action, act]) => button(action, act)));
  tools.addEventListener("toggle", fill, { once: true });
  return tools;
}

/** The claims of an actor as they are listed. */
function claimsOf(table) {
  const lines = (cell) => [...cell.children].map((line) => line.innerText.trim()).join("; ");
  const ids = (cell) => [...cell.querySelectorAll("bdi")].map((id) => id.textContent).sort().join(" ");
  const only = document.getElementById("only-contradicted")?.checked;
  const rows = table.querySelectorAll(only ? "tr.disputed" : "tr[data-claim]");
  return [...rows].map(({ dataset, parentElement, cells: [date, statement, figures, others] }) => ({
    claim_id: dataset.claim,
    event_id: dataset.event,
    date: date.innerText.replaceAll("\u00a0", " "),
    title: parentElement.querySelector("th").innerText,
    statement: statement.querySelector("span:not(.glyph)").innerText,
    figures: lines(figures),
    contradicting_claim_ids: ids(others),
  }));
}

function offer() {
  const cited = document.querySelector("p.cite");
  for (const place of document.querySelectorAll(".tools")) place.append(toolsOf(place.closest("figure"), cited.textContent));
  for (const card of document.querySelectorAll(".card"))
    card.querySelector(".facts").append(" ", button("copy_link", () => copyAddress(addressOf(card.id)), card.id));
  if (cited) {
    document.querySelector("p.permalink").append(
      " ",
      button("copy_link", () => copyAddress(addressOf()), document.title),
      button("copy_citation", () => copy(cited.textContent)),
      button("copy_bibtex", () => copy(document.querySelector("pre.bibtex").textContent)),
    );
  }
  const claims = document.getElementById("claims_made");
  if (claims) {
    const names = "claim_id event_id date title statement figures contradicting_claim_ids".split(" ");
    const called = `${location.pathname.match(/([\w-]+)\.html$/)?.[1] ?? "claims"}-claims.csv`;
    document.querySelector(".shown").append(
      `${words.shown} `,
      button("save_csv", () => {
        save(called, csvOf(names, claimsOf(claims)));
        say(words.saved);
      }),
    );
  }
  // Embedded elsewhere, a link leads out of the frame.
  if (window !== window.top) document.querySelectorAll("a").forEach((link) => (link.target = "_blank"));
}

offer();

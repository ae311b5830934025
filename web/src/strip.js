const NAMES = "claim_id figure_id event_id measure held_by_id members_of_id category claimant_id claimant body_id body".split(" ").concat(
  "qualifier value value_to value_min value_max value_resolved wording_ar wording_en derived_from_claim_id source_id".split(" "),
);

const textOf = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
const QUOTES = { ar: "«»", en: "“”" };
const percent = (element, name) => parseFloat(element.getAttribute(name));

/** The words of a figure in a language, in its quotation marks if the source has them; without any, what stands in their place.
    Around those of a number that is computed stands the number, and what it equals. */
function wordingOf(row, lang) {
  const cell = row.querySelector("td:last-child");
  const quoted = cell.querySelector(`q:lang(${lang})`);
  const words = quoted ? `${QUOTES[lang][0]}${textOf(quoted)}${QUOTES[lang][1]}` : textOf(cell.querySelector(".wording") ?? cell);
  const computed = cell.querySelector(".computed");
  return computed ? [textOf(cell.querySelector("strong")), words, textOf(computed)].join(" · ") : words;
}

/** The marks of a figure where they stand, in percent of the line; a circle is a path as well. */
function marksOf(row) {
  return [...row.querySelectorAll(".line :is(.range, .about, .arrow, .head)")].map((mark) =>
    mark.matches(".range")
      ? { kind: "range", from: percent(mark, "x1"), to: percent(mark, "x2") }
      : { kind: mark.classList[0], at: percent(mark.parentNode, "x"), d: mark.getAttribute("d") ?? "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0" },
  );
}

/** A strip, the figures of an event that count the same, as it is on the page: of what is folded, only how many. */
export function stripOf(figure) {
  const table = figure.querySelector("table.strip");
  const relation = figure.querySelector("p.relation")?.cloneNode(true);
  relation?.querySelectorAll("br, small").forEach((part) => part.remove());
  const { lang } = document.documentElement;
  return {
    lang,
    title: textOf(document.querySelector("h1")),
    counted: textOf(figure.querySelector("figcaption")),
    relation: textOf(relation),
    ticks: [...table.querySelectorAll("thead .line text")].map((label) => ({ at: percent(label, "x"), text: label.textContent })),
    rows: [...table.querySelectorAll("tr[data-claim]")].filter((row) => !row.closest(".folded details:not([open])")).map((row) => ({
      relay: row.matches(".relay"),
      asserted: !row.querySelector(".glyph.unasserted"),
      inner: Boolean(row.closest(".folded")),
      who: textOf(row.querySelector("th a")),
      details: [...row.querySelectorAll("th small"), row.nextElementSibling?.querySelector("details:not([open]) > summary")].map(textOf).filter(Boolean).join(" · "),
      wording: wordingOf(row, lang),
      marks: marksOf(row),
    })),
  };
}

/** The columns of its CSV file, and a row for each figure. They have the names of the release's tables. */
export function tableOf(figure, event) {
  const table = figure.querySelector("table.strip");
  // What all of them count is the anchor of the figure.
  const [measure, , held_by_id, members_of_id] = figure.id.split(".").map(decodeURIComponent);
  const rows = [...table.querySelectorAll("tr[data-claim]")].map((row) => {
    const claimant = textOf(row.querySelector("th a"));
    // An unnamed source is a body of its own.
    const { claimant_id, body_id = claimant_id, body = claimant } = row.dataset;
    // Words that are no quotation are data of the row. Quotation marks within others have another shape on the page.
    const words = (quoted) => quoted?.dataset.text ?? quoted?.textContent;
    const wording = (lang) => words(row.querySelector(`q:lang(${lang}):not([dir=auto])`));
    const wordings = { wording_ar: wording("ar"), wording_en: wording("en") };
    // One that is computed is data of the row.
    const value_resolved = row.dataset.value;
    return { measure, held_by_id, members_of_id, value_resolved, ...wordings, ...row.dataset, claim_id: row.dataset.claim, event_id: event, claimant, body_id, body };
  });
  return [NAMES, rows];
}

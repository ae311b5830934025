import MiniSearch from "minisearch";

const FOLDED = new Map([..."أإآٱىیئؤکةھہ"].map((letter, at) => [letter, "اااايييوكههه"[at]]));
const MARKS = /[\p{Mn}\p{Cf}ـ]/gu;
const VARIANTS = new RegExp(`[${[...FOLDED.keys()].join("")}]`, "gu");
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;
const OTHER_DIGITS = /(?![0-9])\p{Nd}/gu;
const folded = (text) => text.replace(VARIANTS, (letter) => FOLDED.get(letter));

/** The text as a searcher types it: riwaya.text.search_key, to which tests/test_browser.py compares it letter by letter. */
export function searchKey(text) {
  const plain = folded(text).normalize("NFKD").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ").replace(MARKS, "");
  return folded(plain).replace(OTHER_DIGITS, digit).replace(BETWEEN_WORDS, " ").trim();
}

/** Decimal digits stand in Unicode in runs of ten: how many of them stand before one is what it is worth. */
function digit(char) {
  const code = char.codePointAt(0);
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return value;
}

/** What is left of an Arabic word without what is written onto it: شدادي of والشدادي; null for a word that has no article. */
function bare(word) {
  return /^[وفبك]?(?:ال|لل)(.{2,})$/u.exec(word)?.[1] ?? null;
}

/** A word as it is indexed: also without what is written onto it, with and without its article. */
function forms(word) {
  const rest = bare(word);
  return rest ? [...new Set([word, `ال${rest}`, rest])] : [word];
}

const words = (text) => searchKey(text).split(" ").filter(Boolean);

/** Search over documents `{id, text}`: the function gives the IDs that hold all words, the best first. */
export function searchOf(documents) {
  const index = new MiniSearch({ fields: ["text"], tokenize: words, processTerm: forms });
  index.addAll(documents);
  const asked = (query, fuzzy) =>
    index.search(
      { combineWith: "AND", queries: words(query).map((word) => ({ combineWith: "OR", queries: [word, bare(word)].filter(Boolean) })) },
      { prefix: true, fuzzy, processTerm: (word) => word },
    );
  return (query) => {
    const exact = asked(query, false);
    const found = exact.length ? exact : asked(query, (word) => (word.length > 3 ? 0.25 : false));
    return { ids: found.map(({ id }) => id), similar: !exact.length };
  };
}

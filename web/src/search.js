import MiniSearch from "minisearch";

const FOLDED = new Map([..."أإآٱىیئؤکةھہ"].map((letter, at) => [letter, "اااايييوكههه"[at]]));
const MARKS = /[\p{Mn}\p{Cf}ـ]/gu;
const VARIANTS = new RegExp(`[${[...FOLDED.keys()].join("")}]`, "gu");
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;
const OTHER_DIGITS = /(?![0-9])\p{Nd}/gu;
const folded = (text) => text.replace(VARIANTS, (letter) => FOLDED.get(letter));

/** The text as a searcher types it: riwaya.text.search_key, to which tests/dataset/test_browser.py compares it letter by letter. */
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

const WITHIN_WORDS = /['`´‘’‛′ʹʻʼʽʾʿˈ]/gu;
const NOT_DECOMPOSED = { ı: "i", ł: "l", ø: "o", đ: "d", æ: "ae", œ: "oe" };
const THOUSANDS = /(\p{Nd})[,٬،](?=\p{Nd}{3}(?!\p{Nd}))/gu;
const ARTICLE = /^[وف]?(?:[بك]?ال|لل)/u;
const LATIN_ARTICLES = "ad al an ar as ash at az ed el en er es esh et ez il ul".split(" ");
const JOINT = new RegExp(`(^|[^\\p{L}\\p{N}])(?:(${LATIN_ARTICLES.join("|")})[-‐‑–][^\\p{L}\\p{N}]?|([ae]l)\\s+)(?=\\p{L})`, "giu");
const HAMZA = /[ؤئ]|(?!^)ء(?=\p{L})/gu;
const NUMBER = /^[0-9]+$/;

const split = (key) => key.split(" ").filter(Boolean);

function plainWords(text) {
  const letters = text.replace(THOUSANDS, "$1").toLowerCase().replace(WITHIN_WORDS, "");
  return split(searchKey(letters.replace(/[ıłøđæœ]/gu, (letter) => NOT_DECOMPOSED[letter])));
}

/** A word without its Arabic article and what is attached before it, if so many letters are left. */
function bare(word, least) {
  const rest = word.replace(ARTICLE, "");
  return [...rest].length >= least ? rest : word;
}

/** The words of a text that have hamza, with each letter that may be below it. */
function otherHamza(text) {
  const plain = text.normalize("NFKC").replace(/\p{Mn}+/gu, "").split(/\s+/u);
  const written = [...new Set(plain)].filter((word) => word.search(HAMZA) >= 0);
  return written.flatMap((word) => [..."اويء"].flatMap((letter) => split(searchKey(word.replace(HAMZA, letter)))));
}

/** The words that a search for a text must find; this and indexedWords are those of riwaya.text.search_words. */
export function queryWords(text) {
  const words = plainWords(text);
  return words.filter((word, at) => at === words.length - 1 || !LATIN_ARTICLES.includes(word)).map((word) => bare(word, 3));
}

/** The words by which a text is found: those of the text, and then their other forms. */
export function indexedWords(text) {
  const words = plainWords(text);
  const forms = new Set([...words, ...split(searchKey(text)), ...plainWords(text.replace(JOINT, "$1$2$3")), ...otherHamza(text)]);
  for (const form of [...forms]) forms.add(bare(form, 2));
  for (const word of words) forms.delete(word);
  return [...words, ...forms];
}

/** Search over documents `{id, text}`: the function gives the IDs that hold all words, the best first. */
export function searchOf(documents) {
  const asWritten = (word) => word;
  const index = new MiniSearch({ fields: ["text"], tokenize: indexedWords, processTerm: asWritten });
  index.addAll(documents);
  const asked = (queries, fuzzy) =>
    index.search(
      { combineWith: "AND", queries },
      { prefix: (word) => !NUMBER.test(word), fuzzy, tokenize: (word) => [word], processTerm: asWritten },
    );
  return (query) => {
    const words = queryWords(query);
    const exact = asked(words, false);
    const found = exact.length ? exact : asked(words, (word) => (word.length > 3 && !NUMBER.test(word) ? 0.25 : false));
    return { ids: found.map(({ id }) => id), similar: !exact.length };
  };
}

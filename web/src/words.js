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
const ELISION = /(?<![\p{L}\p{N}])[dl]['`´‘’‛′ʹʻʼʽʾʿˈ](?=[\p{L}\p{N}])/giu;
const NOT_DECOMPOSED = { ı: "i", ł: "l", ø: "o", đ: "d", æ: "ae", œ: "oe" };
const THOUSANDS = /(\p{Nd})[,٬،](?=\p{Nd}{3}(?!\p{Nd}))/gu;
const BEFORE_DIGITS = /(?<=[a-z])(?=[0-9])/gu;
const ARTICLE = /^[وف]?(?:[بك]?ال|لل)/u;
const ARTICLES = "ad al an ar as ash at az ed el en er es esh et ez il ul de des du la le les".split(" ");

const split = (key) => key.split(" ").filter(Boolean);

function plainWords(text) {
  const letters = text.replace(THOUSANDS, "$1").toLowerCase().replace(WITHIN_WORDS, "");
  const key = searchKey(letters.replace(/[ıłøđæœ]/gu, (letter) => NOT_DECOMPOSED[letter]));
  return split(key.replace(BEFORE_DIGITS, " "));
}

/** A word without its Arabic article and what is attached before it, if three letters are left. */
function bare(word) {
  const rest = word.replace(ARTICLE, "");
  return [...rest].length >= 3 ? rest : word;
}

/** The words that a search for a text must find: riwaya.text.search_words.query_words. */
export function queryWords(text) {
  const words = plainWords(text.replace(ELISION, ""));
  return words.filter((word, at) => at === words.length - 1 || !ARTICLES.includes(word)).map(bare);
}

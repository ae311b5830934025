const LINKS = ["a", "and"];
const [HUNDRED, ...LARGER] = [100, 1_000, 1_000_000];

/** The number that all words of a query are together, or null: riwaya.text.number_words.number_of, of which `known` are the words. */
export function numberOf(words, known) {
  let [total, part] = [0, 0];
  const read = words.filter((word) => !LINKS.includes(word));
  for (const [at, word] of read.entries()) {
    const digits = /^[0-9]+$/.test(word);
    const joined = !digits && !Object.hasOwn(known, word) && word.startsWith("و");
    const key = joined ? word.slice(1) : word;
    const number = digits ? Number(word) : Object.hasOwn(known, key) ? known[key] : null;
    const scale = number === HUNDRED || LARGER.includes(number);
    // Digits begin a number ("4 thousand"); "and a hundred" multiplies nothing.
    if (number === null || (digits && at) || (joined && part && scale)) return null;
    part = scale ? Math.max(part, 1) * number : part + number;
    if (LARGER.includes(number)) [total, part] = [total + part, 0];
  }
  return read.length ? total + part : null;
}

/** An indexed word of this number alone: riwaya.text.number_words.exact_word. */
export const exactWord = (number) => `${number}number`;

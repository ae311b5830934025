import { exactWord, numberOf } from "./numbers.js";
import { nearest } from "./similar.js";
import { queryWords } from "./words.js";

const NUMBER = /^[0-9]+$/;
/** What a row is worth for a word that only begins so, for a whole one, and if it stands in its own text. */
const [BEGINS, WHOLE, OWN] = [1, 2, 2];

/** Loads a script of data/search/, each of them once: a page opened from a disk may not fetch files. */
const loaded = new Map();
export function load(name) {
  const script = () =>
    new Promise((resolve, reject) => {
      const made = Object.assign(document.createElement("script"), { src: `../data/search/${name}.js`, onload: resolve });
      made.onerror = () => {
        loaded.delete(name);
        reject(new Error(name));
      };
      document.head.append(made);
    });
  if (!loaded.has(name)) loaded.set(name, script());
  return loaded.get(name);
}

/** Scripts that are loaded before somebody asks for them, where a search has no more. */
const FEW = 40;

/** Load what a search may need, of rows those of a language, so that the first one is as fast as the next. */
export function prepare(lang, index = globalThis.riwayaSearch) {
  const total = index.tables.reduce((sum, [, count]) => sum + count, 0);
  const names = ["all", ...index.shards.map((_, shard) => `words-${shard}`)];
  for (let at = 0; lang && at * index.rowsAFile < total; at++) names.push(`rows-${lang}-${at}`);
  // What fails is loaded again by the search that needs it.
  if (names.length <= FEW) for (const name of names) load(name).catch(() => {});
}

/** How many texts of a sorted list are not after a text. */
function upTo(list, text) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] <= text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Mark the rows of the words that begin so; a number must be whole. */
async function mark(index, word, marks) {
  const last = NUMBER.test(word) ? word : `${word}\uffff`;
  const start = Math.max(0, upTo(index.shards, word) - 1);
  const shards = Array.from({ length: upTo(index.shards, last) - start }, (_, at) => start + at);
  await Promise.all(shards.map((shard) => load(`words-${shard}`)));
  for (const [words, steps] of shards.map((shard) => index.words[shard]))
    for (let at = upTo(words, last) - 1; at >= 0 && words[at] >= word; at--) {
      const value = words[at] === word ? WHOLE : BEGINS;
      let code = 0;
      for (const step of steps[at]) {
        code += step;
        const row = code >> 1;
        marks[row] = Math.max(marks[row], value + (code & 1) * OWN);
      }
    }
}

/** The word that finds claims and figures of relays: no query has it. */
const RELAYS = "◇";

/** The rows that have one of the words of each list, those first that are worth most, and among equals origins before relays. */
async function rowsWith(index, total, lists) {
  const marked = lists.map(async (words) => {
    const marks = new Uint8Array(total);
    await Promise.all(words.map((word) => mark(index, word, marks)));
    return marks;
  });
  const relays = new Uint8Array(total);
  const [[first, ...others]] = await Promise.all([Promise.all(marked), mark(index, RELAYS, relays)]);
  const sums = Uint16Array.from(first);
  for (const marks of others) for (let row = 0; row < total; row++) sums[row] = sums[row] && marks[row] ? sums[row] + marks[row] : 0;
  // There are few different sums, and rows of each of them are found in their order: nothing need be compared.
  const rows = [];
  for (let row = 0; row < total; row++) if (sums[row]) (rows[2 * sums[row] + !relays[row]] ??= []).push(row);
  return rows.reverse().flat();
}

/** The rows, first those that have the very number that the words are: "twenty" is among those of 24, too. */
async function exactFirst(index, total, rows, words) {
  const number = numberOf(words, index.numbers);
  if (number === null || !rows.length) return rows;
  const marks = new Uint8Array(total);
  await mark(index, exactWord(number), marks);
  return [...rows.filter((row) => marks[row]), ...rows.filter((row) => !marks[row])];
}

/** The rows that a text finds: their numbers within their table, by table, the best first; and whether they are only `similar`. */
export async function search(text, index = globalThis.riwayaSearch) {
  const total = index.tables.reduce((sum, [, count]) => sum + count, 0);
  const words = queryWords(text);
  let rows = words.length ? await rowsWith(index, total, words.map((word) => [word])) : [];
  rows = await exactFirst(index, total, rows, words);
  const similar = words.length > 0 && !rows.length;
  if (similar) {
    await load("all");
    const all = index.all.split(" ");
    rows = await rowsWith(index, total, words.map((word) => (NUMBER.test(word) ? [word] : nearest(word, all))));
  }
  const found = new Map();
  for (const { table, start, count } of numbered(index))
    found.set(table, rows.filter((row) => row >= start && row < start + count).map((row) => row - start));
  return { found, similar };
}

/** The numbers of the events that a text finds, itself or in a claim or a figure of theirs. */
export async function eventsWith(text, events) {
  const { found, similar } = await search(text);
  const owners = (name) => events.flatMap((event, number) => Array(event[name]).fill(number));
  const [ofClaim, ofFigure] = [owners("claims"), owners("figures")];
  const numbers = [...found.get("events"), ...found.get("claims").map((at) => ofClaim[at]), ...found.get("figures").map((at) => ofFigure[at])];
  return { numbers: new Set(numbers), similar };
}

/** Each table with the number of its first row and of its rows. */
function numbered({ tables }) {
  let start = 0;
  return tables.map(([table, count]) => ({ table, start: (start += count) - count, count }));
}

/** Where a row is: on a page of its own, or on that of an event, at the claim that it is or that its last fact names. */
function addressOf(table, [id, event, , more]) {
  if (!event) return `${id}.html`;
  return `${event}.html#${table === "figures" ? more.split(" · ").at(-1) : id}`;
}

/** What is shown of rows of a table, in the language of the page: ID, address, text and what else is known of each. */
export async function results(table, numbers, lang, index = globalThis.riwayaSearch) {
  const { start } = numbered(index).find((one) => one.table === table);
  const rows = numbers.map((number) => start + number);
  const file = (row) => Math.floor(row / index.rowsAFile);
  await Promise.all(rows.map((row) => load(`rows-${lang}-${file(row)}`)));
  const found = rows.map((row) => index.rows[file(row)][row % index.rowsAFile]);
  return found.map((row) => [row[0], addressOf(table, row), row[2], row[3]]);
}

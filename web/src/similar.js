const known = new Map();

/** As Latin letters of a name differ by language: Rakka and Raqqa, Hasaka and Hassakeh. */
const roughly = (word) => word.replaceAll("q", "k").replaceAll("ou", "u").replaceAll("ee", "i").replace(/(.)\1/gu, "$1").replace(/([aeiou])h$/u, "$1");

function rough(word) {
  if (!known.has(word)) known.set(word, roughly(word));
  return known.get(word);
}

/** How many letters must be put in, left out or changed to make one word of another; more than `most` is not counted on. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let at = 1; at <= other.length; at++)
      now.push(Math.min(before[at] + 1, now[at - 1] + 1, before[at - 1] + (one[row - 1] === other[at - 1] ? 0 : 1)));
    if (Math.min(...now) > most) return most + 1;
    before = now;
  }
  return before.at(-1);
}

/** The word itself and those of `all` that are a letter or so away. */
export function nearest(word, all) {
  if (word.length < 4) return [word];
  const [key, most] = [rough(word), word.length < 8 ? 1 : 2];
  return [word, ...all.filter((other) => other.length > 2 && distance(key, rough(other), most) <= most)];
}

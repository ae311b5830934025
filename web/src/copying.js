// Pages without anything to copy or to save load no words for it.
export const words = globalThis.riwayaWords?.[document.documentElement.lang];

let notice;

/** Say on the screen, and to who hears it, what was done; what has to be copied by hand stands in a field, chosen. */
export function say(text, byHand) {
  if (!notice) {
    notice = Object.assign(document.createElement("p"), { className: "notice", ariaLive: "polite", ariaAtomic: "true" });
    document.body.append(notice);
  }
  notice.replaceChildren(text);
  clearTimeout(notice.timer);
  if (!byHand) return void (notice.timer = setTimeout(() => notice.replaceChildren(), 8000));
  const field = Object.assign(document.createElement("textarea"), { value: byHand, readOnly: true, dir: "auto", ariaLabel: text });
  field.addEventListener("blur", () => notice.replaceChildren());
  notice.append(field);
  field.select();
}

/** Copy a text; a browser that knows no clipboard, as on a host without HTTPS, leaves it to the reader. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say(words.copied);
  } catch {
    say(words.by_hand, text);
  }
}

/** Copy an address, or a text with one. */
export async function copyAddress(text) {
  await copy(text);
  if (location.protocol === "file:" && text.includes("file:")) notice.append(` ${words.on_disk}`);
}

/** The address of the page, or of a place on it. */
export function addressOf(anchor = "") {
  const page = document.querySelector("link[rel=canonical]")?.href ?? location.href.replace(/[?#].*/s, "");
  return anchor ? `${page}#${anchor}` : page;
}

/** A button that does something; `of` says to who hears it what it is about. */
export function button(name, act, of) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: words[name] });
  if (of) made.ariaLabel = `${words[name]}: ${of}`;
  made.addEventListener("click", async () => {
    try {
      await act();
    } catch {
      say(words.failed);
    }
  });
  return made;
}

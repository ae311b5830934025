const FORMULA = /^[=+@\t\r-](?!\d+$)/;

/** A cell of a CSV file. A release of others may hold what a spreadsheet program would run: an apostrophe makes it a text. */
function cell(value) {
  const text = `${value ?? ""}`.replace(FORMULA, "'$&");
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV file of rows, each an object; `names` are its columns. By the mark at its beginning Excel knows that it is UTF-8. */
export function csvOf(names, rows) {
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]))];
  return `\ufeff${lines.map((line) => `${line.map(cell).join(",")}\n`).join("")}`;
}

/** Have the browser download a blob, or a text, as a file. */
export function save(name, content, type = "text/csv") {
  const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  Object.assign(document.createElement("a"), { href: address, download: name.replace(/[^\w.-]+/g, "_") }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The light colours of style.css, whatever the reader sees: a drawing is mostly put on white. */
const [INK, FAINT, LINE, RANGE, PALE, PAPER] = ["#1c2126", "#545d66", "#d8d4cb", "#1f5f6b", "#8fafb5", "#fff"];
const FAMILY = getComputedStyle(document.body).fontFamily;
const [WIDTH, EDGE, GAP, WHO, SCALE] = [960, 28, 24, 280, 350];
/** Pixels of an image: double size, as far as every browser makes one. */
const MOST_PIXELS = 16e6;

const STYLES = {
  range: { stroke: RANGE, width: 3 },
  about: { stroke: RANGE, width: 3, dash: [4, 4] },
  arrow: { fill: RANGE },
  origin: { fill: RANGE, stroke: RANGE, width: 2.5 },
  relay: { fill: PAPER, stroke: RANGE, width: 2.5 },
};
/** What is not asserted is paler, and the outline of its heads is broken. */
const UNASSERTED = {
  range: { stroke: PALE, width: 3 },
  about: { stroke: PALE, width: 3, dash: [4, 4] },
  arrow: { fill: PALE },
  origin: { fill: PAPER, stroke: RANGE, width: 2, dash: [3, 2.2] },
  relay: { fill: PAPER, stroke: RANGE, width: 2, dash: [5.9, 4], offset: 2.95 },
};
const stylesOf = (asserted) => (asserted ? STYLES : UNASSERTED);
const context = document.createElement("canvas").getContext("2d");
const fontOf = ({ size, bold }) => `${bold ? "bold " : ""}${size}px ${FAMILY}`;

/** The text in lines that fit a width, `most` at most; a word that is too long is broken. */
function linesOf(text, width, style, most = Infinity) {
  context.font = fontOf(style);
  const fits = (line) => context.measureText(line).width <= width;
  const lines = [];
  let line = "";
  for (let word of text.split(/\s+/u)) {
    if (!fits(`${line} ${word}`.trim())) {
      if (line) lines.push(line);
      line = "";
      while (!fits(word) && lines.length <= most) {
        const letters = [...word];
        let [some, all] = [1, letters.length];
        while (all - some > 1) fits(letters.slice(0, (some + all) >> 1).join("")) ? (some = (some + all) >> 1) : (all = (some + all) >> 1);
        lines.push(letters.slice(0, some).join(""));
        word = letters.slice(some).join("");
      }
    }
    line = `${line} ${word}`.trim();
    if (lines.length > most) break;
  }
  if (line) lines.push(line);
  return lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]}…`] : lines;
}

/** A strip as paths and texts in pixels, with what it counts above, and what it is from below. */
export function drawingOf(strip, source, words) {
  const rtl = strip.lang === "ar";
  const items = [];
  let y = EDGE;
  const inset = (offset) => (rtl ? WIDTH - EDGE - offset : EDGE + offset);

  /** Lines below each other, from `offset` on; it returns where they end. */
  function write(text, offset, width, style, top = y, most) {
    for (const line of linesOf(text, width, style, most)) {
      items.push({ text: line, x: inset(offset), y: top + style.size * 1.1, anchor: "start", ...style });
      top += style.size * 1.5;
    }
    return top;
  }
  const path = (d, x, top, style) => items.push({ d, x, y: top, ...style });
  const circle = "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0";
  const roleOf = ({ relay }) => (relay ? "relay" : "origin");
  const glyph = (row, offset, top) => path(row.relay ? "M-7 0L0-7L7 0L0 7z" : circle, inset(offset), top, stylesOf(row.asserted)[roleOf(row)]);

  const [whole, beside] = [WIDTH - 2 * EDGE, strip.ticks.length ? WHO + SCALE + 2 * GAP : WHO + GAP];
  const left = rtl ? inset(WHO + GAP + SCALE) : inset(WHO + GAP);
  const place = (at) => left + (SCALE * at) / 100;

  y = write(strip.title, 0, whole, { size: 20, bold: true, fill: INK });
  y = write(strip.counted, 0, whole, { size: 16, bold: true, fill: INK }, y + 4);
  if (strip.relation) y = write(strip.relation, 0, whole, { size: 14, fill: FAINT }, y + 2);
  y += 14;
  for (const { at, text } of strip.ticks) items.push({ text, x: place(at), y: y + 12, anchor: "middle", size: 12, fill: FAINT });
  y += strip.ticks.length ? 20 : 0;
  const [top, ticks] = [y, items.length];
  for (const row of strip.rows) {
    const { inner, who, details, wording, marks } = row;
    path(`M${EDGE} 0H${WIDTH - EDGE}`, 0, y, { stroke: LINE, width: 1 });
    const [indent, middle] = [inner ? 22 : 0, y + 20];
    glyph(row, indent + 8, middle);
    let end = write(who, indent + 24, WHO - indent - 24, { size: 15, fill: INK }, y + 8, 3);
    if (details) end = write(details, indent + 24, WHO - indent - 24, { size: 12.5, fill: FAINT }, end, 4);
    for (const { kind, at, from, to, d } of marks) {
      const styles = stylesOf(row.asserted);
      const style = styles[kind] ?? styles[roleOf(row)];
      if (kind === "range") path(`M${place(from)} 0H${place(to)}`, 0, middle, style);
      else path(d, place(at), middle, style);
    }
    y = 8 + Math.max(end, write(wording, beside, whole - beside, { size: 14, fill: INK }, y + 9, 4), middle + 12);
  }
  // Behind all else.
  items.splice(ticks, 0, ...strip.ticks.map(({ at }) => ({ d: `M${place(at)} 0V${y - top}`, x: 0, y: top, stroke: LINE, width: 1 })));
  path(`M${EDGE} 0H${WIDTH - EDGE}`, 0, y, { stroke: LINE, width: 1 });
  y += 10;
  let along = 0;
  const legend = [{ asserted: true }, { asserted: true, relay: true }];
  if (strip.rows.some((row) => !row.asserted)) legend.push({ asserted: false });
  for (const sample of legend) {
    const text = sample.asserted ? words[roleOf(sample)] : words.unasserted;
    glyph(sample, along + 8, y + 9);
    write(text, along + 20, whole, { size: 12.5, fill: FAINT });
    along += 40 + context.measureText(text).width;
  }
  y = write(source, 0, whole, { size: 12, fill: FAINT }, y + 26);
  return { width: WIDTH, height: Math.ceil(y + EDGE / 2), items, rtl, lang: strip.lang, title: `${strip.title}: ${strip.counted}`, source };
}

const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** A drawing as the text of an SVG file, which needs no other. */
export function svgOf({ width, height, items, rtl, lang, title, source }) {
  const xml = document.implementation.createDocument("http://www.w3.org/2000/svg", "svg");
  function add(parent, name, attributes, text = "") {
    const made = xml.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
    made.textContent = text.replace(NOT_XML, "\ufffd");
    parent.append(made);
    return made;
  }
  const root = xml.documentElement;
  for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, role: "img", lang, "font-family": FAMILY }))
    root.setAttribute(key, value);
  add(root, "title", {}, title);
  add(root, "desc", {}, source);
  add(root, "rect", { width, height, fill: PAPER });
  for (const { d, text, x, y, anchor, size, bold, fill, stroke, width: thick, dash, offset } of items) {
    if (d) add(root, "path", { d, transform: `translate(${x} ${y})`, fill: fill ?? "none", stroke, "stroke-width": thick, "stroke-dasharray": dash, "stroke-dashoffset": offset });
    else add(root, "text", { x, y, direction: rtl ? "rtl" : undefined, "text-anchor": anchor, "font-size": size, "font-weight": bold ? "bold" : undefined, fill }, text);
  }
  return `${new XMLSerializer().serializeToString(xml)}\n`;
}

/** A drawing as a PNG blob, in the fonts of the page. */
export function pngOf({ width, height, items, rtl }) {
  const scale = Math.min(2, Math.sqrt(MOST_PIXELS / (width * height)));
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * scale), height: Math.round(height * scale) });
  const pen = canvas.getContext("2d");
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  for (const { d, text, x, y, anchor, fill, stroke, width: thick, dash, offset, ...style } of items) {
    pen.setTransform(scale, 0, 0, scale, x * scale, y * scale);
    Object.assign(pen, { fillStyle: fill, strokeStyle: stroke, lineWidth: thick, lineDashOffset: offset ?? 0 });
    pen.setLineDash(dash ?? []);
    if (text) {
      Object.assign(pen, { font: fontOf(style), direction: rtl ? "rtl" : "ltr", textAlign: anchor === "middle" ? "center" : anchor });
      pen.fillText(text, 0, 0);
      continue;
    }
    if (fill) pen.fill(new Path2D(d));
    if (stroke) pen.stroke(new Path2D(d));
  }
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no image"))), "image/png"));
}

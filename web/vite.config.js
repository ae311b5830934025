import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { defineConfig } from "vite";

const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest("hex");

/** What the bundles are made from, as tests/test_web.py reads it: names and contents, in the order of the names. */
const inputs = ["maps.js", "package-lock.json", "package.json", "vite.config.js", ...readdirSync("src").map((name) => `src/${name}`)]
  .sort()
  .flatMap((name) => [name, "\0", readFileSync(name), "\0"]);

/** The first line says of what a bundle was made and what it is, so that a stale or an edited one is found without Node. */
const stamp = {
  name: "stamp",
  enforce: "post",
  generateBundle(_, files) {
    for (const file of Object.values(files).filter(({ type }) => type === "chunk"))
      file.code = `/* from ${hash(...inputs)} to ${hash(file.code)}; see web/README.md */\n${file.code}`;
  },
};

/** The bundles by their modes: a script for pages from a disk is no module, and so shares no chunk with another one. */
const ENTRIES = { explorer: "src/main.js", copy: "src/copy.js", font: "src/font.js", pages: "src/pages.js" };

export default defineConfig(({ mode }) => ({
  plugins: [stamp],
  build: {
    lib: { entry: ENTRIES[mode], formats: ["iife"], name: "riwaya", fileName: () => `${mode}.js` },
    license: mode === "explorer" && { fileName: "licenses.md" },
    outDir: "../src/riwaya/dataset/explorer/script",
    emptyOutDir: mode === "explorer",
    target: "es2022",
  },
}));

// Mozilla's readability.js over linkedom, on the same pages as build/bench/bench_page: pages a second of processor time.
// usage: node bench/readability.mjs NODE_MODULES PAGE...      (npm install --prefix DIR @mozilla/readability linkedom)
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
const [modules, ...files] = process.argv.slice(2);
const require = createRequire(resolve(modules) + "/");
const { Readability } = require("@mozilla/readability");
const { parseHTML } = require("linkedom");
const pages = files.map((f) => readFileSync(f, "utf8"));
const read = (page) => {
  try {
    return new Readability(parseHTML(page).document).parse() !== null;
  } catch {
    return false;
  }
};
for (const page of pages.slice(0, 20)) read(page); // the compiler warms up
const began = process.cpuUsage();
const found = pages.filter(read).length;
const used = process.cpuUsage(began);
const seconds = (used.user + used.system) / 1e6;
console.log(`${pages.length} pages, ${found} with an article: ${(pages.length / seconds).toFixed(1)} pages a second`);

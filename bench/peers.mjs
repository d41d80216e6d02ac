// wink-nlp and compromise on lines of text: words a second of processor time.
// usage: node bench/peers.mjs NODE_MODULES LINES      (npm install --prefix DIR wink-nlp wink-eng-lite-web-model compromise)
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
const [modules, file] = process.argv.slice(2);
const require = createRequire(resolve(modules) + "/");
const paragraphs = readFileSync(file, "utf8").split(/\n+/).filter((p) => p.trim());
const words = paragraphs.reduce((n, p) => n + p.split(/\s+/).length, 0);
const winkNlp = require("wink-nlp");
const wink = winkNlp(require("wink-eng-lite-web-model"));
const { its } = wink;
const compromise = require("compromise");
const readers = {
  "wink-nlp (tokens, tags, lemmas, entities)": (p) => {
    const doc = wink.readDoc(p);
    return doc.tokens().out(its.pos).length + doc.tokens().out(its.lemma).length + doc.entities().out().length;
  },
  "compromise (tokens, tags, names)": (p) => {
    const doc = compromise(p);
    return doc.json().length + doc.people().length + doc.places().length + doc.organizations().length;
  },
};
for (const [name, read] of Object.entries(readers)) {
  for (const p of paragraphs.slice(0, 200)) read(p); // the compiler warms up
  const began = process.cpuUsage();
  for (const p of paragraphs) read(p);
  const used = process.cpuUsage(began);
  console.log(`${name}\t${Math.round(words / ((used.user + used.system) / 1e6))}`);
}

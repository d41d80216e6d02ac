import { add, count, h, link, replace } from "./dom";
import type { EventDetail, Provider, Report } from "./types";

const party = (p: { name: string; country?: string; sector?: string }): string => `${p.name}${p.country || p.sector ? ` (${[p.country, p.sector].filter(Boolean).join(" ")})` : ""}`;

// Offsets are code points: strings of JavaScript count otherwise.
function marked(report: Report, chosen: number | undefined, open: (id: string) => void): HTMLElement {
  const text = [...(report.text ?? "")], box = h("div", { class: "text" });
  interface Mark { start: number; end: number; kind: string; title: string; id?: string; event?: number }
  const marks: Mark[] = [];
  for (const e of report.events) marks.push({ start: e.trigger_start, end: e.trigger_end, kind: `event q${e.quad}`, title: `${e.event}${e.mode ? `/${e.mode}` : ""}, ${e.status}${e.date ? `, ${e.date}` : ""}`, id: e.id, event: e.event_id });
  for (const p of report.parties) marks.push({ start: p.start, end: p.end, kind: p.side, title: `${p.side}: ${party(p)}`, event: p.event_id });
  for (const a of report.actors) if (a.kind !== "PRONOUN") marks.push({ start: a.start, end: a.end, kind: "name", title: party(a) });
  for (const p of report.places) marks.push({ start: p.start, end: p.end, kind: "place", title: `place: ${p.name}, ${p.country ?? ""}` });
  for (const t of report.times) marks.push({ start: t.start, end: t.end, kind: "time", title: `time: ${t.value}` });
  for (const f of report.figures) marks.push({ start: f.start, end: f.end, kind: "figure", title: `${f.kind}: ${f.value ?? ""}` });
  const rank = (m: Mark): number => (m.event !== undefined && m.event === chosen ? 0 : m.kind.startsWith("event") ? 1 : m.kind === "actor" || m.kind === "recipient" ? 2 : 3);
  const quoted = new Uint8Array(text.length + 1), taken = new Int32Array(text.length + 1).fill(-1);
  for (const q of report.quotes) for (const m of q.content_spans.matchAll(/(\d+)\D+(\d+)/g)) quoted.fill(1, Number(m[1]), Math.min(text.length, Number(m[2])));
  const kept = marks.filter((m) => m.start < m.end && m.end <= text.length).sort((a, b) => rank(a) - rank(b) || a.start - b.start || b.end - a.end);
  kept.forEach((m, i) => {
    for (let k = m.start; k < m.end; k++) if (taken[k] >= 0) return;   // what matters more lies there already
    taken.fill(i, m.start, m.end);
  });
  for (let i = 0; i < text.length;) {
    let k = i;
    while (k < text.length && taken[k] === taken[i] && quoted[k] === quoted[i]) k++;
    const words = text.slice(i, k).join(""), m = taken[i] >= 0 ? kept[taken[i]] : undefined, quote = quoted[i] ? " quoted" : "";
    if (!m) add(box, quote ? h("span", { class: "quoted" }, words) : words);
    else if (m.id) add(box, h("button", { class: `mark ${m.kind}${quote}${m.event === chosen ? " chosen" : ""}`, title: m.title, type: "button", onclick: () => open(m.id as string) }, words));
    else add(box, h("mark", { class: `${m.kind}${quote}${m.event !== undefined && m.event === chosen ? " chosen" : ""}`, title: m.title }, words));
    i = k;
  }
  return box;
}

function why(e: EventDetail): HTMLElement {
  const facts: [string, string | undefined][] = [
    ["date", e.date && `${e.date}${e.enddate && e.enddate !== e.date ? ` to ${e.enddate}` : ""}, ${e.precision ?? "day"}, ${e.date_stated ? "stated" : "the day of publication"}`],
    ["place", e.place && [e.place, e.admin1, e.country].filter(Boolean).join(", ")],
    ["about", e.base_event && `${e.base_event}${e.base_mode ? `/${e.base_mode}` : ""}, ${e.base_status ?? ""}`],
    ["people", [["dead", e.dead], ["injured", e.injured], ["arrested", e.arrested], ["taking part", e.participants]].filter(([, n]) => n !== undefined && n !== null).map(([k, n]) => `${n} ${k}`).join(", ")],
    ["contexts", e.contexts], ["codes", `quad ${e.quad}, intensity ${e.intensity}, CAMEO ${e.cameo ?? "-"}, confidence ${e.confidence.toFixed(2)}`]];
  const list = h("dl", {});
  for (const p of e.parties) add(list, h("dt", {}, p.side), h("dd", {}, `${p.text} = ${party(p)}${p.role ? `, ${p.role}` : ""}`));
  for (const [k, v] of facts) if (v) add(list, h("dt", {}, k), h("dd", {}, v));
  const box = h("section", { class: "why", "aria-label": "Why this record stands here" }, h("h3", {}, `${e.event}${e.mode ? `/${e.mode}` : ""}, ${e.status}`), e.event_text && h("blockquote", {}, e.event_text), list);
  add(box, h("h4", {}, "Codebook"), e.codebook && h("p", {}, h("b", {}, e.event), ": ", e.codebook), e.codebook_mode && h("p", {}, h("b", {}, `${e.event}/${e.mode}`), ": ", e.codebook_mode));
  add(box, h("h4", {}, "Rules, the innermost first"));
  for (const r of e.entries) add(box, h("p", { class: "rule" }, h("code", {}, r.id), r.text && h("pre", {}, r.text)));
  add(box, h("p", { class: "id" }, `record ${e.id}`));
  return box;
}

// The report with its words marked, and the reasons of the event that was followed to it.
export async function read(box: HTMLElement, provider: Provider, doc: number, id: string | undefined, go: (doc: number, id?: string) => void): Promise<void> {
  const event = id ? await provider.event(id).catch(() => undefined) : undefined;
  let report: Report | undefined, missing = "";
  try { report = await provider.report(doc); } catch (e) { missing = (e as Error).message; }
  replace(box, event && why(event));
  if (!report) return add(box, h("p", { class: "note" }, missing));
  const r = report;
  add(box, h("article", {}, h("h3", {}, link(r.url, r.title || r.name)), h("p", { class: "note" }, [r.source, r.published, r.byline].filter(Boolean).join(" · ")),
    r.failed && h("p", { class: "note" }, `not coded: ${r.problems.map((p) => p.message).join("; ")}`),
    r.text ? marked(r, event?.event_id, (x) => go(doc, x)) : h("p", { class: "note" }, "The text was left out when this database was made; the records' words remain.")));
  if (r.text) add(box, h("p", { class: "legend" }, h("mark", { class: "event q1" }, "event"), " ", h("mark", { class: "actor" }, "actor"), " ", h("mark", { class: "recipient" }, "recipient"), " ", h("mark", { class: "name" }, "name"), " ",
    h("mark", { class: "place" }, "place"), " ", h("mark", { class: "time" }, "time"), " ", h("mark", { class: "figure" }, "figure"), " ", h("span", { class: "quoted" }, "quotation")));
  const list = h("ul", {});
  for (const e of r.events) add(list, h("li", {}, h("button", { type: "button", class: "plain", onclick: () => go(doc, e.id) }, `${e.event}${e.mode ? `/${e.mode}` : ""} “${e.trigger}” ${e.status}${e.date ? `, ${e.date}` : ""}`)));
  add(box, h("h4", {}, `${count(r.events.length)} events`), list);
  if (r.story.length) {
    const others = h("ul", {});
    for (const o of r.story) add(others, h("li", {}, h("button", { type: "button", class: "plain", onclick: () => go(o.id) }, o.title || String(o.id)), ` ${[o.source, o.published].filter(Boolean).join(", ")}`));
    add(box, h("h4", {}, "The same story elsewhere"), others);
  }
}

import { server } from "./api";
import { add, count, h, link, replace } from "./dom";
import { local, type Shared } from "./local";
import { worldMap } from "./map";
import { network } from "./network";
import { read } from "./reader";
import { timeline } from "./timeline";
import type { About, EventRow, Filters, Provider, View } from "./types";

const PAGE = 50, KEYS = ["q", "from", "to", "event", "mode", "quad", "status", "actor", "recipient", "either", "place", "source", "confidence", "sort"];
const QUADS = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
const inside = document.getElementById("khaldun-data"), provider: Provider = inside ? local(JSON.parse(inside.textContent ?? "{}") as Shared) : server;

// ---- what is shown stands in the address, so that it can be sent to somebody
interface State { filters: Filters; tab: string; doc?: number; id?: string; page: number }
function stateOf(): State {
  const p = new URLSearchParams(inside ? location.hash.slice(1) : location.search), filters: Filters = {};
  for (const k of KEYS) if (p.get(k)) filters[k] = p.get(k) as string;
  return { filters, tab: p.get("tab") ?? "events", doc: p.get("doc") ? Number(p.get("doc")) : undefined, id: p.get("id") ?? undefined, page: Number(p.get("page") ?? 0) };
}
function addressOf(s: State): string {
  const p = new URLSearchParams(s.filters);
  if (s.tab !== "events") p.set("tab", s.tab);
  if (s.doc) p.set("doc", String(s.doc));
  if (s.id) p.set("id", s.id);
  if (s.page) p.set("page", String(s.page));
  const q = p.toString();
  return inside ? `#${q}` : q ? `?${q}` : location.pathname;
}
let state = stateOf(), about: About | undefined, view: View | undefined;
const placeNames = new Map<string, string>();

function change(next: Partial<State>): void {
  const old = state;
  state = { ...state, ...next };
  history.pushState(null, "", addressOf(state));
  void show(old);
}
function filter(key: string, value: string): void {
  const filters = { ...state.filters };
  if (value) filters[key] = value;
  else delete filters[key];
  if (key === "event") delete filters.mode;
  change({ filters, page: 0 });
}
function toggle(key: string, value: string): void {
  const set = new Set((state.filters[key] ?? "").split(",").filter(Boolean));
  if (!set.delete(value)) set.add(value);
  filter(key, [...set].join(","));
}

// ---- the frame
const app = document.getElementById("app") as HTMLElement, status = h("p", { class: "status", role: "status", "aria-live": "polite" }), chips = h("div", { class: "chips" });
const facets = h("div", { class: "facets" }), rows = h("div", { class: "rows" }), drawer = h("aside", { class: "drawer", "aria-label": "Report", hidden: true, tabindex: -1 });
const search = h("input", { type: "search", name: "q", placeholder: "words, e.g. ceasefire hostage*", "aria-label": "Search the events' words" });
const from = h("input", { type: "date", "aria-label": "from day", onchange: () => filter("from", from.value) }), to = h("input", { type: "date", "aria-label": "to day", onchange: () => filter("to", to.value) });
const map = worldMap((id, name) => (placeNames.set(String(id), name), toggle("place", String(id)))), line = timeline((a, b) => change({ filters: { ...state.filters, from: a, to: b }, page: 0 })), net = network((code) => toggle("either", code.replace(" ", ".")));
const tabs = h("div", { class: "tabs", role: "tablist" });
for (const [name, label] of [["events", "Events"], ["agenda", "Days ahead"], ["quotes", "Quotations"]])
  add(tabs, h("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "rows", onclick: () => change({ tab: name, page: 0 }) }, label));
rows.id = "rows";
rows.setAttribute("role", "tabpanel");

function theme(): void {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  try { localStorage.setItem("theme", document.documentElement.dataset.theme); } catch { /* a page opened from a file may not keep anything */ }
}
try { const kept = localStorage.getItem("theme"); if (kept) document.documentElement.dataset.theme = kept; } catch { /* as above */ }

add(app,
  h("header", {}, h("h1", {}, "Khaldun"), h("form", { role: "search", onsubmit: (e) => (e.preventDefault(), filter("q", search.value.trim())) }, search, h("button", { type: "submit" }, "Search")),
    h("button", { type: "button", class: "theme", onclick: theme, "aria-label": "Light or dark" }, "◐")),
  h("div", { class: "columns" },
    h("nav", { class: "side", "aria-label": "Filters" }, h("details", { open: !matchMedia("(max-width: 760px)").matches }, h("summary", {}, "Filters"), h("fieldset", {}, h("legend", {}, "Days"), from, " – ", to), facets)),
    h("main", { id: "main" }, status, chips,
      h("div", { class: "pictures" }, h("figure", { class: "wide" }, h("figcaption", {}, "Where"), map.element), h("figure", {}, h("figcaption", {}, "Who with whom"), net.element), h("figure", { class: "full" }, h("figcaption", {}, "When"), line.element)),
      tabs, rows)),
  drawer);

// ---- the parts
function facet(title: string, key: string, list: [string, number][], name: (v: string) => string = (v) => v, value: (v: string) => string = (v) => v, open = false): HTMLElement | null {
  if (!list.length) return null;
  const chosen = new Set((state.filters[key] ?? "").split(",")), most = Math.max(...list.map(([, n]) => n)), ul = h("ul", {});
  for (const [v, n] of list.slice(0, 25)) {
    const meter = h("meter", { min: 0, max: most, value: n, "aria-hidden": "true" });
    add(ul, h("li", {}, h("button", { type: "button", "aria-pressed": chosen.has(value(v)) ? "true" : "false", onclick: () => (key === "source" ? filter(key, state.filters[key] === v ? "" : v) : toggle(key, value(v))) }, h("span", {}, name(v) || "(not named)"), h("span", { class: "n" }, count(n))), meter));
  }
  return h("details", { open: open || !!state.filters[key] }, h("summary", {}, title), ul);
}

function drawFacets(v: View): void {
  const one = state.filters.event && !state.filters.event.includes(",") ? state.filters.event : "";
  replace(facets,
    facet("Event", "event", [...v.events].sort((a, b) => b[1] - a[1]), undefined, undefined, true),
    one ? facet("Mode", "mode", v.modes.filter(([t]) => t === one).map(([, m, n]): [string, number] => [m, n]), undefined, undefined, true) : null,
    facet("Class", "quad", v.quads.map((n, i): [string, number] => [String(i + 1), n]).filter(([, n]) => n), (q) => `${q} ${QUADS[Number(q) - 1]}`),
    facet("Actors and recipients", "either", v.actors.filter(([c]) => c !== "?"), undefined, (c) => (c.includes(" ") ? c.replace(" ", ".") : /^(IGO|UNO|EUR|NGO|ISM|IMG|MNC)$/.test(c) ? c : c), true),
    facet("Country of the place", "place", v.countries), facet("Source", "source", v.sources), facet("Status", "status", v.statuses));
  const all = h("button", { type: "button", class: "plain", onclick: () => filter("status", state.filters.status === "all" ? "" : "all") }, state.filters.status === "all" ? "only what happened" : "also planned, threatened, denied");
  const sure = h("input", { type: "range", min: 0, max: 0.95, step: 0.05, value: state.filters.confidence ?? "0", "aria-label": "least confidence", onchange: () => filter("confidence", Number(sure.value) ? sure.value : "") });
  add(facets, h("p", {}, all), h("label", {}, `confidence at least ${state.filters.confidence ?? "0"}`, sure));
}

function drawChips(): void {
  replace(chips);
  for (const [k, v] of Object.entries(state.filters)) {
    if (k === "sort") continue;
    const shown = k === "place" ? v.split(",").map((p) => placeNames.get(p) ?? p).join(", ") : v;
    add(chips, h("button", { type: "button", "aria-label": `remove ${k} ${shown}`, onclick: () => filter(k, "") }, `${k}: ${shown} ✕`));
  }
  if (Object.keys(state.filters).length) add(chips, h("button", { type: "button", onclick: () => change({ filters: {}, page: 0 }) }, "clear all"));
}

function sortButton(label: string, key: string): HTMLElement {
  const now = state.filters.sort ?? "-date", next = key === "date" && now === "-date" ? "date" : key === "date" ? "" : key;
  return h("button", { type: "button", class: "plain", onclick: () => filter("sort", next) }, label, now.replace("-", "") === key ? (now === "date" ? " ↑" : " ↓") : "");
}

function eventRow(e: EventRow): HTMLElement {
  return h("tr", {}, h("td", {}, e.date ?? ""), h("td", {}, h("button", { type: "button", class: `type q${e.quad}`, onclick: () => change({ doc: e.doc_id, id: e.id }) }, e.event + (e.mode ? `/${e.mode}` : ""))),
    h("td", {}, e.actors ?? ""), h("td", {}, e.recipients ?? ""), h("td", {}, [e.place, e.country].filter(Boolean).join(", ")), h("td", { class: "words" }, e.event_text ?? e.trigger), h("td", {}, link(e.url, e.source || "report")), h("td", { class: "n" }, e.confidence.toFixed(2)));
}

async function drawEvents(): Promise<void> {
  const { total, rows: list } = await provider.events(state.filters, state.page * PAGE, PAGE);
  const head = h("tr", {}, h("th", { scope: "col" }, sortButton("Date", "date")), ...["Event", "Actor", "Recipient", "Place", "Words", "Source"].map((t) => h("th", { scope: "col" }, t)), h("th", { scope: "col" }, sortButton("Sure", "confidence")));
  const body = h("tbody", {}), last = Math.max(0, Math.ceil(total / PAGE) - 1);
  for (const e of list) add(body, eventRow(e));
  const saves = ["csv", "xlsx", "jsonl", "geojson", "polecat", "plover", "icews", "gdelt", "phoenix", "quads"].map((as) => [as, provider.download(state.filters, as)]).filter(([, url]) => url).map(([as, url]) => h("a", { href: url as string, download: true }, String(as).toUpperCase()));
  replace(rows, total ? h("table", {}, h("caption", {}, `${count(total)} events, ${count(Math.min(total, state.page * PAGE + 1))} to ${count(Math.min(total, (state.page + 1) * PAGE))}`), h("thead", {}, head), body) : h("p", { class: "note" }, "Nothing fits these filters. Take one away above, or look at all statuses."),
    h("div", { class: "pager" }, h("button", { type: "button", disabled: state.page === 0, onclick: () => change({ page: state.page - 1 }) }, "Earlier rows"), h("button", { type: "button", disabled: state.page >= last, onclick: () => change({ page: state.page + 1 }) }, "Further rows"),
      saves.length > 0 && h("span", {}, "Save what is shown: ", ...saves.flatMap((a, i) => (i ? [" · ", a] : [a])))));
}

async function drawAgenda(): Promise<void> {
  const { from: a, to: b, rows: list } = await provider.plans(state.filters.from ?? "", 60);
  const body = h("tbody", {});
  for (const p of list) add(body, h("tr", {}, h("td", {}, p.date ?? "", p.enddate && p.enddate !== p.date ? ` to ${p.enddate}` : ""), h("td", {}, h("button", { type: "button", class: `type q${p.quad ?? 0}`, onclick: () => change({ doc: p.doc_id, id: undefined }) }, (p.event ?? p.occasion ?? "") + (p.mode ? `/${p.mode}` : ""))), h("td", {}, p.actors ?? ""), h("td", {}, p.recipients ?? ""), h("td", {}, p.place ?? ""), h("td", { class: "words" }, p.event_text ?? ""), h("td", {}, p.source ?? "")));
  replace(rows, list.length ? h("table", {}, h("caption", {}, `What is announced from ${a} to ${b}`), h("thead", {}, h("tr", {}, ...["Day", "Event", "Actor", "With or upon", "Place", "Words", "Source"].map((t) => h("th", { scope: "col" }, t)))), body) : h("p", { class: "note" }, `Nothing is announced from ${a} to ${b}. The filter for days sets where the agenda begins.`));
}

let speaker = "";
async function drawQuotes(): Promise<void> {
  const { speakers, rows: list } = await provider.quotes(speaker, state.filters.q ?? "");
  const choose = h("select", { "aria-label": "Speaker", onchange: () => ((speaker = choose.value), void drawQuotes()) }, h("option", { value: "" }, "everybody")), ul = h("ul", { class: "quotes" });
  for (const s of speakers) add(choose, h("option", { value: s.name, selected: s.name === speaker }, `${s.name} (${count(s.n)})`));
  for (const q of list) add(ul, h("li", {}, h("blockquote", {}, q.direct ? `“${q.content ?? ""}”` : q.content ?? ""), h("button", { type: "button", class: "plain", onclick: () => change({ doc: q.doc_id, id: undefined }) }, `${q.speaker ?? "not named"}${q.role ? `, ${q.role}` : ""}`), ` ${[q.country, q.sector].filter(Boolean).join(" ")} · ${[q.source, q.published].filter(Boolean).join(", ")}`));
  replace(rows, h("p", {}, choose), list.length ? ul : h("p", { class: "note" }, "No quotations."));
}

let asked = 0;
async function show(old?: State): Promise<void> {
  const mine = ++asked, filtersMoved = !old || JSON.stringify(old.filters) !== JSON.stringify(state.filters);
  try {
    about ??= await provider.about();
    if (filtersMoved || !view) {
      const v = await provider.view(state.filters);
      if (mine !== asked) return;
      view = v;
      for (const p of v.map) placeNames.set(String(p[0]), p[1]);
      replace(status, `${count(v.total)} events in ${count(v.reports)} reports`, Object.keys(state.filters).length ? ` (of ${count(about.events)} records in ${count(about.documents)} reports)` : `, ${about.first ?? ""} to ${about.last ?? ""}`);
      map.draw(v); line.draw(v); net.draw(v); drawFacets(v); drawChips();
      search.value = state.filters.q ?? ""; from.value = state.filters.from ?? ""; to.value = state.filters.to ?? "";
    }
    for (const t of tabs.children) t.setAttribute("aria-selected", String(t.id === `tab-${state.tab}`));
    await (state.tab === "agenda" ? drawAgenda() : state.tab === "quotes" ? drawQuotes() : drawEvents());
    await drawDrawer();
  } catch (e) {
    replace(status, `This cannot be shown: ${(e as Error).message}`);
  }
  document.body.dataset.ready = String(asked);
}

let opened = "", before: HTMLElement | null = null;
async function drawDrawer(): Promise<void> {
  const key = state.doc ? `${state.doc} ${state.id ?? ""}` : "";
  if (key === opened) return;
  if (!opened) before = document.activeElement as HTMLElement | null;
  opened = key;
  drawer.hidden = !state.doc;
  if (!state.doc) return before?.focus();
  const box = h("div", {});
  replace(drawer, h("button", { type: "button", class: "close", onclick: () => change({ doc: undefined, id: undefined }) }, "Close ✕"), box);
  await read(box, provider, state.doc, state.id, (doc, id) => change({ doc, id }));
  drawer.focus();
  drawer.querySelector(".text .chosen")?.scrollIntoView({ block: "center" });
}

addEventListener("keydown", (e) => {
  if (e.key === "Escape" && state.doc) change({ doc: undefined, id: undefined });
  if (e.key === "/" && !(e.target instanceof HTMLInputElement)) e.preventDefault(), search.focus();
});
addEventListener("popstate", () => {
  const old = state;
  state = stateOf();
  void show(old);
});
void show();

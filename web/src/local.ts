import type { EventDetail, EventRow, Filters, PlanRow, Provider, QuoteRow, Report, View } from "./types";

export interface Shared {
  about: { khaldun: string; documents: number; events: number; first?: string; last?: string };
  events: EventDetail[];
  reports: Report[];
  plans: PlanRow[];
  quotes: QuoteRow[];
}

const code = (c?: string, s?: string): string => [c, s].filter(Boolean).join(" ") || "?";

function codes(e: EventDetail): [string, 0 | 1][] {
  return e.parties.map((p) => [code(p.country, p.sector), p.side === "recipient" ? 1 : 0]);
}

function asked(set: string, c: string): boolean {
  const [country, sector] = c.includes(" ") ? c.split(" ") : c.length === 3 && c !== "GOV" ? [c, ""] : ["", c];
  return set.split(",").some((x) => {
    const [wc, ws] = x.split(".");
    return (!wc || wc === country || wc === c) && (!ws || ws === sector);
  });
}

// The same filters as the server's (docs/api.md), over the events that were written into the page.
function passes(e: EventDetail, f: Filters): boolean {
  const status = f.status || "happened,ongoing";
  if (status !== "all" && !status.split(",").includes(e.status)) return false;
  if (f.event && !f.event.split(",").includes(e.event)) return false;
  if (f.mode && e.mode !== f.mode) return false;
  if (f.quad && !f.quad.includes(String(e.quad))) return false;
  if (f.from && (!e.date || e.date < f.from)) return false;
  if (f.to && (!e.date || e.date > f.to)) return false;
  if (f.confidence && e.confidence < Number(f.confidence)) return false;
  if (f.source && e.source !== f.source) return false;
  if (f.doc && String(e.doc_id) !== f.doc) return false;
  if (f.place && !f.place.split(",").some((p) => p === e.country || p === String(e.place_id))) return false;
  if (f.actor && !codes(e).some(([c, side]) => side === 0 && asked(f.actor, c))) return false;
  if (f.recipient && !codes(e).some(([c, side]) => side === 1 && asked(f.recipient, c))) return false;
  if (f.either && !codes(e).some(([c]) => asked(f.either, c))) return false;
  if (f.q) {
    const words = `${e.event_text ?? ""} ${e.title ?? ""} ${e.actors ?? ""} ${e.recipients ?? ""} ${e.trigger}`.toLowerCase();
    if (!f.q.toLowerCase().split(/\s+/).every((w) => words.includes(w.replace(/\*$/, "")))) return false;
  }
  return true;
}

function ranked<K>(m: Map<K, number>): [K, number][] {
  return [...m].sort((a, b) => b[1] - a[1] || (String(a[0]) < String(b[0]) ? -1 : 1));
}

function view(events: EventDetail[]): View {
  const up = <K>(m: Map<K, number>, k: K): void => void m.set(k, (m.get(k) ?? 0) + 1);
  const types = new Map<string, number>(), modes = new Map<string, number>(), statuses = new Map<string, number>(), sources = new Map<string, number>();
  const actors = new Map<string, number>(), countries = new Map<string, number>(), days = new Map<string, number[]>(), places = new Map<number, View["map"][0]>();
  const links = new Map<string, [number, number]>(), reports = new Set<number>(), quads = [0, 0, 0, 0];
  let undated = 0;
  for (const e of events) {
    up(types, e.event); up(statuses, e.status); up(sources, e.source ?? ""); quads[e.quad - 1]++; reports.add(e.doc_id);
    if (e.mode) up(modes, `${e.event}/${e.mode}`);
    if (e.country) up(countries, e.country);
    if (e.date) {
      const day = days.get(e.date) ?? [0, 0, 0, 0];
      day[e.quad - 1]++; days.set(e.date, day);
    } else undated++;
    if (e.lat !== undefined && e.lon !== undefined && e.place_id !== undefined) {
      const p = places.get(e.place_id) ?? [e.place_id, e.place ?? "", e.country ?? "", e.lat, e.lon, 0, 0, 0, 0];
      (p as number[])[4 + e.quad]++; places.set(e.place_id, p);
    }
    const list = codes(e);
    for (const [c] of list) up(actors, c);
    for (const [a, s] of list) if (!s) for (const [r, t] of list) if (t) {
      const l = links.get(`${a}|${r}`) ?? [0, 0];
      links.set(`${a}|${r}`, [l[0] + 1, l[1] + e.intensity]);
    }
  }
  const dates = [...days.keys()].sort(), span = dates.length ? (Date.parse(dates[dates.length - 1]) - Date.parse(dates[0])) / 864e5 + 1 : 0;
  const unit = span <= 400 ? "day" : span <= 9000 ? "month" : "year", width = unit === "day" ? 10 : unit === "month" ? 7 : 4;
  const buckets = new Map<string, number[]>();
  for (const d of dates) {
    const b = buckets.get(d.slice(0, width)) ?? [0, 0, 0, 0];
    days.get(d)!.forEach((n, i) => (b[i] += n)); buckets.set(d.slice(0, width), b);
  }
  const nodes = ranked(actors).filter(([c]) => /^[A-Z]{3}\b/.test(c) && c !== "?").slice(0, 40), at = new Map(nodes.map(([c], i) => [c, i]));
  return {
    total: events.length, reports: reports.size, quads, events: ranked(types), statuses: ranked(statuses), sources: ranked(sources).slice(0, 60),
    modes: ranked(modes).map(([k, n]) => [k.split("/")[0], k.split("/")[1], n]), actors: ranked(actors).slice(0, 60), countries: ranked(countries),
    timeline: { unit, undated, buckets: [...buckets].map(([d, q]) => [d, q[0], q[1], q[2], q[3]]) },
    map: [...places.values()],
    network: { nodes, links: [...links].flatMap(([k, [n, i]]): [number, number, number, number][] => {
      const [a, r] = k.split("|");
      return at.has(a) && at.has(r) ? [[at.get(a)!, at.get(r)!, n, i / n]] : [];
    }) },
  };
}

// What a page written by `khaldun report` holds.
export function local(data: Shared): Provider {
  const sorted = (f: Filters): EventDetail[] => {
    const list = data.events.filter((e) => passes(e, f));
    const by = (a?: string, b?: string): number => (a ?? "") < (b ?? "") ? -1 : (a ?? "") > (b ?? "") ? 1 : 0;
    return f.sort === "confidence" ? list.sort((a, b) => b.confidence - a.confidence) : f.sort === "date" ? list.sort((a, b) => by(a.date, b.date)) : list.sort((a, b) => by(b.date, a.date));
  };
  return {
    about: async () => ({ api: 1, versions: [], problems: [], ...data.about }),
    view: async (f) => view(data.events.filter((e) => passes(e, f))),
    events: async (f, offset, limit) => {
      const list: EventRow[] = sorted(f);
      return { total: list.length, rows: list.slice(offset, offset + limit) };
    },
    event: async (id) => data.events.find((e) => e.id === id) ?? Promise.reject(new Error("no event has this id")),
    report: async (id) => data.reports.find((r) => r.id === id) ?? Promise.reject(new Error("this page does not hold the report's text")),
    plans: async (from, days) => {
      const first = from || data.about.last || "", to = first ? new Date(Date.parse(first) + days * 864e5).toISOString().slice(0, 10) : "";
      return { from: first, to, rows: data.plans.filter((p) => p.date && (p.enddate ?? p.date) >= first && p.date <= to) };
    },
    quotes: async (speaker, q) => {
      const rows = data.quotes.filter((x) => (!speaker || x.speaker === speaker) && (!q || (x.content ?? "").toLowerCase().includes(q.toLowerCase())));
      const n = new Map<string, number>();
      for (const x of data.quotes) if (x.speaker) n.set(x.speaker, (n.get(x.speaker) ?? 0) + 1);
      return { rows: rows.slice(0, 200), speakers: ranked(n).slice(0, 60).map(([name, k]) => ({ name, n: k })) };
    },
    download: () => null,
  };
}

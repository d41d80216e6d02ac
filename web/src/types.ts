export type Filters = Record<string, string>;

export interface View {
  total: number;
  reports: number;
  quads: number[];
  events: [string, number][];
  modes: [string, string, number][];
  statuses: [string, number][];
  sources: [string, number][];
  actors: [string, number][];
  countries: [string, number][];
  timeline: { unit: "day" | "month" | "year"; undated: number; buckets: [string, number, number, number, number][] };
  map: [number, string, string, number, number, number, number, number, number][];
  network: { nodes: [string, number][]; links: [number, number, number, number][] };
}

export interface EventRow {
  id: string; event_id: number; event: string; mode?: string; quad: number; intensity: number; cameo?: string; contexts?: string; status: string;
  date?: string; enddate?: string; precision?: string; date_stated: number; actors?: string; recipients?: string;
  actor_country?: string; actor_sector?: string; recipient_country?: string; recipient_sector?: string;
  place?: string; admin1?: string; country?: string; lat?: number; lon?: number; place_id?: number;
  dead?: number; injured?: number; arrested?: number; participants?: number;
  trigger: string; rule: string; confidence: number; doc_id: number; url?: string; source?: string; published?: string; title?: string; event_text?: string;
  codes?: [string, 0 | 1][];
}

export interface EventDetail extends EventRow {
  base_event?: string; base_mode?: string; base_status?: string;
  entries: { id: string; text?: string }[];
  codebook?: string; codebook_mode?: string;
  parties: { side: string; text: string; name: string; country?: string; sector?: string; role?: string }[];
}

export interface Report {
  id: number; name: string; url?: string; source?: string; published?: string; title?: string; byline?: string; failed?: string; text?: string;
  events: { id: string; event_id: number; event: string; mode?: string; quad: number; status: string; date?: string; trigger: string; trigger_start: number; trigger_end: number }[];
  parties: { event_id: number; side: string; text: string; start: number; end: number; name: string; country?: string; sector?: string }[];
  plans: { id: string; event?: string; occasion?: string; date?: string; trigger: string; trigger_start: number; trigger_end: number }[];
  quotes: { speaker_text?: string; speaker?: string; content_spans: string; direct: number; country?: string; sector?: string }[];
  actors: { text: string; start: number; end: number; kind: string; mentions: number; name: string; country?: string; sector?: string; role?: string }[];
  places: { text: string; start: number; end: number; name: string; country?: string }[];
  figures: { text: string; start: number; end: number; kind: string; value?: number }[];
  times: { text: string; start: number; end: number; value: string }[];
  problems: { code: string; message: string }[];
  story: { id: number; title?: string; source?: string; published?: string; url?: string }[];
}

export interface PlanRow { id: string; event?: string; occasion?: string; mode?: string; quad?: number; date?: string; enddate?: string; actors?: string; recipients?: string; place?: string; doc_id: number; source?: string; event_text?: string }
export interface QuoteRow { id: string; speaker?: string; country?: string; sector?: string; role?: string; cue?: string; content?: string; direct: number; doc_id: number; source?: string; published?: string }
export interface About { api: number; khaldun: string; documents: number; events: number; first?: string; last?: string; versions: Record<string, string>[]; problems: { code: string; n: number }[] }

export interface Provider {
  about(): Promise<About>;
  view(f: Filters): Promise<View>;
  events(f: Filters, offset: number, limit: number): Promise<{ total: number; rows: EventRow[] }>;
  event(id: string): Promise<EventDetail>;
  report(id: number): Promise<Report>;
  plans(from: string, days: number): Promise<{ from: string; to: string; rows: PlanRow[] }>;
  quotes(speaker: string, q: string): Promise<{ speakers: { name: string; country?: string; sector?: string; n: number }[]; rows: QuoteRow[] }>;
  download(f: Filters, as: string): string | null;
}

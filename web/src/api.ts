import type { Filters, Provider } from "./types";

const query = (f: Filters): string => new URLSearchParams(Object.entries(f).filter(([, v]) => v)).toString();

async function ask<T>(path: string, f: Filters = {}): Promise<T> {
  const answer = await fetch(`/api/v1/${path}?${query(f)}`);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error ?? answer.statusText);
  return body as T;
}

// What `khaldun serve` answers.
export const server: Provider = {
  about: () => ask("about"),
  view: (f) => ask("view", f),
  events: (f, offset, limit) => ask("events", { ...f, offset: String(offset), limit: String(limit) }),
  event: (id) => ask("event", { id }),
  report: (id) => ask("document", { id: String(id) }),
  plans: (from, days) => ask("plans", { from, days: String(days) }),
  quotes: (speaker, q) => ask("quotes", { speaker, q }),
  download: (f, as) => `/api/v1/export?${query({ ...f, as })}`,
};

// Elements are made here alone, from text: nothing that came from a report is ever read as markup.
type Child = Node | string | number | null | undefined | false;
type Attributes = Record<string, string | number | boolean | ((e: Event) => void) | undefined>;

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") e.addEventListener(name.slice(2), value as EventListener);
    else e.setAttribute(name, value === true ? "" : String(value));
  }
  add(e, ...children);
  return e;
}

export function add(e: Element, ...children: Child[]): void {
  for (const c of children) if (c !== null && c !== undefined && c !== false) e.append(c instanceof Node ? c : String(c));
}

export function replace(e: Element, ...children: Child[]): void {
  e.replaceChildren();
  add(e, ...children);
}

// An address of a report may be opened only if it is one of the web.
export function link(url: string | undefined, text: string): HTMLElement {
  return url && /^https?:\/\//i.test(url) ? h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text) : h("span", {}, text);
}

export const count = (n: number): string => n.toLocaleString("en");

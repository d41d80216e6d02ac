import { brushX } from "d3-brush";
import { scaleLinear, scaleTime } from "d3-scale";
import { select } from "d3-selection";
import { count } from "./dom";
import type { View } from "./types";

const W = 760, H = 120, LEFT = 38, BOTTOM = 18;
export interface Timeline { draw(view: View): void; element: SVGSVGElement }

const start = (label: string): Date => new Date(label.length === 4 ? `${label}-01-01` : label.length === 7 ? `${label}-01` : label);
function end(label: string): Date {
  const d = start(label);
  if (label.length === 4) d.setUTCFullYear(d.getUTCFullYear() + 1);
  else if (label.length === 7) d.setUTCMonth(d.getUTCMonth() + 1);
  else d.setUTCDate(d.getUTCDate() + 1);
  return d;
}
const iso = (d: Date): string => d.toISOString().slice(0, 10);

// Events by day, month or year, the four quad classes on top of each other; a stroke over it chooses days.
export function timeline(choose: (from: string, to: string) => void): Timeline {
  const svg = select(document.createElementNS("http://www.w3.org/2000/svg", "svg")).attr("viewBox", `0 0 ${W} ${H}`).attr("class", "timeline").attr("role", "img");
  const bars = svg.append("g"), axis = svg.append("g").attr("class", "axis"), over = svg.append("g").attr("class", "brush");
  return {
    element: svg.node() as SVGSVGElement,
    draw(view) {
      const b = view.timeline.buckets;
      bars.selectAll("*").remove();
      axis.selectAll("*").remove();
      over.selectAll("*").remove();
      svg.attr("aria-label", b.length ? `${count(view.total)} events from ${b[0][0]} to ${b[b.length - 1][0]}` : "no dated events");
      if (!b.length) return;
      const x = scaleTime([start(b[0][0]), end(b[b.length - 1][0])], [LEFT, W - 4]), y = scaleLinear([0, Math.max(...b.map((d) => d[1] + d[2] + d[3] + d[4]))], [H - BOTTOM, 6]);
      for (const d of b) {
        const from = x(start(d[0])), width = Math.max(1, x(end(d[0])) - from - (b.length < 200 ? 1 : 0));
        let at = 0;
        const g = bars.append("g");
        for (let q = 1; q <= 4; q++) {
          const n = d[q] as number;
          if (n) g.append("rect").attr("class", `q${q}`).attr("x", from).attr("width", width).attr("y", y(at + n)).attr("height", y(at) - y(at + n));
          at += n;
        }
        g.append("title").text(`${d[0]}: ${count(at)} events`);
      }
      for (const t of x.ticks(8)) axis.append("text").attr("x", x(t)).attr("y", H - 4).attr("text-anchor", "middle").text(x.tickFormat(8)(t));
      for (const t of y.ticks(3)) axis.append("text").attr("x", LEFT - 4).attr("y", y(t) + 3).attr("text-anchor", "end").text(count(t));
      over.call(brushX<unknown>().extent([[LEFT, 0], [W - 4, H - BOTTOM]]).on("end", (e) => {
        if (!e.sourceEvent || !e.selection) return;
        const [a, c] = e.selection as [number, number];
        choose(iso(x.invert(a)), iso(x.invert(Math.max(a, c - 1))));
      }) as never);
    },
  };
}

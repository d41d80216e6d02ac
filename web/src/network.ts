import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";
import { scaleSqrt } from "d3-scale";
import { select } from "d3-selection";
import { count } from "./dom";
import type { View } from "./types";

const W = 480, H = 370;
interface Node extends SimulationNodeDatum { code: string; n: number }
export interface Network { draw(view: View): void; element: SVGSVGElement }

// Who acts upon whom: width is the number of events, colour their mean intensity. The layout is computed before it is drawn and does not move.
export function network(pick: (code: string) => void): Network {
  const svg = select(document.createElementNS("http://www.w3.org/2000/svg", "svg")).attr("viewBox", `0 0 ${W} ${H}`).attr("class", "network").attr("role", "group").attr("aria-label", "Network of the actors");
  return {
    element: svg.node() as SVGSVGElement,
    draw(view) {
      svg.selectAll("*").remove();
      const nodes: Node[] = view.network.nodes.map(([code, n]) => ({ code, n })), most = Math.max(1, ...nodes.map((d) => d.n)), size = scaleSqrt([0, most], [3, 20]);
      const pairs = new Map<string, { source: number; target: number; n: number; sum: number }>();
      for (const [a, b, n, mean] of view.network.links) {
        if (a === b) continue;
        const key = a < b ? `${a}-${b}` : `${b}-${a}`, p = pairs.get(key) ?? { source: a, target: b, n: 0, sum: 0 };
        pairs.set(key, { ...p, n: p.n + n, sum: p.sum + n * mean });
      }
      const links = [...pairs.values()].sort((a, b) => b.n - a.n).slice(0, 120), width = scaleSqrt([0, Math.max(1, ...links.map((l) => l.n))], [0.4, 6]);
      const drawn = links.map((l) => ({ ...l }));
      const simulation = forceSimulation(nodes).force("link", forceLink(drawn).distance(70).strength(0.15)).force("charge", forceManyBody().strength(-140))
        .force("x", forceX(W / 2).strength(0.08)).force("y", forceY(H / 2).strength(0.11)).force("collide", forceCollide<Node>((d) => size(d.n) + 9)).stop();
      for (let i = 0; i < 220; i++) simulation.tick();
      const x = (d: Node): number => Math.min(W - 30, Math.max(30, d.x ?? 0)), y = (d: Node): number => Math.min(H - 22, Math.max(34, d.y ?? 0));
      svg.append("g").selectAll("line").data(links).join("line").attr("class", (l) => (l.sum < 0 ? "tie conflict" : "tie cooperation"))
        .attr("x1", (l) => x(nodes[l.source])).attr("y1", (l) => y(nodes[l.source])).attr("x2", (l) => x(nodes[l.target])).attr("y2", (l) => y(nodes[l.target]))
        .attr("stroke-width", (l) => width(l.n)).append("title").text((l) => `${nodes[l.source].code} and ${nodes[l.target].code}: ${count(l.n)} events, mean intensity ${(l.sum / l.n).toFixed(1)}`);
      const g = svg.append("g").selectAll("g").data(nodes).join("g").attr("transform", (d) => `translate(${x(d)},${y(d)})`).attr("role", "button").attr("tabindex", 0)
        .attr("aria-label", (d) => `${d.code}: ${count(d.n)} events`).on("click", (_, d) => pick(d.code))
        .on("keydown", (e: KeyboardEvent, d) => (e.key === "Enter" || e.key === " ") && (e.preventDefault(), pick(d.code)));
      g.append("circle").attr("class", "node").attr("r", (d) => size(d.n));
      g.append("text").attr("class", "label").attr("y", (d) => -size(d.n) - 2).attr("text-anchor", "middle").text((d) => d.code);
    },
  };
}

import { geoEqualEarth, geoPath } from "d3-geo";
import { scaleSqrt } from "d3-scale";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import world from "world-atlas/countries-110m.json";
import { count } from "./dom";
import type { View } from "./types";

const W = 760, H = 370;
const land = feature(world as unknown as Topology, (world as unknown as Topology).objects.countries as GeometryCollection);

export interface WorldMap { draw(view: View): void; element: SVGSVGElement }

// Places as circles, their area the number of events, their colour the share of conflict.
export function worldMap(pick: (place: number, name: string) => void): WorldMap {
  const svg = select(document.createElementNS("http://www.w3.org/2000/svg", "svg")).attr("viewBox", `0 0 ${W} ${H}`).attr("class", "map").attr("role", "group").attr("aria-label", "Map of the events");
  const projection = geoEqualEarth().fitExtent([[4, 4], [W - 4, H - 4]], { type: "Sphere" }), path = geoPath(projection), g = svg.append("g");
  g.append("path").attr("class", "sea").attr("d", path({ type: "Sphere" }));
  g.append("g").selectAll("path").data(land.features).join("path").attr("class", "land").attr("d", (d) => path(d));
  const dots = g.append("g");
  let k = 1;
  const scaled = zoom<SVGSVGElement, unknown>().scaleExtent([1, 40]).translateExtent([[0, 0], [W, H]]).on("zoom", (e) => {
    k = e.transform.k;
    g.attr("transform", e.transform.toString());
    dots.selectAll<SVGCircleElement, View["map"][0]>("circle").attr("r", (d) => radius(d) / Math.sqrt(k));
  });
  svg.call(scaled as never).on("dblclick.zoom", () => svg.call(scaled.transform as never, zoomIdentity));
  let scale = scaleSqrt().domain([0, 1]).range([0, 1]);
  const total = (d: View["map"][0]): number => d[5] + d[6] + d[7] + d[8], radius = (d: View["map"][0]): number => Math.max(1.6, scale(total(d)));
  return {
    element: svg.node() as SVGSVGElement,
    draw(view) {
      const places = [...view.map].sort((a, b) => total(b) - total(a));
      scale = scaleSqrt().domain([0, Math.max(1, ...places.slice(0, 1).map(total))]).range([0, 18]);
      const circles = dots.selectAll<SVGCircleElement, View["map"][0]>("circle").data(places, (d) => d[0]).join("circle");
      circles.attr("transform", (d) => `translate(${projection([d[4], d[3]])})`).attr("r", (d) => radius(d) / Math.sqrt(k))
        .attr("class", (d) => ((d[7] + d[8]) * 2 > total(d) ? "dot conflict" : "dot cooperation"))
        .attr("role", "button").attr("tabindex", (_, i) => (i < 30 ? 0 : -1))
        .attr("aria-label", (d) => `${d[1]}, ${d[2]}: ${count(total(d))} events`)
        .on("click", (_, d) => pick(d[0], d[1])).on("keydown", (e: KeyboardEvent, d) => (e.key === "Enter" || e.key === " ") && (e.preventDefault(), pick(d[0], d[1])));
      circles.selectAll("title").data((d) => [d]).join("title").text((d) => `${d[1]}, ${d[2]}: ${count(total(d))} events (${count(d[7] + d[8])} of conflict)`);
    },
  };
}

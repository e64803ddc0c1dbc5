// The isnad of a claim: roots, conduits and outlets as a layered graph (dagre), root first in the direction of reading.
import dagre from "@dagrejs/dagre";
import { useMemo, useRef } from "preact/hooks";
import { SvgButton } from "../common";
import { currentLanguage, t, term } from "../i18n";
import type { Claim } from "../types";

interface Node { label: string; note: string; kind: "root" | "conduit" | "outlet"; width: number; height: number }

// Colours for a graph that is saved as a file; the style sheet of the page overrides them.
const kFill = { root: "#fdf3cf", conduit: "#dfe8d2", outlet: "#d6ecee" };
const kWidest = 26; // letters of a label; longer ones are cut, the whole stands in the title

function build(claim: Claim) {
  const g = new dagre.graphlib.Graph();
  g.setGraph({ rankdir: currentLanguage() === "ar" ? "RL" : "LR", nodesep: 14, ranksep: 56, marginx: 8, marginy: 8 });
  g.setDefaultEdgeLabel(() => ({}));
  const add = (id: string, kind: Node["kind"], label: string, note: string) => {
    if (!g.hasNode(id)) g.setNode(id, { label, note, kind, width: Math.min(label.length, kWidest) * 8 + 28, height: note ? 46 : 32 });
    return id;
  };
  for (const carrier of claim.carriers.filter((c) => c.side !== "against")) {
    const root = claim.roots.find((r) => r.id === carrier.root);
    const outletLabel = carrier.outlet ?? t("unknown.outlet");
    // Of two that are not known nobody can say that they are one.
    const outlet = add(carrier.outlet ? `o:${carrier.outlet}` : `d:${carrier.document}`, "outlet", outletLabel, carrier.date ?? "");
    const chain = [...carrier.chain].reverse();
    let before = root ? add(`r:${root.id}`, "root", root.name || term(root.kind), term(root.kind)) : chain.length > 0 ? add(`c:${chain[0]}`, "root", chain[0]!, "") : null;
    for (const name of chain.slice(1)) {
      const conduit = add(`c:${name}`, "conduit", name, "");
      if (before && before !== conduit) g.setEdge(before, conduit);
      before = conduit;
    }
    if (before && before !== outlet) g.setEdge(before, outlet);
  }
  // Two outlets that each have it from the other: both ways are drawn, and marked.
  const loops = new Set(claim.circular.flatMap((c) => c.slice(1).flatMap((name, i) => [`${c[i]}\n${name}`, `${name}\n${c[i]}`])));
  const label = (id: string) => (g.node(id) as unknown as Node).label;
  for (const e of g.edges()) if (loops.has(`${label(e.v)}\n${label(e.w)}`)) g.setEdge(e, { isCircular: true });
  dagre.layout(g);
  return g;
}

export function IsnadGraph({ claim }: { claim: Claim }) {
  const box = useRef<HTMLElement>(null);
  const g = useMemo(() => build(claim), [claim]);
  const { width = 0, height = 0 } = g.graph();
  return (
    <figure ref={box} class="graph">
      <figcaption>{t("claim.graph")} <SvgButton name={`isnad-${claim.id}`} find={() => box.current?.querySelector("svg") ?? null} /></figcaption>
      <div class="scroll" tabIndex={0} role="group" aria-label={t("claim.graph")}>
        <svg xmlns="http://www.w3.org/2000/svg" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t("claim.graph")}>
          <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" class="tip" /></marker></defs>
          {g.edges().map((e) => (
            <path key={`${e.v} ${e.w}`} class={g.edge(e).isCircular ? "edge circular" : "edge"} fill="none" stroke={g.edge(e).isCircular ? "#9a3412" : "currentColor"} stroke-dasharray={g.edge(e).isCircular ? "5 4" : undefined} marker-end="url(#tip)" d={`M${g.edge(e).points.map((p: { x: number; y: number }) => `${p.x},${p.y}`).join("L")}`} />
          ))}
          {g.nodes().map((id) => {
            const n = g.node(id) as unknown as Node & { x: number; y: number };
            return (
              <g key={id} class={`node ${n.kind}`} transform={`translate(${n.x},${n.y})`}>
                <title>{`${n.label} (${t(`claim.${n.kind}`)})`}</title>
                <rect fill={kFill[n.kind]} stroke="#56616a" x={-n.width / 2} y={-n.height / 2} width={n.width} height={n.height} rx="8" />
                <text font-family="sans-serif" font-size="13" text-anchor="middle" y={n.note ? -3 : 5}>{n.label.length > kWidest ? `${n.label.slice(0, kWidest - 1)}…` : n.label}</text>
                {n.note && <text font-family="sans-serif" font-size="11" class="small" text-anchor="middle" y="15">{n.note}</text>}
              </g>
            );
          })}
        </svg>
      </div>
    </figure>
  );
}

import { useRef } from "preact/hooks";
import { CsvButton, type Index, Opens, Paged, Sentence, SvgButton, Tag, Text } from "../common";
import { ActorCorrections } from "../corrections";
import { t } from "../i18n";
import type { Summary } from "../types";

export function Actors({ summary, index }: { summary: Summary; index: Index }) {
  return (
    <>
      <h1>{t("nav.actors")} <CsvButton name="actors" rows={() => [["id", "name", "type", "documents", "mentions"], ...summary.actors.map((a) => [a.id, a.name, a.type, a.documents, a.mentions])]} /></h1>
      <div class="scroll" tabIndex={0} role="group" aria-label={t("nav.actors")}>
        <table>
          <thead><tr><th scope="col">{t("actors.name")}</th><th scope="col">{t("actors.type")}</th><th scope="col" class="n">{t("actors.documents")}</th><th scope="col" class="n">{t("actors.mentions")}</th></tr></thead>
          <tbody>{summary.actors.map((a) => <tr key={a.id}><th scope="row"><a href={`#/actor/${encodeURIComponent(a.id)}`}><Text>{index.actor(a.id) === a.id ? a.name : index.actor(a.id)}</Text></a></th><td><Tag value={a.type} /></td><td class="n">{a.documents}</td><td class="n">{a.mentions}</td></tr>)}</tbody>
        </table>
      </div>
    </>
  );
}

const kMostOthers = 14;
const kSide = 420;
const kFew = 3; // fit in one row

// On a narrow screen the actor itself is seen first, and not an empty corner; in Arabic positions count from the right.
const toMiddle = (box: HTMLElement | null) => box?.scrollTo({ left: ((box.scrollWidth - box.clientWidth) / 2) * (document.documentElement.dir === "rtl" ? -1 : 1) });

// Who stands in events with the actor: the thicker a line, the more events.
function Network({ index, id, others }: { index: Index; id: string; others: [string, number][] }) {
  const box = useRef<HTMLElement>(null);
  const most = Math.max(1, ...others.map(([, n]) => n));
  const width = 2 * kSide;
  const height = others.length <= kFew ? 150 : kSide;
  const at = (i: number) => {
    if (others.length <= kFew) return { x: (width * (i + 0.5)) / others.length, y: height - 30 };
    const angle = (2 * Math.PI * i) / others.length - Math.PI / 2;
    return { x: width / 2 + 0.33 * width * Math.cos(angle), y: height / 2 + 0.4 * height * Math.sin(angle) };
  };
  const middle = { x: width / 2, y: others.length <= kFew ? 30 : height / 2 };
  return (
    <figure ref={box} class="graph network">
      <figcaption>{t("actor.network.caption")} <SvgButton name={`network-${id}`} find={() => box.current?.querySelector("svg") ?? null} />
        <CsvButton name={`network-${id}`} rows={() => [["actor", "name", "events"], ...others.map(([a, n]) => [a, index.actor(a), n])]} /></figcaption>
      <div ref={toMiddle} class="scroll" tabIndex={0} role="group" aria-label={t("actor.network")}>
        <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="group" aria-label={t("actor.network")}>
          {others.map(([a, n], i) => <line key={a} x1={middle.x} y1={middle.y} x2={at(i).x} y2={at(i).y} stroke="#8a8f86" stroke-width={1 + (6 * n) / most} />)}
          {[[id, 0] as [string, number], ...others].map(([a, n], i) => {
            const p = i === 0 ? middle : at(i - 1);
            const name = index.actor(a).length > 24 ? `${index.actor(a).slice(0, 23)}…` : index.actor(a);
            const label = n > 0 ? `${name} ${n}` : name;
            const half = label.length * 4 + 10;
            return (
              <a key={a} href={`#/actor/${encodeURIComponent(a)}`} aria-label={n > 0 ? `${index.actor(a)}: ${n}` : index.actor(a)} class={`node ${i === 0 ? "root" : "outlet"}`}>
                <rect x={p.x - half} y={p.y - 14} width={2 * half} height="28" rx="8" fill={i === 0 ? "#fdf3cf" : "#d6ecee"} stroke="#56616a" />
                <text x={p.x} y={p.y + 5} text-anchor="middle" font-family="sans-serif" font-size="13">{label}</text>
              </a>
            );
          })}
        </svg>
      </div>
    </figure>
  );
}

function othersOf(lists: string[][], id: string): [string, number][] {
  const counts = new Map<string, number>();
  for (const list of lists) for (const a of new Set(list)) if (a !== id) counts.set(a, (counts.get(a) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, kMostOthers);
}

export function ActorView({ index, id }: { index: Index; id: string }) {
  const d = index.dossier;
  const labels = d.framing.filter((f) => f.actor === id).sort((a, b) => b.count - a.count);
  const positions = d.tracks.flatMap((track) => track.positions.filter((p) => p.party === id));
  const events = d.timeline.filter((e) => e.actors.includes(id));
  const others = othersOf([...events.map((e) => e.actors), ...positions.map((p) => p.to)], id);
  return (
    <>
      <h1><Text>{index.actor(id)}</Text> <small>{id}</small></h1>
      {others.length > 0 && <section><h2>{t("actor.network")}</h2><Network index={index} id={id} others={others} /></section>}
      <section><h2>{t("actor.positions")} {positions.length > 0 && <CsvButton name={`positions-${id}`} rows={() => [["date", "move", "status", "object", "to", "chain", "document"], ...positions.map((p) => [p.time ?? "", p.move, p.status, p.object ?? "", p.to.join(" "), p.chain.join(" < "), p.evidence[0]?.document ?? ""])]} />}</h2>
        {positions.length === 0 && <p class="note">{t("nothing")}</p>}
        <Paged items={positions}>{(p, i) => <Opens key={i} label={<><span class="date">{p.time ?? t("undated")}</span> <Tag value={p.move} kind="move" /> {p.object && <Text>{p.object}</Text>}</>}>{() => p.evidence.map((e, k) => <Sentence key={k} evidence={e} chain={p.chain} />)}</Opens>}</Paged></section>
      <section><h2>{t("actor.labels")}</h2>
        {labels.length === 0 && <p class="note">{t("nothing")}</p>}
        <Paged items={labels}>{(f, i) => <Opens key={i} label={<><Text strong>{f.label}</Text> {f.loaded && <span class="tag warn">!</span>} <span class="meta"><Text>{f.outlet ?? t("unknown.outlet")}</Text> {f.count}</span></>}>{() => f.evidence.map((e, k) => <Sentence key={k} evidence={e} />)}</Opens>}</Paged></section>
      <section><h2>{t("actor.events")} {events.length > 0 && <CsvButton name={`events-${id}`} rows={() => [["date", "type", "status", "actors", "document"], ...events.map((e) => [e.date ?? "", e.type, e.status ?? "", e.actors.join(" "), e.evidence[0]?.document ?? ""])]} />}</h2>
        {events.length === 0 && <p class="note">{t("nothing")}</p>}
        <Paged items={events}>{(e, i) => <Opens key={i} label={<><span class="date">{e.date ?? t("undated")}</span> <Tag value={e.type} kind="event" /> {e.actors.map((a) => index.actor(a)).join(" · ")}</>}>{() => e.evidence.map((x, k) => <Sentence key={k} evidence={x} />)}</Opens>}</Paged></section>
      <ActorCorrections key={id} id={id} names={[...new Set([...labels.map((f) => f.label), ...index.forms(id)])]} />
    </>
  );
}

import { CsvButton, type Index, Opens, Paged, Sentence, Tag, Text } from "../common";
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

export function ActorView({ index, id }: { index: Index; id: string }) {
  const d = index.dossier;
  const labels = d.framing.filter((f) => f.actor === id).sort((a, b) => b.count - a.count);
  const positions = d.tracks.flatMap((track) => track.positions.filter((p) => p.party === id));
  const events = d.timeline.filter((e) => e.actors.includes(id));
  return (
    <>
      <h1><Text>{index.actor(id)}</Text> <small>{id}</small></h1>
      <section><h2>{t("actor.positions")}</h2>
        {positions.length === 0 && <p class="note">{t("nothing")}</p>}
        <Paged items={positions}>{(p, i) => <Opens key={i} label={<><span class="date">{p.time ?? t("undated")}</span> <Tag value={p.move} kind="move" /> {p.object && <Text>{p.object}</Text>}</>}>{() => p.evidence.map((e, k) => <Sentence key={k} evidence={e} chain={p.chain} />)}</Opens>}</Paged></section>
      <section><h2>{t("actor.labels")}</h2>
        {labels.length === 0 && <p class="note">{t("nothing")}</p>}
        <Paged items={labels}>{(f, i) => <Opens key={i} label={<><Text strong>{f.label}</Text> {f.loaded && <span class="tag warn">!</span>} <span class="meta"><Text>{f.outlet ?? t("unknown.outlet")}</Text> {f.count}</span></>}>{() => f.evidence.map((e, k) => <Sentence key={k} evidence={e} />)}</Opens>}</Paged></section>
      <section><h2>{t("actor.events")}</h2>
        {events.length === 0 && <p class="note">{t("nothing")}</p>}
        <Paged items={events}>{(e, i) => <Opens key={i} label={<><span class="date">{e.date ?? t("undated")}</span> <Tag value={e.type} kind="event" /> {e.actors.map((a) => index.actor(a)).join(" · ")}</>}>{() => e.evidence.map((x, k) => <Sentence key={k} evidence={x} />)}</Opens>}</Paged></section>
      <ActorCorrections key={id} id={id} names={[...new Set([...labels.map((f) => f.label), ...index.forms(id)])]} />
    </>
  );
}

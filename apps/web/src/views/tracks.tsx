import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Chain, CsvButton, Days, drawnTable, type Index, Opens, Paged, Sentence, SvgButton, Tag, Text, usePrinting } from "../common";
import { t, term } from "../i18n";
import type { Position, Track } from "../types";

const kMostIssues = 12;

function PositionItem({ position, index }: { position: Position; index: Index }) {
  return (
    <Opens label={<><Tag value={position.move} kind="move" /> {position.status !== "actual" && <Tag value={position.status} />} {position.object && <Text>{position.object}</Text>}{" "}
      <span class="meta">{position.time ?? t("undated")}</span> {position.changed && <span class="tag warn">{t("tracks.changed")}</span>}</>}>
      {() => <>
        {position.to.length > 0 && <p class="meta">→ {position.to.map((a) => index.actor(a)).join("، ")}</p>}
        {position.chain.length > 0 && <p class="meta"><Chain chain={position.chain} /></p>}
        {position.evidence.map((e, i) => <Sentence key={i} evidence={e} />)}
      </>}
    </Opens>
  );
}

// Rows and columns of the matrix: parties, the issues with most positions, and one column for the others.
function cells(track: Track) {
  const parties = [...new Set(track.positions.map((p) => p.party))];
  const count = (issue: string | null) => track.positions.filter((p) => p.issue === issue).length;
  const issues: (string | null)[] = track.issues.map((i) => i.id).sort((a, b) => count(b) - count(a)).slice(0, kMostIssues);
  const isListed = (p: Position) => p.issue !== null && issues.includes(p.issue);
  if (track.positions.some((p) => !isListed(p))) issues.push(null);
  const name = (id: string | null) => track.issues.find((i) => i.id === id)?.name ?? t("tracks.other");
  const at = (party: string, issue: string | null) => track.positions.filter((p) => p.party === party && (issue === null ? !isListed(p) : p.issue === issue));
  return { parties, issues, name, at };
}

function drawnMatrix(track: Track, index: Index): string {
  const { parties, issues, name, at } = cells(track);
  const line = (p: Position) => `• ${term(p.move)}${p.status === "actual" ? "" : ` (${term(p.status)})`} ${p.object ?? ""} ${p.time ?? ""}`.trim();
  return drawnTable([["", ...issues.map(name)], ...parties.map((party) => [index.actor(party), ...issues.map((i) => at(party, i).map(line).join("\n"))])]);
}

function Matrix({ track, index }: { track: Track; index: Index }) {
  const { parties, issues, name, at } = cells(track);
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t("tracks.matrix")}>
      <table class="matrix">
        <thead><tr><td />{issues.map((i) => <th scope="col" key={i ?? ""}><Text>{name(i)}</Text></th>)}</tr></thead>
        <tbody>
          {parties.map((party) => (
            <tr key={party}>
              <th scope="row"><a href={`#/actor/${encodeURIComponent(party)}`}><Text>{index.actor(party)}</Text></a></th>
              {issues.map((issue) => (
                <td key={issue ?? ""}>
                  <Cell positions={at(party, issue)} index={index} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const kShown = 5; // positions of a cell, and opened at once

// The positions of a cell, the first of them at first.
function Cell({ positions, index }: { positions: Position[]; index: Index }) {
  return <Paged items={positions} step={kShown}>{(p, k) => <PositionItem key={k} position={p} index={index} />}</Paged>;
}

function TrackView({ track, index }: { track: Track; index: Index }) {
  const isPrinting = usePrinting();
  return (
    <>
      {track.parties.length > 0 && <p class="meta">{t("tracks.parties")}: {track.parties.map((p) => index.actor(p.actor)).join(" · ")}</p>}
      {track.third_parties.length > 0 && (
        <section><h3>{t("tracks.third")}</h3>
          <ul>{track.third_parties.map((p, i) => <li key={i}><Opens label={<><Text strong>{index.actor(p.actor)}</Text> <Tag value={p.role} /> <span class="meta">{[p.from, p.to].filter((d, k, all) => d && all.indexOf(d) === k).map((d, k) => <>{k > 0 && " – "}<Days>{d}</Days></>)}</span></>}>
            {() => p.evidence.map((e, k) => <Sentence key={k} evidence={e} />)}</Opens></li>)}</ul></section>
      )}
      {track.positions.length > 0 && (
        <section><h3>{t("tracks.matrix")} <CsvButton name={`positions-${track.id}`} rows={() => [["party", "issue", "move", "status", "object", "time", "chain", "document"],
          ...track.positions.map((p) => [p.party, track.issues.find((i) => i.id === p.issue)?.name ?? "", p.move, p.status, p.object ?? "", p.time ?? "", p.chain.join(" < "), p.evidence[0]?.document ?? ""])]} /> <SvgButton name={`matrix-${track.id}`} find={() => drawnMatrix(track, index)} /></h3>
          <Matrix track={track} index={index} />
          {isPrinting && <ol class="printed-list">{track.positions.map((p, i) => <li key={i}><Text strong>{index.actor(p.party)}</Text> <PositionItem position={p} index={index} /></li>)}</ol>}</section>
      )}
      {track.rounds.length > 0 && (
        <section><h3>{t("tracks.rounds")}</h3>
          <ol class="timeline"><Paged as="li" items={track.rounds}>{(r, i) => <li key={i}><Opens label={<><span class="date">{r.date ?? t("undated")}</span> {r.status !== "actual" && <Tag value={r.status} />} {r.parties.map((a) => index.actor(a)).join(" · ")} {r.third.map((x) => <span key={x.actor + x.role}> · {index.actor(x.actor)} <Tag value={x.role} /></span>)}</>}>
            {() => r.evidence.map((e, k) => <Sentence key={k} evidence={e} />)}</Opens></li>}</Paged></ol></section>
      )}
      {track.linkages.length > 0 && (
        <section><h3>{t("tracks.linkages")}</h3>
          <ul><Paged as="li" items={track.linkages}>{(l, i) => <li key={i}><Opens label={<><Tag value={l.kind} /> {t("tracks.if")} <Text>{l.if}</Text>{l.then && <> · {t("tracks.then")} <Text>{l.then}</Text></>}</>}>
            {() => l.evidence.map((e, k) => <Sentence key={k} evidence={e} />)}</Opens></li>}</Paged></ul></section>
      )}
    </>
  );
}

// A track is made when it is opened.
function Folded({ isOpen, label, children }: { isOpen: boolean; label: ComponentChildren; children: () => ComponentChildren }) {
  const [isMade, setMade] = useState(isOpen);
  return <details class="track" open={isOpen} onToggle={(e) => { if ((e.currentTarget as HTMLDetailsElement).open) setMade(true); }}><summary>{label}</summary>{isMade && children()}</details>;
}

export function Tracks({ index }: { index: Index }) {
  const tracks = index.dossier.tracks;
  return (
    <>
      <h1>{t("nav.tracks")}</h1>
      {tracks.length === 0 && <p class="note">{t("nothing")}</p>}
      {tracks.map((track, i) => (
        <Folded key={track.id} isOpen={i === 0} label={<h2><Text>{index.trackName(track)}</Text></h2>}>{() => <TrackView track={track} index={index} />}</Folded>
      ))}
    </>
  );
}

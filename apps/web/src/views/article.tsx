// An article as published, right to left, with the spans of each layer.
import { useEffect, useRef, useState } from "preact/hooks";
import { article } from "../api";
import { Chain, Loaded, Points, Tag, Text, usePromise } from "../common";
import { CorrectionList, correctionsAt, CueForm, EditForm, Judge, kActs, kStances, locate, useCorrections } from "../corrections";
import { act, basis, t, term } from "../i18n";
import type { ArticleRecord, Correction, NewCorrection, Span } from "../types";

type Layer = "mentions" | "attributions" | "events" | "times";
const layers: Layer[] = ["mentions", "attributions", "events", "times"];
interface Marking extends Span { layer: Layer; classes: string; title: string }

function markings(record: ArticleRecord): Marking[] {
  const percent = (x?: number) => (x === undefined ? "" : ` · ${t("article.confidence", Math.round(100 * x))}`);
  const sources = new Map(record.sources.map((s) => [s.id, s.name]));
  return [
    ...record.mentions.map((m) => ({ ...m, layer: "mentions" as const, classes: `mention ${m.label}`, title: `${m.name} · ${term(m.type)}${percent(m.confidence)}` })),
    ...record.attributions.map((a) => ({ ...a.cue, layer: "attributions" as const, classes: "cue", title: `${a.chain.map((c) => sources.get(c) ?? "").join(" ← ")} · ${act(a.act)}${percent(a.confidence)}` })),
    ...record.attributions.flatMap((a) => a.content.map((c) => ({ ...c, layer: "attributions" as const, classes: `content ${a.stance}`, title: a.chain.map((s) => sources.get(s) ?? "").join(" ← ") }))),
    ...record.events.map((e) => ({ ...e.trigger, layer: "events" as const, classes: "trigger", title: `${term(e.type)} · ${term(e.status)}${e.move ? ` · ${term(e.move)}` : ""}${percent(e.confidence)}` })),
    ...record.times.map((x) => ({ ...x, layer: "times" as const, classes: "time", title: x.value ?? "?" })),
  ];
}

// Parts of the text between the ends of all spans, each with the spans over it.
function Body({ record, shown, at }: { record: ArticleRecord; shown: Set<Layer>; at?: Span }) {
  const target = useRef<HTMLElement>(null);
  useEffect(() => target.current?.scrollIntoView({ block: "center" }), [at?.start]);
  const points = new Points(record.document.text);
  const all = markings(record).filter((m) => shown.has(m.layer));
  const cuts = new Set([0, points.length, ...all.flatMap((m) => [m.start, m.end]), ...(at ? [at.start, at.end] : [])]);
  const ends = [...cuts].filter((c) => c <= points.length).sort((a, b) => a - b);
  let isTargetSet = false;
  return (
    <article class="body" dir="rtl" lang="ar">
      {ends.slice(0, -1).map((start, i) => {
        const end = ends[i + 1]!;
        const over = all.filter((m) => m.start <= start && end <= m.end);
        const isAt = at !== undefined && at.start <= start && end <= at.end;
        const text = points.slice(start, end);
        if (over.length === 0 && !isAt) return text;
        const inner = over.filter((m) => m.classes.split(" ")[0] !== "content");
        const title = (inner.length > 0 ? inner : over).map((m) => m.title).join("\n");
        const ref = isAt && !isTargetSet ? target : undefined;
        if (isAt) isTargetSet = true;
        return <span key={start} ref={ref as never} title={title || undefined} class={[...new Set(over.map((m) => m.classes)), isAt ? "at" : ""].join(" ")}>{text}</span>;
      })}
    </article>
  );
}

const kTypes = "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split(" ");
const kStatuses = ["actual", "planned", "conditional", "possible", "denied"];
const kMoves = ["none", "offer", "demand", "condition", "accept", "reject", "reserve", "commit", "guarantee", "threaten", "withdraw"];
const ids = (text: string | undefined) => (text ?? "").split(/[,،]/).map((s) => s.trim()).filter(Boolean);

const kParted = " … "; // between the parts of what is said
const kThrough = " ← "; // between a source and whom it has it from

interface Parts { record: ArticleRecord; points: Points; done: Correction[] }

type Attribution = ArticleRecord["attributions"][number];

function StatementForm({ record, points, a, close }: Omit<Parts, "done"> & { a: Attribution; close: () => void }) {
  const sources = new Map(record.sources.map((s) => [s.id, s]));
  const text = record.document.text;
  const words = (s: Span) => points.slice(s.start, s.end).replace(/\s+/g, " ");
  const nearest = (spans: Span[]) => [...spans].sort((x, y) => Math.abs(x.start - a.cue.start) - Math.abs(y.start - a.cue.start))[0];
  const chain = a.chain.map((c) => { const at = nearest(sources.get(c)?.mentions ?? []); return at ? words(at) : ""; }).join(kThrough);
  const content = a.content.map(words).join(kParted);
  const parts = (s: string | undefined, mark: string) => (s ?? "").split(mark.trim()).map((x) => x.trim()).filter(Boolean).map((x) => locate(text, x, a.cue.start));
  return <EditForm close={close} fields={[
    { name: "chain", label: "correct.chain", value: chain, isOptional: true }, { name: "content", label: "correct.content", value: content, isOptional: true, isLong: true },
    { name: "act", label: "correct.act", value: a.act, options: kActs, named: act }, { name: "stance", label: "correct.stance", value: a.stance, options: kStances },
    { name: "quote", label: "correct.quote", value: a.quote, options: ["direct", "mixed", "indirect"] }]}
    send={(v) => [{ kind: "attribution", verdict: "edit", document: record.document.id, start: a.cue.start, end: a.cue.end,
      value: { act: v.act, stance: v.stance, quote: v.quote, ...(v.chain !== chain ? { chain: parts(v.chain, kThrough) } : {}), ...(v.content !== content ? { content: parts(v.content, kParted) } : {}) } }]} />;
}

function Statements({ record, points, done }: Parts) {
  const id = record.document.id;
  const sources = new Map(record.sources.map((s) => [s.id, s]));
  return (
    <>
      <ol class="said">{record.attributions.map((a) => (
        <li key={a.cue.start}><Chain chain={a.chain.map((c) => sources.get(c)?.name ?? "")} /> <Tag value={sources.get(a.chain[a.chain.length - 1] ?? "")?.kind ?? ""} />{a.stance !== "neutral" && <Tag value={a.stance} />}
          {a.content[0] && <p><a href={`#/article/${encodeURIComponent(id)}?at=${a.content[0].start}-${a.content[0].end}`}><Text>{points.slice(a.content[0].start, Math.min(a.content[0].end, a.content[0].start + 140))}</Text></a></p>}
          <Judge kind="attribution" document={id} span={a.cue} name={points.slice(a.cue.start, a.cue.end)} done={correctionsAt(done, ["attribution"], a.cue)}
            form={(close) => <StatementForm record={record} points={points} a={a} close={close} />} /></li>
      ))}</ol>
      <h3>{t("kind.cue")}</h3>
      <p class="note">{t("own.when")}</p>
      <CueForm />
    </>
  );
}

type Mention = ArticleRecord["mentions"][number];

// Whom it names and how it is called are two corrections; no actor says that it names nobody known.
function MentionForm({ record, m, close }: { record: ArticleRecord; m: Mention; close: () => void }) {
  const at = { document: record.document.id, start: m.start, end: m.end };
  const send = (v: Record<string, string>): NewCorrection[] => {
    const out: NewCorrection[] = [];
    if (v.actor !== (m.actor ?? "")) out.push(v.actor ? { kind: "link", verdict: "edit", ...at, value: { actor: v.actor } } : { kind: "link", verdict: "reject", ...at, value: { was: m.actor } });
    const span = v.words === m.text ? undefined : locate(record.document.text, v.words ?? "", m.start);
    if (v.label !== m.label || span) out.push({ kind: "mention", verdict: "edit", ...at, value: { label: v.label, ...span } });
    return out;
  };
  return <EditForm close={close} send={send} fields={[{ name: "words", label: "correct.words", value: m.text }, { name: "actor", label: "filter.actor", value: m.actor ?? "", list: "actors", isOptional: true },
    { name: "label", label: "framing.label", value: m.label, options: ["neutral", "pejorative", "laudatory"] }]} />;
}

function Mentions({ record, points, done }: Parts) {
  const id = record.document.id;
  // A missed mention: the first place of the words.
  const added = (v: Record<string, string>): NewCorrection[] => [{ kind: "mention", verdict: "edit", document: id, ...locate(record.document.text, v.text ?? "", 0), value: { actor: v.actor } }];
  return (
    <>
      <ol class="said">{record.mentions.map((m) => (
        <li key={m.start}><a href={`#/article/${encodeURIComponent(id)}?at=${m.start}-${m.end}`}><Text>{points.slice(m.start, m.end)}</Text></a> <span class="meta"><Text>{m.name ?? m.actor ?? ""}</Text></span> {m.label !== "neutral" && <Tag value={m.label} />}{" "}
          <Judge kind="mention" document={id} span={m} name={m.text} done={correctionsAt(done, ["mention", "link"], m)} form={(close) => <MentionForm record={record} m={m} close={close} />} /></li>
      ))}</ol>
      <h3>{t("correct.missed")}</h3>
      <EditForm fields={[{ name: "text", label: "correct.words", value: "" }, { name: "actor", label: "filter.actor", value: "", list: "actors" }]} send={added} />
    </>
  );
}

type ArticleEvent = ArticleRecord["events"][number];

function EventForm({ record, points, e, close }: Omit<Parts, "done"> & { e: ArticleEvent; close: () => void }) {
  const object = e.object ? points.slice(e.object.start, e.object.end).replace(/\s+/g, " ") : "";
  return <EditForm close={close} fields={[{ name: "type", label: "actors.type", value: e.type, options: kTypes }, { name: "status", label: "correct.status", value: e.status, options: kStatuses }, { name: "move", label: "correct.move", value: e.move ?? "none", options: kMoves },
    { name: "actors", label: "correct.actors", value: e.actors.join(", "), isOptional: true }, { name: "recipients", label: "correct.recipients", value: e.recipients.join(", "), isOptional: true }, { name: "object", label: "correct.object", value: object, isOptional: true }]}
    send={(v) => [{ kind: "event", verdict: "edit", document: record.document.id, start: e.trigger.start, end: e.trigger.end,
      value: { type: v.type, status: v.status, move: v.move, actors: ids(v.actors), recipients: ids(v.recipients), ...(v.object && v.object !== object ? { object: locate(record.document.text, v.object, e.trigger.start) } : {}) } }]} />;
}

function Events({ record, points, done }: Parts) {
  const id = record.document.id;
  const names = new Map(record.mentions.map((m) => [m.actor, m.name]));
  const named = (list: string[]) => list.map((a) => names.get(a) ?? a).join("، ");
  return (
    <ol class="said">{record.events.map((e) => (
      <li key={e.trigger.start}><a href={`#/article/${encodeURIComponent(id)}?at=${e.trigger.start}-${e.trigger.end}`}><Text>{points.slice(e.trigger.start, e.trigger.end)}</Text></a> <Tag value={e.type} kind="event" /> {e.status !== "actual" && <Tag value={e.status} />} {e.move && <Tag value={e.move} kind="move" />}{" "}
        <span class="meta"><Text>{named(e.actors)}</Text>{e.recipients.length > 0 && <> <span class="arrow" aria-hidden="true">{t("arrow")}</span> <Text>{named(e.recipients)}</Text></>}</span>{" "}
        <Judge kind="event" document={id} span={e.trigger} name={points.slice(e.trigger.start, e.trigger.end)} done={correctionsAt(done, ["event"], e.trigger)}
          form={(close) => <EventForm record={record} points={points} e={e} close={close} />} /></li>
    ))}</ol>
  );
}

export function ArticleView({ id, at }: { id: string; at?: Span }) {
  const [shown, setShown] = useState(new Set<Layer>(layers));
  const state = usePromise(() => article(id), [id]);
  const done = useCorrections(id);
  const toggle = (layer: Layer) => {
    const next = new Set(shown);
    if (!next.delete(layer)) next.add(layer);
    setShown(next);
  };
  return (
    <Loaded state={state}>{(record) => {
      const d = record.document;
      const points = new Points(d.text);
      const parts = { record, points, done };
      const words = (c: Correction) => (c.start === undefined || c.state === "orphaned" ? "" : points.slice(c.start, c.end ?? 0));
      return (
        <>
          <h1><Text>{d.title ?? d.id}</Text></h1>
          <p class="meta"><Text>{d.outlet?.name ?? t("unknown.outlet")}</Text> · {d.published.value ?? t("undated")} <span class="tag">{t("article.date.basis", basis(d.published.basis))}</span>
            {d.url && /^https?:\/\//.test(d.url) && <> · <a href={d.url} rel="noreferrer noopener" target="_blank">{t("article.original")}</a></>}</p>
          <fieldset class="controls"><legend>{t("article.layers")}</legend>
            {layers.map((l) => <label key={l} class={`layer ${l}`}><input type="checkbox" checked={shown.has(l)} onChange={() => toggle(l)} /> {t(`article.${l}`)}</label>)}</fieldset>
          <div class="columns">
            <Body record={record} shown={shown} at={at} />
            <aside>
              {done.length > 0 && <details open><summary><h2>{t("correct.list")}</h2></summary><CorrectionList items={done} words={words} /></details>}
              <details open><summary><h2>{t("article.said")}</h2></summary><Statements {...parts} /></details>
              <details><summary><h2>{t("article.events")}</h2></summary><Events {...parts} /></details>
              <details><summary><h2>{t("article.mentions")}</h2></summary><Mentions {...parts} /></details>
            </aside>
          </div>
        </>
      );
    }}</Loaded>
  );
}

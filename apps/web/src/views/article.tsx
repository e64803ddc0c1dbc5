// An article as published, right to left, with the spans of each layer.
import { useEffect, useRef, useState } from "preact/hooks";
import { article } from "../api";
import { Chain, Loaded, Points, Tag, Text, usePromise } from "../common";
import { t, term } from "../i18n";
import type { ArticleRecord, Span } from "../types";

type Layer = "mentions" | "attributions" | "events" | "times";
const layers: Layer[] = ["mentions", "attributions", "events", "times"];
interface Marking extends Span { layer: Layer; classes: string; title: string }

function markings(record: ArticleRecord): Marking[] {
  const percent = (x?: number) => (x === undefined ? "" : ` · ${t("article.confidence", Math.round(100 * x))}`);
  const sources = new Map(record.sources.map((s) => [s.id, s.name]));
  return [
    ...record.mentions.map((m) => ({ ...m, layer: "mentions" as const, classes: `mention ${m.label}`, title: `${m.name} · ${term(m.type)}${percent(m.confidence)}` })),
    ...record.attributions.map((a) => ({ ...a.cue, layer: "attributions" as const, classes: "cue", title: `${a.chain.map((c) => sources.get(c) ?? "").join(" ← ")} · ${a.act}${percent(a.confidence)}` })),
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

export function ArticleView({ id, at }: { id: string; at?: Span }) {
  const [shown, setShown] = useState(new Set<Layer>(layers));
  const state = usePromise(() => article(id), [id]);
  const toggle = (layer: Layer) => {
    const next = new Set(shown);
    if (!next.delete(layer)) next.add(layer);
    setShown(next);
  };
  return (
    <Loaded state={state}>{(record) => {
      const d = record.document;
      const points = new Points(d.text);
      const sources = new Map(record.sources.map((s) => [s.id, s]));
      return (
        <>
          <h1><Text>{d.title ?? d.id}</Text></h1>
          <p class="meta"><Text>{d.outlet?.name ?? t("unknown.outlet")}</Text> · {d.published.value ?? t("undated")} <span class="tag">{t("article.date.basis", d.published.basis)}</span>
            {d.url && /^https?:\/\//.test(d.url) && <> · <a href={d.url} rel="noreferrer noopener" target="_blank">{t("article.original")}</a></>}</p>
          <fieldset class="controls"><legend>{t("article.layers")}</legend>
            {layers.map((l) => <label key={l} class={`layer ${l}`}><input type="checkbox" checked={shown.has(l)} onChange={() => toggle(l)} /> {t(`article.${l}`)}</label>)}</fieldset>
          <div class="columns">
            <Body record={record} shown={shown} at={at} />
            <aside><h2>{t("article.said")}</h2>
              <ol class="said">{record.attributions.map((a) => (
                <li key={a.id}><Chain chain={a.chain.map((c) => sources.get(c)?.name ?? "")} /> <Tag value={sources.get(a.chain[a.chain.length - 1] ?? "")?.kind ?? ""} />{a.stance !== "neutral" && <Tag value={a.stance} />}
                  {a.content[0] && <p><a href={`#/article/${encodeURIComponent(id)}?at=${a.content[0].start}-${a.content[0].end}`}><Text>{points.slice(a.content[0].start, Math.min(a.content[0].end, a.content[0].start + 140))}</Text></a></p>}</li>
              ))}</ol></aside>
          </div>
        </>
      );
    }}</Loaded>
  );
}

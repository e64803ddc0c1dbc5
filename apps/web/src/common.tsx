// Pieces that several views share: loading, sentences of evidence, chains, export.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { article, changeCount, onChange } from "./api";
import { number, t, term } from "./i18n";
import type { ArticleRecord, Dossier, DossierDocument, Evidence, Span, Track } from "./types";

/// What a promise gives: value, error, or neither yet. After a correction it is asked for anew; the earlier value stands until then.
export function usePromise<T>(make: () => Promise<T>, keys: (string | number)[]): { value?: T; error?: string } {
  const [state, setState] = useState<{ value?: T; error?: string }>({});
  const [changes, setChanges] = useState(changeCount());
  const asked = useRef("");
  useEffect(() => onChange(() => setChanges(changeCount())), []);
  useEffect(() => {
    let isCurrent = true;
    const now = JSON.stringify(keys);
    if (asked.current !== now) setState({});
    asked.current = now;
    make().then(
      (value) => isCurrent && setState({ value }),
      (error: Error) => isCurrent && setState({ error: error.message }),
    );
    return () => { isCurrent = false; };
  }, [...keys, changes]);
  return state;
}

export function Loaded<T>({ state, children }: { state: { value?: T; error?: string }; children: (value: T) => ComponentChildren }) {
  if (state.error) return <p class="note" role="alert">{t("failed", state.error)}</p>;
  if (state.value === undefined) return <p class="note" role="status">{t("loading")}</p>;
  return <>{children(state.value)}</>;
}

/// Text of the articles: isolated, in the direction of its own first letter.
export function Text({ children, strong }: { children: ComponentChildren; strong?: boolean }) {
  return <bdi dir="auto" class={strong ? "strong" : undefined}>{children}</bdi>;
}

export const outletName = (d: DossierDocument | undefined): string => d?.outlet_name ?? d?.outlet ?? t("unknown.outlet");

/// Index of a dossier by the ids in it.
export class Index {
  private readonly documents: Map<string, DossierDocument>;
  private readonly actors: Map<string, string>;
  constructor(readonly dossier: Dossier) {
    dossier.claims.sort((a, b) => b.outlets - a.outlets); // carried by most outlets first
    this.documents = new Map(dossier.documents.map((d) => [d.id, d]));
    this.actors = new Map((dossier.actors ?? []).map((a) => [a.id, a.form && document.documentElement.lang === "ar" ? a.form : a.name]));
  }
  document(id: string) { return this.documents.get(id); }
  actor(id: string): string { return this.actors.get(id) ?? id; }
  /// The name that the articles use most for an actor.
  forms(id: string): string[] { return (this.dossier.actors ?? []).filter((a) => a.id === id && a.form).map((a) => a.form!); }
  trackName(track: Track): string { return track.parties.slice(0, 3).map((p) => this.actor(p.actor)).join(" – ") || t("tracks.rest"); }
  outletOf(id: string): string { return outletName(this.documents.get(id)); }
}

/// Cuts by code points, as the offsets count.
export class Points {
  private readonly points: string[];
  constructor(text: string) { this.points = Array.from(text); }
  slice(start: number, end: number): string { return this.points.slice(start, end).join(""); }
  get length(): number { return this.points.length; }
}

export function sentenceAround(record: ArticleRecord, at: Span): Span {
  const inside = record.sentences.filter((s) => s.start < at.end && at.start < s.end);
  return inside.length > 0 ? { start: inside[0]!.start, end: inside[inside.length - 1]!.end } : at;
}

export const articleLink = (e: Evidence) => `#/article/${encodeURIComponent(e.document)}?at=${e.start}-${e.end}`;

/// The sentence that an item rests on, with a link into its article and a citation to take away.
export function Sentence({ evidence, chain }: { evidence: Evidence; chain?: string[] }) {
  const state = usePromise(() => article(evidence.document), [evidence.document]);
  return (
    <Loaded state={state}>
      {(record) => {
        const points = new Points(record.document.text);
        const around = sentenceAround(record, evidence);
        const start = Math.max(around.start, evidence.start);
        const end = Math.min(around.end, evidence.end);
        const outlet = record.document.outlet?.name ?? t("unknown.outlet");
        const date = record.document.published.value ?? t("undated");
        const sentence = points.slice(around.start, around.end);
        const citation = `«${sentence.trim()}» — ${outlet}, ${record.document.title ?? record.document.id}, ${date}${chain && chain.length > 0 ? ` (${chain.join(" ← ")})` : ""}${record.document.url ? `, ${record.document.url}` : ""}`;
        return (
          <blockquote class="sentence">
            <p dir="auto">
              {points.slice(around.start, start)}<mark>{points.slice(start, end)}</mark>{points.slice(end, around.end)}
            </p>
            <footer>
              <a href={articleLink(evidence)}><Text>{outlet}</Text> · {date}</a>
              {chain && chain.length > 0 && <> · <Chain chain={chain} /></>} <CopyButton text={citation} />
            </footer>
          </blockquote>
        );
      }}
    </Loaded>
  );
}

export function CopyButton({ text }: { text: string }) {
  const [isDone, setDone] = useState(false);
  const copy = () => navigator.clipboard.writeText(text).then(() => setDone(true), () => undefined);
  return <button type="button" class="quiet" onClick={copy}>{isDone ? t("cited") : t("cite")}</button>;
}

/// A button that opens the sentences below it.
export function Opens({ label, children }: { label: ComponentChildren; children: () => ComponentChildren }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(e) => setOpen((e.currentTarget as HTMLDetailsElement).open)}>
      <summary>{label}</summary>
      {isOpen && children()}
    </details>
  );
}

export function Chain({ chain }: { chain: string[] }) {
  return <span class="chain">{chain.map((c, i) => <span key={i}>{i > 0 && <span class="arrow" aria-hidden="true"> ← </span>}<Text>{c}</Text></span>)}</span>;
}

export function Tag({ value, kind }: { value: string; kind?: string }) {
  return <span class={`tag ${kind ?? ""} ${value}`}>{term(value)}</span>;
}

export function Figure({ value, label }: { value: number; label: string }) {
  return <div class="figure"><span class="value">{number(value)}</span><span class="label">{label}</span></div>;
}

/// A list that shows its first items and the rest in steps; `as` is what may stand beside the items.
export function Paged<T>({ items, step = 50, as: Element = "p", children }: { items: T[]; step?: number; as?: "p" | "li"; children: (item: T, index: number) => ComponentChildren }) {
  const [shown, setShown] = useState(step);
  return (
    <>
      {items.slice(0, shown).map(children)}
      {items.length > shown && <Element><button type="button" onClick={() => setShown(shown + step)}>{t("more", items.length - shown)}</button></Element>}
    </>
  );
}

function save(name: string, type: string, content: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/// Saves rows as CSV (RFC 4180), with a byte order mark so that spreadsheets read Arabic. A cell that a spreadsheet would take for
/// a formula gets an apostrophe.
export function CsvButton({ name, rows }: { name: string; rows: () => (string | number)[][] }) {
  const cell = (v: string | number) => {
    const s = String(v);
    return `"${(/^[=+\-@\t\r]/.test(s) ? `'${s}` : s).replaceAll('"', '""')}"`;
  };
  const run = () => save(`${name}.csv`, "text/csv", `\ufeff${rows().map((r) => r.map(cell).join(",")).join("\r\n")}\r\n`);
  return <button type="button" class="quiet" onClick={run}>{t("export.csv")}</button>;
}

export function SvgButton({ name, find }: { name: string; find: () => SVGElement | null }) {
  const run = () => {
    const svg = find();
    if (svg) save(`${name}.svg`, "image/svg+xml", new XMLSerializer().serializeToString(svg));
  };
  return <button type="button" class="quiet" onClick={run}>{t("export.svg")}</button>;
}

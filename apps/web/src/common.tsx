// Pieces that several views share: loading, sentences of evidence, chains, export.
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { answered, article, changeCount, isWhole, onChange } from "./api";
import { number, t, term } from "./i18n";
import type { ArticleRecord, Claim, Dossier, DossierDocument, Evidence, Span, Track } from "./types";

/// What a promise gives: value, error, or neither yet. After a correction it is asked for anew; the earlier value stands until then.
export function usePromise<T>(make: () => Promise<T>, keys: (string | number)[]): { value?: T; error?: string } {
  const [state, setState] = useState<{ value?: T; error?: string }>(() => ({ value: answered(make()) }));
  const [changes, setChanges] = useState(changeCount());
  const asked = useRef(JSON.stringify(keys));
  useEffect(() => onChange(() => setChanges(changeCount())), []);
  // Before the browser paints, so that what is there already stands in the first frame.
  useLayoutEffect(() => {
    let isCurrent = true;
    const now = JSON.stringify(keys);
    if (asked.current !== now) setState({});
    asked.current = now;
    make().then(
      (value) => isCurrent && setState((before) => (before.value !== undefined && before.value === value ? before : { value })),
      (error: Error) => isCurrent && setState({ error: error.message }),
    );
    return () => { isCurrent = false; };
  }, [...keys, changes]);
  return state;
}

const kOpening = 1000; // milliseconds

/// A quick answer at first, the whole one as soon as it is there. After a correction the whole one is asked for.
export function useGrowing<T extends { total: number; used: number; most: number }>(make: (quick: boolean) => Promise<T>, key: string): { value?: T; error?: string } {
  const quick = usePromise(() => make(true), [key]);
  const needsMore = quick.value !== undefined && !isWhole(quick.value);
  const whole = usePromise(async () => {
    if (!needsMore) return undefined;
    const rest = kOpening - performance.now(); // the first view is painted before the machine is given more to do
    if (rest > 0) await new Promise((r) => setTimeout(r, rest));
    return make(false);
  }, [key, needsMore ? 1 : 0]);
  return needsMore && (whole.value ?? whole.error) ? whole as { value?: T; error?: string } : quick;
}

export function Loaded<T>({ state, children }: { state: { value?: T; error?: string }; children: (value: T) => ComponentChildren }) {
  if (state.error) return <p class="note" role="alert">{t("failed", state.error)}</p>;
  if (state.value === undefined) return <p class="note" role="status">{t("loading")}</p>;
  return <>{children(state.value)}</>;
}

/// A view whose code is loaded when it is first shown, or by `load`.
export function later<P extends object>(load: () => Promise<ComponentType<P>>) {
  let loaded: ComponentType<P> | undefined;
  const once = async () => { loaded ??= await load(); return { View: loaded }; };
  const Later = (props: P) => {
    const state = usePromise(once, []);
    const View = loaded;
    return View ? <View {...props} /> : <Loaded state={state}>{({ View }) => <View {...props} />}</Loaded>;
  };
  return Object.assign(Later, { load: once });
}

/// Text of the articles: isolated, in the direction of its own first letter.
export function Text({ children, strong }: { children: ComponentChildren; strong?: boolean }) {
  return <bdi dir="auto" class={strong ? "strong" : undefined}>{children}</bdi>;
}

export const outletName = (d: DossierDocument | undefined): string => d?.outlet_name ?? d?.outlet ?? t("unknown.outlet");

/// How many outlets. Of those that are not known nobody can say how many they are: their articles are named instead.
export const outletsSaid = (known: number, unknown: number): string =>
  [known > 0 && t("claim.outlets", known), unknown > 0 && t("claim.unknown", unknown)].filter(Boolean).join(" + ");

/// Index of a dossier by the ids in it.
export class Index {
  private readonly documents: Map<string, DossierDocument>;
  private readonly actors: Map<string, string>;
  private readonly claims: Map<string, Claim>;
  constructor(readonly dossier: Dossier) {
    dossier.claims.sort((a, b) => b.outlets - a.outlets); // carried by most outlets first
    this.claims = new Map(dossier.claims.flatMap((c) => [[c.id, c], ...c.carriers.filter((x) => x.side !== "against").map((x) => [claimId(x), c])] as [string, Claim][]));
    this.documents = new Map(dossier.documents.map((d) => [d.id, d]));
    this.actors = new Map((dossier.actors ?? []).map((a) => [a.id, a.form && document.documentElement.lang === "ar" ? a.form : a.name]));
  }
  /// By what its address says: where a carrier stands, or its number in this dossier.
  claim(id: string) { return this.claims.get(id); }
  document(id: string) { return this.documents.get(id); }
  actor(id: string): string { return this.actors.get(id) ?? id; }
  /// The name that the articles use most for an actor.
  forms(id: string): string[] { return (this.dossier.actors ?? []).filter((a) => a.id === id && a.form).map((a) => a.form!); }
  trackName(track: Track): string { return track.parties.slice(0, 3).map((p) => this.actor(p.actor)).join(" – ") || t("tracks.rest"); }
  outletOf(id: string): string { return outletName(this.documents.get(id)); }
  isKnown(id: string): boolean { const d = this.documents.get(id); return Boolean(d?.outlet_name ?? d?.outlet); }
  /// The outlet, with the article's title where it is not known, so that two are not taken for one.
  toldApart(id: string): string { return this.isKnown(id) ? this.outletOf(id) : `${this.outletOf(id)}: ${this.documents.get(id)?.title ?? id}`; }
  outletsOf(ids: string[]): string {
    return outletsSaid(new Set(ids.filter((id) => this.isKnown(id)).map((id) => this.outletOf(id))).size, ids.filter((id) => !this.isKnown(id)).length);
  }
}

/// Names a claim by where it stands, as numbers change with what is joined.
const claimId = (e: Evidence) => `${e.document}@${e.start}-${e.end}`;
export const claimLink = (c: Claim) => `#/claim/${encodeURIComponent(c.carriers[0] ? claimId(c.carriers[0]) : c.id)}`;

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

/// Dates keep their order in Arabic text.
export function Days({ children }: { children: ComponentChildren }) {
  return <bdi dir="ltr" class="days">{children}</bdi>;
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

function save(name: string, type: string, content: string | Blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

type Cell = string | number;

/// Saves rows, the first of which names the columns, as CSV (RFC 4180, with a byte order mark so that spreadsheets read Arabic; a cell
/// that a spreadsheet would take for a formula gets an apostrophe) or as a JSON list of objects.
export function CsvButton({ name, rows }: { name: string; rows: () => Cell[][] }) {
  const cell = (v: Cell) => {
    const s = String(v);
    return `"${(/^[=+\-@\t\r]/.test(s) ? `'${s}` : s).replaceAll('"', '""')}"`;
  };
  const csv = () => save(`${name}.csv`, "text/csv", `\ufeff${rows().map((r) => r.map(cell).join(",")).join("\r\n")}\r\n`);
  const json = () => {
    const [names = [], ...rest] = rows();
    save(`${name}.json`, "application/json", JSON.stringify(rest.map((r) => Object.fromEntries(names.map((n, i) => [n, r[i] ?? ""]))), null, 1));
  };
  return <span class="exports"><button type="button" class="quiet" onClick={csv}>{t("export.csv")}</button> <button type="button" class="quiet" onClick={json}>{t("export.json")}</button></span>;
}

const kPixels = 2; // of a picture for each unit of the drawing

function savePng(name: string, source: string) {
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = image.width * kPixels;
    canvas.height = image.height * kPixels;
    const pen = canvas.getContext("2d")!;
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob && save(`${name}.png`, "image/png", blob));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
}

/// Saves a drawing as SVG or PNG.
export function SvgButton({ name, find }: { name: string; find: () => SVGElement | string | null }) {
  const source = () => {
    const svg = find();
    if (!svg || typeof svg === "string") return svg;
    const copy = svg.cloneNode(true) as SVGElement;
    const [, , width = "0", height = "0"] = (svg.getAttribute("viewBox") ?? "").split(" ");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    return new XMLSerializer().serializeToString(copy);
  };
  const run = (use: (source: string) => void) => () => { const s = source(); if (s) use(s); };
  return <span class="exports"><button type="button" class="quiet" onClick={run((s) => save(`${name}.svg`, "image/svg+xml", s))}>{t("export.svg")}</button> <button type="button" class="quiet" onClick={run((s) => savePng(name, s))}>{t("export.png")}</button></span>;
}

const kColumn = 190; // width of a column of a drawn table
const kLine = 18;
const kLetters = 26; // of a line

const escaped = (s: string) => s.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function lines(text: string): string[] {
  const out: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line && line.length + word.length >= kLetters) { out.push(line); line = ""; }
      line += (line ? " " : "") + word;
    }
    out.push(line);
  }
  return out;
}

/// A table as a drawing; the first row and column are names. In Arabic the first column stands on the right.
export function drawnTable(rows: string[][]): string {
  const isRight = document.documentElement.dir === "rtl";
  const width = kColumn * Math.max(...rows.map((r) => r.length));
  const cells: string[] = [];
  let y = 0;
  rows.forEach((row, r) => {
    const texts = row.map(lines);
    const height = kLine * Math.max(...texts.map((x) => x.length)) + 10;
    texts.forEach((text, c) => {
      const left = isRight ? width - (c + 1) * kColumn : c * kColumn;
      const isHead = r === 0 || c === 0;
      cells.push(`<rect x="${left}" y="${y}" width="${kColumn}" height="${height}" fill="${isHead ? "#f1eee6" : "#ffffff"}" stroke="#b9b4a6"/>`);
      text.forEach((line, i) => cells.push(`<text x="${isRight ? left + kColumn - 6 : left + 6}" y="${y + kLine * (i + 1)}" direction="${isRight ? "rtl" : "ltr"}"${isHead ? " font-weight=\"bold\"" : ""}>${escaped(line)}</text>`));
    });
    y += height;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" font-family="Noto Sans Arabic, Noto Sans, sans-serif" font-size="12" fill="#1d2327">${cells.join("")}</svg>`;
}

const kMostOpened = 300;
const kDepth = 3;

// A brief is being made: what stands on paper alone is made with it.
const printing = new EventTarget();
let isPrinting = false;
function setPrinting(now: boolean) {
  isPrinting = now;
  printing.dispatchEvent(new Event("change"));
}
addEventListener("beforeprint", () => setPrinting(true));
addEventListener("afterprint", () => setPrinting(false));

/// Whether the view is being printed.
export function usePrinting(): boolean {
  const [now, setNow] = useState(isPrinting);
  useEffect(() => {
    const changed = () => setNow(isPrinting);
    changed();
    printing.addEventListener("change", changed);
    return () => printing.removeEventListener("change", changed);
  }, []);
  return now;
}

/// Opens what is folded in the view, waits for its sentences and prints: a brief with numbered evidence.
export async function printBrief(): Promise<void> {
  const wait = (ms: number) => new Promise((r) => setTimeout(r, ms));
  const main = document.getElementById("main");
  const folded: HTMLDetailsElement[] = [];
  setPrinting(true);
  for (let depth = 0; depth < kDepth; ++depth) { // what is opened may hold what is folded
    await wait(100);
    const more = [...(main?.querySelectorAll<HTMLDetailsElement>("details:not([open])") ?? [])].filter((d) => !d.closest(".matrix")).slice(0, kMostOpened - folded.length);
    for (const d of more) d.open = true;
    folded.push(...more);
  }
  for (let i = 0; i < 100; ++i) {
    await wait(100);
    if (!main?.querySelector("[role=status].note")) break;
  }
  window.print();
  setPrinting(false);
  for (const d of folded) d.open = false;
}

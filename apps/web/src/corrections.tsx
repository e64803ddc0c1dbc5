// Accept, reject, edit, undo: a correction is kept beside the record, and the views show the corrected record.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { correct, corrections, undo } from "./api";
import { Loaded, Text, usePromise } from "./common";
import { act, field, type Key, t, term } from "./i18n";
import type { Correction, CorrectionKind, CorrectionValue, NewCorrection, Span } from "./types";

/// Runs a change and keeps the sentence of what went wrong.
function useChange(): [run: (change: Promise<void>) => void, error: string] {
  const [error, setError] = useState("");
  return [(change) => { change.then(() => setError(""), (e: Error) => setError(e.message)); }, error];
}

export const useCorrections = (document: string): Correction[] => usePromise(() => corrections(document), [document]).value?.corrections ?? [];

const inForce = (c: Correction) => c.state === "applied";

/// The corrections in force of the item at `span`.
export const correctionsAt = (all: Correction[], kinds: CorrectionKind[], span: Span) =>
  all.filter((c) => inForce(c) && kinds.includes(c.kind) && c.start === span.start && c.end === span.end);

export function UndoButton({ correction }: { correction: Correction }) {
  const [run, error] = useChange();
  return <><button type="button" class="quiet" onClick={() => run(undo(correction.number))}>{t("correct.undo")}</button>{error && <span role="alert" class="note">{t("failed", error)}</span>}</>;
}

/// The buttons of an item; `form` is what Edit opens.
export function Judge({ kind, document, span, done, name, form }: {
  kind: CorrectionKind; document: string; span: Span; done: Correction[]; name: string; form?: (close: () => void) => ComponentChildren;
}) {
  const [run, error] = useChange();
  const [isOpen, setOpen] = useState(false);
  const say = (verdict: "accept" | "reject") => run(correct({ kind, verdict, document, start: span.start, end: span.end }));
  const last = done[done.length - 1];
  const button = (key: Key, isPressed: boolean, action: () => void) => <button type="button" class="quiet" aria-pressed={isPressed} aria-label={`${t(key)}: ${name}`} onClick={action}>{t(key)}</button>;
  return (
    <span class="judge" role="group" aria-label={`${t("correct.judge")}: ${name}`}>
      {button("correct.accept", last?.verdict === "accept", () => say("accept"))}{button("correct.reject", false, () => say("reject"))}
      {form && <button type="button" class="quiet" aria-expanded={isOpen} aria-label={`${t("correct.edit")}: ${name}`} onClick={() => setOpen(!isOpen)}>{t("correct.edit")}</button>}
      {last && <><span class="tag done">{t(`correct.done.${last.verdict}`)}</span> <UndoButton correction={last} /></>}
      {error && <span role="alert" class="note">{t("failed", error)}</span>}
      {isOpen && form?.(() => setOpen(false))}
    </span>
  );
}

interface Field { name: string; label: Key; value: string; options?: string[]; named?: (value: string) => string; list?: string; isOptional?: boolean; isLong?: boolean }

/// A form of a few fields; `send` makes corrections of them.
export function EditForm({ fields, send, close }: { fields: Field[]; send: (values: Record<string, string>) => NewCorrection[]; close?: () => void }) {
  const [values, setValues] = useState(Object.fromEntries(fields.map((f) => [f.name, f.value])));
  const [run, error] = useChange();
  const submit = async () => { for (const c of send(values)) await correct(c); };
  const set = (name: string, value: string) => setValues({ ...values, [name]: value });
  return (
    <form class="controls edit" onSubmit={(e) => { e.preventDefault(); run(submit().then(() => { if (close) close(); else setValues(Object.fromEntries(fields.map((f) => [f.name, f.value]))); })); }}>
      {fields.map((f) => <label key={f.name}>{t(f.label)} {f.options
        ? <select value={values[f.name]} onChange={(e) => set(f.name, e.currentTarget.value)}>{f.options.map((o) => <option key={o} value={o}>{o === "" ? t("correct.none") : (f.named ?? term)(o)}</option>)}</select>
        : f.isLong ? <textarea dir="auto" rows={3} required={!f.isOptional} value={values[f.name]} onInput={(e) => set(f.name, e.currentTarget.value)} />
        : <input dir="auto" required={!f.isOptional} list={f.list} value={values[f.name]} onInput={(e) => set(f.name, e.currentTarget.value)} />}</label>)}
      <button type="submit">{t("correct.save")}</button>
      {error && <span role="alert" class="note">{t("failed", error)}</span>}
    </form>
  );
}

/// Where the words stand in the text, nearest to `near`; spaces and line ends count alike.
export function locate(text: string, words: string, near: number): Span {
  const pattern = words.trim().split(/\s+/).filter(Boolean).map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+");
  let best: Span | undefined;
  for (const m of pattern ? text.matchAll(new RegExp(pattern, "g")) : []) {
    const start = Array.from(text.slice(0, m.index)).length;
    if (!best || Math.abs(start - near) < Math.abs(best.start - near)) best = { start, end: start + Array.from(m[0]).length };
  }
  if (!best) throw new Error(`${t("correct.absent")}: ${words}`);
  return best;
}

// Ids and words as they are, parts of the text by their words elsewhere.
const told = (key: string, value: unknown) => (Array.isArray(value) ? value.filter((x) => typeof x === "string").join("، ") || "…" : key === "act" ? act(String(value)) : coded.has(key) ? term(String(value)) : String(value));
const coded = new Set(["stance", "quote", "status", "move", "type", "label"]);

const described = (v: CorrectionValue | undefined) => {
  if (!v) return "";
  const { name, ...rest } = v;
  return Object.entries(rest).filter(([, x]) => typeof x === "string" || Array.isArray(x)).map(([k, x]) => `${field(k)}: ${told(k, x)}`).join(" · ") + (name ? ` (${name})` : "");
};

/// Corrections with what became of each; `words` gives the words that one is about.
export function CorrectionList({ items, words }: { items: Correction[]; words: (c: Correction) => string }) {
  return (
    <ul class="corrections">{items.map((c) => (
      <li key={c.number}><span class="tag">{t(`correct.done.${c.verdict}`)}</span> <span class="meta">{t(`kind.${c.kind}` as Key)}</span> {c.verdict === "reject" ? <del><Text>{words(c)}</Text></del> : <Text>{words(c)}</Text>}{" "}
        <span class="meta"><Text>{described(c.value)}</Text> {c.who && <Text>{c.who}</Text>} {c.when?.slice(0, 10)}</span> {!inForce(c) && <span class="tag warn">{t(`state.${c.state}` as Key)}</span>} {!c.undone && <UndoButton correction={c} />}</li>
    ))}</ul>
  );
}

export const kActs = ["state", "confirm", "reveal", "announce", "deny", "allege", "opine", "predict", "warn", "demand"];
export const kStances = ["neutral", "distancing", "endorsing"];

/// A verb or phrase that gives statements and is not known: for the user's own lexicon.
export function CueForm() {
  return <EditForm fields={[{ name: "text", label: "cue.text", value: "" }, { name: "present", label: "cue.present", value: "", isOptional: true },
    { name: "act", label: "correct.act", value: "state", options: kActs, named: act }, { name: "stance", label: "correct.stance", value: "neutral", options: kStances }]}
    send={(v) => [{ kind: "cue", verdict: "accept", value: { text: v.text, ...(v.present ? { present: v.present } : {}), act: v.act, stance: v.stance } }]} />;
}

const kActorTypes = ["person", "organisation", "party", "armed_group", "government", "state", "outlet", "people", "place"];

/// Names and cues of the user's own, beside the lexicon that the program came with.
export function OwnLexicon() {
  const state = usePromise(() => corrections(""), []);
  const named = (v: Record<string, string>): NewCorrection[] =>
    [{ kind: "alias", verdict: "accept", value: { text: v.text, actor: v.actor, type: v.type, ...(v.name ? { name: v.name } : {}) } }];
  return (
    <section id="own"><h2>{t("own.title")}</h2><p class="note">{t("own.when")}</p>
      <h3>{t("kind.alias")}</h3>
      <EditForm fields={[{ name: "text", label: "correct.words", value: "" }, { name: "actor", label: "correct.into", value: "", list: "actors" },
        { name: "name", label: "correct.name", value: "", isOptional: true }, { name: "type", label: "actors.type", value: "person", options: kActorTypes }]} send={named} />
      <h3>{t("kind.cue")}</h3>
      <CueForm />
      <Loaded state={state}>{(all) => <CorrectionList items={all.corrections.filter((c) => c.kind === "alias" || c.kind === "cue")} words={(c) => c.value?.text ?? ""} />}</Loaded>
    </section>
  );
}

/// The corrections that concern an actor in all documents, and forms to add one.
export function ActorCorrections({ id, names }: { id: string; names: string[] }) {
  const state = usePromise(() => corrections(""), []);
  const one = (c: NewCorrection) => [c];
  return (
    <section><h2>{t("correct.actor")}</h2>
      <h3>{t("kind.merge")}</h3>
      <EditForm fields={[{ name: "actor", label: "correct.into", value: "", list: "actors" }]} send={(v) => one({ kind: "merge", verdict: "accept", value: { was: id, actor: v.actor } })} />
      <h3>{t("kind.split")}</h3>
      <EditForm fields={[{ name: "text", label: "correct.name", value: names[0] ?? "", options: names }, { name: "actor", label: "correct.into", value: "", list: "actors" }]}
        send={(v) => one({ kind: "split", verdict: "accept", value: { was: id, text: v.text, actor: v.actor } })} />
      <h3>{t("kind.alias")}</h3>
      <EditForm fields={[{ name: "text", label: "correct.words", value: "" }]} send={(v) => one({ kind: "alias", verdict: "accept", value: { text: v.text, actor: id } })} />
      <Loaded state={state}>{(all) => <CorrectionList items={all.corrections.filter((c) => c.value?.actor === id || c.value?.was === id)} words={(c) => c.value?.text ?? c.value?.was ?? ""} />}</Loaded>
    </section>
  );
}

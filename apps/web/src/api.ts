// Requests to the program that serves the page; answers are kept while the page is open.
import type { ArticleRecord, Correction, DossierAnswer, NewCorrection, PlacesAnswer, QueriesAnswer, ReviewAnswer, SearchAnswer, Summary } from "./types";

export interface Filter { actor?: string; outlet?: string; from?: string; to?: string }

const kept = new Map<string, Promise<unknown>>();

async function request<T>(path: string, body?: unknown): Promise<T> {
  const answer = await fetch(path, body === undefined ? {} // as index.html asks for it ahead
    : { method: "POST", headers: { Accept: "application/json", "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error ?? String(answer.status));
  return said as T;
}

const answers = new WeakMap<Promise<unknown>, unknown>();
/// What a request has been answered with, if it has: a view is drawn once, not first without.
export const answered = <T>(asked: Promise<T>) => answers.get(asked) as T | undefined;

function get<T>(path: string): Promise<T> {
  let found = kept.get(path);
  if (!found) {
    const asked = request<T>(path);
    kept.set(path, asked);
    asked.then((value) => answers.set(asked, value), () => kept.delete(path));
    found = asked;
  }
  return found as Promise<T>;
}

function query(parameters: Record<string, string | undefined>): string {
  const q = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) q.set(name, value);
  return q.size > 0 ? `?${q}` : "";
}

export const summary = () => get<Summary>("/api/summary");
/// What takes long to join: `quick` answers at once, with the latest few articles.
export const dossier = (filter: Filter, quick = false) => get<DossierAnswer>(`/api/dossier${query({ ...filter, quick: quick ? "1" : undefined })}`);
export const places = (filter: Filter, quick = false) => get<PlacesAnswer>(`/api/places${query({ ...filter, quick: quick ? "1" : undefined })}`);
export const isWhole = (a: { total: number; used: number; most: number }) => a.used >= Math.min(a.total, a.most);
export const article = (id: string) => get<ArticleRecord>(`/api/documents/${encodeURIComponent(id)}`);
export const search = (words: string, filter: Filter) => get<SearchAnswer>(`/api/search${query({ words, ...filter, limit: "50" })}`);
export const corrections = (document: string) => get<{ corrections: Correction[] }>(`/api/corrections${query({ document })}`);
export const review = (kind: string) => get<ReviewAnswer>(`/api/review${query({ kind, limit: "50" })}`);

// What was corrected changes every answer: all are asked for anew.
const listeners = new Set<() => void>();
let changes = 0;
export const changeCount = () => changes;
export function onChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}
async function change(path: string, body: unknown): Promise<void> {
  await request(path, body);
  kept.clear();
  ++changes;
  for (const listener of listeners) listener();
}
export const correct = (c: NewCorrection) => change("/api/corrections", { schema: "isnad.correction/1", ...c });
export const undo = (number: number) => change(`/api/corrections/${number}/undo`, {});
export const queries = () => get<QueriesAnswer>("/api/queries");
/// Keeps an address of the page under a name; without an address it is forgotten.
export const saveQuery = (name: string, address: string) => change("/api/queries", { name, address });

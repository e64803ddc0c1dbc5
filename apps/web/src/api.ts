// Requests to the program that serves the page; answers are kept while the page is open.
import type { ArticleRecord, DossierAnswer, SearchAnswer, Summary } from "./types";

export interface Filter { actor?: string; outlet?: string; from?: string; to?: string }

const kept = new Map<string, Promise<unknown>>();

async function request<T>(path: string): Promise<T> {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error ?? String(answer.status));
  return body as T;
}

function get<T>(path: string): Promise<T> {
  let found = kept.get(path);
  if (!found) {
    found = request<T>(path);
    kept.set(path, found);
    found.catch(() => kept.delete(path));
  }
  return found as Promise<T>;
}

function query(parameters: Record<string, string | undefined>): string {
  const q = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) q.set(name, value);
  return q.size > 0 ? `?${q}` : "";
}

export const summary = () => get<Summary>("/api/summary");
export const dossier = (filter: Filter) => get<DossierAnswer>(`/api/dossier${query({ ...filter })}`);
export const article = (id: string) => get<ArticleRecord>(`/api/documents/${encodeURIComponent(id)}`);
export const search = (words: string, filter: Filter) => get<SearchAnswer>(`/api/search${query({ words, ...filter, limit: "50" })}`);

// What the API answers (docs/formats/api.md, dossier.md, record.md), as far as the page reads it.
export interface Span { start: number; end: number }
export interface Evidence extends Span { document: string }

export interface DossierDocument {
  id: string; outlet: string | null; outlet_name: string | null; title: string | null; published: string | null;
  near_duplicate_of: string | null; copied_from: { document: string; share: number; passages: Span[] }[];
}
export interface Story {
  id: string; headline: string | null; documents: string[]; first: string; from: string | null; to: string | null;
  actors: (string | { actor: string })[]; places: (string | { place: string })[];
}
export interface Carrier extends Evidence {
  outlet: string | null; date: string | null; chain: string[]; root: string | null; stance: string; act?: string; side?: "for" | "against"; evidence: Evidence[];
}
export interface Root { id: string; name: string; kind: string; folded: { key: string; documents: string[] }[] }
export interface Claim {
  id: string; story: string | null; text: string; polarity: string; carriers: Carrier[]; outlets: number; independent_roots: number;
  roots: Root[]; circular: string[][]; contradicts: { claim: string; kind: string; because: string; who: string | null; evidence: Evidence[] }[];
}
export interface Position {
  party: string; issue: string | null; move: string; to: string[]; object: string | null; time: string | null; status: string;
  claim: string | null; chain: string[]; changed: boolean; evidence: Evidence[];
}
export interface Track {
  id: string; name: string; parties: { actor: string; name: string }[];
  third_parties: { actor: string; role: string; from: string | null; to: string | null; evidence: Evidence[] }[];
  rounds: { date: string | null; place: string | null; parties: string[]; third: { actor: string; role: string }[]; status: string; evidence: Evidence[] }[];
  issues: { id: string; name: string }[]; positions: Position[];
  linkages: { kind: string; if: string; then: string | null; evidence: Evidence[] }[];
}
export interface Framing { outlet: string | null; actor: string; label: string; loaded: boolean; count: number; in_quotes: number; evidence: Evidence[] }
export interface TimelineItem { date: string | null; event: string; type: string; status?: string; actors: string[]; evidence: Evidence[] }
export interface DossierActor { id: string; name: string; form?: string; mentions?: number; documents?: number }
export interface Dossier {
  documents: DossierDocument[]; stories: Story[]; claims: Claim[]; tracks: Track[]; framing: Framing[]; timeline: TimelineItem[];
  actors?: DossierActor[];
}
export interface DossierAnswer { total: number; used: number; most: number; dossier: Dossier }

export interface Summary {
  documents: number; outlets: number; undated: number; not_arabic: number; attributions: number; events: number; moves: number;
  from: string | null; to: string | null; volume: { date: string; documents: number }[];
  actors: { id: string; name: string; type: string; documents: number; mentions: number }[];
  failures: { path: string; line: number; reason: string }[];
}
export type CorrectionKind = "mention" | "link" | "attribution" | "event" | "claim" | "merge" | "split" | "alias" | "cue";
export interface CorrectionValue {
  start?: number; end?: number; actor?: string; name?: string; type?: string; label?: string; was?: string; text?: string; present?: string; act?: string; stance?: string;
  quote?: string; content?: Span[]; chain?: Span[]; status?: string; move?: string; actors?: string[]; recipients?: string[]; object?: Span; other?: Evidence;
}
export interface NewCorrection { kind: CorrectionKind; verdict: "accept" | "reject" | "edit"; document?: string; start?: number; end?: number; value?: CorrectionValue }
export interface Correction extends NewCorrection { number: number; who: string | null; when: string | null; undone: boolean; state: string }
export interface ReviewAnswer {
  items: (Span & { kind: "mention" | "attribution" | "event"; document: string; title: string | null; outlet: string | null; published: string | null;
                   confidence: number; text: string; what: string; sentence: Span & { text: string } })[];
}
export interface Place {
  id: string; name: string; name_ar: string | null; lat: number; lon: number;
  events: (Evidence & { type: string; status: string; date: string | null; actors: string[]; recipients: string[] })[];
}
export interface PlacesAnswer { total: number; used: number; most: number; places: Place[] }
export interface QueriesAnswer { queries: { name: string; address: string }[] }
export interface SearchAnswer {
  total: number;
  hits: { document: string; title: string | null; outlet: string | null; published: string | null;
          sentences: (Span & { text: string; matches: Span[] })[] }[];
}
export interface ArticleRecord {
  document: { id: string; url: string | null; path: string | null; outlet: { id: string | null; name: string | null } | null; title: string | null;
              author: string | null; language: string; published: { value: string | null; basis: string }; text: string };
  sentences: Span[];
  mentions: (Span & { text: string; type: string; actor: string; name: string; label: string; basis: string; confidence?: number })[];
  sources: { id: string; kind: string; name: string; mentions: Span[] }[];
  attributions: { id: string; cue: Span & { lemma: string }; act: string; stance: string; quote: string; chain: string[]; content: Span[]; confidence: number }[];
  events: { id: string; trigger: Span & { lemma: string }; type: string; actors: string[]; recipients: string[]; status: string; move: string | null;
            object: Span | null; confidence: number }[];
  times: (Span & { id: string; text: string; value: string | null })[];
}

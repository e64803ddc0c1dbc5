import { useState } from "preact/hooks";
import { type Filter, search } from "../api";
import { CopyButton, CsvButton, Days, Loaded, Points, Text, usePromise } from "../common";
import { t } from "../i18n";
import type { Span } from "../types";

function Marked({ text, matches }: { text: string; matches: Span[] }) {
  const points = new Points(text);
  const parts = [];
  let at = 0;
  for (const m of matches) {
    parts.push(points.slice(at, m.start), <mark key={m.start}>{points.slice(m.start, m.end)}</mark>);
    at = m.end;
  }
  return <p dir="auto" class="sentence">{parts}{points.slice(at, points.length)}</p>;
}

function Results({ words, filter }: { words: string; filter: Filter }) {
  const state = usePromise(() => search(words, filter), [words, JSON.stringify(filter)]);
  return (
    <Loaded state={state}>{(answer) => (
      <>
        <p class="meta" role="status">{t("search.found", answer.total)} <CsvButton name="search" rows={() => [["document", "title", "outlet", "published", "sentence"], ...answer.hits.map((h) => [h.document, h.title ?? "", h.outlet ?? "", h.published ?? "", h.sentences.map((s) => s.text).join(" … ")])]} /></p>
        <ul class="cards">{answer.hits.map((hit) => (
          <li class="card" key={hit.document}>
            <a href={`#/article/${encodeURIComponent(hit.document)}`}><Text strong>{hit.title ?? hit.document}</Text></a>
            <p class="meta"><Text>{hit.outlet ?? t("unknown.outlet")}</Text> · {hit.published ? <Days>{hit.published}</Days> : t("undated")}{hit.sentences[0] && <> <CopyButton text={`«${hit.sentences[0].text.trim()}» — ${hit.outlet ?? t("unknown.outlet")}, ${hit.title ?? hit.document}, ${hit.published ?? t("undated")}`} /></>}</p>
            {hit.sentences.map((s) => <Marked key={s.start} text={s.text} matches={s.matches} />)}
          </li>
        ))}</ul>
      </>
    )}</Loaded>
  );
}

export function SearchView({ words, filter, go }: { words: string; filter: Filter; go: (words: string) => void }) {
  const [typed, setTyped] = useState(words);
  return (
    <>
      <h1>{t("nav.search")}</h1>
      <form class="controls" role="search" onSubmit={(e) => { e.preventDefault(); go(typed); }}>
        <label>{t("search.words")} <input type="search" dir="auto" value={typed} onInput={(e) => setTyped(e.currentTarget.value)} /></label>
        <button type="submit">{t("search.go")}</button>
      </form>
      <p class="meta">{t("search.hint")}</p>
      {words !== "" && <Results words={words} filter={filter} />}
    </>
  );
}

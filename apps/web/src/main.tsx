// The page of `isnad serve`. The address after # says the view and the filter, so that back, forward and bookmarks work.
import "@fontsource-variable/noto-sans-arabic/wght.css";
import "@fontsource/noto-sans/latin-400.css";
import "@fontsource/noto-sans/latin-700.css";
import "./style.css";
import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { dossier, type Filter, isWhole, queries, saveQuery, summary } from "./api";
import { Days, Index, later, Loaded, printBrief, useGrowing, usePromise } from "./common";
import { applyLanguage, currentLanguage, type Key, t } from "./i18n";
import type { DossierAnswer, Span, Summary } from "./types";
import { Overview } from "./views/overview";
import { Stories } from "./views/stories";

// Views other than the first: each is loaded when it is shown, or as soon as the browser has nothing else to do.
const Tracks = later(() => import("./views/tracks").then((m) => m.Tracks));
const Claims = later(() => import("./views/claims").then((m) => m.Claims));
const ClaimView = later(() => import("./views/claims").then((m) => m.ClaimView));
const Actors = later(() => import("./views/actors").then((m) => m.Actors));
const ActorView = later(() => import("./views/actors").then((m) => m.ActorView));
const FramingView = later(() => import("./views/framing").then((m) => m.FramingView));
const MapView = later(() => import("./views/map").then((m) => { m.prepareMap(); return m.MapView; }));
const ArticleView = later(() => import("./views/article").then((m) => m.ArticleView));
const SearchView = later(() => import("./views/search").then((m) => m.SearchView));
const ReviewView = later(() => import("./views/review").then((m) => m.ReviewView));
const others = [Tracks, Claims, Actors, FramingView, MapView, ArticleView, SearchView, ReviewView];

const sections = ["overview", "tracks", "claims", "stories", "actors", "framing", "map", "search", "review"] as const;
const filters = ["actor", "outlet", "from", "to"] as const;

interface Place { view: string; id: string; parameters: URLSearchParams }

function place(): Place {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [view = "", ...rest] = path.split("/");
  return { view: view || "overview", id: decodeURIComponent(rest.join("/")), parameters: new URLSearchParams(query) };
}

function usePlace(): Place {
  const [now, setNow] = useState(place);
  useEffect(() => {
    const changed = () => { setNow(place()); document.getElementById("main")?.focus(); window.scrollTo(0, 0); };
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return now;
}

const filterOf = (p: URLSearchParams): Filter => Object.fromEntries(filters.map((f) => [f, p.get(f) ?? undefined]));

function go(view: string, parameters: Record<string, string | undefined>) {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(parameters)) if (v) q.set(k, v);
  location.hash = `#/${view}${q.size > 0 ? `?${q}` : ""}`;
}

function FilterBar({ now, summary }: { now: Place; summary: Summary }) {
  const [draft, setDraft] = useState(filterOf(now.parameters));
  const [isNaming, setNaming] = useState(false); // the many names are made when somebody is about to write one
  useEffect(() => setDraft(filterOf(now.parameters)), [now]);
  const input = (name: (typeof filters)[number], extra: Record<string, string>) => (
    <label>{t(`filter.${name}`)} <input dir="auto" {...extra} value={draft[name] ?? ""} onInput={(e) => setDraft({ ...draft, [name]: e.currentTarget.value })} /></label>
  );
  const view = sections.includes(now.view as never) ? now.view : "overview";
  const words = now.parameters.get("words") ?? undefined;
  return (
    <form class="controls filter" onFocusIn={() => setNaming(true)} onSubmit={(e) => { e.preventDefault(); go(view, { words, ...draft }); }}>
      {input("actor", { list: "actors" })}{input("outlet", {})}{input("from", { placeholder: "2018-03" })}{input("to", { placeholder: "2018-04" })}
      <datalist id="actors">{isNaming && summary.actors.map((a) => <option key={a.id} value={a.id}>{a.name}</option>)}</datalist>
      <button type="submit">{t("filter.apply")}</button>
      {filters.some((f) => draft[f]) && <button type="button" class="quiet" onClick={() => go(view, { words })}>{t("filter.clear")}</button>}
    </form>
  );
}

// Views with their filter and words that the reader has given a name.
function Saved() {
  const [name, setName] = useState("");
  const [error, setError] = useState("");
  const state = usePromise(queries, []);
  const say = (change: Promise<void>) => { change.then(() => { setName(""); setError(""); }, (e: Error) => setError(e.message)); };
  return (
    <details class="saved"><summary>{t("saved.title")}</summary>
      <Loaded state={state}>{(answer) => <ul>{answer.queries.map((q) => (
        <li key={q.name}><a href={q.address.startsWith("#/") ? q.address : "#/"}><bdi dir="auto">{q.name}</bdi></a> <button type="button" class="quiet" aria-label={`${t("saved.forget")}: ${q.name}`} onClick={() => say(saveQuery(q.name, ""))}>{t("saved.forget")}</button></li>
      ))}</ul>}</Loaded>
      <form class="controls" onSubmit={(e) => { e.preventDefault(); say(saveQuery(name, location.hash || "#/")); }}>
        <label>{t("saved.name")} <input dir="auto" required value={name} onInput={(e) => setName(e.currentTarget.value)} /></label> <button type="submit">{t("saved.save")}</button>
        {error && <span role="alert" class="note">{t("failed", error)}</span>}
      </form>
    </details>
  );
}

function View({ now, answer, summary, filter }: { now: Place; answer: DossierAnswer; summary: Summary; filter: Filter }) {
  const index = useMemo(() => new Index(answer.dossier), [answer, currentLanguage()]);
  switch (now.view) {
    case "tracks": return <Tracks index={index} />;
    case "claims": return <Claims index={index} />;
    case "claim": return <ClaimView index={index} id={now.id} />;
    case "stories": return <Stories index={index} />;
    case "actors": return <Actors index={index} summary={summary} />;
    case "actor": return <ActorView index={index} id={now.id} />;
    case "map": return <MapView index={index} filter={filter} />;
    case "framing": return <FramingView index={index} />;
    default: return <Overview index={index} summary={summary} isAll={!filters.some((f) => filter[f])} isWhole={isWhole(answer)} />;
  }
}

// Views that need the whole dossier, under its filter.
function Joined({ now, summary }: { now: Place; summary: Summary }) {
  const [filter, setFilter] = useState(filterOf(now.parameters));
  useEffect(() => { if (sections.includes(now.view as never)) setFilter(filterOf(now.parameters)); }, [now]);
  const state = useGrowing((quick) => dossier(filter, quick), JSON.stringify(filter));
  return <Loaded state={state}>{(answer) => <>
    {answer.used < answer.total && <p class="note" role="status">{t(isWhole(answer) ? "filter.truncated" : "filter.growing", answer.total, answer.used)}</p>}
    <View now={now} answer={answer} summary={summary} filter={filter} /></>}</Loaded>;
}

function spanOf(text: string | null): Span | undefined {
  const found = /^(\d+)-(\d+)$/.exec(text ?? "");
  return found ? { start: Number(found[1]), end: Number(found[2]) } : undefined;
}

function App() {
  const [language, setLanguage] = useState(currentLanguage());
  const now = usePlace();
  const state = usePromise(summary, []);
  const turn = () => { const next = language === "ar" ? "en" : "ar"; applyLanguage(next); setLanguage(next); };
  const query = new URLSearchParams(filters.flatMap((f) => (now.parameters.get(f) ? [[f, now.parameters.get(f)!]] : [])));
  return (
    <>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.getElementById("main")?.focus(); }}>{t("skip")}</a>
      <header>
        <a class="brand" href="#/">{t("title")}</a>
        <nav aria-label={t("nav.label")}>{sections.map((s) => <a key={s} href={`#/${s}${query.size > 0 ? `?${query}` : ""}`} aria-current={now.view === s ? "page" : undefined}>{t(`nav.${s}` as Key)}</a>)}</nav>
        <button type="button" class="quiet" onClick={() => void printBrief()}>{t("print")}</button>
        <button type="button" class="quiet turn" lang={language === "ar" ? "en" : "ar"} onClick={turn}>{t("language")}</button>
      </header>
      <Loaded state={state}>{(s) => <>
        <FilterBar now={now} summary={s} />
        <Saved />
        <main id="main" tabIndex={-1} key={language}>
          <p class="printed">{t("title")} · {[s.from, s.to].filter(Boolean).map((d, i) => <>{i > 0 && " – "}<Days>{d}</Days></>)}{filters.filter((f) => now.parameters.get(f)).map((f) => ` · ${t(`filter.${f}`)}: ${now.parameters.get(f)}`)}</p>
          {now.view === "article" ? <ArticleView id={now.id} at={spanOf(now.parameters.get("at"))} />
            : now.view === "review" ? <ReviewView />
            : now.view === "search" ? <SearchView key={now.parameters.get("words") ?? ""} words={now.parameters.get("words") ?? ""} filter={filterOf(now.parameters)} go={(words) => go("search", { ...filterOf(now.parameters), words })} />
            : <Joined now={now} summary={s} />}
        </main>
      </>}</Loaded>
    </>
  );
}

// What the first view needs is asked for at once, not one after the other, and drawn once: to lay text out without its font, and
// again with it, takes longer than all the rest. Where it takes long, the page stands without.
applyLanguage(currentLanguage());
const kPatience = 500; // milliseconds
const first = place();
const isJoined = !["article", "review", "search"].includes(first.view);
const fonts = document.fonts.load(`1em ${getComputedStyle(document.body).fontFamily.split(",")[0]}`, "\u0627a0");
void Promise.race([
  Promise.allSettled([summary(), isJoined ? dossier(filterOf(first.parameters), true) : undefined, fonts]),
  new Promise((r) => setTimeout(r, kPatience)),
]).then(() => {
  render(<App />, document.getElementById("app")!);
  setTimeout(() => requestIdleCallback(() => others.forEach((view) => void view.load())), kPatience);
});

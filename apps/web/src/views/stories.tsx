import { claimLink, CsvButton, Days, type Index, Paged, Tag, Text } from "../common";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import type { Claim, Story } from "../types";

const named = (x: string | { actor?: string; place?: string }) => (typeof x === "string" ? x : (x.actor ?? x.place ?? ""));

const kMostClaims = 40;
const kMostOutlets = 10;

// What one outlet says and another does not: claims of the story by outlet, and what each calls whom.
function Differences({ story, index }: { story: Story; index: Index }) {
  const inside = new Set(story.documents);
  const outlets = [...new Set(story.documents.map((d) => index.toldApart(d)))].slice(0, kMostOutlets);
  const says = (c: Claim, outlet: string) => c.carriers.find((x) => inside.has(x.document) && index.toldApart(x.document) === outlet);
  const claims = index.dossier.claims.filter((c) => c.carriers.some((x) => inside.has(x.document)) && !outlets.every((o) => says(c, o)));
  const shown = [...claims].sort((a, b) => b.contradicts.length - a.contradicts.length || b.outlets - a.outlets).slice(0, kMostClaims);
  const labels = index.dossier.framing.filter((f) => f.loaded).flatMap((f) => f.evidence.filter((e) => inside.has(e.document)).map((e) => ({ outlet: index.toldApart(e.document), text: `${f.label} (${index.actor(f.actor)})` })));
  if (outlets.length < 2) return <p class="note">{t("stories.one")}</p>;
  if (shown.length === 0 && labels.length === 0) return <p class="note">{t("stories.same")}</p>;
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t("stories.differences")}>
      <table class="differences">
        <caption>{t("stories.differences")} <CsvButton name={`story-${story.id}`} rows={() => [["claim", ...outlets], ...claims.map((c) => [c.text, ...outlets.map((o) => { const x = says(c, o); return x ? (x.side ?? "for") : ""; })])]} /></caption>
        <thead><tr><th scope="col">{t("kind.claim")}</th>{outlets.map((o) => <th scope="col" key={o}><Text>{o}</Text></th>)}</tr></thead>
        <tbody>
          {shown.map((c) => <tr key={c.id}><th scope="row"><a href={claimLink(c)}><Text>{c.text}</Text></a>{c.contradicts.length > 0 && <> <span class="tag warn">{t("claim.contradicts")}</span></>}</th>
            {outlets.map((o) => { const x = says(c, o); return <td key={o} class={x ? "said" : ""}>{x ? x.side === "against" ? <Tag value="denied" /> : <span aria-label={t("stories.says")}>●</span> : <span class="meta" aria-label={t("stories.silent")}>–</span>}</td>; })}</tr>)}
          {labels.length > 0 && <tr><th scope="row">{t("actor.labels")}</th>{outlets.map((o) => <td key={o}><Text>{[...new Set(labels.filter((l) => l.outlet === o).map((l) => l.text))].join("، ")}</Text></td>)}</tr>}
        </tbody>
      </table>
    </div>
  );
}

export function StoryLine({ story, index }: { story: Story; index: Index }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li class="card">
      <details onToggle={(e) => setOpen((e.currentTarget as HTMLDetailsElement).open)}>
        <summary><Text strong>{story.headline ?? index.document(story.first)?.title ?? story.id}</Text>
          <span class="meta"> {t("stories.documents", story.documents.length)} · {index.outletsOf(story.documents)} · {[story.from, story.to].filter((d, i, all) => d && all.indexOf(d) === i).map((d, i) => <>{i > 0 && " – "}<Days>{d}</Days></>)}</span></summary>
        <p class="meta">{story.actors.slice(0, 8).map((a) => index.actor(named(a))).join(" · ")}</p>
        <ul>{story.documents.map((id) => {
          const d = index.document(id);
          const copies = d?.copied_from ?? [];
          return <li key={id}><a href={`#/article/${encodeURIComponent(id)}`}><Text>{d?.title ?? id}</Text></a> <span class="meta"><Text>{index.outletOf(id)}</Text> · {d?.published ? <Days>{d.published}</Days> : t("undated")}
            {id === story.first && <> · <span class="tag">{t("stories.first")}</span></>}{copies.length > 0 && <> · {t("stories.copies")} <Text>{index.document(copies[0]!.document)?.title ?? copies[0]!.document}</Text> ({Math.round(100 * copies[0]!.share)}%)</>}</span></li>;
        })}</ul>
        {isOpen && <Differences story={story} index={index} />}
      </details>
    </li>
  );
}

export function Stories({ index }: { index: Index }) {
  const stories = [...index.dossier.stories].sort((a, b) => b.documents.length - a.documents.length);
  return <><h1>{t("nav.stories")} <CsvButton name="stories" rows={() => [["id", "headline", "documents", "outlets", "from", "to", "first"], ...stories.map((s) => [s.id, s.headline ?? "", s.documents.length, new Set(s.documents.filter((d) => index.isKnown(d)).map((d) => index.outletOf(d))).size, s.from ?? "", s.to ?? "", s.first])]} /></h1>{stories.length === 0 && <p class="note">{t("nothing")}</p>}<ul class="cards"><Paged as="li" items={stories}>{(s) => <StoryLine key={s.id} story={s} index={index} />}</Paged></ul></>;
}

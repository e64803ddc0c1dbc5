import { type Index, Paged, Text } from "../common";
import { t } from "../i18n";
import type { Story } from "../types";

const named = (x: string | { actor?: string; place?: string }) => (typeof x === "string" ? x : (x.actor ?? x.place ?? ""));

export function StoryLine({ story, index }: { story: Story; index: Index }) {
  const outlets = new Set(story.documents.map((d) => index.outletOf(d)));
  return (
    <li class="card">
      <details>
        <summary><Text strong>{story.headline ?? index.document(story.first)?.title ?? story.id}</Text>
          <span class="meta"> {story.documents.length} {t("stories.documents")} · {outlets.size} {t("claim.outlets")} · {[story.from, story.to].filter((d, i, all) => d && all.indexOf(d) === i).join(" – ")}</span></summary>
        <p class="meta">{story.actors.slice(0, 8).map((a) => index.actor(named(a))).join(" · ")}</p>
        <ul>{story.documents.map((id) => {
          const d = index.document(id);
          const copies = d?.copied_from ?? [];
          return <li key={id}><a href={`#/article/${encodeURIComponent(id)}`}><Text>{d?.title ?? id}</Text></a> <span class="meta"><Text>{index.outletOf(id)}</Text> · {d?.published ?? t("undated")}
            {id === story.first && <> · <span class="tag">{t("stories.first")}</span></>}{copies.length > 0 && <> · {t("stories.copies")} <Text>{index.document(copies[0]!.document)?.title ?? copies[0]!.document}</Text> ({Math.round(100 * copies[0]!.share)}%)</>}</span></li>;
        })}</ul>
      </details>
    </li>
  );
}

export function Stories({ index }: { index: Index }) {
  const stories = [...index.dossier.stories].sort((a, b) => b.documents.length - a.documents.length);
  return <><h1>{t("nav.stories")}</h1>{stories.length === 0 && <p class="note">{t("nothing")}</p>}<ul class="cards"><Paged as="li" items={stories}>{(s) => <StoryLine key={s.id} story={s} index={index} />}</Paged></ul></>;
}

// The queue of what may be wrong, the least sure first.
import { useState } from "preact/hooks";
import { review } from "../api";
import { CsvButton, Days, Loaded, Text, usePromise } from "../common";
import { Judge, OwnLexicon } from "../corrections";
import { act, type Key, t, term } from "../i18n";

// What an item says, in the language of the page: values of the record by their names, ids as they are.
function told(kind: string, what: string): string {
  if (kind === "mention") return what === "names nobody known" ? t("review.nobody") : what;
  const [head = "", ...rest] = what.split(": ");
  const names = kind === "attribution" ? act(head) : head.split(" ").map(term).join("، ");
  return [names, ...rest].join(": ").replaceAll(" < ", " ← ").replaceAll(" > ", ` ${t("arrow")} `);
}

export function ReviewView() {
  const [kind, setKind] = useState("");
  const state = usePromise(() => review(kind), [kind]);
  return (
    <>
      <h1>{t("nav.review")}</h1>
      <div class="controls"><label>{t("review.kind")} <select value={kind} onChange={(e) => setKind(e.currentTarget.value)}>
        {["", "mention", "attribution", "event"].map((k) => <option key={k} value={k}>{k === "" ? t("filter.any") : t(`kind.${k}` as Key)}</option>)}</select></label></div>
      <Loaded state={state}>{(answer) => answer.items.length === 0 ? <p class="note">{t("review.nothing")}</p> : (
        <><p><CsvButton name="review" rows={() => [["kind", "document", "start", "end", "text", "what", "confidence", "sentence"], ...answer.items.map((i) => [i.kind, i.document, i.start, i.end, i.text, i.what, i.confidence, i.sentence.text])]} /></p>
        <ul class="cards">{answer.items.map((i) => (
          <li class="card" key={`${i.kind} ${i.document} ${i.start}`}>
            <p><span class="tag">{t(`kind.${i.kind}` as Key)}</span> <Text strong>{i.text}</Text> {t("arrow")} <Text>{told(i.kind, i.what)}</Text> <span class="meta">{t("article.confidence", Math.round(100 * i.confidence))}</span></p>
            <p class="sentence"><Text>{i.sentence.text}</Text></p>
            <p class="meta"><a href={`#/article/${encodeURIComponent(i.document)}?at=${i.start}-${i.end}`}><Text>{i.title ?? i.document}</Text></a> · <Text>{i.outlet ?? t("unknown.outlet")}</Text> · {i.published ? <Days>{i.published}</Days> : t("undated")}</p>
            <Judge kind={i.kind} document={i.document} span={i} name={i.text} done={[]} />
          </li>
        ))}</ul></>
      )}</Loaded>
      <OwnLexicon />
    </>
  );
}

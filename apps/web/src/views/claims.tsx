import { useState } from "preact/hooks";
import { Chain, CsvButton, Days, type Index, Paged, Sentence, Tag, Text } from "../common";
import { correct } from "../api";
import { CorrectionList, EditForm, useCorrections } from "../corrections";
import { t, term, why } from "../i18n";
import type { Claim, Evidence } from "../types";
import { IsnadGraph } from "./graph";
import { ClaimLine, Counts, saying } from "./lines";

export function Claims({ index }: { index: Index }) {
  const [words, setWords] = useState("");
  const [isDisputed, setDisputed] = useState(false);
  const [isSeveral, setSeveral] = useState(false);
  const shown = index.dossier.claims.filter((c) =>
    (!isDisputed || c.contradicts.length > 0) && (!isSeveral || c.outlets > 1) && (words === "" || c.text.includes(words)));
  return (
    <>
      <h1>{t("nav.claims")} <small>{t("claims.sort")}</small></h1>
      <div class="controls">
        <label>{t("claims.find")} <input type="search" dir="auto" value={words} onInput={(e) => setWords(e.currentTarget.value)} /></label>
        <label><input type="checkbox" checked={isDisputed} onChange={() => setDisputed(!isDisputed)} /> {t("claims.disputed")}</label>
        <label><input type="checkbox" checked={isSeveral} onChange={() => setSeveral(!isSeveral)} /> {t("claims.several")}</label>
        <CsvButton name="claims" rows={() => [["id", "claim", "outlets", "independent_roots", "first", "chain"],
          ...shown.map((c) => [c.id, c.text, c.outlets, c.independent_roots, c.carriers[0]?.date ?? "", (c.carriers[0]?.chain ?? []).join(" < ")])]} />
      </div>
      {shown.length === 0 && <p class="note">{t("nothing")}</p>}
      <ul class="cards"><Paged as="li" items={shown}>{(c) => <ClaimLine key={c.id} claim={c} />}</Paged></ul>
    </>
  );
}

const place = (e: Evidence): Evidence => ({ document: e.document, start: e.start, end: e.end });

// Whether carriers say the same: one is taken out of the claim, or another claim's is brought in.
function Judgements({ claim, index }: { claim: Claim; index: Index }) {
  const done = useCorrections("").filter((c) => c.kind === "claim");
  const carriers = saying(claim);
  const first = carriers[0];
  if (!first) return null;
  const others = index.dossier.claims.filter((c) => c.id !== claim.id && c.story === claim.story).slice(0, 100);
  const options = new Map(others.map((c) => [c.text.slice(0, 80), c]));
  return (
    <section class="screen">
      <h2>{t("correct.claim")}</h2>
      {carriers.length > 1 && <ul>{carriers.slice(1).map((c, i) => (
        <li key={i}><Text>{index.outletOf(c.document)}</Text> <span class="meta"><Days>{c.date}</Days></span> <button type="button" class="quiet" aria-label={`${t("correct.other")}: ${index.outletOf(c.document)} ${i + 2}`}
          onClick={() => void correct({ kind: "claim", verdict: "reject", ...place(c), value: { other: place(first) } })}>{t("correct.other")}</button></li>
      ))}</ul>}
      {others.length > 0 && <EditForm fields={[{ name: "claim", label: "correct.same", value: [...options.keys()][0] ?? "", options: [...options.keys()] }]}
        send={(v) => { const other = options.get(v.claim ?? "")?.carriers[0]; return other ? [{ kind: "claim", verdict: "accept", ...place(other), value: { other: place(first) } }] : []; }} />}
      <CorrectionList items={done} words={(c) => index.document(c.document ?? "")?.title ?? c.document ?? ""} />
    </section>
  );
}

// The other claim with its own sentences, or the sentences alone where it is not joined here.
function Contradiction({ contradiction: c, index }: { contradiction: Claim["contradicts"][number]; index: Index }) {
  const other = index.claim(c.claim);
  const sentences = c.evidence.length > 0 ? c.evidence : other ? saying(other) : [];
  return (
    <div class="card">
      <p><Tag value={c.kind} /> <Text>{why(c.because, [c.who ?? ""])}</Text></p>
      {other && <ul class="cards"><ClaimLine claim={other} /></ul>}
      {sentences.slice(0, 3).map((e, k) => <Sentence key={k} evidence={e} chain={other?.carriers.find((x) => x.document === e.document)?.chain} />)}
    </div>
  );
}

export function ClaimView({ index, id }: { index: Index; id: string }) {
  const claim = index.claim(id);
  if (!claim) return <p class="note">{t("nothing")}</p>;
  const against = claim.carriers.filter((c) => c.side === "against");
  return (
    <>
      <h1 class="claim"><Text>{claim.text}</Text></h1>
      <p class="meta"><Counts claim={claim} /> {claim.polarity === "denied" && <Tag value="denied" />}{" "}
        <CsvButton name={`carriers-${claim.id}`} rows={() => [["outlet", "date", "chain", "root", "stance", "side", "document", "start", "end"], ...claim.carriers.map((c) => [c.outlet ?? "", c.date ?? "", c.chain.join(" < "), c.root ?? "", c.stance, c.side ?? "for", c.document, c.start, c.end])]} /></p>
      <IsnadGraph claim={claim} />
      {claim.roots.length > 0 && (
        <section>
          <h2>{t("claim.counted")}</h2>
          <ul>{claim.roots.map((r) => <li key={r.id}><Text strong>{r.name || term(r.kind)}</Text> <Tag value={r.kind} />{r.folded.length > 0 && <ul>{r.folded.map((f, i) => <li key={i}><Text>{why(f.key, f.documents.map((d) => index.toldApart(d)))}</Text></li>)}</ul>}</li>)}</ul>
        </section>
      )}
      {claim.circular.length > 0 && <section><h2>{t("claim.circular")}</h2>{claim.circular.map((c, i) => <p key={i}><span class="tag warn">↻</span> <Chain chain={c} /></p>)}</section>}
      <div class={against.length + claim.contradicts.length > 0 ? "columns even" : ""}>
        <section>
          <h2>{t("claim.carriers")}</h2>
          <div class="beside">{saying(claim).map((c, i) => <Sentence key={i} evidence={c} chain={c.chain} />)}</div>
        </section>
        {against.length + claim.contradicts.length > 0 && (
          <section class="contradicting">
            {against.length > 0 && <><h2>{t("claim.against")}</h2>{against.map((c, i) => <Sentence key={i} evidence={c} chain={c.chain} />)}</>}
            {claim.contradicts.length > 0 && <><h2>{t("claim.contradicts")}</h2>{claim.contradicts.map((c, i) => <Contradiction key={i} contradiction={c} index={index} />)}</>}
          </section>
        )}
      </div>
      <Judgements claim={claim} index={index} />
    </>
  );
}

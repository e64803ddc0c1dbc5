import { useState } from "preact/hooks";
import { CsvButton, drawnTable, type Index, Opens, Sentence, SvgButton, Text } from "../common";
import { t } from "../i18n";
import type { Framing } from "../types";

const kMostOutlets = 12;
const kRows = 60;

const kMostLabels = 30;

type Cell = Pick<Framing, "count" | "in_quotes" | "evidence">;

// How an outlet's names for an actor change from month to month.
function Drift({ index, all }: { index: Index; all: Framing[] }) {
  const actors = [...new Set(all.map((f) => f.actor))];
  const [actor, setActor] = useState("");
  const chosen = actors.includes(actor) ? actor : (actors[0] ?? "");
  const uses = all.filter((f) => f.actor === chosen).flatMap((f) => f.evidence.map((e) => ({ row: `${f.outlet ?? t("unknown.outlet")}\n${f.label}`, month: index.document(e.document)?.published?.slice(0, 7) ?? t("undated") })));
  const months = [...new Set(uses.map((u) => u.month))].sort();
  const rows = [...new Set(uses.map((u) => u.row))].sort().slice(0, kMostLabels);
  const count = (row: string, month: string) => uses.filter((u) => u.row === row && u.month === month).length;
  const most = Math.max(1, ...rows.flatMap((r) => months.map((m) => count(r, m))));
  const table = () => [[t("framing.outlet"), t("framing.label"), ...months], ...rows.map((r) => [...r.split("\n"), ...months.map((m) => String(count(r, m) || ""))])];
  return (
    <section><h2>{t("framing.drift")} <CsvButton name="drift" rows={table} /> <SvgButton name="drift" find={() => drawnTable(table())} /></h2>
      <div class="controls"><label>{t("filter.actor")} <select value={chosen} onChange={(e) => setActor(e.currentTarget.value)}>{actors.map((a) => <option key={a} value={a}>{index.actor(a)}</option>)}</select></label></div>
      <div class="scroll" tabIndex={0} role="group" aria-label={t("framing.drift")}>
        <table class="heat">
          <thead><tr><th scope="col">{t("framing.outlet")}</th><th scope="col">{t("framing.label")}</th>{months.map((m) => <th scope="col" key={m}>{m}</th>)}</tr></thead>
          <tbody>{rows.map((r) => { const [outlet = "", label = ""] = r.split("\n"); return <tr key={r}><th scope="row"><Text>{outlet}</Text></th><td><Text>{label}</Text></td>{months.map((m) => { const n = count(r, m); return <td key={m} class={n > 0 ? `n heat${Math.ceil((4 * n) / most)}` : "n"}>{n || ""}</td>; })}</tr>; })}</tbody>
        </table>
      </div>
    </section>
  );
}

export function FramingView({ index }: { index: Index }) {
  const [isLoaded, setLoaded] = useState(true);
  const [shown, setShown] = useState(kRows);
  const all = index.dossier.framing.filter((f) => !isLoaded || f.loaded);
  const sum = (key: (f: (typeof all)[number]) => string) => {
    const counts = new Map<string, number>();
    for (const f of all) counts.set(key(f), (counts.get(key(f)) ?? 0) + f.count);
    return [...counts].sort((a, b) => b[1] - a[1]).map(([k]) => k);
  };
  const outlets = sum((f) => f.outlet ?? "").slice(0, kMostOutlets);
  const cells = new Map<string, Cell>(); // the items of outlets that are not known are one for each article
  for (const f of all) {
    const key = `${f.actor}\n${f.label}\n${f.outlet ?? ""}`;
    const before = cells.get(key) ?? { count: 0, in_quotes: 0, evidence: [] };
    cells.set(key, { count: before.count + f.count, in_quotes: before.in_quotes + f.in_quotes, evidence: [...before.evidence, ...f.evidence] });
  }
  const rows = sum((f) => `${f.actor}\n${f.label}`);
  const most = Math.max(1, ...[...cells.values()].map((c) => c.count));
  return (
    <>
      <h1>{t("nav.framing")} <CsvButton name="framing" rows={() => [["outlet", "actor", "label", "loaded", "count", "in_quotes"], ...all.map((f) => [f.outlet ?? "", f.actor, f.label, String(f.loaded), f.count, f.in_quotes])]} />
        <SvgButton name="framing" find={() => drawnTable([[t("framing.label"), ...outlets.map((o) => o || t("unknown.outlet"))], ...rows.slice(0, shown).map((row) => { const [actor = "", label = ""] = row.split("\n"); return [`${label}\n${index.actor(actor)}`, ...outlets.map((o) => String(cells.get(`${row}\n${o}`)?.count ?? ""))]; })])} /></h1>
      <div class="controls"><label><input type="checkbox" checked={isLoaded} onChange={() => setLoaded(!isLoaded)} /> {t("framing.loaded")}</label></div>
      {all.length === 0 && <p class="note">{t("nothing")}</p>}
      {all.length > 0 && (
        <div class="scroll" tabIndex={0} role="group" aria-label={t("nav.framing")}>
          <table class="heat">
            <thead><tr><th scope="col">{t("framing.label")}</th>{outlets.map((o) => <th scope="col" key={o}><Text>{o || t("unknown.outlet")}</Text></th>)}</tr></thead>
            <tbody>
              {rows.slice(0, shown).map((row) => {
                const [actor = "", label = ""] = row.split("\n");
                return (
                  <tr key={row}>
                    <th scope="row"><Text strong>{label}</Text><br /><a class="meta" href={`#/actor/${encodeURIComponent(actor)}`}><Text>{index.actor(actor)}</Text></a></th>
                    {outlets.map((o) => {
                      const cell = cells.get(`${row}\n${o}`);
                      return <td key={o} class={cell ? `heat${Math.ceil((4 * cell.count) / most)}` : ""}>
                        {cell && <Opens label={<>{cell.count}{cell.in_quotes > 0 && <span class="meta"> ({t("framing.quoted")} {cell.in_quotes})</span>}</>}>{() => cell.evidence.map((e, k) => <Sentence key={k} evidence={e} />)}</Opens>}
                      </td>;
                    })}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > shown && <p><button type="button" onClick={() => setShown(shown + kRows)}>{t("more", rows.length - shown)}</button></p>}
      {all.length > 0 && <Drift index={index} all={all} />}
    </>
  );
}

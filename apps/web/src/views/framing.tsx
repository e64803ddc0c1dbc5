import { useState } from "preact/hooks";
import { CsvButton, type Index, Opens, Sentence, Text } from "../common";
import { t } from "../i18n";

const kMostOutlets = 12;
const kRows = 60;

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
  const rows = sum((f) => `${f.actor}\n${f.label}`);
  const most = Math.max(1, ...all.map((f) => f.count));
  return (
    <>
      <h1>{t("nav.framing")} <CsvButton name="framing" rows={() => [["outlet", "actor", "label", "loaded", "count", "in_quotes"], ...all.map((f) => [f.outlet ?? "", f.actor, f.label, String(f.loaded), f.count, f.in_quotes])]} /></h1>
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
                      const cell = all.find((f) => f.actor === actor && f.label === label && (f.outlet ?? "") === o);
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
    </>
  );
}

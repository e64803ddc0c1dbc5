import { Days, Figure, type Index, Text } from "../common";
import { t } from "../i18n";
import type { Summary } from "../types";
import { ClaimLine } from "./lines";
import { StoryLine } from "./stories";

const kListed = 8;
const kHeight = 90;

type Volumes = [date: string, documents: number][];

// Of the joined articles, as the summary counts them in the whole store: by day, or by month where they are more than a quarter apart.
function volumeOf(index: Index): Volumes {
  const dates = index.dossier.documents.flatMap((d) => d.published ?? []).sort();
  const months = (d: string) => 12 * Number(d.slice(0, 4)) + Number(d.slice(5, 7));
  const length = dates.length > 0 && months(dates[dates.length - 1]!) - months(dates[0]!) <= 3 ? 10 : 7;
  const counts = new Map<string, number>();
  for (const d of dates) counts.set(d.slice(0, length), (counts.get(d.slice(0, length)) ?? 0) + 1);
  return [...counts];
}

const kMostBars = 400;

// Days or months without articles stand between the others, so that the axis is time; far dates are shown side by side.
function withGaps(volume: Volumes): Volumes {
  const counts = new Map(volume);
  const out: Volumes = [];
  const last = volume[volume.length - 1]?.[0] ?? "";
  const length = last.length;
  if (volume.some(([d]) => d.length !== length) || length < 7) return volume;
  const day = new Date(`${volume[0]![0].padEnd(10, "-01")}T00:00:00Z`);
  for (let date = ""; date < last && out.length < kMostBars; ) {
    date = day.toISOString().slice(0, length);
    out.push([date, counts.get(date) ?? 0]);
    if (length === 10) day.setUTCDate(day.getUTCDate() + 1); else day.setUTCMonth(day.getUTCMonth() + 1);
  }
  return out[out.length - 1]?.[0] === last ? out : volume;
}

function Volume({ volume }: { volume: Volumes }) {
  if (volume.length === 0) return null;
  const bars = withGaps(volume);
  const most = Math.max(...bars.map(([, n]) => n));
  const width = Math.max(3, Math.min(40, 900 / bars.length));
  // One path, not an element for each bar: the first view stands the sooner. The bar under the pointer says its number.
  const outline = bars.map(([, n], i) => `M${i * width} ${kHeight}v${(-kHeight * n) / most}h${width * 0.8}V${kHeight}z`).join("");
  const tell = ({ currentTarget: svg, clientX }: PointerEvent & { currentTarget: SVGSVGElement }) => {
    const box = svg.getBoundingClientRect();
    const [date, n] = bars[Math.min(bars.length - 1, Math.max(0, Math.floor(((clientX - box.left) / box.width) * bars.length)))]!;
    svg.querySelector("title")!.textContent = `${date}: ${n}`;
  };
  return (
    <figure class="volume">
      <figcaption>{t("overview.volume")} <Days>{bars[0]![0]} – {bars[bars.length - 1]![0]}</Days></figcaption>
      <svg viewBox={`0 0 ${width * bars.length} ${kHeight}`} role="img" aria-label={t("overview.volume")} preserveAspectRatio="none" height={kHeight} onPointerMove={tell}>
        <title /><path d={outline} />
      </svg>
    </figure>
  );
}

export function Overview({ summary, index, isAll, isWhole }: { summary: Summary; index: Index; isAll: boolean; isWhole: boolean }) {
  const d = index.dossier;
  const disputed = d.claims.filter((c) => c.contradicts.length > 0).slice(0, kListed);
  const top = d.claims.filter((c) => c.outlets > 1).slice(0, kListed);
  const stories = d.stories.filter((s) => new Set(s.documents.map((x) => index.toldApart(x))).size > 1).sort((a, b) => b.documents.length - a.documents.length).slice(0, kListed);
  const none = (found: unknown[]) => found.length === 0 && isWhole && <p class="note">{t("nothing")}</p>;
  return (
    <>
      <h1>{t("nav.overview")}</h1>
      <div class="figures">
        <Figure value={summary.documents} label={t("overview.documents", summary.documents)} /><Figure value={summary.outlets} label={t("overview.outlets", summary.outlets)} />
        <Figure value={summary.attributions} label={t("overview.statements", summary.attributions)} /><Figure value={summary.events} label={t("overview.events", summary.events)} />
        <Figure value={summary.moves} label={t("overview.moves", summary.moves)} />{summary.failures.length > 0 && <Figure value={summary.failures.length} label={t("overview.failures")} />}
      </div>
      <Volume volume={isAll ? summary.volume.map((v) => [v.date, v.documents]) : volumeOf(index)} />
      <div class="columns even">
        <section><h2>{t("overview.top")}</h2>{none(top)}<ul class="cards">{top.map((c) => <ClaimLine key={c.id} claim={c} />)}</ul></section>
        <section><h2>{t("overview.disputed")}</h2>{none(disputed)}<ul class="cards">{disputed.map((c) => <ClaimLine key={c.id} claim={c} />)}</ul></section>
        {stories.length > 0 && <section><h2>{t("overview.stories")}</h2><ul class="cards">{stories.map((s) => <StoryLine key={s.id} story={s} index={index} />)}</ul></section>}
        <section><h2>{t("overview.tracks")}</h2><ul>{d.tracks.slice(0, kListed).map((track) => <li key={track.id}><a href="#/tracks"><Text>{index.trackName(track)}</Text></a> <span class="meta">{track.positions.length}</span></li>)}</ul>
          <h2>{t("overview.actors")}</h2><p>{summary.actors.slice(0, 20).map((a, i) => <span key={a.id}>{i > 0 && " · "}<a href={`#/actor/${encodeURIComponent(a.id)}`}><Text>{index.actor(a.id) === a.id ? a.name : index.actor(a.id)}</Text></a> <span class="meta">{a.mentions}</span></span>)}</p></section>
      </div>
      {summary.failures.length > 0 && <section><h2>{t("overview.failures")}</h2><ul>{summary.failures.map((f) => <li key={f.path + f.line}><bdi dir="ltr">{f.path}{f.line > 0 ? `:${f.line}` : ""}</bdi>: {f.reason}</li>)}</ul></section>}
    </>
  );
}

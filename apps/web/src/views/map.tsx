// Dated events where the articles place them: countries of Natural Earth (world-atlas), drawn by d3-geo; no tile server.
import { geoMercator, geoPath, type GeoProjection } from "d3-geo";
import { useMemo, useRef, useState } from "preact/hooks";
import { feature } from "topojson-client";
import atlas from "world-atlas/countries-50m.json?url";
import { type Filter, isWhole, places } from "../api";
import { articleLink, CsvButton, type Index, Loaded, Opens, Paged, Sentence, SvgButton, Tag, Text, useGrowing, usePromise } from "../common";
import { currentLanguage, t } from "../i18n";
import type { Place } from "../types";

const kWidth = 960;
const kHeight = 560;
const kMargin = 60;
const kLeastDegrees = 3; // around a place that stands alone
const kLargest = 22; // radius of the place with most events

type Topology = Parameters<typeof feature>[0];
type Box = [west: number, south: number, east: number, north: number];
interface Country { shape: GeoJSON.Feature; box: Box }

function boxOf(shape: GeoJSON.Feature): Box {
  const box: Box = [180, 90, -180, -90];
  const take = (c: unknown): void => {
    if (!Array.isArray(c)) return;
    if (typeof c[0] !== "number") return c.forEach(take);
    box[0] = Math.min(box[0], c[0]); box[1] = Math.min(box[1], c[1] as number);
    box[2] = Math.max(box[2], c[0]); box[3] = Math.max(box[3], c[1] as number);
  };
  if ("coordinates" in shape.geometry) take(shape.geometry.coordinates);
  return box;
}

let world: Promise<Country[]> | undefined;
const countries = () => (world ??= fetch(atlas).then(async (r) => {
  const topology = (await r.json()) as Topology;
  return (feature(topology, topology.objects.countries!) as unknown as GeoJSON.FeatureCollection).features.map((shape) => ({ shape, box: boxOf(shape) }));
}));

/// The map is asked for before it is shown.
export const prepareMap = () => void countries();

const named = (p: Place) => (currentLanguage() === "ar" && p.name_ar ? p.name_ar : p.name);

interface Spot { place: Place; x: number; y: number; radius: number; label?: { x: number; y: number } }

const kLetter = 7.5; // width of a letter of a label, at most
const kLabel = 16; // height of a label

// Labels where they cover neither each other nor a larger place: above, below or beside it; none where there is no room.
function placed(shown: Place[], projection: GeoProjection): Spot[] {
  const most = Math.max(1, ...shown.map((p) => p.events.length));
  const spots: Spot[] = [...shown].sort((a, b) => b.events.length - a.events.length).flatMap((place) => {
    const at = projection([place.lon, place.lat]);
    return at ? [{ place, x: at[0], y: at[1], radius: 5 + (kLargest - 5) * Math.sqrt(place.events.length / most) }] : [];
  });
  type Room = [left: number, top: number, right: number, bottom: number];
  const taken: Room[] = spots.filter((s) => s.place.events.length >= most / 4).map((s) => [s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius]);
  for (const s of spots) {
    const half = (named(s.place).length * kLetter) / 2;
    const own: Room = [s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius];
    for (const [x, y] of [[s.x, s.y - s.radius - 4], [s.x, s.y + s.radius + 14], [s.x + s.radius + half + 4, s.y + 5], [s.x - s.radius - half - 4, s.y + 5]] as [number, number][]) {
      const box: Room = [x - half, y - kLabel + 3, x + half, y + 4];
      const isFree = box[0] > 0 && box[2] < kWidth && box[1] > 0 && box[3] < kHeight && taken.every((b) => String(b) === String(own) || box[2] < b[0] || b[2] < box[0] || box[3] < b[1] || b[3] < box[1]);
      if (!isFree) continue;
      s.label = { x, y };
      taken.push(box);
      break;
    }
  }
  return spots;
}

function Drawing({ land, shown, chosen, choose }: { land: Country[]; shown: Place[]; chosen: string; choose: (id: string) => void }) {
  const box = useRef<HTMLElement>(null);
  const projection = useMemo(() => {
    const around = shown.flatMap((p) => [[p.lon - kLeastDegrees, p.lat - kLeastDegrees], [p.lon + kLeastDegrees, p.lat + kLeastDegrees]] as [number, number][]);
    return geoMercator().fitExtent([[kMargin, kMargin], [kWidth - kMargin, kHeight - kMargin]], { type: "MultiPoint", coordinates: around }).clipExtent([[0, 0], [kWidth, kHeight]]);
  }, [shown]);
  // Countries outside of the picture are not drawn: projecting all of them takes longer than all the rest.
  const paths = useMemo(() => {
    const path = geoPath(projection);
    const [west, north] = projection.invert?.([0, 0]) ?? [-180, 90];
    const [east, south] = projection.invert?.([kWidth, kHeight]) ?? [180, -90];
    return land.filter(({ box: [w, s, e, n] }) => w <= east && e >= west && s <= north && n >= south).map(({ shape }) => path(shape) ?? "");
  }, [land, projection]);
  const spots = useMemo(() => placed(shown, projection), [shown, projection, currentLanguage()]);
  return (
    <figure ref={box} class="map">
      <figcaption>{t("map.caption")} <SvgButton name="map" find={() => box.current?.querySelector("svg") ?? null} /></figcaption>
      <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${kWidth} ${kHeight}`} role="group" aria-label={t("nav.map")}>
        {paths.map((d, i) => <path key={i} class="land" fill="#e9e5da" stroke="#a39d8d" stroke-width="0.6" d={d} />)}
        {spots.map(({ place: p, x, y, radius, label }) => (
          <a key={p.id} href={`#place-${p.id}`} aria-label={`${named(p)}: ${p.events.length}`} class={p.id === chosen ? "spot chosen" : "spot"} onClick={(e) => { e.preventDefault(); choose(p.id); }}>
            <title>{`${named(p)}: ${p.events.length}`}</title>
            <circle cx={x} cy={y} r={radius} fill="#0b5c63" fill-opacity="0.55" stroke="#0b5c63" />
            {label && <text x={label.x} y={label.y} text-anchor="middle" font-family="sans-serif" font-size="13">{named(p)}</text>}
          </a>
        ))}
      </svg>
    </figure>
  );
}

function Events({ place, index }: { place: Place; index: (id: string) => string }) {
  return (
    <section id={`place-${place.id}`} tabIndex={-1}><h2><Text>{named(place)}</Text> <small>{place.events.length}</small></h2>
      <Paged items={place.events} step={20}>{(e, i) => <Opens key={i} label={<><span class="date">{e.date ?? t("undated")}</span> <Tag value={e.type} kind="event" /> {e.status !== "actual" && <Tag value={e.status} />} {[...e.actors, ...e.recipients].map(index).join(" · ")}</>}>
        {() => <><Sentence evidence={e} /><a href={articleLink(e)}>{t("evidence")}</a></>}</Opens>}</Paged>
    </section>
  );
}

export function MapView({ filter, index }: { filter: Filter; index: Index }) {
  const answered = useGrowing((quick) => places(filter, quick), JSON.stringify(filter));
  const land = usePromise(countries, []);
  const error = answered.error ?? land.error;
  const state = error ? { error } : answered.value && land.value ? { value: [answered.value, land.value] as const } : {};
  const [chosen, choose] = useState("");
  return (
    <>
      <h1>{t("nav.map")}</h1>
      <p class="meta">{t("map.hint")}</p>
      <Loaded state={state}>{([answer, land]) => {
        const shown = answer.places;
        if (shown.length === 0) return <p class="note">{t("nothing")}</p>;
        const place = shown.find((p) => p.id === chosen);
        return <>
          {!isWhole(answer) && <p class="note" role="status">{t("filter.growing", answer.total, answer.used)}</p>}
          <Drawing land={land} shown={shown} chosen={chosen} choose={choose} />
          <div class="controls"><label>{t("map.place")} <select value={chosen} onChange={(e) => choose(e.currentTarget.value)}><option value="">{t("filter.any")}</option>{shown.map((p) => <option key={p.id} value={p.id}>{named(p)} ({p.events.length})</option>)}</select></label>
            <CsvButton name="map" rows={() => [["place", "lat", "lon", "date", "type", "status", "actors", "document"], ...shown.flatMap((p) => p.events.map((e) => [p.name, p.lat, p.lon, e.date ?? "", e.type, e.status, [...e.actors, ...e.recipients].join(" "), e.document]))]} /></div>
          {(place ? [place] : shown.slice(0, 5)).map((p) => <Events key={p.id} place={p} index={(id) => index.actor(id)} />)}
        </>;
      }}</Loaded>
    </>
  );
}

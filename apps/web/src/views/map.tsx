// Dated events where the articles place them: countries of Natural Earth (world-atlas), drawn by d3-geo; no tile server.
import { geoMercator, geoPath } from "d3-geo";
import { useMemo, useRef, useState } from "preact/hooks";
import { feature } from "topojson-client";
import atlas from "world-atlas/countries-50m.json?url";
import { type Filter, places } from "../api";
import { articleLink, CsvButton, type Index, Loaded, Opens, Paged, Sentence, SvgButton, Tag, Text, usePromise } from "../common";
import { currentLanguage, t } from "../i18n";
import type { Place } from "../types";

const kWidth = 960;
const kHeight = 560;
const kMargin = 60;
const kLeastDegrees = 3; // around a place that stands alone
const kLargest = 22; // radius of the place with most events

type Topology = Parameters<typeof feature>[0];
let world: Promise<Topology> | undefined;
const countries = () => (world ??= fetch(atlas).then((r) => r.json() as Promise<Topology>));

const named = (p: Place) => (currentLanguage() === "ar" && p.name_ar ? p.name_ar : p.name);

function Drawing({ topology, shown, chosen, choose }: { topology: Topology; shown: Place[]; chosen: string; choose: (id: string) => void }) {
  const box = useRef<HTMLElement>(null);
  const land = useMemo(() => feature(topology, topology.objects.countries!) as unknown as GeoJSON.FeatureCollection, [topology]);
  const projection = useMemo(() => {
    const around = shown.flatMap((p) => [[p.lon - kLeastDegrees, p.lat - kLeastDegrees], [p.lon + kLeastDegrees, p.lat + kLeastDegrees]] as [number, number][]);
    return geoMercator().fitExtent([[kMargin, kMargin], [kWidth - kMargin, kHeight - kMargin]], { type: "MultiPoint", coordinates: around }).clipExtent([[0, 0], [kWidth, kHeight]]);
  }, [shown]);
  const path = geoPath(projection);
  const most = Math.max(1, ...shown.map((p) => p.events.length));
  return (
    <figure ref={box} class="map">
      <figcaption>{t("map.caption")} <SvgButton name="map" find={() => box.current?.querySelector("svg") ?? null} /></figcaption>
      <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${kWidth} ${kHeight}`} role="group" aria-label={t("nav.map")}>
        {land.features.map((f, i) => <path key={i} class="land" fill="#e9e5da" stroke="#a39d8d" stroke-width="0.6" d={path(f) ?? ""} />)}
        {[...shown].sort((a, b) => b.events.length - a.events.length).map((p) => {
          const at = projection([p.lon, p.lat]);
          const radius = 5 + (kLargest - 5) * Math.sqrt(p.events.length / most);
          return at && (
            <a key={p.id} href={`#place-${p.id}`} aria-label={`${named(p)}: ${p.events.length}`} class={p.id === chosen ? "spot chosen" : "spot"} onClick={(e) => { e.preventDefault(); choose(p.id); }}>
              <circle cx={at[0]} cy={at[1]} r={radius} fill="#0b5c63" fill-opacity="0.55" stroke="#0b5c63" />
              <text x={at[0]} y={at[1] - radius - 4} text-anchor="middle" font-family="sans-serif" font-size="13">{named(p)}</text>
            </a>
          );
        })}
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
  const state = usePromise(() => Promise.all([places(filter), countries()]), [JSON.stringify(filter)]);
  const [chosen, choose] = useState("");
  return (
    <>
      <h1>{t("nav.map")}</h1>
      <p class="meta">{t("map.hint")}</p>
      <Loaded state={state}>{([answer, topology]) => {
        const shown = answer.places;
        if (shown.length === 0) return <p class="note">{t("nothing")}</p>;
        const place = shown.find((p) => p.id === chosen);
        return <>
          <Drawing topology={topology} shown={shown} chosen={chosen} choose={choose} />
          <div class="controls"><label>{t("map.place")} <select value={chosen} onChange={(e) => choose(e.currentTarget.value)}><option value="">{t("filter.any")}</option>{shown.map((p) => <option key={p.id} value={p.id}>{named(p)} ({p.events.length})</option>)}</select></label>
            <CsvButton name="map" rows={() => [["place", "lat", "lon", "date", "type", "status", "actors", "document"], ...shown.flatMap((p) => p.events.map((e) => [p.name, p.lat, p.lon, e.date ?? "", e.type, e.status, [...e.actors, ...e.recipients].join(" "), e.document]))]} /></div>
          {(place ? [place] : shown.slice(0, 5)).map((p) => <Events key={p.id} place={p} index={(id) => index.actor(id)} />)}
        </>;
      }}</Loaded>
    </>
  );
}

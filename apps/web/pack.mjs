// Joins the files of dist/ into dist.pack, which the program embeds (apps/server/assets.cpp reads it):
// lines "path TAB type TAB size", an empty line, then the files one after the other.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

const types = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2", ".svg": "image/svg+xml", ".json": "application/json",
};

function* files(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else if (extname(name) !== ".woff") yield path; // every browser that runs the page takes woff2
  }
}

const all = [...files("dist")].map((path) => ({ name: "/" + relative("dist", path).split(sep).join("/"), bytes: readFileSync(path) }));
const head = all.map((f) => {
  const type = types[extname(f.name)];
  if (!type) throw new Error(`pack.mjs: no content type for ${f.name}`);
  return `${f.name}\t${type}\t${f.bytes.length}\n`;
});
writeFileSync("dist.pack", Buffer.concat([Buffer.from(head.join("") + "\n"), ...all.map((f) => f.bytes)]));

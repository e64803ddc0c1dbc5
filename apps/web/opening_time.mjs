// How long the page takes to open in a browser that has kept nothing.
//
//   node opening_time.mjs PROGRAM STORE [RUNS]      (from a folder that has playwright-core: build/web)
//
// Prints milliseconds from the navigation until the first view stands in the document and until it is painted, by the browser's own clock.
import { spawn } from "node:child_process";
import { chromium } from "playwright-core";

const [program, store, runs = "9"] = process.argv.slice(2);
const child = spawn(program, ["serve", "--db", store, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
const address = await new Promise((resolve) => child.stdout.on("data", (data) => resolve(/http:\/\/[^/\s]+/.exec(String(data))?.[0])));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
await new Promise((resolve) => setTimeout(resolve, 3000)); // the program prepares what the first view needs

function watch() {
  const seen = new MutationObserver(() => {
    if (!document.querySelector("main .figure")) return;
    seen.disconnect();
    window.stands = performance.now();
    requestAnimationFrame(() => setTimeout(() => { window.painted = performance.now(); }));
  });
  seen.observe(document, { childList: true, subtree: true });
}

const times = [];
for (let i = 0; i < Number(runs); ++i) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(`${address}/`);
  await page.waitForFunction(() => window.painted);
  times.push(await page.evaluate(() => [window.stands, window.painted]));
  await context.close();
}
for (const [k, name] of ["stands", "painted"].entries()) {
  const sorted = times.map((t) => t[k]).sort((a, b) => a - b);
  console.log(`${name.padEnd(8)} median ${sorted[sorted.length >> 1].toFixed(0)} ms, best ${sorted[0].toFixed(0)}, worst ${sorted.at(-1).toFixed(0)}`);
}
await browser.close();
child.kill();

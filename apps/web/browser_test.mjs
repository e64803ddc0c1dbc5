// Walks the page in a real browser, as a reader does: every view in both languages, wide and narrow.
//
//   node browser_test.mjs PROGRAM STORE [SCREENSHOTS]
//
// Fails on an error in the console, a request to anywhere but the server, a violation of WCAG 2.2 A or AA that axe finds, a page that is
// wider than the window, or a view that does not show what the store holds. With SCREENSHOTS it leaves a picture of each view there.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [program, store, pictures] = process.argv.slice(2);
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(browserPath)) {
  console.log(`skipped: there is no ${browserPath}`);
  process.exit(77);
}
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const failures = [];
const check = (isRight, message) => { if (!isRight) { failures.push(message); console.log(`FAILED  ${message}`); } };

function serve() {
  const child = spawn(program, ["serve", "--db", store, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (data) => {
      const found = /http:\/\/[^/\s]+/.exec(String(data));
      if (found) resolve({ child, address: found[0] });
    });
    child.on("exit", (code) => reject(new Error(`serve ended with ${code}`)));
  });
}

const { child, address } = await serve();
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });

const views = [
  ["overview", "#/", "main .figure"], ["tracks", "#/tracks", "main details.track"], ["claims", "#/claims", "main .card"], ["claim", "#/claim/c1", "main .graph svg .node"],
  ["stories", "#/stories", "main h1"], ["actors", "#/actors", "main table tbody tr"], ["framing", "#/framing", "main h1"], ["search", "#/search?words=المحادثات", "main .card mark"],
];

async function visit(page, name, where, wanted, label) {
  await page.goto(`${address}/${where}`);
  await page.waitForSelector(wanted, { timeout: 20000 }).catch(() => check(false, `${label} ${name}: nothing matches ${wanted}`));
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(width <= 1, `${label} ${name}: ${width} px wider than the window`);
  await page.addScriptTag({ path: axe }).catch(() => undefined);
  const result = await page.evaluate(() => window.axe?.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  check(result, `${label} ${name}: axe did not run`);
  for (const v of result?.violations ?? []) check(false, `${label} ${name}: ${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 120)).join(" | ")}`);
  if (pictures) { mkdirSync(pictures, { recursive: true }); await page.screenshot({ path: `${pictures}/${label}-${name}.png` }); }
}

try {
  for (const language of ["ar", "en"]) {
    for (const [size, viewport] of [["wide", { width: 1440, height: 900 }], ["narrow", { width: 360, height: 740 }]]) {
      // The page's own policy stays in force; only axe is let in past it.
      const context = await browser.newContext({ viewport, bypassCSP: true, colorScheme: size === "wide" ? "light" : "dark" });
      await context.addInitScript((l) => localStorage.setItem("language", l), language);
      const page = await context.newPage();
      const label = `${language}-${size}`;
      page.on("console", (m) => { if (m.type() === "error") check(false, `${label}: console: ${m.text()}`); });
      page.on("pageerror", (e) => check(false, `${label}: ${e.message}`));
      page.on("request", (r) => { if (!/^(data|blob):/.test(r.url())) check(r.url().startsWith(address), `${label}: request to ${r.url()}`); });
      for (const [name, where, wanted] of views) await visit(page, name, where, wanted, label);
      await page.goto(`${address}/#/search?words=المحادثات`);
      const link = await page.waitForSelector("main .card a");
      await visit(page, "article", (await link.getAttribute("href")), "main .body .cue", label);
      check((await page.getAttribute("html", "dir")) === (language === "ar" ? "rtl" : "ltr"), `${label}: direction of the page`);
      await context.close();
    }
  }
  // One click from a number to its sentence, and the policy as a browser applies it.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.on("console", (m) => { if (m.type() === "error") check(false, `policy: ${m.text()}`); });
  await page.goto(`${address}/#/tracks`);
  await page.click("main .matrix details summary");
  await page.waitForSelector("main .matrix details[open] blockquote mark", { timeout: 10000 }).catch(() => check(false, "a position does not open to its sentence"));
  await page.click("header button");
  check((await page.getAttribute("html", "dir")) === "ltr", "the button turns the language");
  await page.goto("about:blank");
  await page.goto(`${address}/#/claims`);
  await page.waitForSelector("main .card");
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement?.className === "skip"), "the first key press reaches the link to the content");
  await context.close();
  const foreign = await fetch(`${address}/api/summary`, { headers: { Origin: "http://example.org" } });
  check(foreign.status === 403, `a request of another site gets ${foreign.status}`);
} finally {
  await browser.close();
  child.kill("SIGTERM");
}
console.log(failures.length === 0 ? "the page holds in both languages, wide and narrow" : `${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);

// Walks the page in a real browser, as a reader does: every view in both languages, wide and narrow.
//
//   node browser_test.mjs PROGRAM STORE [SCREENSHOTS]
//
// Fails on an error in the console, a request to anywhere but the server, a violation of WCAG 2.2 A or AA that axe finds, a page that is
// wider than the window, or a view that does not show what the store holds. With SCREENSHOTS it leaves a picture of each view there.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

function serve(store) {
  const child = spawn(program, ["serve", "--db", store, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (data) => {
      const found = /http:\/\/[^/\s]+/.exec(String(data));
      if (found) resolve({ child, address: found[0] });
    });
    child.on("exit", (code) => reject(new Error(`serve ended with ${code}`)));
  });
}

const { child, address } = await serve(store);
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });

// The actor that most articles name.
const { actors: [{ id: actor }] } = await (await fetch(`${address}/api/summary`)).json();
const views = [
  ["overview", "#/", "main .figure"], ["tracks", "#/tracks", "main details.track"], ["claims", "#/claims", "main .card"], ["claim", "#/claim/c1", "main .graph svg .node"],
  ["stories", "#/stories", "main h1"], ["actors", "#/actors", "main table tbody tr"], ["framing", "#/framing", "main h1"], ["search", "#/search?words=المحادثات", "main .card mark"],
  ["map", "#/map", "main .map circle"], ["review", "#/review", "main h1"], ["actor", `#/actor/${actor}`, "main form.edit"],
];

async function visit(page, name, where, wanted, label) {
  await page.goto(`${address}/${where}`);
  await page.waitForSelector(wanted, { timeout: 20000 }).catch(() => check(false, `${label} ${name}: nothing matches ${wanted}`));
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(width <= 1, `${label} ${name}: ${width} px wider than the window`);
  const said = await page.innerText("main");
  const untold = label.startsWith("ar") && /(^|\s)[12] (وسائل|مقالات|أصول|أقوال|أحداث|خطوات)|\b(metadata|byline|actual|planned|neutral|CONSULT|REQUEST|AGREE|ASSAULT)\b/.exec(said);
  check(!untold, `${label} ${name}: not told in Arabic: ${untold && said.slice(Math.max(0, untold.index - 30), untold.index + 40)}`);
  check(!/(^|\s)0 (outlets?|وسائل)/.test(said), `${label} ${name}: 0 outlets`);
  await page.addScriptTag({ path: axe }).catch(() => undefined);
  const result = await page.evaluate(() => window.axe?.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  check(result, `${label} ${name}: axe did not run`);
  for (const v of result?.violations ?? []) check(false, `${label} ${name}: ${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 120)).join(" | ")}`);
  if (pictures) { mkdirSync(pictures, { recursive: true }); await page.screenshot({ path: `${pictures}/${label}-${name}.png` }); }
}

const api = async (path) => (await fetch(`${address}${path}`)).json();
const numberInForce = async () => (await api("/api/corrections")).corrections.filter((c) => c.state === "applied").length;

/// Does `act` on the page and waits until the store has `wanted` corrections in force.
async function changes(what, wanted, act) {
  await act().catch((e) => check(false, `${what}: ${e.message.split("\n")[0]}`));
  for (let i = 0; i < 50 && (await numberInForce()) !== wanted; ++i) await new Promise((r) => setTimeout(r, 100));
  check((await numberInForce()) === wanted, `${what}: ${await numberInForce()} corrections in force, not ${wanted}`);
}

// Each kind of correction made, seen and undone, by the keyboard where it is a button.
async function corrections(page) {
  page.setDefaultTimeout(10000);
  const press = async (locator) => { await locator.focus(); await page.keyboard.press("Enter"); };
  const documents = (await api("/api/dossier")).dossier.documents;
  let id, record;
  for (const d of documents) {
    record = await api(`/api/documents/${encodeURIComponent(d.id)}`);
    id = d.id;
    if (record.events.length > 1 && record.attributions.length > 1 && record.mentions.length > 1) break;
  }
  const now = () => api(`/api/documents/${encodeURIComponent(id)}`);
  await page.goto(`${address}/#/article/${encodeURIComponent(id)}`);
  const section = (n) => page.locator("main aside details").nth(n);
  const open = async (n) => { if (!(await section(n).evaluate((d) => d.open))) await press(section(n).locator("summary")); return section(n); };
  const undo = async () => press(page.locator("main .corrections").getByRole("button", { name: "Undo" }).first());
  await page.waitForSelector("main aside .judge");
  await changes("an event is rejected", 1, async () => press((await open(1)).getByRole("button", { name: /^Reject/ }).first()));
  check((await now()).events.length === record.events.length - 1, "a rejected event is left out");
  await page.waitForSelector("main .corrections del");
  await changes("a rejection is undone", 0, undo);
  check((await now()).events.length === record.events.length, "an undone rejection brings the event back");
  await page.goto("about:blank");
  await page.goto(`${address}/#/article/${encodeURIComponent(id)}`);
  await page.waitForSelector("main aside .judge");
  const shift = 1; // the list of corrections stands first from now on
  await changes("an attribution is edited", 1, async () => {
    const statements = section(shift);
    await press(statements.getByRole("button", { name: /^Edit/ }).first());
    await statements.locator(".said form.edit select").first().selectOption("deny");
    await press(statements.locator(".said form.edit button"));
  });
  check((await now()).attributions[0].act === "deny", "an edited attribution has its new act");
  // Words are found in the text, the nearest place first; a later edit takes the place of the earlier one.
  const points = Array.from(record.document.text);
  const words = (s) => points.slice(s.start, s.end).join("");
  const source = record.mentions.find((m) => m.actor && m.type !== "place");
  const said = words(record.attributions[0].content[0]).split(/\s+/).slice(0, 3).join(" ");
  await changes("a statement gets another source and content", 1, async () => {
    const statements = section(shift);
    await press(statements.getByRole("button", { name: /^Edit/ }).first());
    await statements.locator(".said form.edit input").first().fill(source.text);
    await statements.locator(".said form.edit textarea").fill(said);
    await press(statements.locator(".said form.edit button"));
    await statements.locator(".said form.edit").waitFor({ state: "detached" });
  });
  const stated = await now();
  check(words(stated.attributions[0].content[0]).split(/\s+/).join(" ") === said, "its content is what was typed");
  check(stated.sources.find((s) => s.id === stated.attributions[0].chain[0])?.mentions.some((m) => words(m).includes(source.text)), "its chain is the source that was typed");
  await changes("an event is edited", 2, async () => {
    const events = await open(shift + 1);
    await press(events.getByRole("button", { name: /^Edit/ }).first());
    await events.locator("form.edit select").nth(1).selectOption("planned");
    await press(events.locator("form.edit button").first());
  });
  check((await now()).events[0].status === "planned", "an edited event has its new status");
  await changes("an event gets other parties and another object", 2, async () => {
    const events = await open(shift + 1);
    await press(events.getByRole("button", { name: /^Edit/ }).first());
    const inputs = events.locator("form.edit input");
    await inputs.nth(0).fill("x-one, x-two");
    await inputs.nth(1).fill("x-three");
    await inputs.nth(2).fill(source.text);
    await press(events.locator("form.edit button").first());
    await events.locator("form.edit").waitFor({ state: "detached" });
  });
  const event = (await now()).events[0];
  check(event.actors.join() === "x-one,x-two" && event.recipients.join() === "x-three" && words(event.object) === source.text, "an edited event has its new parties and object");
  await changes("a mention is accepted", 3, async () => press((await open(shift + 2)).getByRole("button", { name: /^Accept/ }).first()));
  await changes("a mention is linked to another actor", 4, async () => {
    const mentions = await open(shift + 2);
    await press(mentions.getByRole("button", { name: /^Edit/ }).nth(1));
    await mentions.locator("form.edit input").nth(1).fill("x-nobody");
    await press(mentions.locator("form.edit button").first());
  });
  check((await now()).mentions[1].actor === "x-nobody", "an edited link names the new actor");
  const long = (await now()).mentions.findIndex((m) => / /.test(m.text));
  if (long >= 0) {
    const shorter = (await now()).mentions[long].text.split(" ")[0];
    await changes("the words of a mention are edited", 5, async () => {
      const mentions = await open(shift + 2);
      await press(mentions.getByRole("button", { name: /^Edit/ }).nth(long));
      await mentions.locator("form.edit input").first().fill(shorter);
      await press(mentions.locator("form.edit button").first());
    });
    check((await now()).mentions[long].text === shorter, "an edited mention has its new words");
    await changes("and are as they were", 4, async () => press(page.locator("main .corrections li", { hasText: shorter }).last().getByRole("button", { name: "Undo" })));
  }
  const word = record.document.text.split(/\s+/).find((w) => w.length > 4 && !record.mentions.some((m) => m.text.includes(w)));
  await changes("a missed mention is added", 5, async () => {
    const form = (await open(shift + 2)).locator("form.edit").last();
    await form.locator("input").first().fill(word);
    await form.locator("input").nth(1).fill("x-missed");
    await press(form.locator("button"));
  });
  check((await now()).mentions.some((m) => m.actor === "x-missed"), "an added mention stands in the record");
  await page.goto(`${address}/#/actor/${actor}`);
  await page.waitForSelector("main form.edit");
  const forms = page.locator("main form.edit");
  await changes("an actor is merged", 6, async () => { await forms.nth(0).locator("input").fill("x-one"); await press(forms.nth(0).locator("button")); });
  check(!(await api("/api/summary")).actors.some((a) => a.id === actor), "a merged actor is gone from the list");
  await changes("a merge is undone", 5, undo);
  await changes("an alias is added", 6, async () => { await forms.nth(2).locator("input").fill(word); await press(forms.nth(2).locator("button")); });
  await changes("a name is split off", 7, async () => { await forms.nth(1).locator("input").fill("x-two"); await press(forms.nth(1).locator("button")); });
  check((await api("/api/summary")).actors.some((a) => a.id === "x-two"), "the name is the other actor's");
  const before = await numberInForce();
  const joined = (await api("/api/dossier")).dossier.claims.find((c) => c.carriers.filter((x) => x.side !== "against").length > 1);
  check(joined, "the samples have a claim of two carriers");
  if (joined) {
    await page.goto(`${address}/#/claim/${joined.id}`);
    await changes("a carrier leaves a claim", before + 1, async () => press(page.getByRole("button", { name: /^Not the same/ }).first()));
    const apart = (await api("/api/dossier")).dossier.claims.filter((c) => c.text === joined.text);
    check(apart.every((c) => c.carriers.filter((x) => x.side !== "against").length < joined.carriers.filter((x) => x.side !== "against").length), "the claim has fewer carriers");
    await page.waitForSelector("main .corrections button");
    await changes("and comes back", before, async () => press(page.locator("main .corrections button").first()));
    await changes("two claims are said to be one", before + 1, async () => press(page.locator("main form.edit button").last()));
    await changes("and are two again", before, async () => press(page.locator("main .corrections").getByRole("button", { name: "Undo" }).first()));
  }
  const doubtful = (await api("/api/review?limit=200")).items.length;
  if (doubtful > 0) {
    await page.goto(`${address}/#/review`);
    await page.waitForSelector("main .judge");
    await changes("a doubtful item is accepted", before + 1, async () => press(page.getByRole("button", { name: /^Accept/ }).first()));
    check((await api("/api/review?limit=200")).items.length < doubtful || doubtful === 200, "what was judged leaves the queue");
  }
  await page.goto("about:blank");
  await page.goto(`${address}/#/review`);
  await page.waitForSelector("#own form.edit");
  const known = await numberInForce();
  const own = page.locator("#own form.edit");
  await changes("a name is added to the user's lexicon", known + 1, async () => {
    for (const [i, text] of ["مجلس الدرداب", "x-dardab", "Dardab Council"].entries()) await own.nth(0).locator("input").nth(i).fill(text);
    await press(own.nth(0).locator("button"));
  });
  await changes("and a verb", known + 2, async () => {
    await own.nth(1).locator("input").nth(0).fill("همهم");
    await own.nth(1).locator("input").nth(1).fill("يهمهم");
    await press(own.nth(1).locator("button"));
  });
  const cue = (await api("/api/corrections")).corrections.find((c) => c.kind === "cue");
  check(cue?.value.text === "همهم" && cue.value.present === "يهمهم", "the verb is kept with its present");
  await changes("which is taken back", known + 1, async () => press(page.locator("#own .corrections").getByRole("button", { name: "Undo" }).last()));
}

// What is on screen as files, and printed as a brief with numbered evidence.
async function takeAway(page) {
  const saves = async (where, button, wanted) => {
    await page.goto("about:blank");
    await page.goto(`${address}/${where}`);
    await page.waitForSelector("main .exports button");
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("main").getByRole("button", { name: button, exact: true }).first().click()]);
    const text = readFileSync(await file.path(), "latin1");
    check(wanted.test(text), `${where}: ${button} saves ${JSON.stringify(text.slice(0, 40))}`);
  };
  for (const view of ["tracks", "claims", "claim/c1", "stories", "actors", `actor/${actor}`, "framing", "map", "review", "search?words=المحادثات"]) {
    await saves(`#/${view}`, "CSV", /"/);
    await saves(`#/${view}`, "JSON", /^\[/);
  }
  for (const view of ["tracks", "claim/c1", "framing", "map"]) {
    await saves(`#/${view}`, "SVG", /^<svg/);
    await saves(`#/${view}`, "PNG", /^\x89PNG/);
  }
  await page.goto(`${address}/#/claim/c1`);
  await page.waitForSelector("main blockquote");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: address });
  await page.getByRole("button", { name: "Copy citation" }).first().click();
  await page.waitForFunction(() => [...document.querySelectorAll("main blockquote button")].some((b) => b.textContent === "Copied"), null, { timeout: 5000 }).catch(() => check(false, "a citation is not copied"));
  const citation = await page.evaluate(() => navigator.clipboard.readText());
  check(/^«[^»]+» — .+, .+, \d{4}-\d{2}-\d{2} \(.+ ← .+\)/.test(citation), `a citation has sentence, outlet, title, date and chain: ${citation}`);
  // Of two outlets that are not known nobody can say that they are one.
  const { dossier } = await api("/api/dossier");
  const nameless = (c) => new Set(c.carriers.filter((x) => x.side !== "against" && !x.outlet).map((x) => x.document)).size;
  const several = dossier.claims.find((c) => nameless(c) > 1);
  check(several, "the samples have a claim of two unknown outlets");
  await page.goto(`${address}/#/claim/${several?.id}`);
  await page.waitForFunction((text) => document.querySelector("main h1.claim")?.textContent === text, several?.text, { timeout: 10000 }).catch(() => check(false, "the claim is not shown"));
  const drawn = await page.locator("main .graph .node.outlet title", { hasText: "unknown outlet" }).count();
  check(drawn === nameless(several), `${drawn} unknown outlets are drawn, not ${nameless(several)}`);
  await page.goto(`${address}/#/claim/c1`);
  await page.waitForSelector("main blockquote");
  await page.evaluate(() => { window.print = () => { window.seen = document.querySelectorAll("main blockquote.sentence").length; }; });
  await page.getByRole("button", { name: "Print" }).click();
  await page.waitForFunction(() => window.seen > 0, null, { timeout: 15000 }).catch(() => check(false, "Print prints no evidence"));
  await page.emulateMedia({ media: "print" });
  const number = await page.evaluate(() => getComputedStyle(document.querySelector("main blockquote.sentence p"), "::before").content);
  check(number.includes("counter(evidence)"), `printed evidence is numbered: ${number}`);
  const paper = await page.pdf();
  check(paper.subarray(0, 5).toString() === "%PDF-" && paper.length > 10000, `the brief is a PDF of ${paper.length} bytes`);
  await page.emulateMedia({ media: "screen" });
  await page.goto(`${address}/#/tracks`);
  await page.waitForSelector("main details.track .matrix");
  await page.evaluate(() => { window.seen = undefined; window.print = () => { window.seen = [document.querySelectorAll("main .printed-list > li").length, document.querySelectorAll("main .printed-list blockquote").length, document.querySelectorAll("main details.track .matrix").length]; }; });
  await page.getByRole("button", { name: "Print" }).click();
  await page.waitForFunction(() => window.seen, null, { timeout: 20000 }).catch(() => undefined);
  const printed = await page.evaluate(() => window.seen ?? []);
  const tracks = (await api("/api/dossier")).dossier.tracks.filter((x) => x.positions.length > 0);
  check(printed[0] === tracks.reduce((n, x) => n + x.positions.length, 0) && printed[1] > 0 && printed[2] === tracks.length, `each position of each negotiation is printed with its sentence: ${printed}`);
}

// Articles that try to be more than text: markup, handlers, addresses of scripts, directional overrides that are never closed.
async function hostile() {
  const folder = mkdtempSync(join(tmpdir(), "isnad-hostile-"));
  const db = join(folder, "hostile.db");
  const bad = "<script>window.taken=1</script><img src=x onerror=window.taken=1><svg onload=window.taken=1>\u202e\u2066";
  const line = (id, outlet) => JSON.stringify({ id, outlet: `${outlet} ${bad}`, url: "javascript:window.taken=1", published: "2021-03-06", title: `عنوان ${bad}`,
    text: `عنوان ${bad}\n\nقال وزير الخارجية الروسي سيرغي لافروف "${bad}" إن المحادثات بين الحكومة السورية وتركيا مستمرة، وطالبت تركيا روسيا بوقف القصف ${bad} في إدلب.` });
  const made = spawnSync(program, ["analyze", "--as-is", "-", "--db", db], { input: `${line("a\"><script>window.taken=1</script>", "وكالة برق")}\n${line("../../etc/passwd", "صحيفة الميناء")}\n` });
  check(made.status === 0, `hostile articles are read: ${made.stderr}`);
  const { child, address } = await serve(db);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const label = "hostile articles";
  page.on("pageerror", (e) => check(false, `${label}: ${e.message}`));
  page.on("request", (r) => { if (!/^(data|blob):/.test(r.url())) check(r.url().startsWith(address), `${label}: request to ${r.url()}`); });
  const { dossier } = await (await fetch(`${address}/api/dossier`)).json();
  const articles = dossier.documents.map((d) => `#/article/${encodeURIComponent(d.id)}`);
  check(articles.length === 2, `${label}: both are in the store`);
  for (const where of ["#/", "#/tracks", "#/claims", "#/claim/c1", "#/stories", "#/actors", "#/framing", "#/map", "#/review", "#/search?words=المحادثات", ...articles]) {
    await page.goto("about:blank");
    await page.goto(`${address}/${where}`);
    await page.waitForSelector("main h1");
    await page.waitForFunction(() => !document.querySelector("main [role=status].note"), null, { timeout: 20000 }).catch(() => check(false, `${label} ${where}: still loading`));
    const seen = await page.evaluate(() => ({ taken: window.taken, markup: document.querySelectorAll("main script, main img, main [onerror], main [onload], main a[href^='javascript:']").length,
      title: [...document.querySelectorAll("main bdi")].filter((b) => b.textContent.includes("\u202e") && getComputedStyle(b).unicodeBidi !== "isolate").length,
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth }));
    check(seen.taken === undefined && seen.markup === 0, `${label} ${where}: ${JSON.stringify(seen)}`);
    check(seen.title === 0, `${label} ${where}: a text with an override is not isolated`);
    check(seen.wide <= 1, `${label} ${where}: ${seen.wide} px wider than the window`);
  }
  await page.goto(`${address}/${articles[0]}`);
  await page.waitForSelector("main .body");
  check((await page.innerText("main .body")).includes("<script>"), `${label}: the text is shown as it is`);
  await context.close();
  child.kill("SIGTERM");
  rmSync(folder, { recursive: true });
}

try {
  await hostile();
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
  await page.click("header button.turn");
  check((await page.getAttribute("html", "dir")) === "ltr", "the button turns the language");
  await page.goto("about:blank");
  await page.goto(`${address}/`);
  await page.hover(".volume svg", { position: { x: 3, y: 80 } });
  check(/^\d{4}-\d{2}(-\d{2})?: \d+$/.test(await page.locator(".volume title").textContent()), "the bar under the pointer says its number");
  await page.goto("about:blank");
  await page.goto(`${address}/#/claims`);
  await page.waitForSelector("main .card");
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement?.className === "skip"), "the first key press reaches the link to the content");
  await page.focus(".filter input[list=actors]");
  await page.waitForFunction(() => document.querySelectorAll("#actors option").length > 0, null, { timeout: 10000 }).catch(() => check(false, "the filter proposes names"));
  await corrections(page);
  await takeAway(page);
  await page.goto("about:blank");
  await page.goto(`${address}/#/search?words=المحادثات`);
  await page.click(".saved summary");
  await page.fill(".saved input", "المحادثات");
  await page.click(".saved form button");
  const saved = await page.waitForSelector(".saved li a", { timeout: 10000 }).catch(() => null);
  check(saved && (await saved.getAttribute("href")).startsWith("#/search?words="), "a query is saved with its words");
  await page.click(".saved li button");
  await page.waitForFunction(() => document.querySelectorAll(".saved li").length === 0, null, { timeout: 10000 }).catch(() => check(false, "a saved query is forgotten"));
  await context.close();
  const foreign = await fetch(`${address}/api/summary`, { headers: { Origin: "http://example.org" } });
  check(foreign.status === 403, `a request of another site gets ${foreign.status}`);
} finally {
  await browser.close();
  child.kill("SIGTERM");
}
console.log(failures.length === 0 ? "the page holds in both languages, wide and narrow" : `${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);

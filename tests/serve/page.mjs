// The page in a real browser. usage: page.mjs PLAYWRIGHT_CORE CHROMIUM URL REPORT.html [PICTURE_FOLDER]; prints "N passed, N failed, 0 skipped".
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
const [core, chromium, url, report, pictures] = process.argv.slice(2);
const playwright = createRequire(import.meta.url)(core);
let passed = 0, failed = 0;
const check = (ok, what) => (ok ? passed++ : (failed++, console.log("not so:", what)));
const browser = await playwright.chromium.launch({ executablePath: chromium, args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
const ran = [], outside = [];
async function page(size, scheme = "light") {
  const context = await browser.newContext({ viewport: size, colorScheme: scheme, acceptDownloads: true });
  const p = await context.newPage();
  p.on("dialog", (d) => (ran.push(d.message()), d.dismiss()));
  p.on("pageerror", (e) => ran.push(`error ${e.message}`));
  p.on("console", (m) => m.type() === "error" && !/favicon/.test(m.text()) && ran.push(m.text()));
  p.on("request", (r) => !r.url().startsWith(url) && !/^(data|file|blob):/.test(r.url()) && outside.push(r.url()));
  return p;
}
let steps = 0;
const settled = async (p, act) => {
  const before = await p.evaluate(() => document.body.dataset.ready ?? "");
  await act();
  await p.waitForFunction((b) => document.body.dataset.ready && document.body.dataset.ready !== b, before, { timeout: 20000 });
};
const picture = async (p, name) => pictures && (await p.waitForTimeout(250), p.screenshot({ path: `${pictures}/${name}.png` }));
const total = async (p) => Number((await p.textContent(".status")).match(/^[\d,]+/)[0].replace(/,/g, ""));

// load
const p = await page({ width: 1360, height: 1000 });
await settled(p, () => p.goto(url));
const all = await total(p);
check(all > 0 && (await p.locator("tbody tr").count()) === Math.min(50, all), "the events are there");
check((await p.locator("svg.map circle").count()) > 0 && (await p.locator("svg.timeline rect").count()) > 0 && (await p.locator("svg.network .node").count()) > 0, "map, timeline and network are drawn");
check((await p.locator("svg.map .land").count()) > 100, "the world");
await picture(p, "explorer");
// filter by a facet, and back
await settled(p, () => p.locator(".facets button", { hasText: "ACCUSE" }).first().click());
const accused = await total(p);
check(accused > 0 && accused < all && (await p.locator("tbody button.type").allTextContents()).every((t) => t.startsWith("ACCUSE")), "a facet filters");
check(p.url().includes("event=ACCUSE"), "the filter stands in the address");
await settled(p, () => p.goBack());
check((await total(p)) === all, "back");
// a place on the map, by keyboard
await p.locator("svg.map circle").first().focus();
await settled(p, () => p.keyboard.press("Enter"));
check(p.url().includes("place=") && (await total(p)) < all, "a place of the map filters");
await settled(p, () => p.locator(".chips button", { hasText: "clear all" }).click());
// brush over the timeline
const box = await p.locator("svg.timeline").boundingBox();
await settled(p, async () => {
  await p.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.4);
  await p.mouse.down();
  await p.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.4, { steps: 5 });
  await p.mouse.up();
});
check(p.url().includes("from=") && p.url().includes("to="), "a stroke over the timeline chooses days");
await settled(p, () => p.locator(".chips button", { hasText: "clear all" }).click());
// search
await p.fill("input[type=search]", "police");
await settled(p, () => p.keyboard.press("Enter"));
check((await total(p)) > 0 && (await total(p)) < all, "words are found");
await settled(p, () => p.locator(".chips button", { hasText: "clear all" }).click());
// open an event, follow it to its words
for (let i = 0; i < 3; i++) {   // every third event's rule may be a hostile string, which no entry of the lexicon answers to
  if (i) await settled(p, () => p.keyboard.press("Escape"));
  await settled(p, () => p.locator("tbody button.type").nth(i).click());
  await p.waitForSelector(".drawer .why");
  if (await p.locator(".drawer .rule pre").count()) break;
}
check((await p.locator(".drawer .text .chosen").count()) > 0 && (await p.locator(".drawer .rule pre").count()) > 0 && (await p.textContent(".drawer")).includes("Codebook"), "an event's words, rule and codebook");
await picture(p, "report");
await settled(p, () => p.locator(".drawer .text button.mark").last().click());
check((await p.locator(".drawer .why").count()) === 1, "another event of the report");
await settled(p, () => p.keyboard.press("Escape"));
check(await p.locator(".drawer").isHidden(), "Escape closes the report");
// days ahead, quotations
await settled(p, () => p.locator("#tab-agenda").click());
check((await p.locator("#rows table, #rows .note").count()) > 0, "the days ahead");
await settled(p, () => p.locator("#tab-quotes").click());
check((await p.locator(".quotes li").count()) > 0, "quotations");
await settled(p, () => p.locator("#tab-events").click());
// download
if (await p.locator(".pager a", { hasText: "CSV" }).count()) {
  const [file] = await Promise.all([p.waitForEvent("download"), p.locator(".pager a", { hasText: "CSV" }).click()]);
  const chunks = [];
  for await (const c of await file.createReadStream()) chunks.push(c);
  check(Buffer.concat(chunks).toString("utf8").trim().split("\r\n").length === all + 1, "the table is saved whole");
}
check((await p.locator("button:not([aria-label])").evaluateAll((l) => l.filter((b) => !b.textContent.trim()).length)) === 0, "every button has a name");
// dark, and a phone
const dark = await page({ width: 1360, height: 1000 }, "dark");
await settled(dark, () => dark.goto(url));
check((await dark.evaluate(() => getComputedStyle(document.body).backgroundColor)) === "rgb(20, 23, 28)", "dark");
await picture(dark, "dark");
const phone = await page({ width: 390, height: 800 });
await settled(phone, () => phone.goto(url));
check((await phone.evaluate(() => document.documentElement.scrollWidth)) <= 390, "nothing is wider than a phone");
await picture(phone, "phone");
// the page to send
const sent = await page({ width: 1200, height: 900 });
await settled(sent, () => sent.goto(pathToFileURL(report).href));
check((await total(sent)) === all, "the page to send shows the same events");
await settled(sent, () => sent.locator("tbody button.type").first().click());
check((await sent.locator(".drawer .text").count()) === 1, "… and their reports");
check(ran.length === 0, `nothing else ran: ${ran.slice(0, 5).join("; ")}`);
check(outside.length === 0, `nothing was asked of others: ${outside.slice(0, 5).join("; ")}`);
await browser.close();
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed ? 1 : 0);

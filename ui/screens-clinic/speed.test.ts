// How long a record takes from its code to the screen, told step by step, and that the page answers meanwhile: for a small
// record and for one of 5 MB, also on a computer a quarter as fast. Times are told and not judged: machines differ.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";

import { large } from "./large";
import { found, open, Visit } from "./visit";

const visits: Visit[] = [];
afterAll(async () => {
  for (const visit of visits) await visit.end();
});

/** A step and when it was over, in milliseconds since the code was in. */
type Step = [name: string, at: number];
type Run = { steps: Step[]; /** The longest time in which the page answered nobody. */ stood: number };

/** A desk with a patient whose record has this many bytes; 0 is the wallet's own sample. */
async function begun(size: number): Promise<{ visit: Visit; page: Page; card: string }> {
  const visit = new Visit();
  visits.push(visit);
  const record = join(visit.stage.folder, "record.json");
  if (size > 0) writeFileSync(record, JSON.stringify(large(size)));
  await visit.begin(size > 0 ? record : undefined);
  const page = await visit.page();
  await page.addInitScript(watch);
  await visit.ready(page);
  return { visit, page, card: await visit.card(page) };
}

/** In the page: notes what the page cannot know, which is when a code came in, when something was drawn, and its pauses. */
function watch(): void {
  window.noted = [];
  const note = (name: string) => window.noted.push([name, performance.now()]);
  const drawn = (name: string, selector: string) => {
    if (window.noted.some(([one]) => one === name) || !document.querySelector(selector)) return;
    note(name);
  };
  window.addEventListener("keydown", ({ key }) => void (key === "Enter" && note("code")), true);
  const look = () => {
    drawn("first rows", "main tbody tr");
    drawn("all rows", "main[aria-busy=false] .block");
  };
  document.addEventListener("DOMContentLoaded", () =>
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(look))).observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
    }),
  );
  let before = performance.now();
  setInterval(() => {
    const now = performance.now();
    window.pauses.push([before, now - before]);
    before = now;
  }, 4);
  window.pauses = [];
}

async function run(visit: Visit, page: Page, card: string, ...more: string[]): Promise<Run> {
  const { qr_text } = visit.share(card, ...more);
  await page.reload();
  await page.locator("input[name=link]").waitFor();
  await page.waitForTimeout(500);
  await page.evaluate(() => (performance.clearMarks(), (window.noted = [])));
  await open(page, qr_text);
  await expect.poll(() => page.evaluate(() => window.noted.at(-1)?.[0])).toBe("all rows");
  return page.evaluate(() => {
    const marks = performance
      .getEntriesByType("mark")
      .filter(({ name }) => name.startsWith("keepwell:"))
      .map(({ name, startTime }): [string, number] => [name.slice(9), startTime]);
    const all = [...window.noted, ...marks].sort(([, one], [, two]) => one - two);
    const start = all.find(([name]) => name === "code")?.[1] ?? 0;
    const end = all.at(-1)?.[1] ?? 0;
    const pauses = window.pauses.filter(([at]) => at > start && at < end).map(([, length]) => length);
    return {
      steps: all.map(([name, at]): [string, number] => [name, at - start]),
      stood: Math.max(0, ...pauses),
    };
  });
}

const middle = (numbers: number[]) => [...numbers].sort((one, two) => one - two)[numbers.length >> 1] ?? NaN;

/** Each step by the middle of its times, and how long each took. */
function tell(what: string, runs: Run[]): void {
  let before = 0;
  const steps = (runs[0]?.steps ?? []).map(([name]) => {
    const at = middle(runs.flatMap(({ steps }) => steps.find(([one]) => one === name)?.[1] ?? []));
    const took = at - before;
    before = at;
    return `${name} ${at.toFixed(0)} (+${took.toFixed(0)})`;
  });
  const stood = runs.map((one) => one.stood);
  console.log(
    `${what}, p50 of ${runs.length}, ms since the code came in: ${steps.join(", ")}; ` +
      `longest pause ${middle(stood).toFixed(0)}, at worst ${Math.max(...stood).toFixed(0)}`,
  );
}

describe.skipIf(!found)("from the code to the record", () => {
  test("a small one", async () => {
    const { visit, page, card } = await begun(0);
    const runs: Run[] = [];
    for (let at = 0; at < 11; at += 1) runs.push(await run(visit, page, card));
    tell("the sample", runs);
    const names = runs[0]?.steps.map(([name]) => name);
    expect(names?.slice(0, 4)).toEqual(["code", "begin", "card", "qr"]);
    expect(names?.slice(-4)).toEqual(["parts", "read", "first rows", "all rows"]);
    await page.close();
  }, 240_000);

  test("of 5 MB, opened and read away from the page, which answers meanwhile", async () => {
    const { visit, page, card } = await begun(5_000_000);
    const workers: string[] = [];
    page.on("worker", (worker) => {
      workers.push("begun");
      worker.on("close", () => workers.push("ended"));
    });
    const runs: Run[] = [];
    for (let at = 0; at < 5; at += 1) runs.push(await run(visit, page, card, "--share", "all"));
    tell("5 MB", runs);
    // One for each record, and gone once that was read.
    expect(workers.filter((what) => what === "begun").length).toBeGreaterThanOrEqual(5);
    expect(workers.filter((what) => what === "ended").length).toBeGreaterThanOrEqual(5);

    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const slow: Run[] = [];
    for (let at = 0; at < 3; at += 1) slow.push(await run(visit, page, card, "--share", "all"));
    tell("5 MB on a page a quarter as fast", slow);
    await page.close();
  }, 240_000);
});

declare global {
  interface Window {
    noted: Step[];
    /** Since when, and for how long, in milliseconds. */ pauses: [number, number][];
  }
}

// How long a record takes from its code to the screen, told step by step, and that the page answers meanwhile: for a small
// record and for one of 5 MB, also on a computer a quarter as fast. Times are told and not judged: machines differ.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";

import { large } from "./large";
import { observe, pasted, tell, type Run } from "./steps";
import { found, Visit } from "./visit";

const visits: Visit[] = [];
afterAll(async () => {
  for (const visit of visits) await visit.end();
});

/** A desk with a patient whose record has this many bytes; 0 is the wallet's own sample. */
async function begun(size: number): Promise<{ visit: Visit; page: Page; card: string }> {
  const visit = new Visit();
  visits.push(visit);
  const record = join(visit.stage.folder, "record.json");
  if (size > 0) writeFileSync(record, JSON.stringify(large(size)));
  await visit.begin(size > 0 ? record : undefined);
  const page = await visit.page();
  await page.addInitScript(observe);
  await visit.ready(page);
  return { visit, page, card: await visit.card(page) };
}

async function run(visit: Visit, page: Page, card: string, ...more: string[]): Promise<Run> {
  const { qr_text } = visit.share(card, ...more);
  await page.reload();
  await page.locator("input[name=link]").waitFor();
  await page.waitForTimeout(500);
  return pasted(page, qr_text);
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
    const runs: Run[] = [];
    for (let at = 0; at < 5; at += 1) runs.push(await run(visit, page, card, "--share", "all"));
    tell("5 MB", runs);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const slow: Run[] = [];
    for (let at = 0; at < 3; at += 1) slow.push(await run(visit, page, card, "--share", "all"));
    tell("5 MB on a page a quarter as fast", slow);
    await page.close();
  }, 240_000);
});

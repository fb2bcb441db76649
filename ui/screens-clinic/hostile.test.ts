// Records that somebody wrote to do harm, and records that are too large to look at: nothing in them runs, nothing is
// fetched, and the page stays usable.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";

import { spoilt } from "./evil";
import { large, read, type Bundle } from "./large";
import { found, open, Visit } from "./visit";

const visits: Visit[] = [];
/** What became of the pages' workers. */
const workers: string[] = [];
afterAll(async () => {
  for (const visit of visits) await visit.end();
});

async function shown(
  bundle: Bundle,
  name: string,
): Promise<{ visit: Visit; page: Page; milliseconds: number }> {
  const visit = new Visit();
  visits.push(visit);
  const record = join(visit.stage.folder, name);
  writeFileSync(record, JSON.stringify(bundle));
  await visit.begin(record);
  const page = await visit.page();
  page.on("worker", (worker) => {
    workers.push("begun");
    worker.on("close", () => workers.push("ended"));
  });
  await page.addInitScript(() => {
    window.stood = [];
    const watch = new PerformanceObserver((seen) =>
      window.stood.push(...seen.getEntries().map((one) => one.duration)),
    );
    watch.observe({ type: "longtask", buffered: true });
  });
  await visit.ready(page);
  const { qr_text } = visit.share(await visit.card(page), "--share", "all");
  await page.evaluate(() => window.stood.splice(0));
  const start = performance.now();
  await open(page, qr_text);
  await page.locator("section").first().waitFor();
  return { visit, page, milliseconds: performance.now() - start };
}

describe.skipIf(!found)("a record", () => {
  test("with hostile texts everywhere is text everywhere", async () => {
    const { visit, page } = await shown(spoilt(read()) as Bundle, "hostile.json");
    expect(await page.locator("main").innerText()).toContain("onerror=");
    expect(await page.evaluate(() => "hurt" in window)).toBe(false);
    expect(await page.locator("main img, main script, main link, main a, main iframe").count()).toBe(0);
    const { origin } = new URL(visit.stage.info.url);
    expect(visit.asked.filter((url) => /^https?:/.test(url) && new URL(url).origin !== origin)).toEqual([]);
    expect(visit.told).toEqual([]);
    await page.close();
  });

  test("of 10 MB is drawn in pieces, and the page goes on", async () => {
    const { page, milliseconds } = await shown(large(10_000_000), "large.json");
    const rows = await page.locator("tbody tr").count();
    expect(rows).toBeGreaterThan(100);
    expect(rows).toBeLessThan(1000);
    await page
      .getByRole("button", { name: /Show more/ })
      .first()
      .click();
    await expect.poll(() => page.locator("tbody tr").count()).toBeGreaterThan(rows);
    // Opened and read away from the page, by a worker that is gone with what it had in memory.
    await expect.poll(() => workers).toEqual(expect.arrayContaining(["begun", "ended"]));
    const longest = await page.evaluate(() => Math.max(0, ...window.stood));
    console.log(
      `10 MB: ${milliseconds.toFixed(0)} ms from the code to the record, stood still for ${longest.toFixed(0)} ms`,
    );
    await page.close();
  });
});

declare global {
  interface Window {
    /** How long the page stood still, each time, in milliseconds. */ stood: number[];
  }
}

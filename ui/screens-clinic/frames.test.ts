// A summary handed over with no network on either side: the wallet's animated code before the clinic's camera, three of ten
// frames lost, the server gone and the page opened from what the browser kept of it.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { writeFilm, type Scene } from "../screens/scan/film";
import { picturesOf } from "./animation";
import { dom, found, open, PATIENCE_MS, violations, Visit } from "./visit";

const visit = new Visit({ camera: true, keeps: true });
/** The film has 20 pictures a second and the code 8 frames: by turns two and three pictures for each. */
const stands = [3, 2, 3, 2];

beforeAll(async () => {
  if (found) await visit.begin();
});
afterAll(() => visit.end());

/** The same numbers in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The animated code as a camera sees it that misses three frames of ten. */
function filmOf(animation: string): { scenes: Scene[]; lost: number; all: number } {
  const pictures = picturesOf(readFileSync(animation));
  const next = chance(7);
  const shuffled = pictures.map((_, at) => ({ at, by: next() })).sort((one, other) => one.by - other.by);
  const lost = new Set(shuffled.slice(0, Math.ceil(pictures.length * 0.3)).map(({ at }) => at));
  const scenes = pictures.map((still, at) => ({
    still: lost.has(at) ? null : still,
    frames: stands[at % stands.length] ?? 2,
  }));
  return { scenes, lost: lost.size, all: pictures.length };
}

/** Waits until the browser has kept the whole page. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const list = () =>
    page.evaluate(async () => {
      const cache = await caches.open("keepwell-page-1");
      const { sha256 } = (await (await fetch(".well-known/keepwell-page.json")).json()) as {
        sha256: Record<string, string>;
      };
      const kept = (await cache.keys()).map(({ url }) => new URL(url).pathname);
      return Object.keys(sha256).filter((path) => !kept.includes(path)).length;
    });
  await expect.poll(list, { timeout: PATIENCE_MS }).toBe(0);
}

describe.skipIf(!found)("an animated code before the camera", () => {
  test("opens with the server gone, says how old the knowledge is, and tells nobody", async () => {
    const page = await visit.page();
    await visit.ready(page);
    const card = await visit.card(page);
    // Something is known of the ledger from a visit before.
    await open(page, visit.share(card).qr_text);
    await kept(page);

    const animation = join(visit.stage.folder, "frames.png");
    const { grant } = visit.share(card, "--animated", animation);
    const { scenes, lost, all } = filmOf(animation);
    expect(lost / all).toBeGreaterThanOrEqual(0.3);
    writeFilm(visit.film, ...scenes);
    await visit.stage.stop();
    await page.context().setOffline(true);

    await page.reload();
    await page.locator("main progress").waitFor();
    const began = performance.now();
    await page.locator(".banner").waitFor();
    console.log(
      `${lost} of ${all} frames lost: read and open ${(performance.now() - began).toFixed(0)} ms after the first`,
    );
    await page.locator("main[aria-busy=false]").waitFor();
    const text = await page.locator("main").innerText();
    for (const word of ["Amina Haddad-Sample", "Allergy to penicillin", "Metformin 500 mg tablets"])
      expect(text).toContain(word);
    // Never green without the ledger.
    expect(await page.locator(".banner").getAttribute("class")).toContain("away");
    expect(await page.locator(".banner").innerText()).toMatch(/ledger|log/i);
    expect(await violations(page)).toEqual([]);
    expect(visit.told).toEqual([]);

    await page.context().setOffline(false);
    expect(await dom(page)).toContain("Amina");
    expect(grant).toMatch(/^[0-9a-f-]+$/);
    await page.close();
  });

  test("asks a desk that has no key for the six words, offline, and opens with them", async () => {
    await visit.stage.stop();
    await visit.again(new URL(visit.stage.info.url).host);
    // Another desk, which has the page and nothing else.
    const context = await visit.desk();
    const page = await visit.page(context);
    await page.goto(visit.stage.info.page_url);
    await page.locator("input[name=organization]").waitFor();
    await kept(page);

    const animation = join(visit.stage.folder, "told.png");
    const line = ["grant", "--words", "--for", "1h", "--animated", animation];
    const { words } = visit.stage.wallet<{ words: string[] }>(...line);
    writeFilm(visit.film, ...filmOf(animation).scenes);
    await visit.stage.stop();
    await context.setOffline(true);

    await page.reload();
    const field = page.locator("input[name=words]");
    await field.waitFor();
    // The title is read out, and the field is the next thing to be reached.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    await page.keyboard.press("Tab");
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await violations(page)).toEqual([]);

    await page.keyboard.type("six of them");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("main .error").innerText()).toMatch(/^Word .2./u);
    await field.fill([...words].reverse().join(" "));
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("main .error").innerText()).toContain("not the words");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    expect(await violations(page)).toEqual([]);

    await page.fill("input[name=words]", words.join(", ").toUpperCase());
    await page.keyboard.press("Enter");
    await page.locator(".banner").waitFor();
    await page.locator("main[aria-busy=false]").waitFor();
    expect(await page.locator("main").innerText()).toContain("Allergy to penicillin");
    expect(await page.locator(".banner").getAttribute("class")).toContain("away");
    expect(await dom(page)).not.toContain(words.join(" "));
    expect(visit.told).toEqual([]);
    await context.close();
  });
});

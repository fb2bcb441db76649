// One browser for a file of tests, and pages that are the same on every machine: their clock, zone and language stand.
// A page is used again for the next scene, which takes half the time of a new one; the app keeps nothing in the browser,
// and that is checked.
import { chromium, type Browser, type Page } from "playwright-core";
import { inject } from "vitest";

import { explain } from "./pictures";
import { follow, forget, quiet, settle } from "./rest";
import type { Scene } from "./scenes";

export const widths = { 320: 640, 390: 844, 1280: 800 } as const;
export type Width = keyof typeof widths;
/** Mid-morning of an invented day. */
export const today = new Date("2026-11-21T09:41:00Z");
/** Longer than anything takes that works, on a machine that does much else. */
const patience = 120_000;

let started: Promise<Browser> | null = null;
let free: Page[] = [];
let visits = 0;
/** What went wrong on each page since its scene was opened. */
const told = new WeakMap<Page, string[]>();

export type Wish = { width?: Width; dark?: boolean; query?: string; motion?: "reduce" | "no-preference" };

/** Opens a scene and looks at it. What fails leaves its picture behind. */
export async function visit<T>(
  scene: Scene,
  wish: Wish,
  look: (page: Page, told: string[]) => Promise<T>,
): Promise<T> {
  const page = free.pop() ?? (await fresh());
  try {
    await arrive(page, scene, wish);
    const seen = await look(page, told.get(page) ?? []);
    free.push(page);
    return seen;
  } catch (error) {
    const name = [scene.name, wish.query?.replace(/\W+/g, "-"), "failed"].filter(Boolean).join("-");
    await explain(error, page, name);
    await page.context().close();
    throw error;
  }
}

/** Ends the browser of this file of tests. */
export async function end(): Promise<void> {
  const browser = await started;
  [started, free] = [null, []];
  await browser?.close();
}

async function fresh(): Promise<Page> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  const args = ["--no-sandbox", "--font-render-hinting=none"];
  started ??= chromium.launch({ executablePath, args, timeout: patience });
  const context = await (await started).newContext({ locale: "en-GB", timezoneId: "UTC" });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  await page.clock.setFixedTime(today);
  follow(page);
  page.on("pageerror", (error) => told.get(page)?.push(error.message));
  // Also whatever the security policy had to stop.
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("favicon"))
      told.get(page)?.push(message.text());
  });
  return page;
}

async function arrive(page: Page, scene: Scene, wish: Wish): Promise<void> {
  const width = wish.width ?? 390;
  told.set(page, []);
  forget(page);
  await leaveAlone(page);
  await page.setViewportSize({ width, height: widths[width] });
  await page.emulateMedia({
    colorScheme: wish.dark ? "dark" : "light",
    reducedMotion: wish.motion ?? "reduce",
  });
  // The number makes it another address, so that the page begins anew also where only what follows the # is another.
  visits += 1;
  const search = [scene.query, wish.query, `visit=${visits}`].filter(Boolean).join("&");
  await page.goto(`${inject("address")}/?${search}#${scene.path}`);
  await page.locator("h1").first().waitFor();
  await quiet(page);
  if (scene.act) {
    await scene.act(page);
    await leaveAlone(page);
    await quiet(page);
  }
  await settle(page);
}

/** A pointer left over something would light it up. */
async function leaveAlone(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
}

/** What the page keeps in the browser, where it would outlive the lock: nothing, it should be. */
export function keeps(page: Page): Promise<string[]> {
  return page.evaluate(async () => [
    ...Object.keys(localStorage).map((key) => `kept in the browser: ${key}`),
    ...Object.keys(sessionStorage).map((key) => `kept in the browser: ${key}`),
    ...(await indexedDB.databases()).map(({ name }) => `kept in the browser: ${name}`),
    ...(document.cookie ? [`kept in the browser: ${document.cookie}`] : []),
  ]);
}

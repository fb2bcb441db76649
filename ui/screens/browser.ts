// One browser for all the tests, and pages that are the same on every machine: their clock, zone and language stand.
import { source as axe } from "axe-core";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, inject } from "vitest";

import type { Scene } from "./scenes";

export const widths = { 320: 640, 390: 844, 1280: 800 } as const;
export type Width = keyof typeof widths;
/** Mid-morning of an invented day. */
const today = new Date("2026-11-21T09:41:00Z");

let started: Promise<Browser> | null = null;

function browser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  started ??= chromium.launch({ executablePath, args: ["--no-sandbox", "--font-render-hinting=none"] });
  return started;
}

afterAll(async () => {
  await (await started)?.close();
  started = null;
});

type Wish = { width?: Width; dark?: boolean; query?: string; motion?: "reduce" | "no-preference" };

/** Opens a scene on a fresh page; `told` collects what went wrong on it. */
export async function visit(
  scene: Scene,
  wish: Wish = {},
): Promise<{ page: Page; told: string[]; close: () => Promise<void> }> {
  const width = wish.width ?? 390;
  const context = await (
    await browser()
  ).newContext({
    viewport: { width, height: widths[width] },
    colorScheme: wish.dark ? "dark" : "light",
    reducedMotion: wish.motion ?? "reduce",
    locale: "en-GB",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  const told = listen(page);
  await page.addInitScript(axe);
  await page.clock.setFixedTime(today);
  await arrive(page, scene, wish.query ?? "");
  return { page, told, close: () => end(context) };
}

/** Errors of the page, and anything that the security policy had to stop. */
function listen(page: Page): string[] {
  const told: string[] = [];
  page.on("pageerror", (error) => told.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("favicon")) told.push(message.text());
  });
  return told;
}

async function arrive(page: Page, scene: Scene, query: string): Promise<void> {
  const search = [scene.query, query].filter(Boolean).join("&");
  await page.goto(`${inject("address")}/?${search}#${scene.path}`);
  await page.locator("h1").first().waitFor();
  await quiet(page);
  if (scene.act) {
    await scene.act(page);
    await quiet(page);
  }
  await settle(page);
}

/** Waits until nothing on the page has changed for a moment; a countdown may go on. */
async function quiet(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moment = 150;
    const most = 3000;
    await new Promise<void>((done) => {
      const end = () => {
        watcher.disconnect();
        done();
      };
      let timer = setTimeout(end, moment);
      const watcher = new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(end, moment);
      });
      watcher.observe(document.body, { subtree: true, childList: true });
      setTimeout(end, most);
    });
  });
}

/** Waits until the fonts are there and the page has been drawn. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
}

async function end(context: BrowserContext): Promise<void> {
  await context.close();
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The rules that the colours can break; all others look at the page, which is the same in the dark. */
const colours = ["color-contrast", "link-in-text-block"];

/** What axe finds against WCAG 2.0 to 2.2, level A and AA: rule and place, one line each. */
export async function violations(page: Page, rules: "all" | "colours" = "all"): Promise<string[]> {
  return page.evaluate(
    async (runOnly) => {
      const { violations } = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
    },
    rules === "all" ? tags : colours,
  );
}

/** How far the page scrolls sideways, in pixels. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

declare global {
  interface Window {
    axe: typeof import("axe-core");
  }
}

// Waiting for a page: counted in what the browser has done, never in time alone, so that a slow or busy machine waits as
// long as it needs and a fast one loses nothing.
import type { Page, Request } from "playwright-core";

/** What each page is fetching now. */
const fetching = new WeakMap<Page, Set<Request>>();
/** Pictures in a row without a change, after which nothing is on its way: a seventh of a second where nobody hurries. */
const still = 8;

/** Notes what a page fetches from now on. */
export function follow(page: Page): void {
  const open = new Set<Request>();
  fetching.set(page, open);
  page.on("request", (request) => open.add(request));
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
}

/** A page that leaves for another address waits for nothing of the old one. */
export function forget(page: Page): void {
  fetching.get(page)?.clear();
}

/** Waits until nothing is fetched, the page has nothing to do, and nothing on it changes. */
export async function quiet(page: Page): Promise<void> {
  do await page.evaluate(unchanged, still);
  while ((fetching.get(page)?.size ?? 0) > 0);
}

/** Runs in the page: after that many pictures in a row between which no element came or went. */
async function unchanged(wanted: number): Promise<void> {
  let seen = 0;
  const watcher = new MutationObserver(() => (seen = 0));
  watcher.observe(document.body, { subtree: true, childList: true });
  while (seen < wanted) {
    await new Promise(requestAnimationFrame);
    await new Promise((idle) => requestIdleCallback(idle));
    seen += 1;
  }
  watcher.disconnect();
}

/** Waits until the fonts are there and the page has been drawn. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
}

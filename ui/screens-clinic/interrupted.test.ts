// What comes in between: the page is loaded again or left while a share is being opened, and the server goes away and comes
// back. Nothing half open stays, and nothing is lost.
import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { freePort } from "./proxy";
import { BLANK_MS, dom, found, open, paste, PATIENCE_MS, Visit } from "./visit";

const visit = new Visit();
let listen = "";
let card = "";

beforeAll(async () => {
  if (!found) return;
  listen = `127.0.0.1:${await freePort()}`;
  await visit.begin(undefined, listen);
  const page = await visit.page();
  await visit.ready(page);
  card = await visit.card(page);
  await page.close();
});
afterAll(() => visit.end());

async function ready(): Promise<Page> {
  const page = await visit.page();
  await visit.ready(page);
  return page;
}

async function isGone(page: Page): Promise<void> {
  const html = await dom(page);
  for (const word of ["Amina", "Haddad", "enicillin", "etformin"]) expect(html).not.toContain(word);
}

/** Begins to open a code, and stays where the record is being fetched. */
async function halfOpen(page: Page, code: string): Promise<void> {
  const held = new Promise<Route>((resolve) => void page.route("**/parts/bundle", resolve));
  await paste(page, code);
  await held;
  await page.getByText("Not stopped by the patient").waitFor();
}

const shown = () => visit.activity().filter((what) => what === "shown").length;

describe.skipIf(!found)("in the middle of opening", () => {
  test.each<[string, (page: Page) => Promise<unknown>]>([
    ["loading the page again", (page) => page.reload()],
    ["the back button", (page) => page.goBack()],
  ])("%s leaves nothing, and the code opens again", async (_, leave) => {
    const page = await ready();
    const before = shown();
    const { qr_text } = visit.share(card);
    await halfOpen(page, qr_text);
    await leave(page);
    await page.unroute("**/parts/bundle");
    if (!page.url().startsWith("http")) await page.goForward();
    await page.locator("input[name=link]").waitFor();
    await isGone(page);
    expect(shown()).toBe(before);
    await open(page, qr_text);
    await expect.poll(shown, { timeout: PATIENCE_MS }).toBe(before + 1);
    await page.close();
  });
});

describe.skipIf(!found)("a server that goes away and comes back", () => {
  test("takes no record from the page, and a stop is noticed once it is back", async () => {
    const page = await ready();
    const { qr_text, grant } = visit.share(card);
    await open(page, qr_text);
    await expect.poll(() => visit.activity(), { timeout: PATIENCE_MS }).toContain("shown");
    await visit.stage.stop();
    await page.waitForTimeout(3000);
    expect(await page.locator("main h1").innerText()).toContain("Amina");
    await visit.again(listen);
    visit.stage.wallet("revoke", grant);
    await page.getByText("The patient stopped the access").waitFor({ timeout: BLANK_MS });
    await isGone(page);
    await page.close();
  });

  test("is named when a code is to be opened meanwhile, and the same code opens afterwards", async () => {
    const page = await ready();
    const { qr_text } = visit.share(card);
    await visit.stage.stop();
    await paste(page, qr_text);
    await page.getByText("The server can’t be reached").waitFor({ timeout: 40_000 });
    await isGone(page);
    await visit.again(listen);
    await page.locator("main button").click();
    await open(page, qr_text);
    await page.close();
  });
});

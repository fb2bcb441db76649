// What is not opened says why, and shows nothing of the share: another clinic's, a stopped one, a wrong clock, a log or a
// relay that is away.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { dom, found, open, paste, PATIENCE_MS, Visit } from "./visit";

const visit = new Visit();
let card = "";

beforeAll(async () => {
  if (!found) return;
  await visit.begin();
  card = await visit.ownCard();
});
afterAll(() => visit.end());

async function ready(): Promise<Page> {
  const page = await visit.page();
  await visit.ready(page);
  return page;
}

async function refused(page: Page, code: string, said: string): Promise<void> {
  await paste(page, code);
  await page.getByText(said).waitFor({ timeout: 40_000 });
  const html = await dom(page);
  for (const word of ["Amina", "enicillin"]) expect(html).not.toContain(word);
  await page.close();
}

/** The ledger's addresses: its time, its checkpoint, its tiles. */
const ledger = /\/(time|checkpoint|tile)(\/|$|\?)/;

describe.skipIf(!found)("a code is refused", () => {
  test("by a clinic that it was not given to", async () => {
    const other = await visit.desk();
    const page = await visit.page(other);
    await visit.ready(page, "Hill Clinic");
    await refused(page, visit.share(card).qr_text, "This code is not available");
    await other.close();
  });

  test("after the patient stopped it, with nothing more said", async () => {
    const { qr_text, grant } = visit.share(card);
    visit.stage.wallet("revoke", grant);
    await refused(await ready(), qr_text, "This code is not available");
  });

  test("when what arrives was changed on the way", async () => {
    const page = await ready();
    await page.route("**/parts/bundle", async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[body.length - 100] = (body[body.length - 100] ?? 0) ^ 1;
      await route.fulfill({ response, body });
    });
    await refused(page, visit.share(card).qr_text, "changed on the way");
  });

  test("when the relay is away", async () => {
    const page = await ready();
    await page.route("**/v1/**", (route) => route.abort());
    await refused(page, visit.share(card).qr_text, "can’t be reached");
  });

  test("when the log is away, unless the patient allowed that: then it opens in amber", async () => {
    const page = await ready();
    await page.route(ledger, (route) => route.abort());
    await refused(page, visit.share(card).qr_text, "did not allow opening without it");

    const allowed = await ready();
    await allowed.route(ledger, (route) => route.abort());
    await open(allowed, visit.share(card, "--offline-ok").qr_text);
    await allowed.locator(".banner.away").waitFor();
    await allowed.close();
  });

  test("but not for a computer's wrong clock: it opens, and the clock is named", async () => {
    const page = await visit.page();
    await page.clock.install({ time: Date.now() + 3 * 60 * 60 * 1000 });
    await visit.ready(page);
    await paste(page, visit.share(card).qr_text);
    await page.clock.runFor(1000);
    await page.locator(".banner").waitFor();
    await page.getByText(/clock is .* wrong/).waitFor({ timeout: PATIENCE_MS });
    await page.close();
  });

  test("and the page that can't reach its server says so", async () => {
    const page = await visit.page();
    await page.route("**/operators.json", (route) => route.abort());
    await page.goto(`${visit.stage.info.url}/`);
    await page.getByText("can’t reach its server").first().waitFor();
    await page.close();
  });
});

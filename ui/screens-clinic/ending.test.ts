// An access ends on the page soon after the patient ended it, also where a proxy in between holds event streams back.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { HoldingProxy } from "./proxy";
import { BLANK_MS, dom, found, open, Visit } from "./visit";

const visit = new Visit();
let proxy: HoldingProxy;
let card = "";

beforeAll(async () => {
  if (!found) return;
  proxy = await HoldingProxy.begin();
  await visit.begin(undefined, proxy.behind, "--public-url", proxy.url);
  card = await visit.ownCard();
});
afterAll(async () => {
  await visit.end();
  await proxy?.end();
});

async function opened(): Promise<{ page: Page; grant: string }> {
  const { qr_text, grant } = visit.share(card);
  const page = await visit.page();
  await visit.ready(page);
  await open(page, qr_text);
  return { page, grant };
}

/** How long the record was still there after the patient stopped it, in milliseconds. */
async function stop(page: Page, grant: string): Promise<number> {
  visit.stage.wallet("revoke", grant);
  const stopped = performance.now();
  await page.getByText("The patient stopped the access").waitFor({ timeout: BLANK_MS });
  const html = await dom(page);
  for (const word of ["Amina", "Haddad", "enicillin"]) expect(html).not.toContain(word);
  return performance.now() - stopped;
}

describe.skipIf(!found)("behind a proxy that holds streams back", () => {
  test("the page goes blank within ten seconds of a stop, before and after it gave the stream up", async () => {
    const [early, late] = [await opened(), await opened()];
    const soon = await stop(early.page, early.grant);
    await late.page.waitForTimeout(25_000);
    const later = await stop(late.page, late.grant);
    expect(proxy.held).toBe(2);
    console.log(`blank ${soon.toFixed(0)} ms and ${later.toFixed(0)} ms after the stop`);
    await early.page.close();
    await late.page.close();
  }, 90_000);
});

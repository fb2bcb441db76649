// More time, from the button at the clinic to the new code: the patient's wallet is really asked, and only it gives.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { found, open, paste, PATIENCE_MS, violations, Visit, type Share } from "./visit";

type Told = { events: { what: string }[]; asked?: { grant: string; clinic: string; verified: boolean }[] };

const visit = new Visit();
let card = "";

beforeAll(async () => {
  if (!found) return;
  await visit.begin();
  card = await visit.ownCard();
});
afterAll(() => visit.end());

/** A record on a page whose clock only the test moves. */
async function opened(...more: string[]): Promise<{ page: Page; grant: string }> {
  const { qr_text, grant } = visit.share(card, ...more);
  const page = await visit.page();
  await page.clock.install();
  await visit.ready(page);
  await paste(page, qr_text);
  await page.clock.runFor(1000);
  await page.locator(".banner").waitFor();
  return { page, grant };
}

async function pass(page: Page, time: string): Promise<void> {
  await page.clock.fastForward(time);
  await page.clock.runFor(1000);
}

/** Twenty-one minutes in which somebody uses the page. */
async function use(page: Page): Promise<void> {
  for (let minute = 0; minute < 21; minute += 7) {
    await page.mouse.move(20 + minute, 20);
    await pass(page, "07:00");
  }
  await page.mouse.move(10, 10);
}

const ask = (page: Page) => page.getByRole("button", { name: "Ask for more time" }).click();
const isAsked = (page: Page) => page.locator("dialog").getByText("Asked in the patient’s wallet").waitFor();

/** What the patient's wallet says that this grant's clinic asked. */
function asked(grant: string): boolean[] {
  const { asked = [] } = visit.stage.wallet<Told>("activity");
  return asked.filter((one) => one.grant === grant).map(({ verified }) => verified);
}

describe.skipIf(!found)("more time", () => {
  test("is asked for before the end, told to the patient, given, and opened by the new code", async () => {
    const { page, grant } = await opened("--for", "30m");
    await use(page);
    await page.getByText("The access ends soon").waitFor();
    expect(asked(grant)).toEqual([]);
    await ask(page);
    await isAsked(page);
    expect(await violations(page)).toEqual([]);
    await expect.poll(() => asked(grant), { timeout: PATIENCE_MS }).toEqual([true]);
    const { events, asked: questions } = visit.stage.wallet<Told>("activity");
    expect(questions?.map(({ clinic }) => clinic)).toEqual(["Harbour Clinic"]);
    expect(events.map(({ what }) => what)).not.toContain("asked");

    const given = visit.stage.wallet<Share>("again", grant, "--for", "1h");
    await page.getByText("The patient stopped the access").waitFor({ timeout: PATIENCE_MS });
    await page.locator("main button").click();
    await open(page, given.qr_text);
    await page.getByText("Amina Haddad-Sample").first().waitFor();
    expect(await page.getByText("The access ends soon").count()).toBe(0);
    await page.close();
  });

  test("is asked for once a minute, however often somebody presses", async () => {
    const { page, grant } = await opened("--for", "30m");
    await use(page);
    for (const wait of ["00:20", "00:20", "00:20", "00:01"]) {
      await ask(page);
      await isAsked(page);
      await page.keyboard.press("Escape");
      await pass(page, wait);
    }
    await expect.poll(() => asked(grant).length, { timeout: PATIENCE_MS }).toBe(2);
    await page.close();
  });

  test("is asked for also where nobody used the page; moving the mouse does not answer for anybody", async () => {
    const { page, grant } = await opened();
    await pass(page, "14:30");
    await page.getByText("Still there?").waitFor();
    await page.mouse.move(300, 300);
    await pass(page, "00:05");
    expect(await page.getByText("Still there?").isVisible()).toBe(true);
    await ask(page);
    await isAsked(page);
    expect(await page.getByText("Still there?").count()).toBe(0);
    await expect.poll(() => asked(grant), { timeout: PATIENCE_MS }).toEqual([true]);
    await page.keyboard.press("Escape");
    await pass(page, "13:00");
    expect(await page.locator(".banner").isVisible()).toBe(true);
    await page.close();
  });

  test("is not called asked while the wallet could not be told, and is asked for again by itself", async () => {
    const { page, grant } = await opened("--for", "30m");
    await use(page);
    await page.route("**/reports", (route) => route.abort());
    await ask(page);
    await page.getByText("could not be asked yet").waitFor();
    expect(await page.getByText("Asked in the patient’s wallet").count()).toBe(0);
    await page.unroute("**/reports");
    await pass(page, "00:20");
    await isAsked(page);
    await expect.poll(() => asked(grant), { timeout: PATIENCE_MS }).toEqual([true]);
    await page.close();
  });

  test("brings no error to the page", () => {
    expect(visit.told).toEqual([]);
  });
});

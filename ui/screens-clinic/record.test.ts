// A record from the patient's code to the end: seen, saved, told to the patient, stopped, and gone from the page.
import { readFileSync } from "node:fs";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { BLANK_MS, dom, found, open, paste, PATIENCE_MS, top, Visit } from "./visit";

const visit = new Visit();
let card = "";

beforeAll(async () => {
  if (!found) return;
  await visit.begin();
  card = await visit.ownCard();
});
afterAll(() => visit.end());

async function opened(...more: string[]): Promise<{ page: Page; grant: string; code: string }> {
  const { qr_text, grant } = visit.share(card, ...more);
  const page = await visit.page();
  await visit.ready(page);
  await open(page, qr_text);
  return { page, grant, code: qr_text };
}

/** Nothing of the record is on the page: neither the person nor anything from the lists. */
async function isGone(page: Page): Promise<void> {
  const html = await dom(page);
  for (const word of ["Amina", "Haddad", "enicillin", "etformin", "1971"]) expect(html).not.toContain(word);
}

async function told(...kinds: string[]): Promise<void> {
  await expect.poll(() => visit.activity(), { timeout: PATIENCE_MS }).toEqual(expect.arrayContaining(kinds));
}

describe.skipIf(!found)("a record", () => {
  test("is shown, saved and printed, which the patient sees, and goes blank when the patient stops it", async () => {
    const { page, grant } = await opened();
    const text = await page.locator("main").innerText();
    for (const word of ["Amina Haddad-Sample", "Allergy to penicillin", "Metformin 500 mg tablets"])
      expect(text).toContain(word);
    expect(text).not.toContain("the patient’s own record");
    expect(text).not.toContain("#unknown");
    expect(text).toContain("No information: ask the patient");

    const waiting = page.waitForEvent("download");
    await page.locator(top).first().click();
    const path = await (await waiting).path();
    expect(readFileSync(path).subarray(0, 5).toString()).toBe("%PDF-");
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await told("opened", "shown", "saved", "printed");

    visit.stage.wallet("revoke", grant);
    await page.getByText("The patient stopped the access").waitFor({ timeout: BLANK_MS });
    await isGone(page);
    await page.close();
  });

  test("is read in another language beside its own words, with no network any more", async () => {
    const { page } = await opened();
    await page.getByText("Allergy to penicillin").first().waitFor();
    const isThere = () =>
      performance.getEntriesByType("resource").some(({ name }) => /\/list-[^/]*\.js$/.test(name));
    await expect.poll(() => page.evaluate(isThere), { timeout: PATIENCE_MS }).toBe(true);
    await page.context().setOffline(true);
    await page.locator("main select").selectOption("ar");
    for (const word of ["حساسية", "ميتفورمين"])
      await page.locator(`main bdi[lang=ar]`, { hasText: word }).first().waitFor();
    const text = await page.locator("main").innerText();
    for (const word of ["Allergy to penicillin", "Metformin 500 mg tablets"]) expect(text).toContain(word);
    await page.locator("main select").selectOption("");
    expect(await page.locator("main bdi[lang]").count()).toBe(0);
    await page.context().setOffline(false);
    await page.close();
  });

  test("has every value of a result behind its newest one, drawn and as a table", async () => {
    const { page } = await opened();
    const row = page.locator(".results tbody tr", { hasText: "LOINC 4548-4" });
    expect(await row.innerText()).not.toContain("9.1 %");
    await row.getByRole("button", { name: /All .5. values/ }).click();
    const sheet = page.getByRole("dialog", { name: /Hemoglobin/ });
    expect(await sheet.getByRole("img", { name: /5. values, from .9.1 %/ }).count()).toBe(1);
    await expect.poll(() => sheet.locator("tbody tr").count()).toBe(5);
    const values = await sheet.locator("tbody tr").allInnerTexts();
    for (const said of ["9.1 %", "High", "≤ 6.5 %", "30 May 2022", "Riverside Sample Laboratory"])
      expect(values[4]).toContain(said);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await page.close();
  });

  test("keeps saving, closing and the time that is left in sight", async () => {
    const { page } = await opened();
    await page.mouse.wheel(0, 900);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(600);
    for (const seen of [page.locator(top).first(), page.locator(top).last(), page.locator(".banner")]) {
      const box = await seen.boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(200);
    }
    // What gets the focus is not hidden behind them.
    await page.locator("section header button").first().focus();
    const [bars, focused] = await Promise.all([
      page.locator(".bars").boundingBox(),
      page.locator("section header button").first().boundingBox(),
    ]);
    expect(focused?.y).toBeGreaterThanOrEqual(bars?.height ?? Infinity);
    await page.close();
  });

  test("leaves by the clipboard only with the patient told", async () => {
    const { page } = await opened();
    const before = visit.activity().filter((what) => what === "saved").length;
    await page.locator("section.danger header button").click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toContain("Allergy to penicillin; Penicillin");
    await expect
      .poll(() => visit.activity().filter((what) => what === "saved").length, { timeout: PATIENCE_MS })
      .toBe(before + 1);
    await page.close();
  });

  test("is gone after closing, reloading, and going back to it", async () => {
    const { page, code } = await opened();
    await page.locator(top).last().click();
    await page.getByText("You closed the record").waitFor();
    await isGone(page);
    await told("closed");

    await page.locator("main button").click();
    await open(page, code);
    await page.reload();
    await page.locator("input[name=link]").waitFor();
    await isGone(page);

    await open(page, code);
    await page.goto("about:blank");
    await page.goBack();
    await page.locator("main h1").waitFor();
    await isGone(page);
    await page.close();
  });

  test("tells the patient also when somebody only closes the window", async () => {
    const count = () => visit.activity().filter((what) => what === "closed").length;
    const before = count();
    const { page } = await opened();
    await told("shown");
    await page.waitForTimeout(500);
    await page.close({ runBeforeUnload: true });
    await expect.poll(count, { timeout: PATIENCE_MS }).toBe(before + 1);
  });

  test("in two windows goes blank in both", async () => {
    const { page, grant, code } = await opened();
    const other = await visit.page();
    await visit.ready(other);
    await open(other, code);
    visit.stage.wallet("revoke", grant);
    for (const one of [page, other]) {
      await one.getByText("The patient stopped the access").waitFor({ timeout: BLANK_MS });
      await isGone(one);
      await one.close();
    }
  });

  test("ends by itself: a warning before, and a clock that is set back changes nothing", async () => {
    const { qr_text } = visit.share(card, "--for", "30m");
    const page = await visit.page();
    await page.clock.install();
    await visit.ready(page);
    await paste(page, qr_text);
    await page.clock.runFor(1000);
    await page.locator(".banner").waitFor();
    await page.mouse.move(10, 10);
    for (let minute = 0; minute < 21; minute += 7) {
      await page.clock.fastForward("07:00");
      await page.mouse.move(20 + minute, 20);
      await page.clock.runFor(1000);
    }
    await page.getByText("The access ends soon").waitFor();
    await page.getByRole("button", { name: "Ask for more time" }).click();
    await page.getByText("Only the patient can give it").waitFor();
    await page.keyboard.press("Escape");
    await page.clock.fastForward("08:50");
    await page.clock.runFor(2000);
    await page.getByText("The time the patient chose is over").waitFor();
    await isGone(page);
    await page.close();
  });

  test("is cleared when nobody uses the page, after asking", async () => {
    const { qr_text } = visit.share(card);
    const page = await visit.page();
    await page.clock.install();
    await visit.ready(page);
    await paste(page, qr_text);
    await page.clock.runFor(1000);
    await page.locator(".banner").waitFor();
    await page.clock.fastForward("14:30");
    await page.clock.runFor(1000);
    await page.getByText("Still there?").waitFor();
    await page.clock.fastForward("01:00");
    await page.clock.runFor(1000);
    await page.getByText("Nobody used the page").waitFor();
    await isGone(page);
    await page.close();
  });

  test("on paper is one clean document with its person, its source and a note that it is a copy", async () => {
    const { page } = await opened();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const seen of [
      "Amina Haddad-Sample",
      "Sent by this patient’s wallet",
      "This paper is a copy",
      "Printed at",
    ])
      expect(await page.getByText(seen).first().isVisible()).toBe(true);
    expect(await page.locator("button:visible, select:visible, [role=timer]:visible").count()).toBe(0);
    const colours = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color];
    });
    expect(colours).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
    expect((await page.pdf()).subarray(0, 5).toString()).toBe("%PDF-");
    await page.close();
  });

  test("reports that do not get through are told quietly, and sent again", async () => {
    const { qr_text } = visit.share(card);
    const page = await visit.page();
    await visit.ready(page);
    await page.route("**/reports", (route) => route.abort());
    await open(page, qr_text);
    await page.getByText("could not be told yet").waitFor();
    await page.unroute("**/reports");
    await page.getByText("could not be told yet").waitFor({ state: "detached", timeout: 40_000 });
    await page.close();
  });

  test("brings no error to the page, and asks nobody but its own server", () => {
    expect(visit.told).toEqual([]);
    const { origin } = new URL(visit.stage.info.url);
    expect(visit.asked.filter((url) => /^https?:/.test(url) && new URL(url).origin !== origin)).toEqual([]);
  });
});

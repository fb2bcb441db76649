// A clinic's own key at real desks: in a browser that knows neither of its curves, on a computer whose clock is wrong, on paper,
// and withdrawn for good.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { withoutCurves } from "../clinic/src/desk/older";
import { found, open, PASSPHRASE, PATIENCE_MS, violations, Visit } from "./visit";

const HOUR_MS = 60 * 60 * 1000;
const visit = new Visit();

beforeAll(async () => {
  if (found) await visit.begin();
});
afterAll(() => visit.end());

/** A window with the clinic's keys made, at a desk of its own. */
async function desk(name: string, before?: (context: BrowserContext) => Promise<unknown>): Promise<Page> {
  const context = await visit.desk();
  await before?.(context);
  const page = await visit.page(context);
  await visit.ready(page, name);
  return page;
}

/** The fold with the clinic's code, opened. */
async function showCode(page: Page): Promise<void> {
  await page.locator("main details summary").last().click();
  await page.locator(".code img").waitFor();
  await page.getByText(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/).waitFor();
}

describe.skipIf(!found)("a desk", () => {
  test("whose browser knows neither curve keeps its keys and opens what is shared with it", async () => {
    const page = await desk("Old Clinic", (context) => context.addInitScript(withoutCurves));
    const kinds = await page.evaluate(async () => {
      const opened = indexedDB.open("keepwell-clinic");
      await new Promise((done) => (opened.onsuccess = done));
      const asked = opened.result.transaction("clinic").objectStore("clinic").get("own");
      await new Promise((done) => (asked.onsuccess = done));
      opened.result.close();
      const clinic = asked.result as { generations: { secrets: Record<string, object> }[] };
      const { sign, identity, agreement } = clinic.generations[0]?.secrets ?? {};
      return [sign, identity, agreement].map((kept) =>
        Object.keys(kept ?? {})
          .sort()
          .join(" "),
      );
    });
    expect(kinds).toEqual(Array(3).fill("iv sealed under"));
    const card = await visit.card(page);
    await page.reload();
    await page.locator("input[name=link]").waitFor();
    await open(page, visit.share(card).qr_text);
    expect(await page.locator("main").innerText()).toContain("Amina Haddad-Sample");
    await expect.poll(() => visit.activity(), { timeout: PATIENCE_MS }).toContain("shown");
    await page.context().close();
  });

  test("whose clock is three hours ahead makes a card that wallets take", async () => {
    const page = await desk("Early Clinic", (context) =>
      context.clock.install({ time: Date.now() + 3 * HOUR_MS }),
    );
    const { qr_text } = visit.share(await visit.card(page));
    await open(page, qr_text);
    expect(await page.locator(".banner").innerText()).toMatch(/clock is \W*3\W h\W wrong/);
    await page.context().close();
  });

  test("with a long name shows a code that phones can scan", async () => {
    const page = await desk(
      "Saint Bartholomew’s and the Royal Harbour Hospital, Outpatients and Day Surgery, West Wing",
    );
    const { qr_text } = visit.share(await visit.card(page));
    await open(page, qr_text);
    await page.context().close();
  });

  test("prints its code alone, on one page, with the words for patients", async () => {
    const page = await desk("Hill Clinic");
    await showCode(page);
    const letters = await page.locator(".letters bdi").innerText();
    await page.emulateMedia({ media: "print" });
    const text = await page.evaluate(() => document.body.innerText);
    const lines = text.split("\n").map((line) => line.trim());
    expect(lines.filter(Boolean)).toEqual([
      "Hill Clinic",
      "Scan this code with Keepwell to show us your record.",
      "Compare these letters with those on your phone:",
      letters,
      expect.stringContaining("This code is good until"),
    ]);
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await page.context().close();
  });

  test("withdraws its key after its name is typed; wallets refuse it, and another desk gives it up", async () => {
    const page = await visit.page(await visit.desk());
    const file = await visit.begun(page, "Valley Clinic");
    const other = await visit.page(await visit.desk());
    await visit.bring(other, file);
    await other.locator("input[name=organization]").waitFor({ state: "detached" });
    const card = await visit.card(page);
    visit.share(card);

    await showCode(page);
    await page.getByRole("button", { name: "Withdraw this key" }).click();
    const sheet = page.getByRole("dialog", { name: "Withdraw this clinic’s key?" });
    const yes = sheet.getByRole("button", { name: "Withdraw for good" });
    await sheet.locator("input[name=confirm]").fill("Hill Clinic");
    expect(await yes.isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await sheet.locator("input[name=confirm]").fill("valley  clinic");
    await yes.click();
    await page.getByText(/The key of .Valley Clinic. is withdrawn/).waitFor();
    await page.locator("input[name=organization]").waitFor();
    expect(await violations(page)).toEqual([]);
    visit.stage.wallet("sync");
    expect(() => visit.share(card)).toThrow("has withdrawn this card");

    await other.reload();
    await other.getByText(/The key of .Valley Clinic. was withdrawn at another desk/).waitFor();
    await visit.bring(other, file);
    await other.getByText("This key was withdrawn. Make a new one.").waitFor();
    for (const one of [page, other]) await one.context().close();
  });

  test("is told in its own language what is wrong with a name or a file", async () => {
    const page = await visit.page(await visit.desk());
    await page.goto(visit.stage.info.page_url);
    await page.locator("header select").selectOption("fr");
    await page.locator("html[lang=fr]").waitFor();
    await page.fill("input[name=organization]", "Clinique du Port");
    await page.fill("input[name=country]", "IRL");
    await page.locator("form:has([name=organization]) [type=submit]").click();
    await page.getByText("Écrivez deux lettres").waitFor();

    const file = join(visit.stage.folder, "keys");
    writeFileSync(file, "no file of keys");
    await page.locator("details summary").last().click();
    const form = page.locator("form:has([autocomplete=current-password])");
    await form.locator("input[type=file]").setInputFiles(file);
    await form.locator("[autocomplete=current-password]").fill(PASSPHRASE);
    await form.locator("[type=submit]").click();
    await page.getByText("Vérifiez la phrase secrète et le fichier.").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test("brings no error to the page", () => {
    expect(visit.told).toEqual([]);
  });
});

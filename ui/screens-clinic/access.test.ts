// Every screen for everybody: nothing against WCAG 2.2 AA in the light, in the dark and from right to left, no text without a
// translation, nothing that scrolls sideways, and all of it by keyboard alone.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { found, open, paste, top, violations, Visit } from "./visit";

const visit = new Visit();
let card = "";

beforeAll(async () => {
  if (!found) return;
  await visit.begin();
  card = await visit.ownCard();
});
afterAll(() => visit.end());

/** What is wrong with the page as it stands. */
async function wrong(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const language of ["en", "ar"]) {
    await page.locator("header select").selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
      found.push(...(await violations(page)).map((line) => `${name} ${language} ${colorScheme}: ${line}`));
    }
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 860 });
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (over > 0) found.push(`${name} ${language} ${width}: scrolls ${over} px sideways`);
    }
    const text = await page.evaluate(() => document.body.innerText);
    found.push(...(text.match(/\b(clinic|app|scan)(-[a-z_]+)+\b/g) ?? []));
  }
  await page.locator("header select").selectOption("en");
  return found;
}

describe.skipIf(!found)("for everybody", () => {
  test("every screen", async () => {
    const desk = await visit.desk();
    const page = await visit.page(desk);
    await page.goto(`${visit.stage.info.url}/`);
    await page.locator("input[name=organization]").waitFor();
    const all = await wrong(page, "welcome");
    await page.fill("input[name=organization]", "Hill Clinic");
    await page.fill("input[name=country]", "IE");
    await page.locator("form:has([name=organization]) [type=submit]").click();
    await page.locator("[autocomplete=new-password]").waitFor();
    all.push(...(await wrong(page, "fresh")));
    await page.locator("main form button").last().click();
    await page.locator("input[name=link]").waitFor();
    const own = await visit.card(page);
    await page.locator("main details summary").last().click();
    all.push(...(await wrong(page, "ready")));
    await paste(page, visit.share(card).qr_text);
    await page.getByText("This code is not available").waitFor();
    all.push(...(await wrong(page, "refused")));
    await page.locator("main button").click();
    await open(page, visit.share(own).qr_text);
    all.push(...(await wrong(page, "record")));
    await page.locator(top).last().click();
    await page.getByText("You closed the record").waitFor();
    all.push(...(await wrong(page, "ended")));
    await desk.close();
    expect(all).toEqual([]);
  }, 120_000);

  test("the language is the clinician's, and remembered", async () => {
    const page = await visit.page();
    await visit.ready(page);
    await page.locator("header select").selectOption("ar");
    await page.locator("html[dir=rtl]").waitFor();
    await page.reload();
    await page.locator("html[dir=rtl]").waitFor();
    await open(page, visit.share(card).qr_text);
    // A dose is a number before a unit, whatever runs around it.
    const dose = page.locator(".dose bdi").first();
    expect(await dose.getAttribute("dir")).toBe("ltr");
    // Dates follow the page.
    const cell = page.locator("section.danger tbody tr").first().locator("td").last();
    await expect.poll(() => cell.innerText()).toContain("فبراير 2014");
    await page.locator("header select").selectOption("en");
    await expect.poll(() => cell.innerText()).toContain("Feb 2014");
    await page.close();
  });

  test("a name in other letters stands where its column begins", async () => {
    const page = await visit.page();
    await visit.ready(page);
    await open(page, visit.share(card).qr_text);
    for (const [language, side] of [
      ["en", "left"],
      ["ar", "right"],
    ] as const) {
      await page.locator("header select").selectOption(language);
      await page.locator(`html[lang=${language}]`).waitFor();
      for (const width of [1280, 900, 600]) {
        await page.setViewportSize({ width, height: 860 });
        const { lines, astray } = await page.evaluate(aside, side);
        expect(lines).toBeGreaterThan(60);
        expect(astray).toEqual([]);
      }
    }
    await page.locator("header select").selectOption("en");
    await page.locator("html[lang=en]").waitFor();
    await page.close();
  });

  test("by keyboard alone: the code in, the record read out from its title, closed", async () => {
    const page = await visit.page();
    await visit.ready(page);
    const { qr_text } = visit.share(card);
    await tab(page, "input[name=link]");
    await page.keyboard.insertText(qr_text);
    await page.keyboard.press("Enter");
    await page.locator(".banner").waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    await tab(page, `header .actions > button:last-child`, "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByText("You closed the record").waitFor();
    await tab(page, "main button");
    await page.keyboard.press("Enter");
    await page.locator("input[name=link]").waitFor();
    await page.close();
  });
});

/**
 * In the page: how many lines of their own stand in the record's cells, and which of them do not begin where their cell does,
 * by where their letters are drawn.
 */
function aside(side: "left" | "right"): { lines: number; astray: string[] } {
  const lines = [...document.querySelectorAll<HTMLElement>("main td .line, main td .dose")];
  const astray = lines.flatMap((line) => {
    const cell = line.closest("td");
    const drawn = document.createRange();
    drawn.selectNodeContents(line);
    const letters = [...drawn.getClientRects()].filter(({ width }) => width > 0);
    if (!cell || letters.length === 0) return [`nothing is drawn: ${line.innerText}`];
    const [box, style] = [cell.getBoundingClientRect(), getComputedStyle(cell)];
    const off =
      side === "left"
        ? Math.min(...letters.map(({ left }) => left)) - box.left - parseFloat(style.paddingLeft)
        : box.right - parseFloat(style.paddingRight) - Math.max(...letters.map(({ right }) => right));
    return Math.abs(off) < 1.5 ? [] : [`${off.toFixed(1)} px off: ${line.innerText}`];
  });
  return { lines: lines.length, astray };
}

/** Presses Tab until what is wanted has the focus. */
async function tab(page: Page, wanted: string, key = "Tab"): Promise<void> {
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press(key);
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, wanted)) return;
  }
  throw new Error(`${key} does not reach ${wanted}`);
}

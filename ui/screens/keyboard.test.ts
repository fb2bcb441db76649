// Sharing and stopping without a pointer: Tab, Enter and Escape, with a focus that is always seen.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { visit } from "./browser";
import { quiet } from "./rest";

const home = { name: "home", query: "opens", path: "/home" };
const most = 60;

/** Presses Tab until what is wanted has the focus; every stop on the way must be seen. */
async function reach(page: Page, wanted: string): Promise<void> {
  for (let stop = 0; stop < most; stop += 1) {
    await page.keyboard.press("Tab");
    const { here, seen } = await page.evaluate((selector) => {
      const focused = document.activeElement;
      const box = focused?.getBoundingClientRect();
      const rings = [focused, ...(focused?.parentElement ? [focused.parentElement] : [])];
      const drawn = rings.some((node) => {
        if (!node) return false;
        const outlines = [
          getComputedStyle(node).outlineStyle,
          getComputedStyle(node, "::after").outlineStyle,
        ];
        return outlines.includes("solid") || node.querySelector(".track") !== null;
      });
      return { here: focused?.matches(selector) ?? false, seen: drawn && (box?.height ?? 0) > 0 };
    }, wanted);
    expect(seen, `the focus is not seen after ${stop + 1} stops on the way to ${wanted}`).toBe(true);
    if (here) return;
  }
  throw new Error(`Tab does not reach ${wanted}`);
}

async function go(page: Page, wanted: string): Promise<void> {
  await reach(page, wanted);
  await page.keyboard.press("Enter");
  await quiet(page);
}

/** The title takes the focus after each step, so that it is read out. */
async function title(page: Page): Promise<string> {
  const focused = page.locator("h1:focus, h2:focus");
  await focused.waitFor({ state: "attached" });
  return focused.innerText();
}

test("a record is shared and stopped by keyboard alone", () =>
  visit(home, { motion: "reduce" }, async (page, told) => {
    await go(page, "nav a[href='#/share']");
    await title(page);
    await go(page, "main li .press");
    await title(page);
    await go(page, "main .foot button");
    await title(page);
    expect(page.url()).toContain("#/share/code/");
    await page.locator("[role=timer].large").waitFor();
    await go(page, "main .foot button.danger-line");
    await page.locator("dialog h2").waitFor();
    await title(page);
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(told).toEqual([]);
  }));

test("Stop is one press from Home, and the sheet keeps the focus until it is closed", () =>
  visit({ ...home, query: "" }, {}, async (page) => {
    await go(page, "main button.danger-line");
    await page.locator("dialog h2").waitFor();
    for (let stop = 0; stop < 8; stop += 1) {
      await page.keyboard.press("Tab");
      expect(
        await page.evaluate(
          () => document.activeElement === document.body || !!document.activeElement?.closest("dialog"),
        ),
      ).toBe(true);
    }
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
  }));

test("the first stop leads past the menu to the content", () =>
  visit({ ...home, path: "/settings", query: "" }, { width: 1280 }, async (page) => {
    await page.locator(".skip").focus();
    const top = await page.locator(".skip").evaluate((link) => link.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(0);
    await page.keyboard.press("Enter");
    await title(page);
  }));

test("a link is made and stopped by keyboard alone", () =>
  visit({ ...home, path: "/share", query: "" }, { motion: "reduce" }, async (page, told) => {
    await go(page, "main a[href='#/links/new']");
    await title(page);
    await reach(page, "main .field input");
    await page.keyboard.type("blue anchor 42");
    await go(page, "main form button[type=submit]");
    await page.locator("main .code").waitFor();
    await title(page);
    await go(page, "main .foot button.danger-line");
    await page.locator("dialog h2").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(told).toEqual([]);
  }));

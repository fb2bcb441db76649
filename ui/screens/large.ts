// What does not fit on a page: texts that are cut off, and what makes it wider than the screen; as it stands, and with the
// largest letters on a phone, also with wide text spacing.
import type { Page } from "playwright-core";

import { sideways } from "./axe";
import { widths } from "./browser";
import { leave } from "./pictures";
import { settle } from "./rest";

/** Texts that are cut off: what does not fit in a box that hides or cuts what is too long. */
export function cut(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("body *")]
      .filter(
        (node) =>
          node.clientWidth > 4 &&
          !node.closest(".unseen, input, textarea") &&
          node.scrollWidth > node.clientWidth + 1,
      )
      .filter((node) => ["hidden", "clip"].includes(getComputedStyle(node).overflowX))
      .map((node) => `cut off: ${(node.textContent ?? "").trim().slice(0, 60)}`),
  );
}

/** What does not fit on a phone with letters of twice the size; where that is something, its picture is left. The page stays so. */
export async function tooLarge(page: Page, name: string): Promise<string[]> {
  await page.setViewportSize({ width: 390, height: widths[390] });
  const size = await enlarge(page);
  if (size !== "32px") return [`letters of ${size} are not twice as large as 16px`];
  await settle(page);
  const found = await wide(page);
  await spread(page);
  await settle(page);
  found.push(...(await wide(page)).map((line) => `spaced: ${line}`));
  if (found.length > 0) found.push(`see ${await leave(page, `${name}-large`)}`);
  return found.map((line) => `large: ${line}`);
}

async function wide(page: Page): Promise<string[]> {
  const over = await sideways(page);
  return [...(await cut(page)), ...(over > 0 ? [`${over} px sideways`] : [])];
}

/** As the app does for who wants 200 %. The size that letters have then. */
function enlarge(page: Page): Promise<string> {
  return page.evaluate(() => {
    const page = document.documentElement;
    page.style.setProperty("--text-scale", "2");
    page.toggleAttribute("data-large", true);
    return getComputedStyle(page).fontSize;
  });
}

/** The text spacing that WCAG 1.4.12 says a page must bear. */
function spread(page: Page): Promise<void> {
  return page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }",
    );
    document.adoptedStyleSheets = [sheet];
  });
}

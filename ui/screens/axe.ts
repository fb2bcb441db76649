// What axe finds on a page, put into it the first time that it is asked: most pages are never asked.
import { source } from "axe-core";
import type { Page } from "playwright-core";

const everything = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The rules that the colours can break; all others look at the page, which is the same in the dark. */
const colours = ["color-contrast", "link-in-text-block"];

/** What is against WCAG 2.0 to 2.2, level A and AA: rule and place, one line each. */
export async function violations(page: Page, rules: "all" | "colours" = "all"): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  return page.evaluate(
    async (runOnly) => {
      const { violations } = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
    },
    rules === "all" ? everything : colours,
  );
}

/** How far the page scrolls sideways, in pixels. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

declare global {
  interface Window {
    axe: typeof import("axe-core");
  }
}

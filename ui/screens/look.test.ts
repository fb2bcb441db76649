// Every screen, light and dark, left to right and right to left, from a small phone to a desktop: nothing against WCAG
// 2.2 AA, nothing that scrolls sideways, no text without a translation, no error; and it looks as it did. In English then with
// letters of twice the size.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { sideways, violations } from "./axe";
import { keeps, visit, widths, type Width } from "./browser";
import { compare } from "./golden";
import { tooLarge } from "./large";
import { leave } from "./pictures";
import { settle } from "./rest";
import { scenes, type Scene } from "./scenes";

/** Kept as golden pictures: every screen once, and the main ones in the dark, from right to left, small and large. */
const main =
  /^(welcome|unlock|home-amina|home-nobody|record|share-who|share-check|share-code|grant|grant-stopped|activity|emergency|settings|settings-backup)$/;

function isKept(scene: Scene, language: string, width: Width, dark: boolean): boolean {
  if (language === "en" && width === 390 && !dark) return true;
  if (!main.test(scene.name)) return false;
  return width === 390 ? dark : language === "en" && !dark;
}

/** With `KEEPWELL_LONG=1` axe looks at everything everywhere, which takes three times as long. */
const isLong = process.env["KEEPWELL_LONG"] === "1";

/** Which rules axe looks for: all in English on a phone and a desktop, whose layouts differ, and where it is read from right to left;
 * for colours in the dark in English there too. */
function rulesFor(language: string, width: Width, dark: boolean): "all" | "colours" | null {
  if (isLong) return dark ? "colours" : "all";
  const isDesktop = language === "en" && width === 1280;
  if (dark) return isDesktop || (language === "en" && width === 390) ? "colours" : null;
  return isDesktop || width === 390 ? "all" : null;
}

/** What is wrong with a scene in one width and theme; where something is, its picture is left. */
async function wrongAt(page: Page, scene: Scene, language: string, width: Width, dark: boolean) {
  const theme = dark ? "dark" : "light";
  const name = `${scene.name}-${language}-${width}-${theme}`;
  await page.emulateMedia({ colorScheme: theme });
  await settle(page);
  const rules = rulesFor(language, width, dark);
  const wrong = rules ? await violations(page, rules) : [];
  const over = await sideways(page);
  if (over > 0) wrong.push(`scrolls ${over} px sideways`);
  const seen = wrong.length > 0 ? `; see ${await leave(page, name)}` : "";
  const other = isKept(scene, language, width, dark) ? await compare(page, name) : null;
  return [...wrong.map((line) => `${width} ${theme}: ${line}${seen}`), ...(other ? [other] : [])];
}

/** Names of texts, where the text should stand. */
async function names(page: Page): Promise<string[]> {
  const ids = await page.evaluate(() => document.body.innerText.match(/\b[a-z]+(-[a-z_]+){2,}\b/g) ?? []);
  return ids.filter((id) =>
    /^(app|onboarding|settings|share|grants|home|links|record|trip|activity|emergency)-/.test(id),
  );
}

describe.each(["en", "ar"])("%s", (language) => {
  test.concurrent.each(scenes.map((scene) => [scene.name, scene] as const))("%s", async (_, scene) => {
    const wrong = await visit(scene, { query: `language=${language}` }, async (page, told) => {
      const found: string[] = [];
      for (const width of Object.keys(widths).map(Number) as Width[]) {
        await page.setViewportSize({ width, height: widths[width] });
        for (const dark of [false, true]) found.push(...(await wrongAt(page, scene, language, width, dark)));
      }
      found.push(...(await names(page)), ...(await keeps(page)));
      if (language === "en") found.push(...(await tooLarge(page, scene.name)));
      return [...found, ...told];
    });
    expect([...new Set(wrong)]).toEqual([]);
  });
});

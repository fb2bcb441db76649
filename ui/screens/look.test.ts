// Every screen, light and dark, left to right and right to left, from a small phone to a desktop: nothing against WCAG
// 2.2 AA, nothing that scrolls sideways, no text without a translation, no error; and it looks as it did.
import { describe, expect, test } from "vitest";

import { settle, sideways, violations, visit, widths, type Width } from "./browser";
import { compare } from "./golden";
import { scenes, type Scene } from "./scenes";

/** Kept as golden pictures: every screen once, and the main ones in the dark, from right to left, and on a desktop. */
const main =
  /^(welcome|unlock|home-amina|home-nobody|record|share-who|share-check|share-code|grant|grant-stopped|activity|emergency|settings|settings-backup)$/;

function kept(scene: Scene, language: string, width: Width, dark: boolean): boolean {
  if (language === "en" && width === 390 && !dark) return true;
  if (!main.test(scene.name)) return false;
  return (language === "ar" && width === 390 && dark) || (language === "en" && width === 1280 && !dark);
}

describe.each(["en", "ar"])("%s", (language) => {
  test.concurrent.each(scenes.map((scene) => [scene.name, scene] as const))("%s", async (_, scene) => {
    const { page, told, close } = await visit(scene, { query: `language=${language}` });
    const wrong: string[] = [];
    for (const width of Object.keys(widths).map(Number) as Width[]) {
      await page.setViewportSize({ width, height: widths[width] });
      for (const dark of [false, true]) {
        await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
        await settle(page);
        const at = `${width} ${dark ? "dark" : "light"}`;
        wrong.push(...(await violations(page, dark ? "colours" : "all")).map((line) => `${at}: ${line}`));
        const name = `${scene.name}-${language}-${width}-${dark ? "dark" : "light"}`;
        const other = kept(scene, language, width, dark) ? await compare(page, name) : null;
        if (other) wrong.push(other);
      }
      const over = await sideways(page);
      if (over > 0) wrong.push(`${width}: scrolls ${over} px sideways`);
    }
    const ids = await page.evaluate(() => document.body.innerText.match(/\b[a-z]+(-[a-z_]+){2,}\b/g) ?? []);
    wrong.push(
      ...ids.filter((id) =>
        /^(app|onboarding|settings|share|grants|home|record|activity|emergency)-/.test(id),
      ),
    );
    wrong.push(...told);
    await close();
    expect([...new Set(wrong)]).toEqual([]);
  });
});

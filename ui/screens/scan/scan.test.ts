// A patient's code gets in by every way, in a real browser under the server's own policy.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { distortions, drawn, scaled } from "../../clinic/src/scan/distortions";
import { keyboards, scanned, type KeyboardName } from "../../clinic/src/scan/keyboards";
import { sideways, violations } from "../axe";
import { compare } from "../golden";
import { quiet } from "../rest";
import { code, findsOne, found, open, visit } from "./bench";
import { file } from "./film";
import { type } from "./keys";

const enter = { key: "Enter", code: "Enter", shift: false, altGraph: false };
const clean = drawn(code, 6);

describe("the camera", () => {
  test("reads a code after one click, and says so nowhere twice", async () => {
    await visit(clean, {}, async (page, told) => {
      await page.locator(".pane button").click();
      expect(await findsOne(page)).toBe(code);
      await page.waitForTimeout(500);
      expect(await found(page)).toEqual([code]);
      expect(told).toEqual([]);
    });
  });

  test("starts by itself where it was allowed before, and is closed while nobody sees the page", async () => {
    await visit(drawn("HTTPS://EXAMPLE.ORG/MENU", 8), { granted: true }, async (page) => {
      await page.locator(".pane video").waitFor();
      await page.locator("[role=status] .alert").waitFor();
      await page.evaluate(() => {
        Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      });
      await page.locator(".pane video").waitFor({ state: "detached" });
    });
  });

  test.each(["phone 1", "phone 2", "phone 3", "turned 30", "inverted", "faint"])(
    "reads a code that is %s",
    async (name) => {
      await visit(distortions[name]?.(drawn(code, 4)) ?? clean, { granted: true }, async (page) => {
        expect(await findsOne(page)).toBe(code);
      });
    },
  );
});

test("without a camera the patient scans this screen, and nothing fails", async () => {
  await visit(null, {}, async (page, told) => {
    await page.locator(".way.leads button").click();
    expect(await found(page)).toEqual(["screen"]);
    expect(await violations(page)).toEqual([]);
    expect(told).toEqual([]);
  });
});

test("pictures are read: blurred, turned, small and inverted; and one without a code is told", async () => {
  await visit(null, {}, async (page, told) => {
    const pictures = ["blur 1", "turned 10", "inverted"].map((name) => distortions[name]?.(drawn(code)));
    for (const [at, picture] of [...pictures, scaled(0.45)(drawn(code))].entries()) {
      // The same code again counts after a while only: each one is a new page's first.
      if (at > 0) await page.reload();
      await page.setInputFiles("input[type=file]", picture ? file(picture) : []);
      expect(await findsOne(page)).toBe(code);
    }
    await page.reload();
    await page.setInputFiles(
      "input[type=file]",
      file({ dots: new Float64Array(10_000).fill(255), width: 100, height: 100 }),
    );
    await page.locator(".alert.warn").waitFor();
    await page.setInputFiles("input[type=file]", {
      name: "x.png",
      mimeType: "image/png",
      buffer: Buffer.from("<svg>"),
    });
    await page.locator(".alert.warn").waitFor();
    expect(told).toEqual([]);
  });
});

describe("a USB scanner", () => {
  test.each(Object.keys(keyboards) as KeyboardName[])(
    "is heard on a computer with a %s keyboard",
    async (computer) => {
      await visit(null, {}, async (page) => {
        // The button that leads has the focus: a scan must not press it.
        await page.locator(".way.leads button").focus();
        await type(page, [
          ...scanned(code, { scanner: "american", computer, caps: computer === "german" }),
          enter,
        ]);
        expect(await findsOne(page)).toBe(code);
        expect(await found(page)).toEqual([code]);
      });
    },
  );

  test("types nothing into the field that has the focus", async () => {
    await visit(null, {}, async (page) => {
      await page.locator("input[name=link]").fill("half a li");
      await type(page, [...scanned(code, { scanner: "american", computer: "american" }), enter]);
      expect(await findsOne(page)).toBe(code);
      expect(await page.locator("input[name=link]").inputValue()).toBe("half a li");
    });
  });

  test("is told to be heard only while this page has the keyboard", async () => {
    await visit(null, {}, async (page) => {
      expect(await page.locator(".way .pill.ok").count()).toBe(1);
      await page.evaluate(() => {
        document.hasFocus = () => false;
        window.dispatchEvent(new Event("blur"));
      });
      await page.locator(".way .pill.warn").waitFor();
    });
  });
});

test("a link is opened from its field, and what is no code of ours is told", async () => {
  await visit(null, {}, async (page) => {
    await page.locator("input[name=link]").fill("https://example.org/menu");
    await page.keyboard.press("Enter");
    await page.locator(".alert.warn").waitFor();
    await page.locator("input[name=link]").fill(`  ${code.toLowerCase()} `);
    await page.locator("form button").click();
    expect(await findsOne(page)).toBe(code);
  });
});

const parts = { camera: clean, none: null, code: null, words: null, mismatch: null };
/** Kept as golden pictures: on a desk in English, and on the narrowest screen in the dark from right to left. */
const kept = ["en-1280-light", "ar-390-dark"];

/** What is wrong with a part in one language and theme, in every width. */
async function wrongWith(page: Page, part: string, language: string, theme: "light" | "dark") {
  const wrong: string[] = [];
  await page.emulateMedia({ colorScheme: theme });
  await open(page, `part=${part}&language=${language}`);
  await page.locator(part === "camera" ? ".pane.off" : "h1").waitFor();
  for (const width of [320, 390, 1280]) {
    const name = `${part}-${language}-${width}-${theme}`;
    await page.setViewportSize({ width, height: 860 });
    await quiet(page);
    wrong.push(...(await violations(page)));
    const over = await sideways(page);
    if (over > 0) wrong.push(`scrolls ${over} px sideways`);
    if (wrong.length > 0) return [name, ...wrong];
    const other = kept.includes(name.slice(part.length + 1)) ? await compare(page, `scan-${name}`) : null;
    if (other) wrong.push(other);
  }
  return [...wrong, ...(await page.getByText(/\bscan-[a-z]+/).allInnerTexts())];
}

test.each(Object.entries(parts))(
  "%s in every width, both themes and both directions: nothing against WCAG 2.2 AA, nothing that scrolls sideways",
  (part, film) =>
    visit(film, { query: `part=${part}`, still: true }, async (page, told) => {
      for (const language of ["en", "ar"])
        for (const theme of ["light", "dark"] as const)
          expect(await wrongWith(page, part, language, theme)).toEqual([]);
      expect(told).toEqual([]);
    }),
);

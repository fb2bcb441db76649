// Every screen with letters of twice the size on a phone, with wide text spacing, and in a language 40 %
// longer than English in which everything untranslated stands out.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { settle, sideways, visit } from "./browser";
import { scenes } from "./scenes";

/** Texts that are cut off: what does not fit in a box that hides or cuts what is too long. */
function cut(page: Page): Promise<string[]> {
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

/** Words of the page that came neither from the language files (in brackets), nor from the core, nor from Intl. */
function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const months = Array.from({ length: 12 }, (_, month) =>
      (["short", "long"] as const).map((style) =>
        new Date(2026, month).toLocaleString("en-GB", { month: style }),
      ),
    );
    const countries = ["TZ", "KE", "GB"].map((code) =>
      new Intl.DisplayNames("en", { type: "region" }).of(code),
    );
    const known = [
      ...(window.keepwellTold ?? []),
      ...months.flat(),
      ...countries,
      "days hours minutes and English",
    ];
    const told = known.join(" ").toLowerCase();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent?.checkVisibility() || parent.closest("[translate=no], pre, body [lang]")) continue;
      let text = walker.currentNode.textContent ?? "";
      // A text may hold another one: from the inside out.
      for (let before = ""; before !== text;) [before, text] = [text, text.replace(/⟦[^⟦⟧]*⟧/g, " ")];
      found.push(...(text.match(/\p{L}{3,}/gu) ?? []).filter((word) => !told.includes(word.toLowerCase())));
    }
    return found;
  });
}

describe("largest text on a phone", () => {
  test.concurrent.each(scenes.map((scene) => [scene.name, scene] as const))("%s", async (_, scene) => {
    const { page, close } = await visit(scene, { query: "text=200&language=en" });
    const wrong = [...(await cut(page)), `${await sideways(page)} px sideways`];
    await spread(page);
    await settle(page);
    wrong.push(
      ...(await cut(page)).map((line) => `spaced: ${line}`),
      `spaced: ${await sideways(page)} px sideways`,
    );
    await close();
    expect(wrong).toEqual(["0 px sideways", "spaced: 0 px sideways"]);
  });
});

describe("a longer language", () => {
  test.concurrent.each(scenes.map((scene) => [scene.name, scene] as const))("%s", async (_, scene) => {
    const { page, close } = await visit(scene, { query: "pseudo&language=en" });
    const wrong = [...(await cut(page)), ...(await untranslated(page))];
    await close();
    expect(wrong).toEqual([]);
  });
});

describe("motion", () => {
  const sheet = scenes.filter(({ name }) => name === "words-skip");

  test.each(sheet)("a sheet slides, unless the person wants no motion", async (scene) => {
    const moving = await visit(scene, { motion: "no-preference" });
    const slides = await moving.page.evaluate(
      () => getComputedStyle(document.querySelector("dialog") ?? document.body).animationName,
    );
    await moving.close();
    const still = await visit(scene, { motion: "reduce" });
    const rests = await still.page.evaluate(
      () => getComputedStyle(document.querySelector("dialog") ?? document.body).animationName,
    );
    await still.close();
    expect([slides === "none", rests]).toEqual([false, "none"]);
  });
});

declare global {
  interface Window {
    /** Every text that the fake core has told, kept by it when it plays the longer language. */
    keepwellTold?: Set<string>;
  }
}

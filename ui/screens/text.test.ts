// Every screen with letters of twice the size on a phone, with wide text spacing, and in a language 40 %
// longer than English in which everything untranslated stands out.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { sideways } from "./axe";
import { visit } from "./browser";
import { leave } from "./pictures";
import { settle } from "./rest";
import { scenes, type Scene } from "./scenes";

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

/** Looks at a scene; where something is wrong, its picture is left. */
function look(scene: Scene, query: string, name: string, wrong: (page: Page) => Promise<string[]>) {
  return visit(scene, { query: `${query}&language=en` }, async (page) => {
    const found = await wrong(page);
    if (found.length > 0) found.push(`see ${await leave(page, `${scene.name}-${name}`)}`);
    return found;
  });
}

/** What does not fit: is cut off, or makes the page wider than the screen. */
async function wide(page: Page): Promise<string[]> {
  const over = await sideways(page);
  return [...(await cut(page)), ...(over > 0 ? [`${over} px sideways`] : [])];
}

describe("largest text on a phone", () => {
  test.concurrent.each(scenes.map((scene) => [scene.name, scene] as const))("%s", async (_, scene) => {
    const wrong = await look(scene, "text=200", "large", async (page) => {
      const found = await wide(page);
      await spread(page);
      await settle(page);
      return [...found, ...(await wide(page)).map((line) => `spaced: ${line}`)];
    });
    expect(wrong).toEqual([]);
  });
});

describe("a longer language", () => {
  test.concurrent.each(scenes.map((scene) => [scene.name, scene] as const))("%s", async (_, scene) => {
    const wrong = await look(scene, "pseudo", "longer", async (page) => [
      ...(await cut(page)),
      ...(await untranslated(page)),
    ]);
    expect(wrong).toEqual([]);
  });
});

describe("motion", () => {
  const sheet = scenes.filter(({ name }) => name === "words-skip");
  const animation = (page: Page) =>
    page.evaluate(() => getComputedStyle(document.querySelector("dialog") ?? document.body).animationName);

  test.each(sheet)("a sheet slides, unless the person wants no motion", async (scene) => {
    const slides = await visit(scene, { motion: "no-preference" }, animation);
    const rests = await visit(scene, { motion: "reduce" }, animation);
    expect([slides === "none", rests]).toEqual([false, "none"]);
  });
});

declare global {
  interface Window {
    /** Every text that the fake core has told, kept by it when it plays the longer language. */
    keepwellTold?: Set<string>;
  }
}

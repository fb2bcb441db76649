// Every screen in a language 40 % longer than English, in which everything untranslated stands out; and what moves.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { visit } from "./browser";
import { cut } from "./large";
import { leave } from "./pictures";
import { scenes } from "./scenes";

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

describe("a longer language", () => {
  test.concurrent.each(scenes.map((scene) => [scene.name, scene] as const))("%s", async (_, scene) => {
    const wrong = await visit(scene, { query: "pseudo&language=en" }, async (page) => {
      const found = [...(await cut(page)), ...(await untranslated(page))];
      if (found.length > 0) found.push(`see ${await leave(page, `${scene.name}-longer`)}`);
      return found;
    });
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

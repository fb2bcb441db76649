// Nothing is out of reach: from Home, by links alone, every screen is found, on a phone and on a desktop.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { names } from "../wallet/src/frame/screens";
import { visit } from "./browser";
import { quiet } from "./rest";

const home = { name: "home", query: "", path: "/home" };

/** What the pages behind the first words must be found as, besides those words themselves. */
const within = [
  "access",
  "activity/:id",
  "grants/:id",
  "grants/:id/more",
  "links/new",
  "record/:id",
  "record/add",
  "record/category/:kind",
  "record/followed",
  "share/code/:id",
  "share/scan",
  ...[
    "about",
    "backup",
    "clinics",
    "erase",
    "export",
    "language",
    "lock",
    "look",
    "passphrase",
    "servers",
  ].map((page) => `settings/${page}`),
  "words/check",
  "words/show",
];

/** An address without what it is about: "#/grants/g1/more" as "grants/:id/more". */
function kindOf(address: string): string {
  const [first = "", second, ...rest] = address.replace(/^#\//, "").split("?")[0]?.split("/") ?? [];
  if (!second) return first;
  if (second === "category") return `${first}/${second}/:kind`;
  if (second === "code") return `${first}/${second}/:id`;
  const isNamed =
    ["add", "followed", "new"].includes(second) || !["activity", "grants", "links", "record"].includes(first);
  return [first, isNamed ? second : ":id", ...rest].join("/");
}

async function linksOf(page: Page, address: string): Promise<string[]> {
  await page.evaluate((hash) => (location.hash = hash), address);
  await page.waitForFunction((hash) => location.hash === hash, address);
  await quiet(page);
  await page.locator("main h1").first().waitFor();
  const seen = "a[href^='#/']";
  return page.$$eval(seen, (links) =>
    links.filter((link) => link.checkVisibility()).map((link) => link.getAttribute("href") ?? ""),
  );
}

/** Follows links until there is no new kind of address, and gives the kinds. */
async function crawl(page: Page): Promise<string[]> {
  const found = new Map([["home", "#/home"]]);
  for (const address of found.values()) {
    for (const link of await linksOf(page, address)) {
      const kind = kindOf(link);
      if (!found.has(kind)) found.set(kind, link);
    }
  }
  return [...found.keys()];
}

test.each([390, 1280] as const)("every screen is found from Home by links, %i px wide", async (width) => {
  const { found, wrong } = await visit(home, { width }, async (page, told) => ({
    found: await crawl(page),
    wrong: told,
  }));
  // The recovery words are met on pages of their own; More is the phone's way to what the side bar of a desktop has.
  const apart = width === 390 ? ["words"] : ["words", "more"];
  const wanted = [...names, ...within].filter((kind) => !apart.includes(kind));
  expect(wanted.filter((kind) => !found.includes(kind))).toEqual([]);
  expect(wrong).toEqual([]);
});

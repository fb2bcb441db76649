// Every way in besides the camera leads to the record on the real page: a USB scanner, whatever keyboard the computer believes
// in, a link, a picture. And what is not for this clinic shows nothing of anybody.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { distortions, drawn, scaled, type Grey } from "../clinic/src/scan/distortions";
import { scanned, type KeyboardName } from "../clinic/src/scan/keyboards";
import { file } from "../screens/scan/film";
import { type } from "../screens/scan/keys";
import { dom, found, PATIENCE_MS, top, Visit } from "./visit";

const visit = new Visit();
const enter = { key: "Enter", code: "Enter", shift: false, altGraph: false };
let [code, card] = ["", ""];
/** One desk after the other patient: the page stays. */
let page: Page;

beforeAll(async () => {
  if (!found) return;
  await visit.begin();
  page = await visit.page();
  await visit.ready(page);
  card = await visit.card(page);
  code = visit.share(card).qr_text;
});
afterAll(() => visit.end());

/** Waits for the record, and closes it. */
async function opens(): Promise<void> {
  await page.locator(".banner").waitFor();
  expect(await page.locator("main h1").innerText()).toContain("Amina Haddad-Sample");
  await page.locator(top).last().click();
  await page.getByText("You closed the record").waitFor();
  await page.locator("main button").click();
  await page.locator("input[name=link]").waitFor();
}

async function scan(computer: KeyboardName, caps = false): Promise<void> {
  await type(page, [...scanned(code, { scanner: "american", computer, caps }), enter]);
}

/** As a person drags a file over the page and lets it go. */
async function drop(picture: Grey): Promise<void> {
  const path = join(visit.stage.folder, "dropped.png");
  writeFileSync(path, file(picture).buffer);
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const step of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", { type: step, x: 400, y: 300, data });
  await session.detach();
}

/** With the clipboard, where the title has the focus. */
async function pastePicture(picture: Grey): Promise<void> {
  const letters = file(picture).buffer.toString("base64");
  await page.evaluate(async (letters) => {
    const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    const blob = new Blob([bytes], { type: "image/png" });
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
  }, letters);
  await page.locator("main h1").first().focus();
  await page.keyboard.press("Control+V");
}

async function pasteText(where: string): Promise<void> {
  await page.evaluate((text) => navigator.clipboard.writeText(text), `  ${code.toLowerCase()}\n`);
  await page.locator(where).first().focus();
  await page.keyboard.press("Control+V");
}

async function choose(picture: Grey | undefined): Promise<void> {
  await page.setInputFiles("main input[type=file]", picture ? file(picture) : []);
}

const ways: [name: string, go: () => Promise<void>][] = [
  ["a USB scanner", () => scan("american")],
  ["a USB scanner on a computer with a French keyboard", () => scan("french")],
  ["a USB scanner on a computer with a German keyboard", () => scan("german")],
  ["a USB scanner on a computer with a British keyboard", () => scan("british")],
  ["a USB scanner while Caps Lock is on", () => scan("american", true)],
  ["a USB scanner while Caps Lock is on, with a French keyboard", () => scan("french", true)],
  [
    "a link pasted into its field",
    async () => {
      await pasteText("input[name=link]");
      await page.keyboard.press("Enter");
    },
  ],
  ["a link pasted anywhere on the page", () => pasteText("main h1")],
  ["a chosen picture", () => choose(drawn(code))],
  ["a dropped picture", () => drop(drawn(code))],
  ["a pasted picture", () => pastePicture(drawn(code))],
  ["a blurred picture", () => choose(distortions["blur 2"]?.(drawn(code)))],
  ["a picture that is turned", () => choose(distortions["turned 30"]?.(drawn(code)))],
  ["a small picture", () => choose(scaled(0.45)(drawn(code)))],
  ["an inverted picture", () => choose(distortions["inverted"]?.(drawn(code)))],
];

describe.skipIf(!found)("the record is opened by", () => {
  test.each(ways)("%s", async (_, go) => {
    await go();
    await opens();
  });
});

/** Nothing of anybody's record is on the page. */
async function isEmpty(page: Page): Promise<void> {
  const html = await dom(page);
  for (const word of ["Amina", "Haddad", "enicillin", "etformin", "1971"]) expect(html).not.toContain(word);
}

describe.skipIf(!found)("nothing of anybody is shown", () => {
  test("for a share that another clinic's card was scanned for", async () => {
    const other = await visit.page(await visit.desk());
    await visit.ready(other, "Hill Clinic");
    const theirs = visit.share(await visit.card(other)).qr_text;
    const openings = visit.activity().filter((what) => what === "opened").length;
    await choose(drawn(theirs));
    await page.getByText("This code is not available").waitFor();
    await isEmpty(page);
    expect(visit.activity().filter((what) => what === "opened")).toHaveLength(openings);
    await page.locator("main button").click();
    await other.context().close();
  });

  test("for another clinic's card itself, which says so", async () => {
    await page.setInputFiles("main input[type=file]", card);
    await page.locator(".alert.warn", { hasText: "This is a clinic’s code" }).waitFor();
    await isEmpty(page);
  });

  test("for a share that was altered, and that is said in red", async () => {
    await page.route("**/parts/summary", async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[300] = (body[300] ?? 0) ^ 1;
      await route.fulfill({ response, body });
    });
    await choose(drawn(code));
    await page.locator(".alert.danger", { hasText: "changed on the way" }).waitFor({ timeout: PATIENCE_MS });
    await isEmpty(page);
  });

  test("and no way brings an error to the page", () => {
    expect(visit.told).toEqual([]);
  });
});

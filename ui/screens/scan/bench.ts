// A browser for the scan screen: with a camera that plays a film, or with none.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, expect, inject } from "vitest";

import { base32 } from "../../clinic/src/protocol/bytes";
import type { Grey } from "../../clinic/src/scan/distortions";
import { today } from "../browser";
import { explain } from "../pictures";
import { follow } from "../rest";
import { cameraOf, writeFilm } from "./film";

/** A patient's code, of the size that grants have. */
export const code = `HTTPS://RELAY.QUAYWARD.EXAMPLE/G#${base32(
  Uint8Array.of(0x11, ...Array.from({ length: 80 }, (_, at) => (at * 97 + 13) & 255)),
)}`;

const flags = ["--no-sandbox", "--use-fake-ui-for-media-stream"];
/** Longer than anything takes that works, on a machine that does much else. */
const patience = 120_000;
/** The browser without a camera: one for all that need none. */
let plain: Promise<Browser> | null = null;

afterAll(async () => {
  await (await plain)?.close();
  plain = null;
});

/** `still`: the page's clock stands. */
export type Wish = { granted?: boolean; query?: string; still?: boolean };

/**
 * Opens the screen and looks at it; `film` is what the camera sees, without one there is no camera. What fails leaves
 * its picture behind.
 */
export async function visit(
  film: Grey | null,
  wish: Wish,
  look: (page: Page, told: string[]) => Promise<void>,
): Promise<void> {
  const folder = film ? mkdtempSync(join(tmpdir(), "keepwell-scan-")) : null;
  const browser = await (folder && film ? launch(camera(film, folder)) : (plain ??= launch([])));
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    locale: "en-GB",
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  try {
    await look(page, await arrive(page, wish));
  } catch (error) {
    await explain(error, page, `scan ${expect.getState().currentTestName ?? ""}`.replace(/\W+/g, "-"));
    throw error;
  } finally {
    await (folder ? browser : context).close();
    if (folder) rmSync(folder, { recursive: true });
  }
}

/** What makes the browser's camera see the picture. */
function camera(still: Grey, folder: string): string[] {
  const film = join(folder, "camera.y4m");
  writeFilm(film, { still, frames: 2 });
  return cameraOf(film);
}

/** Opens the page; what goes wrong on it is added to the list. */
async function arrive(page: Page, wish: Wish): Promise<string[]> {
  const told: string[] = [];
  page.on("pageerror", (error) => told.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") told.push(message.text());
  });
  // This browser allows its film without being asked; a person's asks first.
  const state = wish.granted ? "granted" : "prompt";
  await page.addInitScript((answer) => {
    navigator.permissions.query = () => Promise.resolve({ state: answer } as PermissionStatus);
  }, state);
  if (wish.still) await page.clock.setFixedTime(today);
  follow(page);
  await open(page, wish.query ?? "");
  return told;
}

/** Opens the screen anew. */
export async function open(page: Page, query: string): Promise<void> {
  await page.goto(`${inject("address")}/?${query}`);
  await page.locator("h1").waitFor();
}

function launch(camera: string[]): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: [...flags, ...camera], timeout: patience });
}

/** What the screen found so far. */
export function found(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { found: string[] }).found);
}

export async function findsOne(page: Page): Promise<string | undefined> {
  await page.waitForFunction(() => (window as unknown as { found: string[] }).found.length > 0);
  return (await found(page))[0];
}

declare module "vitest" {
  interface ProvidedContext {
    address: string;
  }
}

// A browser for the scan screen: with a camera that plays a film, or with none; and the keys and pictures to give it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium, type Browser, type Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, expect, inject } from "vitest";

import { base32 } from "../../clinic/src/protocol/bytes";
import { picture, type Grey } from "../../clinic/src/scan/distortions";
import type { Press } from "../../clinic/src/scan/layouts";
import { today } from "../browser";
import { explain } from "../pictures";
import { follow } from "../rest";

/** A patient's code, of the size that grants have. */
export const code = `HTTPS://RELAY.QUAYWARD.EXAMPLE/G#${base32(
  Uint8Array.of(0x11, ...Array.from({ length: 80 }, (_, at) => (at * 97 + 13) & 255)),
)}`;

const flags = ["--no-sandbox", "--use-fake-ui-for-media-stream"];
/** Longer than anything takes that works, on a machine that does much else. */
const patience = 90_000;
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
  const browser = await (folder && film ? launch(cameraOf(film, folder)) : (plain ??= launch([])));
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

/** What makes the browser's camera play the film. */
function cameraOf(film: Grey, folder: string): string[] {
  const file = join(folder, "camera.y4m");
  writeFileSync(file, filmOf(film));
  return ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${file}`];
}

/** A film of a still picture on a grey desk, 1280 by 720, as Chromium's camera for tests plays it. */
function filmOf(still: Grey): Buffer {
  const [width, height] = [1280, 720];
  const brightness = Buffer.alloc(width * height, 0x90);
  const [left, top] = [(width - still.width) >> 1, (height - still.height) >> 1];
  for (let y = Math.max(0, -top); y < Math.min(still.height, height - top); y += 1)
    for (let x = Math.max(0, -left); x < Math.min(still.width, width - left); x += 1)
      brightness[(y + top) * width + x + left] = Math.min(
        255,
        Math.max(0, still.dots[y * still.width + x] ?? 0),
      );
  const colour = Buffer.alloc((width * height) / 2, 0x80);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), brightness, colour]);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F20:1 Ip A1:1 C420jpeg\n`),
    frame,
    frame,
  ]);
}

/** A picture as a file for a file field. */
export function file(grey: Grey): { name: string; mimeType: string; buffer: Buffer } {
  const { data, width, height } = picture(grey);
  const png = Object.assign(new PNG({ width, height }), { data: Buffer.from(data) });
  return { name: "code.png", mimeType: "image/png", buffer: PNG.sync.write(png) };
}

/** Milliseconds between two keys of a scanner. */
const stroke = 8;

/**
 * Presses keys as a keyboard does: the place, and the sign that this computer makes of it. Each key brings its own time
 * with it, so that a busy machine makes no pauses in a scan.
 */
export async function type(page: Page, presses: Press[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const start = Date.now();
  const sent = presses.flatMap(({ key, code: place, shift }, at) => {
    const text = key === "Enter" ? "\r" : key.length === 1 ? key : "";
    const timestamp = (start + at * stroke) / 1000;
    const both = { key, code: place, modifiers: shift ? 8 : 0, timestamp };
    const down = { ...both, text, ...(key === "Enter" ? { windowsVirtualKeyCode: 13 } : {}) };
    return [
      session.send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", ...down }),
      session.send("Input.dispatchKeyEvent", { type: "keyUp", ...both }),
    ];
  });
  await Promise.all(sent);
  await session.detach();
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

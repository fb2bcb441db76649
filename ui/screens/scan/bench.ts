// A browser for the scan screen: with a camera that plays a film, or with none; and the keys and pictures to give it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { source as axe } from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";
import { PNG } from "pngjs";
import { inject } from "vitest";

import { base32 } from "../../clinic/src/protocol/bytes";
import { picture, type Grey } from "../../clinic/src/scan/distortions";
import type { Press } from "../../clinic/src/scan/layouts";

/** A patient's code, of the size that grants have. */
export const code = `HTTPS://RELAY.QUAYWARD.EXAMPLE/G#${base32(
  Uint8Array.of(0x11, ...Array.from({ length: 80 }, (_, at) => (at * 97 + 13) & 255)),
)}`;

const flags = ["--no-sandbox", "--use-fake-ui-for-media-stream"];

/** Opens the screen; `film` is what the camera sees, without one there is no camera. */
export async function visit(
  film: Grey | null,
  wish: { width?: number; granted?: boolean; dark?: boolean; query?: string } = {},
): Promise<{ page: Page; told: string[]; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "keepwell-scan-"));
  const browser = await launch(film, folder);
  const context = await browser.newContext({
    viewport: { width: wish.width ?? 1280, height: 800 },
    colorScheme: wish.dark ? "dark" : "light",
    reducedMotion: "reduce",
    locale: "en-GB",
  });
  const page = await context.newPage();
  const told: string[] = [];
  page.on("pageerror", (error) => told.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") told.push(message.text());
  });
  await page.addInitScript(axe);
  // This browser allows its film without being asked; a person's asks first.
  const state = wish.granted ? "granted" : "prompt";
  await page.addInitScript((answer) => {
    navigator.permissions.query = () => Promise.resolve({ state: answer } as PermissionStatus);
  }, state);
  await page.goto(`${inject("address")}/?${wish.query ?? ""}`);
  await page.locator("h1").waitFor();
  const close = async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  };
  return { page, told, close };
}

function launch(film: Grey | null, folder: string): Promise<Browser> {
  const file = join(folder, "camera.y4m");
  if (film) writeFileSync(file, filmOf(film));
  const camera = ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${file}`];
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: film ? [...flags, ...camera] : flags });
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

/** Presses keys as a keyboard does: the place, and the sign that this computer makes of it. */
export async function type(page: Page, presses: Press[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const { key, code: place, shift } of presses) {
    const text = key === "Enter" ? "\r" : key.length === 1 ? key : "";
    const common = { key, code: place, modifiers: shift ? 8 : 0 };
    const down = { ...common, text, ...(key === "Enter" ? { windowsVirtualKeyCode: 13 } : {}) };
    await session.send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", ...down });
    await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...common });
  }
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

/** What axe finds against WCAG 2.0 to 2.2, level A and AA. */
export async function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
  });
}

declare global {
  interface Window {
    axe: typeof import("axe-core");
  }
}

declare module "vitest" {
  interface ProvidedContext {
    address: string;
  }
}

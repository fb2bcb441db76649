// A USB scanner's keys, pressed in a page.
import type { Page } from "playwright-core";

import type { Press } from "../../clinic/src/scan/layouts";

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

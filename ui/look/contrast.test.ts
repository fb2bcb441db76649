// @vitest-environment node
// The colours of tokens.css can be read: 4.5 to 1 for text, 3 to 1 for what is drawn (WCAG 2), in both themes.
import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const blocks = css.split('[data-theme="dark"]');
const light = colours(blocks[0] ?? "");
const dark = { ...light, ...colours(blocks[1] ?? "") };

const text: [string, string][] = [
  ["ink", "bg"],
  ["ink", "surface"],
  ["ink", "surface-2"],
  ["ink-2", "bg"],
  ["ink-2", "surface"],
  ["ink-2", "surface-2"],
  ["brand", "bg"],
  ["brand", "surface"],
  ["brand-ink", "brand"],
  ["brand-soft-ink", "brand-soft"],
  ["danger", "surface"],
  ["danger", "bg"],
  ["danger", "danger-soft"],
  ["danger-ink", "danger"],
  ["ink", "danger-soft"],
  ["ink", "warn-soft"],
  ["ink", "info-soft"],
  ["ink", "ok-soft"],
  ["warn", "warn-soft"],
  ["warn", "surface"],
  ["ok", "ok-soft"],
  ["ok", "surface"],
  ["info", "info-soft"],
  ["emergency-ink", "emergency"],
  ["code-ink", "code-paper"],
];
const drawn: [string, string][] = [
  ["line-strong", "surface"],
  ["line-strong", "bg"],
  ["focus", "bg"],
  ["focus", "surface"],
  ["brand", "ring-track"],
  ["warn", "ring-track"],
  ["danger", "band"],
  ["brand", "band"],
];

test.each([
  ["light", light],
  ["dark", dark],
])("the %s colours have enough contrast", (_, theme) => {
  expect(text.filter(([front, back]) => contrast(theme, front, back) < 4.5)).toEqual([]);
  expect(drawn.filter(([front, back]) => contrast(theme, front, back) < 3)).toEqual([]);
});

test("body text is easy to read: 7 to 1", () => {
  for (const theme of [light, dark]) {
    for (const back of ["bg", "surface", "surface-2"]) {
      expect(contrast(theme, "ink", back)).toBeGreaterThanOrEqual(7);
      expect(contrast(theme, "ink-2", back)).toBeGreaterThanOrEqual(7);
    }
  }
});

function colours(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
}

function contrast(theme: Record<string, string>, front: string, back: string): number {
  const [bright = 0, dim = 0] = [luminance(theme, front), luminance(theme, back)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(theme: Record<string, string>, name: string): number {
  const hex = theme[name];
  if (!hex) throw new Error(`no colour --${name}`);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(parseInt(hex.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

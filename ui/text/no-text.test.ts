// @vitest-environment node
// No text is in code: what a person reads or hears comes from the language files only.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { parse } from "svelte/compiler";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const spoken = new Set([
  "label",
  "title",
  "alt",
  "placeholder",
  "aria-label",
  "note",
  "lead",
  "hint",
  "legend",
  "link",
]);
const letters = /\p{L}{2,}/u;

type Node = { type: string; data?: string; name?: string; value?: unknown; [key: string]: unknown };

function components(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".svelte"))
    .map((file) => join(folder, file));
}

/** Texts of the markup that are written out in it. */
function texts(node: unknown, found: string[] = []): string[] {
  if (Array.isArray(node)) for (const one of node) texts(one, found);
  else if (typeof node === "object" && node !== null) {
    const { type, data, name, value } = node as Node;
    if (type === "Attribute") {
      if (spoken.has(name ?? "")) texts(value, found);
      return found;
    }
    if (type === "Text" && letters.test(data ?? "")) found.push((data ?? "").trim());
    for (const [key, child] of Object.entries(node))
      if (key !== "metadata" && key !== "expression") texts(child, found);
  }
  return found;
}

test.each([...components("parts"), ...components("wallet/src")])("%s has no text of its own", (file) => {
  const { fragment } = parse(readFileSync(join(root, file), "utf8"), { modern: true });
  expect(texts(fragment)).toEqual([]);
});

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
function texts(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(texts);
  if (typeof node !== "object" || node === null) return [];
  const { type, data = "", name = "", value } = node as Node;
  if (type === "Attribute") return spoken.has(name) ? texts(value) : [];
  const own = type === "Text" && letters.test(data) ? [data.trim()] : [];
  const inside = Object.entries(node).filter(([key]) => key !== "metadata" && key !== "expression");
  return [...own, ...inside.flatMap(([, child]) => texts(child))];
}

test.each([...components("parts"), ...components("wallet/src")])("%s has no text of its own", (file) => {
  const { fragment } = parse(readFileSync(join(root, file), "utf8"), { modern: true });
  expect(texts(fragment)).toEqual([]);
});

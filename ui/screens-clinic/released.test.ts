// What belongs to a released page: the hashes of its files, alike in the folder and from a server, and what it is made of.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { Stage } from "../clinic/src/open/program";
import { found } from "./visit";

const dist = (path: string) => fileURLToPath(new URL(`../dist/${path}`, import.meta.url));
const stage = new Stage(found ?? "");
const list = ".well-known/keepwell-page.json";

beforeAll(async () => {
  if (found) await stage.serve("127.0.0.1:0", "--page", dist("clinic"));
});
afterAll(() => stage.end());

async function served(path: string): Promise<Buffer> {
  const response = await fetch(`${stage.info.url}${path}`);
  expect(response.status, path).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

describe.skipIf(!found)("a released page", () => {
  test("has the list of hashes that a server tells, and every file is as listed", async () => {
    const written = readFileSync(dist(`clinic/${list}`), "utf8");
    expect((await served(`/${list}`)).toString()).toBe(written);
    const { sha256 } = JSON.parse(written) as { sha256: Record<string, string> };
    expect(sha256).toHaveProperty(["/index.html"]);
    for (const [path, digest] of Object.entries(sha256)) {
      const sum = createHash("sha256").update(await served(path));
      expect(sum.digest("hex"), path).toBe(digest);
    }
  });

  test("names what it is made of, and nothing that only builds it", () => {
    const bill = JSON.parse(readFileSync(dist("keepwell-page.cdx.json"), "utf8")) as {
      components: { name: string; version: string; hashes: { content: string }[] }[];
    };
    const names = bill.components.map(({ name }) => name);
    const known = ["@noble/curves", "age-encryption", "svelte", "zxing-wasm"];
    expect(names).toEqual(expect.arrayContaining([...known, "@fontsource-variable/inter"]));
    for (const tool of ["typescript", "vitest", "playwright-core"]) expect(names).not.toContain(tool);
    for (const { version, hashes } of bill.components)
      expect([version, hashes[0]?.content]).toEqual([
        expect.stringMatching(/^\d/),
        expect.stringMatching(/^[0-9a-f]{128}$/),
      ]);
  });
});

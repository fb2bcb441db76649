// The term list in the page: the same vectors as in Rust, and how long a whole summary takes.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { terms } from "./list";
import { reading } from "./reading.svelte";
import { beside, tags, type Tag } from "./terms";

type Vector = {
  codes: { system: string; code: string }[];
  name: string;
  id: string | null;
  beside: Partial<Record<Tag, string | null>>;
};
const file = join(dirname(fileURLToPath(import.meta.url)), "../../../../tests/vectors/records/terms.json");
const vectors: Vector[] = JSON.parse(readFileSync(file, "utf8"));
const coded = (codes: Vector["codes"]) => codes.map((code) => ({ ...code, display: null }));

test.each(vectors)("$name means $id", ({ codes, name, id, beside: wanted }) => {
  const found = terms.find(coded(codes), name);
  expect(found?.id ?? null).toBe(id);
  for (const tag of tags) {
    if (tag in wanted) expect(beside(found, tag, name)).toBe(wanted[tag]);
  }
});

test("a record is read in a language beside its own words, and as it was written when none is chosen", async () => {
  const metformin = {
    title: "Glucophage",
    codes: coded([{ system: "http://www.whocc.no/atc", code: "A10BA02" }]),
  };
  expect(reading.of(metformin)).toBeNull();
  await reading.choose("ar");
  expect(reading.of(metformin)).toBe("ميتفورمين");
  expect(reading.words("Hives, no such word")).toHaveLength(1);
  expect(reading.of({ title: "Grandmother's tea", codes: [] })).toBeNull();
  await reading.choose(null);
  expect(reading.of(metformin)).toBeNull();
  expect(reading.words("Hives")).toEqual([]);
});

// What the facts of a record say.
import { beforeAll, expect, test } from "vitest";

import { speak } from "$text/text.svelte";

import type { Category, RecordDetail } from "../../backend/backend";
import { factsOf } from "./facts";

const detail = (category: Category, severe: boolean, facts: [string, string][]): RecordDetail => ({
  line: {
    id: "1",
    title: "x",
    date: null,
    category,
    note: null,
    source: null,
    origin: "imported",
    severe,
    sensitive: null,
  },
  clinical_name: null,
  codes: [],
  imported: "",
  file: null,
  facts: facts.map(([label, value]) => ({ label, value })),
  document: null,
  signed: false,
  series: null,
  shared: [],
  raw: "{}",
});
const values = (shown: RecordDetail) => factsOf(shown).map(({ value }) => value);

beforeAll(() => speak("de"));

test("a code is said in the person's words, and what is no code as the source wrote it", () => {
  const facts: [string, string][] = [
    ["status", "active"],
    ["verification", "refuted"],
    ["severity", "moderate"],
    ["reaction", "active"],
    ["status", "something-new"],
  ];
  expect(values(detail("problems", false, facts))).toEqual([
    "Aktiv",
    "Ausgeschlossen",
    "Mittel",
    "active",
    "something-new",
  ]);
});

test("the ordinary case, and what the page said louder, are not repeated", () => {
  expect(values(detail("results", false, [["status", "final"]]))).toEqual([]);
  expect(values(detail("medicines", false, [["status", "stopped"]]))).toEqual(["Abgesetzt"]);
  expect(values(detail("allergies", true, [["severity", "severe"]]))).toEqual([]);
  expect(values(detail("allergies", false, [["severity", "severe"]]))).not.toEqual([]);
});

// What the lists of the record say.
import { beforeAll, expect, test } from "vitest";

import { speak } from "$text/text.svelte";

import type { Overview, RecordLine } from "../../backend/backend";
import { glance } from "./glance";
import { pieces, wish } from "./query";
import { years } from "./years";

beforeAll(() => speak("en"));

const line = (id: string, title: string, date: string | null): RecordLine => ({
  id,
  title,
  date,
  category: "medicines",
  note: null,
  source: null,
  origin: "imported",
  severe: false,
  sensitive: null,
});
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, "");
const section = (more: Partial<Overview["sections"][number]>): Overview["sections"][number] => ({
  category: "medicines",
  count: 0,
  first: [],
  series: null,
  ...more,
});

test("a section names its first records and counts the rest", () => {
  const first = [line("1", "Metformin", null), line("2", "Amlodipine", null), line("3", "Apixaban", null)];
  expect(plain(glance(section({ first, count: 4 })))).toBe("Metformin, Amlodipine, 2 more");
  expect(plain(glance(section({ first: first.slice(0, 1), count: 1 })))).toBe("Metformin");
  expect(glance(section({}))).toBe("");
});

test("a result is shown as the laboratory sent it, without a judgement of ours", () => {
  const points = [{ date: "2026-01-01", value: 51, flag: null }];
  const series = { title: "HbA1c", unit: "mmol/mol", low: null, high: 42, points };
  expect(plain(glance(section({ series, count: 1 })))).toBe("HbA1c: 51 mmol/mol");
  const flagged = {
    ...series,
    points: [{ ...points[0], flag: "high" as const, date: "2026-01-01", value: 51 }],
  };
  expect(plain(glance(section({ series: flagged, count: 1 })))).toBe("HbA1c: 51 mmol/mol: high");
});

test("the first row of each year bears it", () => {
  const lines = [
    line("1", "a", "2026-03"),
    line("2", "b", "2026"),
    line("3", "c", "2024-01-01"),
    line("4", "d", null),
  ];
  expect(years(lines)).toEqual(["2026", null, "2024", null]);
});

test("a long list is made of pieces, and an empty one of none", () => {
  expect(pieces(0)).toEqual([]);
  expect(pieces(41)).toEqual([0, 20, 40]);
  expect(wish("  a ", null, "all", true)).toEqual({
    search: "a",
    category: null,
    origin: null,
    order: "newest",
  });
});

// Medicines as places on a line of time.
import { describe, expect, test } from "vitest";

import type { Stretch } from "$wallet/backend/backend";

import { beginning, linesOf } from "./overTime";

const now = Date.parse("2026-01-01T00:00:00Z");
const start = Date.parse("2024-01-01T00:00:00Z");

function bars(...stretches: Partial<Stretch>[]) {
  const all = stretches.map((given) => {
    const plain = { record: "r", dose: null, from: "2024-01-01", until: null, current: false };
    return { ...plain, ...given };
  });
  const [line] = linesOf([{ title: "Metformin", current: true, stretches: all }], start, now);
  return line?.bars.map(({ from, to, end }) => [Number(from.toFixed(2)), Number(to.toFixed(2)), end]) ?? [];
}

test("the picture begins two years ago", () => {
  expect(beginning(now)).toBe(start);
});

describe("a stretch", () => {
  test("that goes on reaches today, from wherever it began", () => {
    expect(bars({ from: "2016", current: true })).toEqual([[0, 1, "open"]]);
  });

  test("ends where it was written, with the whole of that day, month or year", () => {
    expect(bars({ from: "2024-07-01", until: "2024-12-31" })).toEqual([[0.25, 0.5, "known"]]);
    expect(bars({ from: "2024-07-01", until: "2024-12" })).toEqual([[0.25, 0.5, "known"]]);
    expect(bars({ from: "2024-07-01", until: "2024" })).toEqual([[0.25, 0.5, "known"]]);
  });

  test("without an end lasts until the next dose, or is only a beginning", () => {
    expect(bars({}, { from: "2025-01-01", current: true })).toEqual([
      [0, 0.5, "known"],
      [0.5, 1, "open"],
    ]);
    expect(bars({ from: "2025-01-01" })).toEqual([[0.5, 0.5, "unknown"]]);
  });

  test("that is over before the picture, or begins after it, is left out", () => {
    expect(bars({ from: "2020", until: "2021" })).toEqual([]);
    expect(bars({ from: "2027-01-01", current: true })).toEqual([]);
    expect(bars({ from: "long ago", current: true })).toEqual([]);
  });
});

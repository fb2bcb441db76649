// Rows fall on the days they happened on, here.
import { beforeAll, expect, test } from "vitest";

import { speak } from "$text/text.svelte";

import type { ActivityRow } from "../../backend/backend";
import { byDay } from "./days";
import { byWhom, isChosen, proofOf, titleOf } from "./kind";

beforeAll(() => speak("en"));

const row = (id: string, time: Date, more: Partial<ActivityRow> = {}): ActivityRow => ({
  id,
  time: time.toISOString(),
  grant: "g",
  clinic: "Harbour Clinic",
  what: "opened",
  times: 1,
  proof: "proved",
  ...more,
});

test("today, yesterday and older days have headings of their own", () => {
  const today = new Date(2026, 10, 21, 9, 30);
  const rows = [
    row("a", new Date(2026, 10, 21, 0, 1)),
    row("b", new Date(2026, 10, 20, 23, 59)),
    row("c", new Date(2026, 10, 20, 8, 0)),
    row("d", new Date(2026, 10, 1, 8, 0)),
  ];
  const days = byDay(rows, today);
  expect(days.map(({ heading }) => heading)).toEqual(["Today", "Yesterday", "1 November 2026"]);
  expect(days.map((day) => day.rows.map(({ id }) => id))).toEqual([["a"], ["b", "c"], ["d"]]);
});

test("a row says how often, by whom, and whether it is proved", () => {
  const now = new Date();
  expect(titleOf(row("a", now, { times: 3 }))).toContain("3");
  expect(byWhom(row("a", now), "09:12")).toContain("Harbour Clinic");
  expect(byWhom(row("a", now, { clinic: null }), "09:12")).toBe("09:12");
  expect(proofOf(row("a", now, { proof: "none" }))).toBeNull();
  expect(proofOf(row("a", now, { proof: "wrong" }))?.tone).toBe("danger");
});

test("the choices leave out what they say", () => {
  const saved = row("a", new Date(), { what: "saved" });
  expect([isChosen(saved, "all"), isChosen(saved, "opened"), isChosen(saved, "saved")]).toEqual([
    true,
    false,
    true,
  ]);
});

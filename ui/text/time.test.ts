// Dates as they were written, lengths of time as people say them, and doses that no language turns around.
import { beforeAll, expect, test } from "vitest";

import { speak, t } from "./text.svelte";
import { bytes, countdown, country, day, list, span, spanWords } from "./time";

beforeAll(() => speak("en"));

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "");

test("a date keeps the day, the month or the year that was written", () => {
  expect(day("1971-03-14")).toBe("14 Mar 1971");
  expect(day("2024-02-29T23:59:59-11:00")).toBe("29 Feb 2024");
  expect(day("2018-09")).toBe("Sept 2018");
  expect(day("2019")).toBe("2019");
  expect(day("last spring")).toBe("last spring");
});

test("a length of time is said to the minute, and at the end to the second", () => {
  const minutes = (count: number) => plain(span(count * 60_000));
  expect(minutes(134)).toBe("2 h 14 min");
  expect(minutes(60)).toBe("1 h");
  expect(minutes(46 * 60 + 5)).toBe("1 day 22 h");
  expect(minutes(8.9)).toBe("8 min");
  expect(minutes(0.4)).toBe("24 s");
  expect(minutes(-3)).toBe("0 s");
});

test("what is chosen is said in whole words", () => {
  expect([30, 60, 300, 1440, 4320].map(spanWords)).toEqual([
    "30 minutes",
    "1 hour",
    "5 hours",
    "24 hours",
    "3 days",
  ]);
});

test("a countdown shows hours only while there are some", () => {
  expect(countdown(17_992_000)).toBe("4:59:52");
  expect(countdown(60_000)).toBe("01:00");
  expect(countdown(-1)).toBe("00:00");
});

test("sizes, lists and countries are written out", () => {
  expect([bytes(900), bytes(184_320), bytes(1_482_000)]).toEqual(["1 kB", "184 kB", "1.5 MB"]);
  expect(list(["a", "b", "c"])).toBe("\u2068a\u2069, \u2068b\u2069 and \u2068c\u2069");
  expect(list(["a", "b"], "unit")).toBe("\u2068a\u2069, \u2068b\u2069");
  expect([country("TZ"), country("nowhere")]).toEqual(["Tanzania", "nowhere"]);
});

test("digits stay 0 to 9 in Arabic, and an argument stands isolated", async () => {
  await speak("ar");
  document.documentElement.lang = "ar";
  expect(day("1971-03-14")).toMatch(/14.*1971/);
  expect(t("app-time-left", { time: "5 mg" })).toContain("\u20685 mg\u2069");
  document.documentElement.lang = "en";
  await speak("en");
});

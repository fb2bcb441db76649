// What the pages read out of answers and reports, each by itself.
import { expect, test } from "vitest";

import type { Clinic, GrantDetail, GrantEvent, GrantLine } from "$wallet/backend/backend";

import { toGrey } from "./camera";
import { codeFacts } from "./codeFacts";
import { Flow, start } from "./flow.svelte";
import { lastWith, sameAgain } from "./lastTime";
import { longest, minutesOf, typedOf } from "./length";
import { phaseOf } from "./phase";
import { inOrder } from "./sections";

const now = Date.parse("2026-03-02T09:00:00Z");

function detail(line: Partial<GrantLine>, more: Partial<GrantDetail> = {}): GrantDetail {
  return {
    line: {
      id: "a",
      clinic: "Harbour Clinic",
      state: "active",
      can_open: true,
      made: "2026-03-02T08:00:00Z",
      not_before: "2026-03-02T08:00:00Z",
      expires: "2026-03-02T13:00:00Z",
      openings: 0,
      link: false,
      stopping: false,
      last_opened: null,
      asked: null,
      ...line,
    },
    purpose: "TREAT",
    what: "summary",
    records: 3,
    sections: [],
    events: [],
    reported: { shown: 0, saved: 0, printed: 0, closed: 0 },
    relay: "open",
    log: "granted",
    offline_ok: false,
    under_words: false,
    svg: null,
    text: null,
    ...more,
  };
}

const event = (what: GrantEvent["what"], verified = true): GrantEvent => ({
  time: "2026-03-02T08:30:00Z",
  what,
  verified,
});

test("a code is open only when the clinic told so, and scanned when it was fetched", () => {
  expect(phaseOf(detail({}), now)).toBe("waiting");
  expect(phaseOf(detail({}, { events: [event("refused")] }), now)).toBe("waiting");
  expect(phaseOf(detail({}, { events: [event("opened")] }), now)).toBe("scanned");
  expect(phaseOf(detail({}, { events: [event("shown"), event("opened")] }), now)).toBe("open");
  expect(phaseOf(detail({}, { events: [event("saved"), event("shown"), event("opened")] }), now)).toBe(
    "open",
  );
  expect(phaseOf(detail({}, { events: [event("closed"), event("shown"), event("opened")] }), now)).toBe(
    "left",
  );
});

test("a stop is not a stop before it is everywhere", () => {
  expect(phaseOf(detail({ stopping: true, state: "revoked" }), now)).toBe("stopping");
  expect(phaseOf(detail({ state: "revoked" }), now)).toBe("stopped");
});

test("time that is over ends a share whatever else is told", () => {
  const late = Date.parse("2026-03-02T13:00:00Z");
  expect(phaseOf(detail({}, { events: [event("shown")] }), late)).toBe("ended");
  expect(phaseOf(detail({ state: "pending" }), now)).toBe("unsent");
  expect(phaseOf(detail({ state: "pending", made: "2026-03-02T08:59:59Z" }), now)).toBe("sending");
  expect(phaseOf(detail({ state: "paused" }), now)).toBe("paused");
  expect(phaseOf(detail({ state: "used_up" }), now)).toBe("used");
});

test("the ticks list only what was reported", () => {
  const what = (given: Partial<GrantDetail>) => codeFacts(detail({}, given)).map((fact) => fact.what);
  expect(what({ log: "waiting" })).toEqual([]);
  expect(what({ events: [event("opened", false)] })).toEqual(["scanned", "log"]);
  expect(what({ events: [event("shown"), event("opened")] })).toEqual(["scanned", "key", "shown", "log"]);
});

test("a typed length is from an hour to thirty days", () => {
  expect(minutesOf("5", "hours")).toBe(300);
  expect(minutesOf("30", "days")).toBe(longest);
  expect(minutesOf(" 2 ", "days")).toBe(2880);
  for (const [typed, unit] of [
    ["31", "days"],
    ["721", "hours"],
    ["0", "hours"],
    ["", "days"],
    ["1.5", "hours"],
    ["-2", "days"],
  ] as const) {
    expect(minutesOf(typed, unit)).toBeNull();
  }
  expect(typedOf(2880)).toEqual({ typed: "2", unit: "days" });
  expect(typedOf(180)).toEqual({ typed: "3", unit: "hours" });
});

test("the same as last time repeats what can be repeated whole, and lets no private topic in", () => {
  const clinic: Clinic = {
    card: "c",
    name: "Harbour Clinic",
    country: "IE",
    check: "AAAA-BBBB",
    standing: "met",
    last_shared: null,
  };
  const older = detail({ id: "old", made: "2026-01-01T00:00:00Z" }).line;
  const newer = detail({ id: "new" }).line;
  const other = detail({ id: "other", clinic: "Hill Clinic", made: "2026-03-03T00:00:00Z" }).line;
  expect(lastWith(clinic, [older, newer, other])?.id).toBe("new");
  expect(lastWith(clinic, [other])).toBeNull();
  expect(sameAgain(detail({}, { what: "everything" }))).toEqual({
    ...start,
    what: { kind: "everything" },
    minutes: 300,
  });
  expect(sameAgain(detail({}, { what: "chosen" }))).toBeNull();
});

test("what goes to the core is what was chosen, and nothing left over from another choice", () => {
  const flow = new Flow();
  expect(flow.choice).toEqual(start);
  flow.fill({
    ...start,
    what: { kind: "chosen", categories: ["allergies"], records: ["r1"] },
    sensitive: ["mental"],
  });
  expect(flow.choice.what).toEqual({ kind: "chosen", categories: ["allergies"], records: ["r1"] });
  flow.kind = "summary";
  expect(flow.choice.what).toEqual({ kind: "summary" });
  flow.usePreset(null);
  expect(flow.choice).toEqual(start);
});

test("an empty choice is not one", () => {
  const flow = new Flow();
  flow.kind = "chosen";
  expect(flow.chosen).toBe(false);
  flow.categories = ["results"];
  expect(flow.chosen).toBe(true);
  flow.kind = "claim";
  expect(flow.chosen).toBe(false);
});

test("allergies come first, whatever order they are told in", () => {
  const sections = (["documents", "medicines", "allergies"] as const).map((category) => ({ category }));
  expect(inOrder(sections).map(({ category }) => category)).toEqual(["allergies", "medicines", "documents"]);
});

test("a camera's colours become grey, dot by dot", () => {
  expect([...toGrey(new Uint8ClampedArray([255, 255, 255, 255, 0, 0, 0, 255, 0, 255, 0, 255]))]).toEqual([
    255, 0, 149,
  ]);
});

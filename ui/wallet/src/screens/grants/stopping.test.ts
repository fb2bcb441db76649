// What a stop is said to mean, for every way it can stand.
import { expect, test } from "vitest";

import type { GrantDetail } from "$wallet/backend/backend";

import { linesOf, stageOf } from "./stopping";

function detail(given: Partial<GrantDetail> = {}, openings = 0): GrantDetail {
  return {
    line: {
      id: "a",
      clinic: "Harbour Clinic",
      state: "revoked",
      can_open: false,
      made: "2026-03-02T08:00:00Z",
      not_before: "2026-03-02T08:00:00Z",
      expires: "2026-03-02T13:00:00Z",
      openings,
      link: false,
      stopping: false,
      last_opened: null,
      asked: null,
    },
    purpose: "TREAT",
    what: "summary",
    records: 3,
    sections: [],
    events: [],
    reported: { shown: 0, saved: 0, printed: 0, closed: 0 },
    relay: "closed",
    log: "stop_written",
    offline_ok: false,
    under_words: false,
    svg: null,
    text: null,
    ...given,
  };
}

const whats = (given: GrantDetail) => linesOf(given).map((line) => line.what);

test("it is done when the server has closed it and the log has it, not before", () => {
  expect(stageOf(detail())).toBe("done");
  expect(stageOf(detail({ log: "granted" }))).toBe("closed");
  expect(stageOf(detail({ relay: "open" }))).toBe("written");
  expect(stageOf(detail({ relay: "open", log: "granted" }))).toBe("unsent");
  expect(stageOf(detail({ relay: "waiting", log: "waiting" }))).toBe("unsent");
  expect(stageOf(detail({ relay: "closed", log: "waiting" }))).toBe("never");
});

test("a share that nobody opened says only that", () => {
  expect(whats(detail())).toEqual(["stage", "unopened"]);
});

test("an opening without a report of a copy still says that there may be one", () => {
  expect(whats(detail({}, 2))).toEqual(["stage", "seen", "no-copy", "law"]);
});

test("copies that were told of are said with the last one's time", () => {
  const saved = detail(
    {
      reported: { shown: 1, saved: 2, printed: 1, closed: 0 },
      events: [
        { time: "2026-03-02T09:14:00Z", what: "saved", verified: true },
        { time: "2026-03-02T09:10:00Z", what: "saved", verified: true },
      ],
    },
    1,
  );
  expect(whats(saved)).toEqual(["stage", "seen", "saved", "printed", "law"]);
  expect(linesOf(saved)[2]).toEqual({ what: "saved", count: 2, time: "2026-03-02T09:14:00Z" });
});

test("a share that opens without the log may still be readable, until its end", () => {
  expect(linesOf(detail({ offline_ok: true })).at(-1)).toEqual({
    what: "offline",
    until: "2026-03-02T13:00:00Z",
  });
});

test("what never left this device cannot be opened without internet either", () => {
  const never = detail({ offline_ok: true, log: "waiting" });
  expect(whats(never)).not.toContain("offline");
});

test("shown but not counted as opened is still seen", () => {
  const shown = detail({ reported: { shown: 1, saved: 0, printed: 0, closed: 0 } });
  expect(linesOf(shown)[1]).toEqual({ what: "seen", count: 1 });
});

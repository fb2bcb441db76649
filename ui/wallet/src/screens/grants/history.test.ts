// The line of time of each clinic.
import { expect, test } from "vitest";

import type { ActivityRow, GrantLine } from "$wallet/backend/backend";

import { beginning, clinicRows, shapeOf } from "./history";
import { isOpen, ringOf } from "./standing";

const now = Date.parse("2026-03-11T00:00:00Z");

function line(id: string, clinic: string, given: Partial<GrantLine>): GrantLine {
  return {
    id,
    clinic,
    state: "expired",
    can_open: true,
    made: "2026-03-01T00:00:00Z",
    not_before: "2026-03-01T00:00:00Z",
    expires: "2026-03-02T00:00:00Z",
    openings: 0,
    link: false,
    stopping: false,
    last_opened: null,
    asked: null,
    ...given,
  };
}

function row(grant: string, what: ActivityRow["what"], time: string): ActivityRow {
  return { id: `${grant}${time}`, time, grant, clinic: null, what, times: 1, proof: "proved" };
}

test("a clinic has one row, with a bar for each share", () => {
  const grants = [
    line("a", "Harbour Clinic", {}),
    line("b", "Hill Clinic", { made: "2026-03-05T00:00:00Z", not_before: "2026-03-05T00:00:00Z" }),
    line("c", "Harbour Clinic", { made: "2026-03-09T00:00:00Z", not_before: "2026-03-09T00:00:00Z" }),
  ];
  const rows = clinicRows(grants, [], now);
  expect(rows.map(({ clinic, spans }) => [clinic, spans.length])).toEqual([
    ["Harbour Clinic", 2],
    ["Hill Clinic", 1],
  ]);
  expect(beginning(rows)).toBe("2026-03-01T00:00:00Z");
});

test("a stop cuts the bar where it happened and marks it", () => {
  const grants = [line("a", "Harbour Clinic", { state: "revoked", expires: "2026-03-21T00:00:00Z" })];
  const rows = clinicRows(
    grants,
    [row("a", "opened", "2026-03-03T00:00:00Z"), row("a", "stopped", "2026-03-06T00:00:00Z")],
    now,
  );
  const shape = shapeOf(rows[0] ?? { clinic: "", spans: [] }, Date.parse("2026-03-01T00:00:00Z"), now);
  expect(shape).toEqual({ bars: [{ from: 0, to: 0.5 }], dots: [0.2], crosses: [0.5] });
});

test("an open share's bar goes on until today", () => {
  const rows = clinicRows(
    [line("a", "Harbour Clinic", { state: "active", expires: "2026-03-21T00:00:00Z" })],
    [],
    now,
  );
  expect(rows[0]?.spans[0]?.to).toBeNull();
});

test("a share whose stop is not sent yet is still open, and its ring waits", () => {
  const stopping = line("a", "Harbour Clinic", {
    state: "active",
    stopping: true,
    expires: "2026-03-21T00:00:00Z",
  });
  expect(isOpen(stopping, now)).toBe(true);
  expect(ringOf(stopping, now)).toBe("pending");
  expect(isOpen(line("b", "Hill Clinic", { state: "active" }), now)).toBe(false);
  expect(ringOf(line("c", "Hill Clinic", { state: "paused", expires: "2026-03-21T00:00:00Z" }), now)).toBe(
    "closed",
  );
});

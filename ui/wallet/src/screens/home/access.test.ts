// Which shares Home shows first, and what it says of what cannot be stopped.
import { beforeAll, expect, test } from "vitest";

import { speak } from "$text/text.svelte";

import type { Access, GrantLine } from "../../backend/backend";
import { first, leftOver } from "./access";

beforeAll(() => speak("en"));

const grant = (id: string, expires: string): GrantLine => ({
  id,
  clinic: id,
  state: "active",
  made: "2026-11-21T08:00:00Z",
  not_before: "2026-11-21T08:00:00Z",
  expires,
  openings: 0,
  stopping: false,
  last_opened: null,
  asked: null,
});

test("those that end first are shown, three of them", () => {
  const open = ["25", "22", "24", "23"].map((day) => grant(day, `2026-11-${day}T08:00:00Z`));
  expect(first(open).map(({ id }) => id)).toEqual(["22", "23", "24"]);
});

test("copies, offline shares and links are told only where there are any", () => {
  const access: Access = { open: [], asked: [], copies: 0, offline: 0, bearer_links: 0 };
  expect(leftOver(access)).toEqual([]);
  const left = leftOver({ ...access, copies: 2, bearer_links: 1 });
  expect(left).toHaveLength(2);
  expect(left[0]).toContain("2");
});

// Which shares Home shows first, and what it says of what cannot be stopped.
import { beforeAll, expect, test } from "vitest";

import { t } from "$text";
import { speak } from "$text/text.svelte";

import type { Access, GrantLine } from "../../backend/backend";
import { ableNow, first, leftOver, linksNow, nobody } from "./access";

beforeAll(() => speak("en"));

const grant = (id: string, expires: string): GrantLine => ({
  id,
  clinic: id,
  state: "active",
  can_open: true,
  made: "2026-11-21T08:00:00Z",
  not_before: "2026-11-21T08:00:00Z",
  expires,
  openings: 0,
  link: false,
  stopping: false,
  last_opened: null,
  asked: null,
});

const nothing: Access = {
  open: [],
  asked: [],
  copies: 0,
  offline: 0,
  left: { count: 0, until: null },
  bearer_links: 0,
};

test("those that end first are shown, three of them", () => {
  const open = ["25", "22", "24", "23"].map((day) => grant(day, `2026-11-${day}T08:00:00Z`));
  expect(first(open).map(({ id }) => id)).toEqual(["22", "23", "24"]);
});

test("copies, offline shares and links are told only where there are any", () => {
  expect(leftOver(nothing)).toEqual([]);
  const left = leftOver({ ...nothing, copies: 2, bearer_links: 1 });
  expect(left).toHaveLength(2);
  expect(left[0]).toContain("2");
});

test("what is paused, not sent or not begun is not counted as open", () => {
  const open = [
    grant("a", "2026-11-22T08:00:00Z"),
    { ...grant("b", "2026-11-22T08:00:00Z"), can_open: false },
  ];
  expect(ableNow(open)).toBe(1);
});

test("nobody can open it is not said while a computer without internet still may", () => {
  expect(nobody(nothing)).toBe(t("home-open-none"));
  const left = { count: 1, until: "2026-11-22T08:00:00Z" };
  expect(nobody({ ...nothing, left })).toBe(t("home-none-fetch"));
  expect(leftOver({ ...nothing, left })[0]).toMatch(/without internet.*22 Nov/);
  expect(leftOver({ ...nothing, offline: 1 })).toEqual([]);
});

test("a link is no clinic: it is counted for itself", () => {
  const open = [
    grant("clinic", "2026-11-22T08:00:00Z"),
    { ...grant("link", "2026-11-22T08:00:00Z"), link: true },
    { ...grant("later", "2026-11-22T08:00:00Z"), link: true, can_open: false },
  ];
  expect([ableNow(open), linksNow(open)]).toEqual([1, 1]);
});

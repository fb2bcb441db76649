// Before a trip: from nothing to ready, each step from the list itself.
import { cleanup, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";

import { t } from "$text";

import { follow, leave, open, press, title, type } from "../share/walk";
import { dateOf, momentOf } from "./days";

afterEach(() => {
  leave();
  cleanup();
});

/** The step of that name. */
async function step(name: string): Promise<ReturnType<typeof within>> {
  const heading = await screen.findByRole("heading", { level: 2, name });
  return within(heading.closest("li") as HTMLElement);
}

const inDays = (days: number) => dateOf(new Date(Date.now() + days * 86_400_000).toISOString());

test("a trip is planned, its papers are saved, its link is made for its dates, and all of it is ready", async () => {
  const backend = await open("/trip", "state=offline");
  await type(t("trip-from"), inDays(3));
  await type(t("trip-until"), inDays(12));
  await press(t("trip-save"));
  (await step(t("trip-trip"))).getByText(t("trip-state-done"));
  await press(t("trip-card-do"));
  await press(t("trip-summary-do"));
  await waitFor(async () => (await step(t("trip-summary"))).getByText(t("trip-state-done")));

  await press(t("trip-test-do"));
  await screen.findByText(t("trip-test-good"));
  await follow(t("links-make"));
  await title(t("links-make"));
  await screen.findByText(new RegExp(t("links-make-trip", { from: ".*", until: ".*" })));
  await press(t("links-make"));
  await title(t("links-label-usual"));
  const list = await backend.trip();
  const link = (await backend.link(list.link ?? "")).line;
  const times = (...moments: (string | undefined)[]) => moments.map((moment) => Date.parse(moment ?? ""));
  expect(times(link.from, link.expires)).toEqual(times(list.trip?.from, list.trip?.until));
});

test("while a server answers nothing counts as tested", async () => {
  const backend = await open("/trip");
  await press(t("trip-test-do"));
  await screen.findByText(t("errors-online"));
  expect((await backend.trip()).steps.at(-1)?.state).toBe("open");
});

test("dates that make no sense are refused, and the trip stays as it was", async () => {
  const backend = await open("/trip");
  await type(t("trip-from"), inDays(9));
  await type(t("trip-until"), inDays(2));
  await press(t("trip-save"));
  await screen.findByText(t("errors-trip_dates"));
  expect((await backend.trip()).trip).toBeNull();
});

test("a day is from its first to its last second, here", () => {
  const [from, until] = [momentOf("2026-12-01", "first"), momentOf("2026-12-01", "last")];
  expect(Date.parse(until) - Date.parse(from)).toBe(86_399_000);
  expect([dateOf(from), dateOf(until)]).toEqual(["2026-12-01", "2026-12-01"]);
  expect(momentOf("soon", "first")).toBe("soon");
});

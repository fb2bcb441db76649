// Links for whoever has them: made with a passcode that is shown once, looked at, paused, brought up to date, stopped.
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";

import { t } from "$text";

import type { LinkWish } from "$wallet/backend/backend";

import { choose, follow, leave, open, press, title, type } from "../share/walk";
import { drawn } from "./drawn";

afterEach(() => {
  leave();
  cleanup();
});

test("a clinic without Keepwell gets a link: weaker, and with a passcode that is shown once", async () => {
  const backend = await open("/share");
  const wishes: LinkWish[] = [];
  const make = backend.makeLink;
  backend.makeLink = (wish) => (wishes.push(wish), make(wish));
  await follow(new RegExp(t("share-who-link")));
  await title(t("links-make"));
  screen.getByText(t("links-weaker-note"));
  screen.getByText(t("links-passcode-missing"));
  await type(new RegExp(`^${t("links-passcode")}`), "blue anchor 42");
  expect(screen.queryByText(t("links-passcode-missing"))).toBeNull();
  await choose(t("share-long-times", { count: 3 }));
  await press(t("links-make"));
  await title(t("links-label-usual"));
  await screen.findByText(t("links-once", { passcode: "blue anchor 42" }));
  expect(await screen.findByRole("img", { name: t("links-code") })).toBeTruthy();
  const [wish] = wishes;
  expect(wish).toMatchObject({ shape: "travel", passcode: "blue anchor 42", openings: 3, from: null });

  // Who comes back does not see it again.
  location.hash = "#/links";
  await title(t("links-title"));
  await follow(new RegExp(t("links-label-usual")));
  await screen.findByText(t("links-has-passcode"));
  expect(screen.queryByText(t("links-once", { passcode: "blue anchor 42" }))).toBeNull();
});

test("a link for a clinic in the USA has no passcode to choose", async () => {
  const backend = await open("/links/new");
  const made = new Promise<LinkWish>((resolve) => {
    const make = backend.makeLink;
    backend.makeLink = (wish) => (resolve(wish), make(wish));
  });
  await type(new RegExp(`^${t("links-passcode")}`), "forgotten");
  await choose(new RegExp(t("links-shape-clinic_us")));
  await waitFor(() => expect(screen.queryByLabelText(new RegExp(`^${t("links-passcode")}`))).toBeNull());
  await press(t("links-make"));
  expect(await made).toMatchObject({ shape: "clinic_us", passcode: null });
});

test("it says who opened it as they called themselves, and that tries never come back", async () => {
  await open("/links/l1", "state=links");
  expect(await screen.findAllByText("Harbour Hospital")).toHaveLength(2);
  screen.getByText(t("links-opened-note"));
  screen.getByText(t("links-visit-refused"));
  screen.getByText(new RegExp(t("links-tries", { count: 9 })));
  screen.getByText(new RegExp(t("links-tries-note")));
});

test("it is paused and goes on, gets today's record and a new end, and is stopped", async () => {
  const backend = await open("/links/l1", "state=links");
  await press(t("grants-detail-pause"));
  await screen.findByText(t("app-grant-paused"));
  await press(t("grants-detail-resume"));
  await press(t("grants-detail-pause"));
  await press(t("grants-detail-resume"));
  await press(t("links-update"));
  await screen.findByText(t("links-updated"));
  await fireEvent.click(screen.getByText(t("links-rearm"), { selector: "summary *" }));
  await choose(/30 days/);
  const before = Date.parse((await backend.link("l1")).line.expires);
  await press(t("links-rearm"));
  await waitFor(async () =>
    expect(Date.parse((await backend.link("l1")).line.expires)).toBeGreaterThan(before),
  );
  await press(t("links-stop"));
  await screen.findByRole("heading", { name: t("grants-stop-title-done") });
  expect((await backend.link("l1")).code).toBeNull();
});

test("an address of it as a share leads to its own page", async () => {
  await open("/grants/l1", "state=links");
  await screen.findByText(t("links-opened-note"));
  expect(location.hash).toBe("#/links/l1");
});

test("a drawn passcode is eight digits, and another one each time", () => {
  const some = Array.from({ length: 50 }, drawn);
  expect(some.every((one) => /^\d{4} \d{4}$/.test(one))).toBe(true);
  expect(new Set(some).size).toBeGreaterThan(45);
});

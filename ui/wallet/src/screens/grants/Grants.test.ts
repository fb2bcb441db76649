// A person looks who can see the record, stops, pauses, gives more time and goes through everybody, on the fake core.
import { screen, within } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";

import { t } from "$text";
import { BackendError, type GrantDetail } from "$wallet/backend/backend";

import { choose, leave, open, press, title } from "../share/walk";

afterEach(leave);

const stopKibo = () => press(t("grants-stop-of", { clinic: "Kibo Eye Clinic" }));

test("stopping asks nothing first and says only what was reported", async () => {
  const backend = await open("/grants");
  const stop = vi.spyOn(backend, "stop");
  await stopKibo();
  const sheet = within(await screen.findByRole("dialog"));
  expect(stop).toHaveBeenCalledOnce();
  expect(sheet.getByRole("heading", { name: t("grants-stop-title-done") })).toBeTruthy();
  expect(sheet.getByText(t("grants-stop-seen", { count: 2 }))).toBeTruthy();
  expect(sheet.getByText(/They told us: 1 copy saved/)).toBeTruthy();
  expect(sheet.getByRole("link", { name: t("grants-stop-again") }).getAttribute("href")).toMatch(
    /^#\/grants\/.+\/more$/,
  );
});

test("the sheet stays although the row that was pressed is gone", async () => {
  await open("/grants");
  await stopKibo();
  await vi.waitFor(() => expect(screen.queryByRole("button", { name: /Kibo/, hidden: true })).toBeNull());
  expect(screen.getByRole("dialog")).toBeTruthy();
});

test("a stop without internet is never called stopped", async () => {
  await open("/grants", "state=offline");
  await stopKibo();
  const sheet = within(await screen.findByRole("dialog"));
  expect(await sheet.findByRole("heading", { name: t("grants-stop-title-unsent") })).toBeTruthy();
  expect(sheet.getByText(t("grants-stop-unsent"))).toBeTruthy();
  expect(sheet.getByText(t("grants-stop-unsent-more"))).toBeTruthy();
  expect(document.body.textContent).not.toContain(t("grants-stop-title-done"));
  await press(t("app-done"));
  expect(await screen.findByText(t("grants-state-stopping"))).toBeTruthy();
});

test("a stop that arrives while the sheet is open turns it by itself", async () => {
  const backend = await open("/grants", "state=offline");
  await stopKibo();
  const sheet = within(await screen.findByRole("dialog"));
  const done: GrantDetail = { ...(await backend.grant("g1")), relay: "closed", log: "stop_written" };
  vi.spyOn(backend, "grant").mockResolvedValue(done);
  await backend.stopAll();
  expect(await sheet.findByRole("heading", { name: t("grants-stop-title-done") })).toBeTruthy();
});

test("what a stop came to is not shown over a wallet that was locked in between", async () => {
  const backend = await open("/grants", "state=offline");
  const detail = await backend.grant("g1");
  let answer: (detail: GrantDetail) => void = () => undefined;
  vi.spyOn(backend, "stop").mockReturnValue(new Promise((resolve) => (answer = resolve)));
  await stopKibo();
  await backend.lock();
  await screen.findByLabelText(t("onboarding-unlock-passphrase"));
  answer(detail);
  await new Promise((resolve) => setTimeout(resolve));
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("everything is stopped with two presses from the list", async () => {
  const backend = await open("/grants");
  await press(t("grants-stop-all"));
  await press(t("grants-stop-all-yes"));
  const sheet = within(await screen.findByRole("dialog", { name: t("grants-stop-all-done", { count: 0 }) }));
  expect(sheet.getByText(t("grants-stop-all-copies"))).toBeTruthy();
  expect((await backend.access()).open).toEqual([]);
});

test("server and log are told as two facts", async () => {
  await open("/grants/g1");
  expect(await screen.findByText(t("grants-relay-open"))).toBeTruthy();
  expect(screen.getByText(t("grants-log-granted"))).toBeTruthy();
});

test("a share is paused and goes on", async () => {
  const backend = await open("/grants/g1");
  await press(t("grants-detail-pause"));
  expect(await screen.findByText(t("grants-detail-paused-note"))).toBeTruthy();
  expect((await backend.grant("g1")).line.state).toBe("paused");
  await press(t("grants-detail-resume"));
  expect(await screen.findByRole("button", { name: t("grants-detail-pause") })).toBeTruthy();
});

test("more time is a new code, and says so before", async () => {
  const backend = await open("/grants/g1/more");
  const more = vi.spyOn(backend, "moreTime");
  await title(t("grants-more-title"));
  expect(await screen.findByText(t("grants-more-note", { clinic: "Kibo Eye Clinic" }))).toBeTruthy();
  await choose("24 hours");
  await press(t("grants-more-show"));
  expect(await screen.findByAltText(/Kibo Eye Clinic/)).toBeTruthy();
  expect(more).toHaveBeenCalledExactlyOnceWith("g1", 1440);
});

test("a clinic that asks for more time is named at home and at its share, and gets it by a new code", async () => {
  const backend = await open("/home", "state=asked");
  const asks = t("grants-asked-title", { clinic: "Kibo Eye Clinic" });
  expect(await screen.findByText(asks)).toBeTruthy();
  location.hash = "/grants/g1";
  await title("Kibo Eye Clinic");
  expect(await screen.findByText(asks)).toBeTruthy();
  expect(screen.getByText(t("grants-event-asked"))).toBeTruthy();
  location.hash = "/activity/asked";
  await title(t("activity-what-asked"));
  const give = await screen.findByRole("link", { name: t("grants-detail-more-time") });
  expect(give.getAttribute("href")).toBe("#/grants/g1/more");
  await backend.moreTime("g1", 60);
  location.hash = "/home";
  await screen.findByRole("link", { name: "Kibo Eye Clinic" });
  expect(screen.queryByText(asks)).toBeNull();
});

test("nobody is named who does not ask", async () => {
  await open("/home");
  await screen.findByRole("link", { name: "Kibo Eye Clinic" });
  expect(screen.queryByText(t("grants-asked-title", { clinic: "Kibo Eye Clinic" }))).toBeNull();
});

test("more time for a clinic with another key than last time stops and explains", async () => {
  const backend = await open("/grants/g1/more");
  vi.spyOn(backend, "moreTime").mockRejectedValue(new BackendError("key_changed", "another key"));
  await press(t("grants-more-show"));
  await title(t("share-key-title"));
  expect((await backend.grant("g1")).line.state).toBe("active");
});

test("the review goes through everybody and says what is left", async () => {
  const backend = await open("/access");
  const { length } = (await backend.access()).open;
  await title("Kibo Eye Clinic");
  await press(t("grants-detail-stop"));
  await press(t("app-done"));
  for (let kept = 1; kept < length; kept += 1) await press(t("grants-review-keep"));
  await title(t("grants-review-done"));
  expect(screen.getByText(t("grants-review-kept", { count: length - 1 }))).toBeTruthy();
  expect(screen.getByText(t("grants-review-stopped", { count: 1 }))).toBeTruthy();
});

test("a stop that computers without internet may not have heard of is not called the end of it", async () => {
  await open("/grants");
  await press(t("grants-stop-all"));
  await press(t("grants-stop-all-yes"));
  const sheet = within(await screen.findByRole("dialog", { name: t("grants-stop-all-done", { count: 0 }) }));
  expect(sheet.getByText(t("grants-stop-offline"))).toBeTruthy();
  expect(sheet.getByText(t("grants-none-fetch"))).toBeTruthy();
  await press(t("app-done"));
  expect(await screen.findByText(/without internet/)).toBeTruthy();
  expect(screen.queryByText(t("grants-none"))).toBeNull();
});

test("what is paused is not counted among those who can see it", async () => {
  await open("/grants", "state=paused");
  expect(await screen.findByText(t("grants-open", { count: 1 }))).toBeTruthy();
});

test("nobody and nothing is said in so many words", async () => {
  await open("/grants", "state=empty");
  expect(await screen.findByText(t("grants-none"))).toBeTruthy();
  expect(screen.getByText(t("grants-copies", { count: 0 }))).toBeTruthy();
});

test("the chart has the same in a table", async () => {
  await open("/grants");
  const table = await screen.findByRole("table", { hidden: true });
  expect(within(table).getAllByRole("row", { hidden: true }).length).toBeGreaterThan(3);
});

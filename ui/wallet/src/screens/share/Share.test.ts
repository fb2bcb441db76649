// A person shares with a clinic, whoever it is and whatever goes wrong, on the fake core.
import { fireEvent, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";

import { t } from "$text";
import { list } from "$text/time";
import { BackendError } from "$wallet/backend/backend";

import { choose, follow, leave, onTo, open, press, title, type } from "./walk";

afterEach(leave);

/** From the first page to the check page, with everything as it is. */
async function toCheck() {
  await onTo(t("share-what-title"), new RegExp(t("share-who-first")));
  await onTo(t("share-long-title"), t("app-next"));
  await onTo(t("share-check-title"), t("app-next"));
}

test("a clinic met before gets the same as last time with two taps", async () => {
  const backend = await open("/share");
  const share = vi.spyOn(backend, "share");
  await press(/Kibo Eye Clinic.*Tanzania/s);
  await press(t("share-check-code"));
  await title("Kibo Eye Clinic");
  expect(await screen.findByAltText(/Kibo Eye Clinic/)).toBeTruthy();
  expect(share).toHaveBeenCalledOnce();
  expect(share.mock.calls[0]?.[1]).toMatchObject({
    what: { kind: "summary" },
    sensitive: [],
    offline_ok: false,
  });
});

test("a new clinic is compared by its letters before anything is asked", async () => {
  await open("/share/scan");
  await type(t("share-scan-link"), "HTTPS://RELAY.EXAMPLE/C#NEW");
  await press(t("share-scan-look"));
  await title(t("share-clinic-title"));
  expect(screen.getByText("T5ZD-71KQ")).toBeTruthy();
  expect(screen.getByText(t("share-clinic-new-hint"))).toBeTruthy();
  await press(t("share-clinic-yes"));
  await title(t("share-what-title"));
});

test("another key than last time stops, and nothing on the page shares all the same", async () => {
  const backend = await open("/share/scan", "state=changed");
  const share = vi.spyOn(backend, "share");
  await type(t("share-scan-link"), "kibo");
  await press(t("share-scan-look"));
  await title(t("share-key-title"));
  const buttons = screen.queryAllByRole("button").map((button) => button.textContent?.trim());
  expect(buttons.filter(Boolean)).toEqual([t("share-key-other")]);
  expect(share).not.toHaveBeenCalled();
});

test("a code that its clinic withdrew stops calmly, and leads to the new one", async () => {
  const backend = await open("/share/scan", "state=withdrawn");
  const share = vi.spyOn(backend, "share");
  await type(t("share-scan-link"), "kibo");
  await press(t("share-scan-look"));
  await title(t("share-withdrawn-title"));
  expect(screen.getByRole("link", { name: t("home-review") }).getAttribute("href")).toBe("#/grants");
  expect(share).not.toHaveBeenCalled();
  await press(t("share-withdrawn-other"));
  await title(t("share-scan-title"));
});

test("a code withdrawn between reading and sharing stops too", async () => {
  const backend = await open("/share");
  vi.spyOn(backend, "share").mockRejectedValue(new BackendError("withdrawn", "its card"));
  await press(/Kibo Eye Clinic.*Tanzania/s);
  await press(t("share-check-code"));
  await title(t("share-withdrawn-title"));
});

test("a key that changed between reading and sharing stops too", async () => {
  const backend = await open("/share");
  vi.spyOn(backend, "share").mockRejectedValue(new BackendError("key_changed", "other key"));
  await press(/Kibo Eye Clinic.*Tanzania/s);
  await press(t("share-check-code"));
  await title(t("share-key-title"));
});

test("a text that is no code at all is refused in the words for a card", async () => {
  await open("/share/scan");
  await type(t("share-scan-link"), "good morning");
  await press(t("share-scan-look"));
  expect(await screen.findByText(/Ask the clinic to show it again/)).toBeTruthy();
  await title(t("share-scan-title"));
});

test("leaving without an answer tells the clinic's screen", async () => {
  const backend = await open("/share/scan");
  const leaving = vi.spyOn(backend, "leaveScreen");
  await type(t("share-scan-link"), "HTTPS://RELAY.EXAMPLE/R#SCREEN");
  await press(t("share-scan-look"));
  await title(t("share-words-title"));
  location.hash = "#/home";
  await vi.waitFor(() => expect(leaving).toHaveBeenCalledOnce());
});

test("a desk without a code is shown a moving one and told six words, the same each time", async () => {
  const backend = await open("/share");
  const shared = vi.spyOn(backend, "shareUnderWords");
  location.hash = "#/share/scan";
  await press(new RegExp(t("share-who-spoken")));
  await onTo(t("share-long-title"), t("app-next"));
  await onTo(t("share-check-title"), t("app-next"));
  expect(await screen.findByText(t("share-check-spoken-note"))).toBeTruthy();
  await press(t("share-check-code"));
  const told = async () => {
    const list = await screen.findByRole("list", { name: t("share-spoken-label") });
    return within(list)
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent);
  };
  const words = await told();
  expect(words.length).toBe(6);
  expect(shared.mock.calls[0]?.[1]).toBe(t("share-spoken-name"));
  // There is no other code, and no link: neither would open for anybody.
  expect(screen.queryByRole("img", { name: new RegExp(t("share-spoken-name")) })).toBeNull();
  expect(screen.queryByRole("button", { name: t("share-code-link") })).toBeNull();
  const [newest] = await backend.grants();
  location.hash = `#/grants/${newest?.id ?? ""}`;
  await title(t("share-spoken-name"));
  expect(screen.queryByRole("link", { name: t("grants-detail-more-time") })).toBeNull();
  await follow(t("grants-detail-code"));
  expect(await told()).toEqual(words);
});

test("private topics are off until they are chosen, and are listed as not shown", async () => {
  const backend = await open("/share");
  const preview = vi.spyOn(backend, "previewShare");
  await press(new RegExp(t("share-who-first")));
  const topic = await screen.findByRole<HTMLInputElement>("switch", { name: t("app-sensitive-mental") });
  expect(topic.checked).toBe(false);
  await onTo(t("share-long-title"), t("app-next"));
  await onTo(t("share-check-title"), t("app-next"));
  expect(
    await screen.findByText(t("share-check-hidden", { groups: list([t("app-sensitive-mental")]) })),
  ).toBeTruthy();
  await follow(t("share-check-change-what"));
  await fireEvent.click(await screen.findByRole("switch", { name: t("app-sensitive-mental") }));
  await press(t("app-next"));
  expect(
    await screen.findByText(t("share-check-let-in", { groups: list([t("app-sensitive-mental")]) })),
  ).toBeTruthy();
  expect(preview.mock.lastCall?.[0].sensitive).toEqual(["mental"]);
});

test("going back keeps every answer", async () => {
  await open("/share");
  await press(new RegExp(t("share-who-first")));
  await choose(new RegExp(t("share-what-everything")));
  await onTo(t("share-long-title"), t("app-next"));
  await choose("3 days");
  location.hash = "#/share/what";
  await title(t("share-what-title"));
  const everything = await screen.findByLabelText<HTMLInputElement>(new RegExp(t("share-what-everything")));
  expect(everything.checked).toBe(true);
  await onTo(t("share-long-title"), t("app-next"));
  expect((await screen.findByLabelText<HTMLInputElement>("3 days")).checked).toBe(true);
});

test("records are chosen one by one, and a search forgets none", async () => {
  const backend = await open("/share");
  const preview = vi.spyOn(backend, "previewShare");
  await press(new RegExp(t("share-who-first")));
  await choose(new RegExp(t("share-what-chosen")));
  const next = await screen.findByRole<HTMLButtonElement>("button", { name: t("app-next") });
  expect(next.disabled).toBe(true);
  await follow(`${t("share-what-each")}: ${t("app-category-medicines")}`);
  await choose(/Metformin/);
  await type(t("share-what-find"), "amlo");
  await vi.waitFor(() => expect(screen.queryByLabelText(/Metformin/)).toBeNull());
  await choose(/Amlodipine/);
  expect(await screen.findByRole("button", { name: t("share-what-picked-done", { count: 2 }) })).toBeTruthy();
  location.hash = "#/share/what";
  await title(t("share-what-title"));
  await onTo(t("share-long-title"), t("app-next"));
  await onTo(t("share-check-title"), t("app-next"));
  await vi.waitFor(() => {
    const what = preview.mock.lastCall?.[0].what;
    expect(what?.kind === "chosen" && what.records.length).toBe(2);
  });
});

test("a kind of visit fills in what and how long", async () => {
  const backend = await open("/share");
  const share = vi.spyOn(backend, "share");
  await press(t("app-preset-emergency"));
  await press(/Kibo Eye Clinic.*Tanzania/s);
  expect(await screen.findByText(t("share-check-offline"))).toBeTruthy();
  await press(t("share-check-code"));
  expect(share.mock.calls[0]?.[1]).toMatchObject({ purpose: "ETREAT", minutes: 1440, offline_ok: true });
});

test("whoever scans first is asked for by name and words, and No shares nothing", async () => {
  const backend = await open("/share", "state=first");
  const answer = vi.spyOn(backend, "answerFirst");
  await toCheck();
  await press(t("share-check-code"));
  expect(await screen.findByText(t("share-first-lead"))).toBeTruthy();
  await screen.findByRole("heading", { level: 1, name: t("share-words-title") }, { timeout: 5000 });
  const words = within(screen.getByRole("list", { name: t("app-words-label") })).getAllByRole("listitem");
  expect(words.map((word) => word.textContent)).toEqual(["amber", "kettle", "north"]);
  const before = (await backend.grants()).length;
  await press(t("app-no"));
  await title(t("share-refused-title"));
  expect(answer).toHaveBeenCalledExactlyOnceWith(false);
  expect((await backend.grants()).length).toBe(before);
});

test("a clinic's screen is asked about in the same words before what and how long", async () => {
  const backend = await open("/share/scan");
  const deliver = vi.spyOn(backend, "shareWithScreen");
  await type(t("share-scan-link"), "HTTPS://RELAY.EXAMPLE/R#SCREEN");
  await press(t("share-scan-look"));
  await title(t("share-words-title"));
  await press(t("share-words-yes"));
  await title(t("share-what-title"));
  expect(deliver).not.toHaveBeenCalled();
  await onTo(t("share-long-title"), t("app-next"));
  await onTo(t("share-check-title"), t("app-next"));
  await press(t("share-check-send"));
  expect(await screen.findByText(t("share-code-delivered"))).toBeTruthy();
});

test("without internet the code says that it is not sent yet", async () => {
  await open("/share", "state=offline");
  await press(/Kibo Eye Clinic.*Tanzania/s);
  await press(t("share-check-code"));
  expect(await screen.findByText(t("share-phase-unsent"))).toBeTruthy();
  expect(screen.getByText(t("share-phase-unsent-note"))).toBeTruthy();
});

test("the code turns into the open ring by itself", async () => {
  await open("/share", "opens");
  await press(/Kibo Eye Clinic.*Tanzania/s);
  await press(t("share-check-code"));
  expect(await screen.findByText(t("share-phase-waiting"))).toBeTruthy();
  expect(await screen.findByText(t("share-phase-scanned"), undefined, { timeout: 5000 })).toBeTruthy();
  expect(screen.queryByAltText(/Kibo Eye Clinic/)).toBeNull();
  expect(await screen.findByText(t("share-phase-open"), undefined, { timeout: 5000 })).toBeTruthy();
});

test("the link is copied, and that it is cleared is told", async () => {
  const backend = await open("/share");
  const copy = vi.spyOn(backend, "copy");
  await press(/Kibo Eye Clinic.*Tanzania/s);
  await press(t("share-check-code"));
  await press(t("share-code-link"));
  expect(await screen.findByText(t("share-code-copied"))).toBeTruthy();
  expect(copy.mock.calls[0]?.[0]).toMatch(/^HTTPS:/);
});

// A person makes a wallet, writes the words, answers three, and unlocks it again, on the fake core.
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { t } from "$text";
import { speak } from "$text/text.svelte";

import { App } from "./app.svelte";
import { BackendError } from "./backend/backend";
import { fakeBackend } from "./backend/fake";
import { words } from "./backend/fake/world";
import Wallet from "./Wallet.svelte";

/** The first look at a screen loads it. */
configure({ asyncUtilTimeout: 20_000 });

beforeEach(async () => {
  location.hash = "";
  await speak("en");
});
afterEach(cleanup);

function open(query: string) {
  const backend = fakeBackend(new URLSearchParams(query));
  render(Wallet, { app: new App(backend) });
  return backend;
}

async function press(name: string) {
  const button = await screen.findByRole<HTMLButtonElement>("button", { name });
  await waitFor(() => expect(button.disabled).toBe(false));
  await fireEvent.click(button);
}

async function type(label: string, text: string) {
  await fireEvent.input(await screen.findByLabelText(label), { target: { value: text } });
}

async function makeKey(passphrase: string, again = passphrase) {
  await press(t("onboarding-welcome-make"));
  await type(t("onboarding-key-passphrase"), passphrase);
  await type(t("onboarding-key-again"), again);
  await press(t("onboarding-key-button"));
}

async function answer(wanted: (position: number) => string | undefined) {
  for (let turn = 0; turn < 3; turn += 1) {
    const title = (await screen.findByRole("heading", { level: 1 })).textContent;
    const position = Number(/\d+/.exec(title ?? "")?.[0]);
    const radios = screen.getAllByRole<HTMLInputElement>("radio");
    const chosen = radios.find(({ value }) => value === wanted(position)) ?? radios[0];
    if (chosen) await fireEvent.click(chosen);
    await press(t("app-next"));
  }
}

test("a new wallet shows its words four at a time, then asks three of them", async () => {
  const backend = open("state=new");
  await makeKey("four words put together");
  const shown: string[] = [];
  for (const button of [t("app-next"), t("app-next"), t("onboarding-words-next")]) {
    const items = await screen.findAllByRole("listitem");
    expect(items.length).toBe(4);
    shown.push(...items.map((item) => (item.textContent ?? "").replace(/\d+/, "").trim()));
    await press(button);
  }
  expect(shown).toEqual(words);
  await answer((position) => words[position - 1]);
  expect(await screen.findByRole("heading", { name: t("onboarding-first-title") })).toBeTruthy();
  expect((await backend.settings()).backup.words_checked).not.toBe(null);
});

test("wrong words are asked again, and nothing counts as checked", async () => {
  const backend = open("state=new");
  await makeKey("four words put together");
  for (const button of [t("app-next"), t("app-next"), t("onboarding-words-next")]) await press(button);
  await answer(() => undefined);
  expect(await screen.findByText(t("onboarding-check-wrong"))).toBeTruthy();
  expect((await backend.settings()).backup.words_checked).toBe(null);
});

async function toFirstRecord() {
  const backend = open("state=new");
  await makeKey("four words put together");
  await press(t("onboarding-words-later"));
  await press(t("onboarding-skip-yes"));
  await screen.findByRole("heading", { level: 1, name: t("onboarding-first-title") });
  return backend;
}

async function give(...names: string[]) {
  const files = names.map((name) => new File(["{}"], name));
  await fireEvent.change(screen.getByLabelText(t("record-add-file")), { target: { files } });
}

test("a first file that is refused is no success, and its reason is said", async () => {
  await toFirstRecord();
  await give("visit.xml");
  expect(await screen.findByText(t("record-report-unread", { file: "visit.xml" }))).toBeTruthy();
  expect(screen.getByText(t("problems-xml"))).toBeTruthy();
  expect(document.querySelector(".alert.ok")).toBeNull();
  expect(screen.queryByRole("button", { name: t("onboarding-first-go") })).toBeNull();
});

test("first files of somebody else are asked about one by one, and can be kept apart", async () => {
  const backend = await toFirstRecord();
  const taken = vi.spyOn(backend, "importFile");
  await give("other.json", "other-2.json", "mine.json");
  await press(t("record-other-other"));
  await waitFor(() => expect(taken).toHaveBeenCalledTimes(3));
  await press(t("record-other-cancel"));
  await waitFor(() => expect(taken).toHaveBeenCalledTimes(4));
  await press(t("onboarding-first-go"));
  const asked = taken.mock.calls.map(([name, , person]) => [name, person]);
  expect(asked).toEqual([
    ["other.json", "ask"],
    ["other.json", "other"],
    ["other-2.json", "ask"],
    ["mine.json", "ask"],
  ]);
  expect(await screen.findByRole("navigation")).toBeTruthy();
});

test("two different passphrases make no wallet", async () => {
  const backend = open("state=new");
  await makeKey("four words put together", "four words put Together");
  expect(await screen.findByText(t("onboarding-key-different"))).toBeTruthy();
  expect((await backend.status()).state).toBe("none");
});

test("a locked wallet opens with its passphrase only, and locks itself away again", async () => {
  const backend = open("state=locked");
  await type(t("onboarding-unlock-passphrase"), "wrong");
  await press(t("onboarding-unlock-button"));
  expect((await screen.findByText(/passphrase is wrong/)).textContent).toBeTruthy();
  await type(t("onboarding-unlock-passphrase"), "open sesame");
  await press(t("onboarding-unlock-button"));
  expect(await screen.findByRole("navigation")).toBeTruthy();
  await backend.lock();
  expect(await screen.findByLabelText(t("onboarding-unlock-passphrase"))).toBeTruthy();
});

test("a wallet that cannot be used says why, and can be tried again", async () => {
  const backend = fakeBackend(new URLSearchParams("state=locked"));
  const status = vi.spyOn(backend, "status");
  status.mockRejectedValueOnce(new BackendError("home", "this wallet was made by a newer version"));
  render(Wallet, { app: new App(backend) });
  expect(await screen.findByText(/a newer version/)).toBeTruthy();
  await press(t("app-try-again"));
  expect(await screen.findByLabelText(t("onboarding-unlock-passphrase"))).toBeTruthy();
});

test("what the person likes is on the page before it is unlocked", async () => {
  const app = new App(fakeBackend(new URLSearchParams("state=locked")));
  await app.prefer({ language: "ar", text_size: 150, theme: "dark", lock_after_min: 5, notify: true });
  const page = document.documentElement;
  expect([page.lang, page.dir, page.dataset["theme"]]).toEqual(["ar", "rtl", "dark"]);
  expect(page.style.getPropertyValue("--text-scale")).toBe("1.5");
});

test("an empty wallet offers a file, typing, and the sample with one press", async () => {
  location.hash = "#/home";
  const backend = open("state=empty");
  const ways = [t("home-first-file"), t("home-first-hand")];
  for (const name of ways) {
    expect(await screen.findByRole("link", { name: new RegExp(name) })).toBeTruthy();
  }
  await fireEvent.click(screen.getByRole("button", { name: new RegExp(t("record-add-sample")) }));
  expect(await screen.findByText("Penicillin", { exact: false })).toBeTruthy();
  expect((await backend.overview()).sample).toBe(true);
});

// A person who forgot the passphrase, and one who moves to another server.
import { screen } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";

import { t } from "$text";

import { leave, onTo, open, press, title, type } from "../share/walk";

afterEach(leave);

const paper = "legal winner thank year wave sausage worth useful legal winner thank yellow";

test("the words from the paper open a wallet whose passphrase is forgotten, and set a new one", async () => {
  const backend = await open("/home", "state=locked");
  await onTo(t("onboarding-unlock-forgot"), t("onboarding-unlock-forgot"));
  await type(t("onboarding-restore-words"), paper);
  await type(t("settings-passphrase-new"), "a new long one");
  await press(t("onboarding-unlock-button"));
  expect(await screen.findByText(t("onboarding-key-different"))).toBeTruthy();
  await type(t("settings-passphrase-again"), "a new long one");
  await press(t("onboarding-unlock-button"));
  await title(/Hello/);
  await backend.lock();
  await expect(backend.unlock("a new long one")).resolves.toBeUndefined();
});

test("words that are none are refused, and the wallet stays locked", async () => {
  const backend = await open("/home", "state=locked");
  await onTo(t("onboarding-unlock-forgot"), t("onboarding-unlock-forgot"));
  await type(t("onboarding-restore-words"), "not these");
  await type(t("settings-passphrase-new"), "a new long one");
  await type(t("settings-passphrase-again"), "a new long one");
  await press(t("onboarding-unlock-button"));
  expect((await screen.findAllByRole("alert")).some(({ textContent }) => textContent)).toBe(true);
  expect((await backend.status()).state).toBe("locked");
});

test("another server is used after the passphrase, and shown from then on", async () => {
  const backend = await open("/settings/servers");
  const use = vi.spyOn(backend, "useServer");
  await type(t("settings-servers-address"), "https://other.example");
  await type(t("onboarding-unlock-passphrase"), "wrong");
  await press(t("settings-servers-use"));
  await vi.waitFor(() => expect(use).toHaveBeenCalledWith("https://other.example", null, "wrong"));
  expect(screen.queryByText("https://other.example")).toBeNull();
  await type(t("onboarding-unlock-passphrase"), "open sesame");
  await press(t("settings-servers-use"));
  expect(await screen.findByText("https://other.example")).toBeTruthy();
});

test("a wallet can be told whose word on the log to ask for, and shows it", async () => {
  await open("/settings/servers");
  expect(await screen.findByText(t("settings-servers-nobody"))).toBeTruthy();
  const use = async (policy: string) => {
    await type(t("settings-servers-address"), "https://keepwell.example");
    await type(new RegExp(`^${t("settings-servers-policy")}`), policy);
    await type(t("onboarding-unlock-passphrase"), "open sesame");
    await press(t("settings-servers-use"));
  };
  await use("nonsense");
  expect(await screen.findByText(t("errors-witness_policy"))).toBeTruthy();
  await use("log a+b+c\nwitness w1 w1.example+d+e https://w1.example\nquorum w1\n");
  expect(await screen.findByText("w1.example")).toBeTruthy();
});

// The device's own key store as a second way in, on the fake core: wanted at the beginning, slow, refusing, and gone.
import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";

import { t } from "$text";

import { BackendError } from "./backend/backend";
import { leave, open, press, type } from "./screens/share/walk";

afterEach(leave);

const never = () => new Promise<never>(() => undefined);

async function makeKey() {
  await press(t("onboarding-welcome-make"));
  await type(t("onboarding-key-passphrase"), "four words put together");
  await type(t("onboarding-key-again"), "four words put together");
  await screen.findByRole("switch", { name: t("onboarding-key-store") });
  await press(t("onboarding-key-button"));
}

test("a new wallet is opened by the device too, while its words are shown", async () => {
  const backend = await open("/", "state=new");
  await makeKey();
  expect((await screen.findAllByRole("listitem")).length).toBe(4);
  await waitFor(async () => expect((await backend.status()).key_store).toBe(true));
});

test("a device that refuses is told beside the words, which are shown all the same", async () => {
  const backend = await open("/", "state=new");
  backend.setKeyStore = () =>
    Promise.reject(new BackendError("key_store_refused", "it did not take the key"));
  await makeKey();
  expect((await screen.findAllByRole("listitem")).length).toBe(4);
  expect(await screen.findByText(t("errors-key_store_refused"))).toBeTruthy();
});

test("while the device waits for the person, the passphrase opens all the same", async () => {
  const backend = await open("/", "state=locked");
  backend.unlockWithKeyStore = never;
  await press(t("onboarding-unlock-store"));
  await type(t("onboarding-unlock-passphrase"), "open sesame");
  await press(t("onboarding-unlock-button"));
  expect(await screen.findByRole("navigation")).toBeTruthy();
});

test("a wallet that only the passphrase opens offers nothing else", async () => {
  await open("/", "state=locked&nostore");
  expect(await screen.findByLabelText(t("onboarding-unlock-passphrase"))).toBeTruthy();
  expect(screen.queryByRole("button", { name: t("onboarding-unlock-store") })).toBe(null);
});

test("what a key store opens that is gone can still be turned off, and not on again", async () => {
  const backend = await open("/home", "state=amina&nostore");
  await backend.setKeyStore(true);
  location.hash = "#/settings/passphrase";
  expect(await screen.findByText(t("settings-store-silent"))).toBeTruthy();
  const store = screen.getByRole<HTMLInputElement>("switch", { name: t("settings-store") });
  await waitFor(() => expect(store.disabled).toBe(false));
  await fireEvent.click(store);
  expect(await screen.findByText(t("settings-store-none"))).toBeTruthy();
  await waitFor(() => expect(store.disabled).toBe(true));
  expect((await backend.settings()).key_store).toBe(false);
});

// The emergency card of a locked wallet: only where the person turned it on, as they chose it, and nothing else of the record.
import { screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";

import { t } from "$text";
import { moment } from "$text/time";
import type { Backend } from "$wallet/backend/backend";

import { leave, open, press, title } from "../share/walk";

afterEach(leave);

const button = () => screen.queryByRole("button", { name: t("emergency-title") });
const whenLocked = () => screen.findByRole<HTMLInputElement>("switch", { name: t("emergency-card-locked") });
const lines = () => within(screen.getByRole("region", { name: t("emergency-card-text") }));

async function locked(backend: Backend) {
  await backend.lock();
  await title(t("onboarding-unlock-title"));
}

test("a locked wallet offers no card until the person turns it on, and none once they turn it off", async () => {
  const backend = await open("/emergency-card");
  const asked = vi.spyOn(backend, "lockedCard");
  await screen.findByRole("img", { name: t("emergency-card-code") });
  expect((await whenLocked()).checked).toBe(false);
  await locked(backend);
  await waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
  expect(await asked.mock.results[0]?.value).toBeNull();
  expect(button()).toBeNull();
  await backend.unlock("open sesame");
});

test("turned on, a locked wallet shows code, lines and age, and leads back to the passphrase and nowhere else", async () => {
  const backend = await open("/emergency-card");
  const asked = vi.spyOn(backend, "lockedCard");
  (await whenLocked()).click();
  await waitFor(async () => expect(await backend.lockedCardWish()).not.toBeNull());
  await locked(backend);
  await press(t("emergency-title"));
  await title(t("emergency-title"));
  screen.getByRole("img", { name: t("emergency-card-code") });
  expect(lines().getAllByText(/^ALLERGY/).length).toBeGreaterThan(0);
  const made = (await asked.mock.results[0]?.value)?.made ?? "";
  screen.getByText(t("emergency-card-as-of", { when: moment(made) }));
  expect(screen.queryAllByRole("link")).toEqual([]);
  expect(screen.getAllByRole("button")).toHaveLength(1);
  await press(t("app-back"));
  await title(t("onboarding-unlock-title"));
  expect(screen.queryByRole("region", { name: t("emergency-card-text") })).toBeNull();
});

test("the card of a long record says which part of it is there", async () => {
  const backend = await open("/emergency-card");
  for (const name of ["Kiwi", "Latex", "Nickel", "Pollen"]) {
    await backend.addByHand({ kind: "allergy", name, detail: "", severe: false, since: null });
  }
  (await whenLocked()).click();
  await waitFor(async () => expect(await backend.lockedCardWish()).not.toBeNull());
  await locked(backend);
  await press(t("emergency-title"));
  await title(t("emergency-title"));
  expect(lines().getByText(/^PART 12 of/)).toBeTruthy();
});

test("the choice is kept, and what is changed of it is shown from then on", async () => {
  const backend = await open("/emergency-card", "card-when-locked");
  expect((await whenLocked()).checked).toBe(true);
  expect(screen.getByRole<HTMLSelectElement>("combobox").value).toBe("es");
  screen.getByRole("switch", { name: t("emergency-allergies") }).click();
  const parts = async () => (await backend.lockedCardWish())?.parts;
  await waitFor(async () => expect(await parts()).toEqual(["name", "medicines", "contacts"]));
  (await whenLocked()).click();
  await waitFor(async () => expect(await backend.lockedCardWish()).toBeNull());
  await locked(backend);
  expect(await backend.lockedCard()).toBeNull();
  expect(button()).toBeNull();
});

test("where it cannot be turned on the switch goes back and the reason is said", async () => {
  const backend = await open("/emergency-card");
  backend.setLockedCard = () => Promise.reject(new Error("the disk is full"));
  (await whenLocked()).click();
  await screen.findByText("The disk is full.");
  await waitFor(async () => expect((await whenLocked()).checked).toBe(false));
});

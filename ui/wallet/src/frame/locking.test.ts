// The warning before the wallet locks itself: it waits for an answer, and the core is asked to stay open only then.
import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";

import { t } from "$text";

import { leave, open, press } from "../screens/share/walk";

afterEach(leave);

test("it keeps what was typed, and an answer keeps the wallet open", async () => {
  const backend = await open("/record/add", "locking");
  const awake = vi.spyOn(backend, "awake");
  const field = await screen.findByLabelText<HTMLInputElement>(t("record-name-allergy"));
  await fireEvent.input(field, { target: { value: "Wasp venom" } });
  await screen.findByRole("heading", { name: t("app-locking-title") });
  // A key to get to the button is no answer yet.
  await fireEvent.keyDown(document.body, { key: "Tab" });
  expect(awake).not.toHaveBeenCalled();
  await press(t("app-locking-stay"));
  await waitFor(() => expect(screen.queryByText(t("app-locking-note"))).toBeNull());
  expect(awake).toHaveBeenCalledOnce();
  expect(field.value).toBe("Wasp venom");
});

test("the wallet can be locked at once instead", async () => {
  const backend = await open("/home", "locking");
  await press(t("app-locking-now"));
  await waitFor(async () => expect((await backend.status()).state).toBe("locked"));
  await screen.findByLabelText(t("onboarding-unlock-passphrase"));
  expect(screen.queryByText(t("app-locking-note"))).toBeNull();
});

test("the core is told as long as a code waits to be scanned, and not longer", async () => {
  const backend = await open("/share");
  const waits = vi.spyOn(backend, "codeWaits");
  await press(/Kibo Eye Clinic.*Tanzania/s);
  await press(t("share-check-code"));
  await waitFor(() => expect(waits.mock.calls).toEqual([[true]]));
  location.hash = "#/home";
  await waitFor(() => expect(waits.mock.calls).toEqual([[true], [false]]));
});

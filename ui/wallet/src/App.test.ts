// A person makes a wallet, adds a record, shares it and stops the share, on the fake core.
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";

import App from "./App.svelte";
import { BackendError } from "./backend/backend";
import { FakeBackend } from "./backend/fake";
import { day, words } from "./words";

afterEach(cleanup);

async function press(name: string) {
  const button = await screen.findByRole<HTMLButtonElement>("button", { name });
  await waitFor(() => expect(button.disabled).toBe(false));
  await fireEvent.click(button);
}

async function type(label: string, text: string) {
  await fireEvent.input(await screen.findByLabelText(new RegExp(`^${label}`)), { target: { value: text } });
}

async function makeWallet(passphrase: string, again = passphrase) {
  await type(words.create.server, "http://127.0.0.1:8787");
  await type(words.create.passphrase, passphrase);
  await type(words.create.again, again);
  await press(words.create.button);
}

test("a new wallet shows its words before anything else", async () => {
  render(App, { backend: new FakeBackend() });
  await makeWallet("open sesame");
  expect((await screen.findAllByRole("listitem")).length).toBe(12);
  await press(words.recovery.button);
  expect(await screen.findByText(words.access.none)).toBeTruthy();
});

test("two different passphrases make no wallet", async () => {
  const backend = new FakeBackend();
  render(App, { backend });
  await makeWallet("open sesame", "open Sesame");
  expect((await screen.findByRole("alert")).textContent).toContain(words.create.different);
  expect((await backend.status()).state).toBe("none");
});

test("a locked wallet opens with its passphrase only", async () => {
  const backend = new FakeBackend();
  await backend.create("http://127.0.0.1:8787", "open sesame");
  await backend.lock();
  render(App, { backend });
  await type(words.unlock.passphrase, "wrong");
  await press(words.unlock.button);
  expect((await screen.findByRole("alert")).textContent).toContain("wrong");
  await type(words.unlock.passphrase, "open sesame");
  await press(words.unlock.button);
  expect(await screen.findByText(words.access.none)).toBeTruthy();
});

test("a share shows its code, then can be stopped", async () => {
  const backend = new FakeBackend();
  await backend.create("http://127.0.0.1:8787", "open sesame");
  render(App, { backend });
  await press(words.record.sample);
  expect(await screen.findByText("Penicillin")).toBeTruthy();
  await press(words.home.share);
  await type(words.share.card, "HTTPS://RELAY.EXAMPLE/C#CI");
  await press(words.share.look);
  await press(words.share.button);
  expect(await screen.findByAltText(words.share.code)).toBeTruthy();
  await press(words.share.back);
  await press(words.access.stop);
  expect(await screen.findByText(/Stopped/)).toBeTruthy();
});

test("a wallet that cannot be used says why, and can be tried again", async () => {
  const backend = new FakeBackend();
  const status = vi.spyOn(backend, "status");
  status.mockRejectedValueOnce(new BackendError("home", "this wallet was made by a newer version"));
  render(App, { backend });
  expect(await screen.findByText(/a newer version/)).toBeTruthy();
  await press(words.again);
  expect(await screen.findByText(words.create.title)).toBeTruthy();
});

test("a date is shown as the day that was written, or as it was written", () => {
  const written = new Date(2024, 1, 29).toLocaleDateString(undefined, { dateStyle: "medium" });
  expect(day("2024-02-29")).toBe(written);
  expect(day("2024-02-29T23:59:59-11:00")).toBe(written);
  for (const other of ["2024", "2024-02", "last spring"]) expect(day(other)).toBe(other);
});

// The sample stands alone: it is offered to an empty record only, and goes before the first thing of one's own comes.
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";

import { t } from "$text";
import { speak } from "$text/text.svelte";

import { App } from "../../app.svelte";
import { fakeBackend } from "../../backend/fake";
import Wallet from "../../Wallet.svelte";

/** The first look at a screen loads it. */
configure({ asyncUtilTimeout: 20_000 });

beforeEach(() => speak("en"));
afterEach(cleanup);

function open(state: string, path: string) {
  location.hash = `#${path}`;
  const backend = fakeBackend(new URLSearchParams(`state=${state}`));
  render(Wallet, { app: new App(backend) });
  return backend;
}

async function choose(name: string) {
  const input = await waitFor(() => {
    const found = document.querySelector<HTMLInputElement>("input[type=file]");
    if (!found) throw new Error("no place for files yet");
    return found;
  });
  await fireEvent.change(input, { target: { files: [new File(["{}"], name)] } });
}

const press = async (name: string) => fireEvent.click(await screen.findByRole("button", { name }));

test("a file of one's own asks for the sample to go first, and then is not asked whose it is", async () => {
  const backend = open("sample", "/record/add");
  await choose("mine.json");
  await screen.findByText(t("record-sample-title"));
  expect((await backend.overview()).sample).toBe(true);
  await press(t("record-sample-remove"));
  await screen.findByText(/added from/);
  const { sample, records } = await backend.overview();
  expect(sample).toBe(false);
  expect(records).toBeGreaterThan(0);
  expect(screen.queryByText(t("record-other-title"))).toBeNull();
});

test("without that nothing comes in and the sample stays", async () => {
  const backend = open("sample", "/record/add");
  const before = (await backend.overview()).records;
  await choose("mine.json");
  await press(t("record-other-cancel"));
  await waitFor(() => expect(document.querySelector("dialog")).toBeNull());
  const { sample, records } = await backend.overview();
  expect([sample, records]).toEqual([true, before]);
  expect(screen.queryByText(/added from/)).toBeNull();
});

test("the sample is offered to an empty record only", async () => {
  open("empty", "/record/add");
  await screen.findByText(t("record-add-sample"));
  cleanup();
  const backend = open("amina", "/record/add");
  await screen.findByText(t("record-add-by-hand"));
  await backend.overview();
  expect(screen.queryByText(t("record-add-sample"))).toBeNull();
  await expect(backend.importSample()).rejects.toMatchObject({ code: "not_empty" });
});

test("Home marks every line of the sample, and takes it out with one press", async () => {
  const backend = open("mixed", "/home");
  const lines = await screen.findAllByText(/Penicillin|Latex|Wasp venom/);
  const marked = lines.filter((line) => line.closest(".alert")?.textContent.includes(t("app-sample")));
  expect([lines.length, marked.length]).toEqual([3, 2]);
  await press(t("home-sample-remove"));
  await waitFor(() => expect(screen.queryByText(t("home-sample"))).toBeNull());
  expect((await backend.overview()).allergies.map(({ title }) => title)).toEqual(["Wasp venom"]);
});

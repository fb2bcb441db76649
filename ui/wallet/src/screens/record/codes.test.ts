// What others hand over: a link with a passcode, links that are asked again, and who signed a card.
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";

import { t } from "$text";

import { leave, open, press, title, type } from "../share/walk";

afterEach(() => {
  leave();
  cleanup();
});

const link = "https://viewer.example/#shlink:/eyJ1cmwiOiJ4In0";

async function give(passcode: string): Promise<void> {
  const sheet = within(await screen.findByRole("dialog"));
  await fireEvent.input(sheet.getByLabelText(t("links-passcode")), { target: { value: passcode } });
  await fireEvent.click(sheet.getByRole("button", { name: t("record-passcode-give") }));
}

test("a link asks for its passcode, says how many tries are left, and is kept to be asked again", async () => {
  const backend = await open("/record/add");
  await type(t("record-code-field"), link);
  await press(t("record-code-take"));
  await give("1111");
  await screen.findByText(t("record-passcode-left", { count: 2 }));
  await give("2468");
  await screen.findByText(t("record-follows"));
  expect(await backend.followedLinks()).toHaveLength(1);
});

test("who knows no passcode gives up, and the report says why", async () => {
  await open("/record/add");
  await type(t("record-code-field"), link);
  await press(t("record-code-take"));
  await screen.findByRole("dialog");
  await press(t("app-close"));
  await screen.findByText(t("problems-link_passcode"));
});

test("a link is asked again when that is pressed, and kept no longer when it is stopped", async () => {
  const backend = await open("/record/followed", "state=links");
  await title(t("record-followed"));
  const before = (await backend.followedLinks())[0]?.updated ?? "";
  await press(new RegExp(t("record-followed-update")));
  await give("2468");
  await waitFor(async () => expect((await backend.followedLinks())[0]?.updated).not.toBe(before));
  await press(new RegExp(t("record-followed-stop")));
  await screen.findByText(t("record-followed-none"));
});

test("who signed a card and whether that is so are two lines, and nobody is asked before", async () => {
  const backend = await open("/record/card", "card");
  let asked = 0;
  const check = backend.checkCard;
  backend.checkCard = (id) => ((asked += 1), check(id));
  await screen.findByText(t("record-signed-note"));
  expect(asked).toBe(0);
  await press(t("record-signed-check"));
  const right = (await screen.findByText(t("record-signed-right"))).closest("div") as HTMLElement;
  within(right).getByText(t("record-signed-valid"));
  screen.getByText("https://cards.example/issuer");
  const vouched = screen.getByText(t("record-signed-vouched")).closest("div") as HTMLElement;
  within(vouched).getByText(t("record-signed-vouched-nobody"));
});

test("a card that was taken back says so", async () => {
  await open("/record/card", "card&taken");
  await press(t("record-signed-check"));
  await screen.findByText(t("record-signed-revoked"));
  expect(screen.queryByText(t("record-signed-back"))).toBeNull();
});

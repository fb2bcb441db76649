// The emergency card of a record that does not say whose it is, and the one to hand over.
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";

import { t } from "$text";

import type { CardWish } from "$wallet/backend/backend";

import { follow, open, press, type } from "../share/walk";

afterEach(cleanup);

test("it says that there is no name, and the person types it in, marked as their own", async () => {
  const backend = await open("/emergency", "state=unnamed");
  await screen.findByRole("heading", { level: 2, name: t("emergency-no-name") });
  expect(screen.queryByText(t("app-app"), { selector: "article *" })).toBeNull();
  await press(t("emergency-name-add"));
  await type(t("emergency-name"), "Mira Okonjo");
  await type(new RegExp(t("emergency-birth").replace("?", "\\?")), "3 February");
  const sheet = within(screen.getByRole("dialog"));
  await press(t("app-save"));
  await sheet.findByRole("alert");
  expect((await backend.overview()).person).toBeNull();
  await type(new RegExp(t("emergency-birth").replace("?", "\\?")), "1984-02-03");
  await press(t("app-save"));
  const name = await screen.findByRole("heading", { level: 2, name: "Mira Okonjo" });
  const head = within(name.closest("header") as HTMLElement);
  expect(head.getByText(t("app-source-added_by_me"))).toBeTruthy();
  expect(head.getByText(/1984/)).toBeTruthy();
  const change = screen.getByRole("link", { name: t("emergency-name-change") });
  expect(change.getAttribute("href")).toBe("#/record/person");
  await backend.removeRecord("person");
  await waitFor(async () => expect((await backend.overview()).person).toBeNull());
});

test("the card to hand over shows its code and lines, in the language and with the kinds of lines that are chosen", async () => {
  const backend = await open("/emergency");
  const asked: CardWish[] = [];
  const make = backend.emergencyCard;
  backend.emergencyCard = (wish) => (asked.push(wish), make(wish));
  await follow(t("emergency-card-open"));
  await screen.findByRole("img", { name: t("emergency-card-code") });
  expect(asked.at(-1)?.parts).not.toContain("blood");
  const lines = within(screen.getByRole("region", { name: t("emergency-card-text") }));
  expect(lines.getAllByText(/^ALLERGY/).length).toBeGreaterThan(0);
  await fireEvent.change(screen.getByRole("combobox"), { target: { value: "ar" } });
  const title = await lines.findByText(/بطاقة/);
  expect(title.parentElement?.dir).toBe("rtl");
  screen.getByText(t("emergency-card-unreviewed"));
  await fireEvent.click(screen.getByRole("switch", { name: t("emergency-allergies") }));
  await waitFor(() => expect(lines.queryByText(/^ALLERGY/)).toBeNull());
  await fireEvent.click(screen.getByRole("switch", { name: t("emergency-card-keyboard") }));
  await waitFor(() => expect(asked.at(-1)?.keyboard).toBe(true));
  expect(asked.at(-1)?.parts).toEqual(["name", "medicines", "conditions", "implants", "contacts"]);
  await press(t("emergency-card-wallet"));
  await screen.findByText(/keepwell-emergency-card\.pdf/);
});

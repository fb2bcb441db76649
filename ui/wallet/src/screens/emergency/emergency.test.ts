// The emergency card of a record that does not say whose it is.
import { cleanup, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";

import { t } from "$text";

import { open, press, type } from "../share/walk";

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

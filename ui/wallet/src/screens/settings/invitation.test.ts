// An invitation to a server, used in the settings.
import { cleanup, fireEvent, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";

import { t } from "$text";

import { leave, open, press, type } from "../share/walk";

afterEach(() => {
  leave();
  cleanup();
});

test("it says how many tokens came, or that it is none, and a used one is not left in the field", async () => {
  await open("/settings/servers");
  await fireEvent.click(await screen.findByText(t("settings-invitation")));
  await type(t("settings-invitation-field"), "what I was told");
  await press(t("settings-invitation-use"));
  await screen.findByText(t("errors-not_an_invitation"));
  await type(t("settings-invitation-field"), " AAAA-BBBB-CCCC-DDDD-EEEE-FFFF ");
  await press(t("settings-invitation-use"));
  await screen.findByText(t("settings-invitation-came", { count: 100 }));
  expect(screen.getByLabelText<HTMLInputElement>(t("settings-invitation-field")).value).toBe("");
});

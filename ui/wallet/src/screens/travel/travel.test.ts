// The page for a doctor abroad: the country's words above, the record's own below, and each in its own language and direction.
import { cleanup, fireEvent, screen, within } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";

import { t } from "$text";

import { leave, open } from "../share/walk";

afterEach(() => {
  leave();
  cleanup();
});

test("in Arabic it runs from right to left, a dose stands alone, and what is not known is as it was written", async () => {
  await open("/travel");
  const choice = await screen.findByLabelText(t("emergency-card-language"));
  await fireEvent.change(choice, { target: { value: "ar" } });
  const term = await screen.findByText("ميتفورمين");
  const sheet = term.closest("[lang=ar]") as HTMLElement;
  expect(sheet.dir).toBe("rtl");
  const line = within(term.closest("li") as HTMLElement);
  expect(line.getByText("Metformin").getAttribute("lang")).toBe("en");
  // The number and its unit keep together, on a line of their own, and the original below runs from left to right.
  expect(line.getByText(/مرتان يوميًا/).textContent).toContain("\u20681000 mg\u2069");
  expect(line.getByText("1000 mg, 2 times a day").getAttribute("dir")).toBe("ltr");
  const free = within(screen.getByText("Paracetamol").closest("li") as HTMLElement);
  expect(free.getAllByText(t("emergency-travel-written", { language: "English" }))).toHaveLength(2);
  screen.getByText(t("emergency-card-unreviewed"));
  screen.getByText(t("emergency-travel-offline"));
  expect(screen.queryByText("Depression, one episode")).toBeNull();
});

test("it begins in the language of the trip", async () => {
  await open("/travel", "state=trip");
  const choice = await screen.findByLabelText<HTMLSelectElement>(t("emergency-card-language"));
  await screen.findByText("Metformin");
  expect(choice.value).toBe("pt");
});

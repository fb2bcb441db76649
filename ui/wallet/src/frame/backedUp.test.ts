// The mark of the side bar follows what was saved and checked, without a reload.
import { screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";

import { t } from "$text";

import { leave, open, title } from "../screens/share/walk";

afterEach(leave);

const mark = () => document.querySelector("nav .backup")?.textContent ?? "";

test("saving a backup takes the warning out of the side bar", async () => {
  const backend = await open("/settings", "state=unsaved");
  await title(t("settings-title"));
  await screen.findAllByText(t("app-not-backed-up"));
  expect(mark()).toContain(t("app-not-backed-up"));
  await backend.saveBackup();
  const questions = await backend.wordQuestions();
  const words = await backend.words("open sesame");
  await backend.answerWords(questions.map(({ position }) => words[position - 1] ?? ""));
  await expect.poll(mark).toContain(t("app-backed-up"));
});

test("words that were last checked long ago are asked for on Home", async () => {
  await open("/home", "state=due");
  expect(await screen.findByText(t("home-words-due-note"))).toBeTruthy();
  const check = screen.getByRole("link", { name: t("settings-backup-words-check") });
  expect(check.getAttribute("href")).toBe("#/words/check");
  expect(screen.queryByText(t("home-backup-title"))).toBeNull();
});

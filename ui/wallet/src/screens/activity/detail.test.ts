// What stands behind one row: what its proof proves, which access it belongs to, and why there is no proof.
import { fireEvent, screen } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";

import { t } from "$text";
import { BackendError } from "$wallet/backend/backend";

import { leave, open, title } from "../share/walk";

afterEach(leave);

const rows = { opened: "a2", shared: "a4", unconfirmed: "a5" };

async function unfold(name: string) {
  const summary = await screen.findByText(name);
  const fold = summary.closest("details");
  if (!fold) throw new Error(`"${name}" is no fold`);
  fold.open = true;
  await fireEvent(fold, new Event("toggle"));
}

test("an opening is proved by the clinic's signature, and the log's entry is called its access", async () => {
  await open(`/activity/${rows.opened}`);
  expect(await screen.findByText(t("activity-proved-clinic-means"))).toBeTruthy();
  await unfold(t("activity-proof-of"));
  expect(await screen.findByText(t("activity-proof-entry"))).toBeTruthy();
  expect(screen.queryByText(t("activity-proof"))).toBeNull();
});

test("what the person did is proved by the log, not by a signature of the clinic", async () => {
  await open(`/activity/${rows.shared}`);
  expect(await screen.findByText(t("activity-proved-own-means"))).toBeTruthy();
  expect(screen.queryByText(t("activity-proved-clinic-means"))).toBeNull();
  expect(screen.getByText(t("activity-proof"))).toBeTruthy();
});

test("a share that the log has not confirmed waits, and says so", async () => {
  await open(`/activity/${rows.unconfirmed}`, "state=offline");
  expect(await screen.findByText(t("activity-waiting-means"))).toBeTruthy();
  await unfold(t("activity-proof"));
  expect(await screen.findByText(t("errors-no_proof"))).toBeTruthy();
  expect(document.querySelector(".alert.danger")).toBeNull();
});

test("a proof that cannot be read is not called an entry that is missing", async () => {
  const backend = await open("/activity");
  await title(t("activity-title"));
  vi.spyOn(backend, "proof").mockRejectedValue(new BackendError("other", "the disk is full"));
  location.hash = `#/activity/${rows.opened}`;
  await unfold(t("activity-proof-of"));
  expect(await screen.findByText("The disk is full.")).toBeTruthy();
  expect(screen.queryByText(t("errors-no_proof"))).toBeNull();
});

// The banner is green only over what the ledger has, and has not listed as taken back. No language is loaded: texts are their ids.
import { cleanup, render, screen } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { afterEach, expect, test } from "vitest";

import type { Opened } from "../../open/open";
import Banner from "./Banner.svelte";

afterEach(cleanup);

const children = createRawSnippet(() => ({ render: () => "<span></span>" }));
const time = { now: 1_795_000_000, isSigned: true, local: 1_795_000_000 };

function shown(more: Pick<Opened, "status" | "isRecorded">): { isGreen: boolean; said: string } {
  const opened = { time, ledgerAge: null, ...more } as Opened;
  render(Banner, { opened, children });
  const said = screen.getByRole("status").textContent ?? "";
  return { isGreen: document.querySelector(".away") === null, said };
}

test("what the ledger does not have is amber, and it is said why", () => {
  const { isGreen, said } = shown({ status: { age: null, isFresh: false }, isRecorded: false });
  expect(isGreen).toBe(false);
  expect(said).toContain("clinic-status-unlisted");
  expect(said).not.toContain("clinic-proved-allowed");
});

test("what it has is green by a young list, and amber by none", () => {
  const green = shown({ status: { age: 30, isFresh: true }, isRecorded: true });
  expect([green.isGreen, green.said.includes("clinic-proved-allowed")]).toEqual([true, true]);
  cleanup();
  const amber = shown({ status: { age: null, isFresh: false }, isRecorded: true });
  expect([amber.isGreen, amber.said.includes("clinic-status-none")]).toEqual([false, true]);
});

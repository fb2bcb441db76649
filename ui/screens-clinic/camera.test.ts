// The whole way in a real browser: a patient's code before the camera, checked, shown and saved, told to the patient's
// wallet, stopped there, and gone from the page.
import { readFileSync } from "node:fs";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { generationsOf } from "../clinic/src/desk/clinic";
import { readKeyFile } from "../clinic/src/desk/file";
import { Ledger } from "../clinic/src/ledger/ledger";
import { unknownLog } from "../clinic/src/ledger/view";
import { now, random } from "../clinic/src/open/made";
import { open, type Opened } from "../clinic/src/open/open";
import { sha256 } from "../clinic/src/protocol/hash";
import { parseNoteKey } from "../clinic/src/protocol/note";
import { parseOrigin } from "../clinic/src/protocol/origin";
import { drawn } from "../clinic/src/scan/distortions";
import { writeFilm } from "../screens/scan/film";
import { BLANK_MS, dom, found, PASSPHRASE, PATIENCE_MS, top, Visit } from "./visit";

const visit = new Visit({ camera: true });

beforeAll(async () => {
  if (found) await visit.begin();
});
afterAll(() => visit.end());

/** In the page: the checks that were shown as passed, in the order in which they were. */
function watchChecks(): void {
  window.passed = [];
  const look = () => {
    const done = [...document.querySelectorAll<HTMLElement>("main li.done")].map((one) =>
      one.innerText.trim(),
    );
    window.passed.push(...done.filter((name) => !window.passed.includes(name)));
  };
  document.addEventListener("DOMContentLoaded", () =>
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true }),
  );
}

async function saved(page: Page, button: string): Promise<Buffer> {
  const waiting = page.waitForEvent("download");
  await page.locator(top, { hasText: button }).click();
  return readFileSync(await (await waiting).path());
}

/** The share as the clinic's key opens it away from any page, from the file for other desks. */
async function openedApart(keys: string, code: string): Promise<Opened> {
  const { url, ledger } = visit.stage.info;
  const origin = parseOrigin(url);
  if (!origin) throw new Error("no origin");
  const network = (address: string, init?: RequestInit) => fetch(address, init);
  const kept = await readKeyFile(new Uint8Array(readFileSync(keys)), PASSPHRASE);
  const log = new Ledger(network, origin, parseNoteKey(ledger.key));
  const desk = {
    generations: generationsOf({ generations: [kept] }, now()),
    ledgerOf: () => log,
    known: () => Promise.resolve(unknownLog()),
    keep: () => Promise.resolve(),
  };
  return open(desk, { network, now, random }, code);
}

describe.skipIf(!found)("a patient's code before the camera", () => {
  test("is checked, shown, saved as it was sent, told at home, and goes blank when the patient stops it", async () => {
    const page = await visit.page();
    await page.addInitScript(watchChecks);
    const keys = await visit.begun(page, "Harbour Clinic");
    const { qr_text, grant } = visit.share(await visit.card(page));
    writeFilm(visit.film, { still: null, frames: 10 }, { still: drawn(qr_text, 6), frames: 40 });
    await page.reload();
    await page.locator(".banner").waitFor();
    await page.locator("main[aria-busy=false]").waitFor();

    expect(await page.evaluate(() => window.passed)).toEqual([
      "This computer’s key",
      "The code is a patient’s code",
      "There is something for you",
      "It opens with your key",
      "It is what the code names",
      "Signed by the patient’s wallet",
      "Meant for your clinic",
      "Written in the log",
      "Within the time the patient chose",
      "Not stopped by the patient",
      "Nothing was changed",
    ]);
    const text = await page.locator("main").innerText();
    for (const word of ["Amina Haddad-Sample", "Allergy to penicillin", "Metformin 500 mg tablets"])
      expect(text).toContain(word);

    const [pdf, fhir] = [await saved(page, "PDF"), await saved(page, "FHIR")];
    await expect
      .poll(() => visit.activity(), { timeout: PATIENCE_MS })
      .toEqual(expect.arrayContaining(["opened", "shown", "saved"]));
    expect(visit.activity().filter((what) => what === "saved")).toHaveLength(2);
    const { parts, terms } = await openedApart(keys, qr_text);
    for (const [name, file] of [
      ["summary", pdf],
      ["bundle", fhir],
    ] as const) {
      expect(file.equals(parts.get(name) ?? new Uint8Array()), name).toBe(true);
      const named = terms.parts.find((part) => part.name === name);
      expect(sha256(new Uint8Array(file)), name).toEqual(named?.digest);
    }
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");

    const stopped = performance.now();
    visit.stage.wallet("revoke", grant);
    await page.getByText("The patient stopped the access").waitFor({ timeout: BLANK_MS });
    console.log(`blank ${(performance.now() - stopped).toFixed(0)} ms after the patient began to stop it`);
    const html = await dom(page);
    for (const word of ["Amina", "Haddad", "enicillin", "etformin"]) expect(html).not.toContain(word);
    expect(visit.told).toEqual([]);
    await page.close();
  });
});

declare global {
  interface Window {
    /** The names of the checks that passed. */ passed: string[];
  }
}

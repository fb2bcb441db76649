// @vitest-environment node
// The clinic's own key as the page handles it, on a real server: made by the ledger's time.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { KeptClinic } from "./desk/clinic";
import type { Shelf } from "./desk/keep";
import { unknownLog, type LogRecord } from "./ledger/view";
import { program, Stage } from "./open/program";
import { Page } from "./page.svelte";
import { utf8, type Bytes } from "./protocol/bytes";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
const run = test.skipIf(!found);
const stage = new Stage(found ?? "");
const base = "http://page.example/";

/** The browser's store, in memory. */
function shelf(): Shelf {
  let [clinic, log]: [KeptClinic | null, LogRecord] = [null, unknownLog()];
  const kept = {
    clinic: () => Promise.resolve(clinic),
    keepClinic: (made: KeptClinic) => Promise.resolve(void (clinic = made)),
    log: () => Promise.resolve(log),
    keepLog: (_: string, record: LogRecord) => Promise.resolve(void (log = record)),
  };
  return kept as unknown as Shelf;
}

function operators(): Response {
  const { url, ledger } = stage.info;
  return new Response(
    utf8(JSON.stringify({ operators: [{ relay: url, ledger: { url, key: ledger.key } }] })),
  );
}

const world = {
  network: (url: string, init: RequestInit) =>
    url.startsWith(base) ? Promise.resolve(operators()) : fetch(url, init),
  now: () => Math.floor(Date.now() / 1000),
  random: (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length)),
};

beforeAll(async () => {
  if (!found) return;
  await stage.serve();
  stage.wallet("init", "--server", stage.info.url);
  stage.wallet("import", "--sample");
}, 60_000);
afterAll(() => stage.end());

run(
  "a computer that is three hours ahead makes a card that wallets take",
  async () => {
    const ahead = { ...world, now: () => world.now() + 3 * 60 * 60 };
    const page = new Page(ahead, shelf(), base);
    await page.start();
    await page.make({ name: "Hill Clinic", country: "IE", contact: null });
    expect(page.card?.issued).toBeLessThan(world.now());
    const card = join(stage.folder, "ahead");
    writeFileSync(card, page.card?.bytes ?? new Uint8Array());
    const { qr_text } = stage.wallet<{ qr_text: string }>("grant", "--to", card, "--for", "1h");
    await page.open(qr_text);
    if (page.phase.at !== "open") throw new Error(`not opened: ${JSON.stringify(page.phase)}`);
    const { time } = page.phase.shown.opened;
    expect(time.local - time.now).toBeGreaterThan(3 * 60 * 60 - 60);
    page.end("closed");
  },
  60_000,
);

// @vitest-environment node
// What is left in memory of a record, on a real server: nothing, whichever way it ends.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { KeptClinic } from "./desk/clinic";
import type { Shelf } from "./desk/keep";
import { unknownLog, type LogRecord } from "./ledger/view";
import { program, Stage } from "./open/program";
import { Page, type EndReason } from "./page.svelte";
import { utf8, type Bytes } from "./protocol/bytes";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
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
  const written = { operators: [{ relay: url, ledger: { url, key: ledger.key } }] };
  return new Response(utf8(JSON.stringify(written)));
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

test.skipIf(!found)(
  "every part is overwritten at the end of the access",
  async () => {
    const page = new Page(world, shelf(), base);
    await page.start();
    expect(page.phase.at).toBe("welcome");
    await page.make({ name: "Harbour Clinic", country: "IE", contact: null });
    const secrets = Object.values(page.fresh?.secrets ?? {});
    page.forgetSecrets();
    expect(secrets.length).toBe(3);
    expect(secrets.every(isBlank)).toBe(true);

    const card = join(stage.folder, "card");
    writeFileSync(card, page.card?.bytes ?? new Uint8Array());
    for (const why of ["closed", "idle", "time", "stopped"] satisfies EndReason[]) {
      const { qr_text } = stage.wallet<{ qr_text: string }>("grant", "--to", card, "--for", "1h");
      await page.open(qr_text);
      if (page.phase.at !== "open") throw new Error(`not opened: ${JSON.stringify(page.phase)}`);
      const { parts } = page.phase.shown.opened;
      const contents = [...parts.values()];
      expect(contents.some(isBlank)).toBe(false);
      page.end(why);
      expect(page.phase).toEqual({ at: "ended", why });
      expect(contents.every(isBlank)).toBe(true);
      expect(parts.size).toBe(0);
    }
  },
  60_000,
);

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

// @vitest-environment node
// The clinic's own key as the page handles it, on two operators' real servers: made by the ledger's time, withdrawn on every
// ledger, and given up by the other desks.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";

import { WithdrawnKeys, type KeptClinic } from "./desk/clinic";
import { readKeyFile, writeKeyFile } from "./desk/file";
import type { Shelf } from "./desk/keep";
import type { Withdrawal } from "./desk/withdraw";
import { NotWithdrawn } from "./desk/withdrawing.svelte";
import { unknownLog, type LogRecord } from "./ledger/view";
import { program, Stage } from "./open/program";
import { Page } from "./page.svelte";
import { utf8, type Bytes } from "./protocol/bytes";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
const run = test.skipIf(!found);
const [own, listed] = [new Stage(found ?? ""), new Stage(found ?? "")];
const base = "http://page.example/";
let clinics = 0;
/** Servers that cannot be reached. */
const away = new Set<Stage>();

/** A browser's store, in memory. */
function shelf(): Shelf {
  let [clinic, withdrawal]: [KeptClinic | null, Withdrawal | null] = [null, null];
  const logs = new Map<string, LogRecord>();
  const kept = {
    clinic: () => Promise.resolve(clinic),
    keepClinic: (made: KeptClinic) => Promise.resolve(void (clinic = made)),
    forgetClinic: () => Promise.resolve(void (clinic = null)),
    withdrawal: () => Promise.resolve(withdrawal),
    keepWithdrawal: (begun: Withdrawal) => Promise.resolve(void (withdrawal = begun)),
    forgetWithdrawal: () => Promise.resolve(void (withdrawal = null)),
    log: (key: string) => Promise.resolve(logs.get(key) ?? unknownLog()),
    keepLog: (key: string, record: LogRecord) => Promise.resolve(void logs.set(key, record)),
  };
  return kept as unknown as Shelf;
}

function operators(): Response {
  const written = [own, listed].map(({ info: { url, ledger } }) => ({
    relay: url,
    ledger: { url, key: ledger.key },
  }));
  return new Response(utf8(JSON.stringify({ operators: written })));
}

const world = {
  network: (url: string, init: RequestInit) => {
    if (url.startsWith(base)) return Promise.resolve(operators());
    const isAway = [...away].some(({ info }) => url.startsWith(info.url));
    return isAway ? Promise.reject(new Error("away")) : fetch(url, init);
  },
  now: () => Math.floor(Date.now() / 1000),
  random: (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length)),
};

/** A desk that has made keys, and the file for the others. */
async function desk(around = world): Promise<{ page: Page; file: Bytes; name: string }> {
  clinics += 1;
  const name = `Hill Clinic ${clinics}`;
  const page = await started(shelf(), around);
  await page.make({ name, country: "IE", contact: null });
  if (!page.fresh) throw new Error("no keys");
  const file = await writeKeyFile(page.fresh.card.bytes, page.fresh.secrets, "correct horse");
  page.forgetSecrets();
  return { page, file, name };
}

async function started(on: Shelf, around = world): Promise<Page> {
  const page = new Page(around, on, base);
  await page.start();
  return page;
}

/** Shares as a patient of this operator; fails as the wallet does. */
function share(stage: Stage, card: Bytes): string {
  const path = join(stage.folder, "card");
  writeFileSync(path, card);
  return stage.wallet<{ qr_text: string }>("grant", "--to", path, "--for", "1h").qr_text;
}

beforeAll(async () => {
  if (!found) return;
  for (const stage of [own, listed]) {
    await stage.serve();
    stage.wallet("init", "--server", stage.info.url);
    stage.wallet("import", "--sample");
  }
}, 60_000);
afterEach(() => away.clear());
afterAll(async () => {
  for (const stage of [own, listed]) await stage.end();
});

run(
  "a computer that is three hours ahead makes a card that wallets take",
  async () => {
    const { page } = await desk({ ...world, now: () => world.now() + 3 * 60 * 60 });
    expect(page.card?.issued).toBeLessThan(world.now());
    await page.open(share(own, page.card?.bytes ?? new Uint8Array()));
    if (page.phase.at !== "open") throw new Error(`not opened: ${JSON.stringify(page.phase)}`);
    const { time } = page.phase.shown.opened;
    expect(time.local - time.now).toBeGreaterThan(3 * 60 * 60 - 60);
    page.end("closed");
  },
  60_000,
);

run(
  "a withdrawn key is refused by the patients of every operator, and other desks give it up",
  async () => {
    const { page, file, name } = await desk();
    const card = page.card?.bytes ?? new Uint8Array();
    const other = await started(shelf());
    await other.adopt({ generations: [await readKeyFile(file, "correct horse")] });
    for (const stage of [own, listed]) share(stage, card);

    await page.withdraw();
    expect([page.phase.at, page.card, page.clinic.withdrawing.told]).toEqual([
      "welcome",
      null,
      { name, by: "us", left: 0 },
    ]);
    for (const stage of [own, listed]) {
      stage.wallet("sync");
      expect(() => share(stage, card)).toThrow("has withdrawn this card");
    }
    // A record that is open on another desk stays there; the next time it is ready, the key is gone.
    other.ready();
    await vi.waitFor(() => expect(other.phase.at).toBe("welcome"), { timeout: 10_000 });
    expect(other.clinic.withdrawing.told).toEqual({ name, by: "others", left: 0 });
    const back = { generations: [await readKeyFile(file, "correct horse")] };
    for (const one of [page, other, await started(shelf())])
      await expect(one.adopt(back)).rejects.toThrow(WithdrawnKeys);
  },
  60_000,
);

run(
  "a ledger that is away when a key is withdrawn has it later, also after the page was closed",
  async () => {
    const kept = shelf();
    const page = await started(kept);
    await page.make({ name: "Valley Clinic", country: "IE", contact: null });
    const card = page.card?.bytes ?? new Uint8Array();
    away.add(own).add(listed);
    await expect(page.withdraw()).rejects.toThrow(NotWithdrawn);
    expect([page.phase.at, page.card?.name]).toEqual(["ready", "Valley Clinic"]);

    away.delete(own);
    await page.withdraw();
    const told = { name: "Valley Clinic", by: "us", left: 1 };
    expect([page.phase.at, page.clinic.withdrawing.told]).toEqual(["welcome", told]);
    await page.clinic.withdrawing.resume();
    expect(page.clinic.withdrawing.told).toEqual(told);

    away.clear();
    const later = await started(kept);
    expect(later.phase.at).toBe("welcome");
    await vi.waitFor(() => expect(later.clinic.withdrawing.told).toEqual({ ...told, left: 0 }), {
      timeout: 10_000,
    });
    expect(await kept.withdrawal()).toBeNull();
    listed.wallet("sync");
    expect(() => share(listed, card)).toThrow("has withdrawn this card");
  },
  60_000,
);

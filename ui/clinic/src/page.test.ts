// @vitest-environment node
// What is left of a record, on a real server: nothing in memory, whichever way it ends, and every word to the patient.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";

import type { KeptClinic } from "./desk/clinic";
import type { Shelf } from "./desk/keep";
import { unknownLog, type LogRecord } from "./ledger/view";
import { program, Stage } from "./open/program";
import { Page, type EndReason, type Shown } from "./page.svelte";
import { utf8, type Bytes } from "./protocol/bytes";
import { MapReader } from "./protocol/cbor";
import { makePassing } from "./rendezvous/passing";
import { lineOf, Telling } from "./telling.svelte";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
const stage = new Stage(found ?? "");
const base = "http://page.example/";

/** A browser's store, in memory. */
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

/** Reports do not get through while this is false. */
let reportsPass = true;

function network(url: string, init: RequestInit): Promise<Response> {
  if (url.startsWith(base)) return Promise.resolve(operators());
  if (!reportsPass && url.endsWith("/reports")) return Promise.reject(new Error("away"));
  return fetch(url, init);
}

const world = {
  network,
  now: () => Math.floor(Date.now() / 1000),
  random: (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length)),
};
const card = join(stage.folder, "card");
const kept = shelf();
let page: Page;

beforeAll(async () => {
  if (!found) return;
  await stage.serve();
  stage.wallet("init", "--server", stage.info.url);
  stage.wallet("import", "--sample");
  page = new Page(world, kept, base);
  await page.start();
}, 60_000);
afterEach(() => {
  vi.useRealTimers();
  reportsPass = true;
});
afterAll(() => stage.end());

/** Shares, and opens the share. */
async function shown(...more: string[]): Promise<Shown> {
  const { qr_text } = stage.wallet<{ qr_text: string }>("grant", "--to", card, "--for", "1h", ...more);
  await page.open(qr_text);
  if (page.phase.at !== "open") throw new Error(`not opened: ${JSON.stringify(page.phase)}`);
  return page.phase.shown;
}

/** What the patient sees of the newest share, the newest last. */
function activity(): string[] {
  const { events } = stage.wallet<{ events: { what: string }[] }>("activity");
  return events.map(({ what }) => what).filter((what) => /^(shown|saved|printed|closed)$/.test(what));
}

function countOf(what: string): number {
  return activity().filter((one) => one === what).length;
}

test.skipIf(!found)("keys are readable until they are in the file, and no longer", async () => {
  expect(page.phase.at).toBe("welcome");
  await page.make({ name: "Harbour Clinic", country: "IE", contact: null });
  writeFileSync(card, page.card?.bytes ?? new Uint8Array());
  const secrets = Object.values(page.fresh?.secrets ?? {});
  page.forgetSecrets();
  expect(secrets.length).toBe(3);
  expect(secrets.every(isBlank)).toBe(true);
});

test.skipIf(!found).each(["closed", "idle", "time", "stopped"] satisfies EndReason[])(
  "everything of a share is overwritten when it ends: %s",
  async (why) => {
    const { opened } = await shown();
    const { parts, manifest, consent, visit } = opened;
    const bytes = [...parts.values(), consent, visit.seed, ...bytesIn(manifest), ...bytesIn(opened.terms)];
    expect(bytes.length).toBeGreaterThan(15);
    expect(bytes.some(isBlank)).toBe(false);
    page.end(why);
    expect(page.phase).toEqual({ at: "ended", why });
    expect(bytes.filter((one) => !isBlank(one))).toEqual([]);
    expect(parts.size).toBe(0);
    // The clinic's own card is not the share's.
    expect(isBlank(page.card?.bytes ?? new Uint8Array())).toBe(false);
  },
  60_000,
);

test.skipIf(!found)(
  "the key of one visit opens nothing after that visit",
  async () => {
    const visitor = new Page(world, shelf(), base);
    await visitor.start();
    const passing = await makePassing(world, visitor.place(), "A browser that nobody has checked");
    const path = join(stage.folder, "passing");
    writeFileSync(path, passing.card.bytes);
    const { qr_text } = stage.wallet<{ qr_text: string }>("grant", "--to", path, "--for", "1h");
    visitor.carry(passing);
    await visitor.open(qr_text);
    expect(visitor.phase.at).toBe("open");
    visitor.end("closed");
    await visitor.open(qr_text);
    expect(visitor.phase).toEqual({ at: "refused", check: "card", code: "no_card" });
  },
  60_000,
);

test.skipIf(!found)(
  "what was done is told when the network is back, also after the end, and then the access key is gone",
  async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const before = ["saved", "printed", "closed"].map(countOf);
    reportsPass = false;
    const { opened } = await shown();
    const line = lineOf(opened);
    const telling = new Telling(line, () => opened.time.now);
    await telling.tell("saved");
    await telling.tell("printed");
    expect(telling.isBehind).toBe(true);
    telling.end(true);
    page.end("time");
    await vi.waitFor(() => expect(isBlank(opened.visit.seed)).toBe(true));
    vi.advanceTimersByTime(15_000);
    expect(isBlank(line.visit.seed)).toBe(false);

    reportsPass = true;
    await vi.waitFor(
      () => {
        vi.advanceTimersByTime(15_000);
        expect(isBlank(line.visit.seed)).toBe(true);
      },
      { timeout: 10_000, interval: 200 },
    );
    expect(["saved", "printed", "closed"].map(countOf)).toEqual(before.map((count) => count + 1));
  },
  60_000,
);

test.skipIf(!found)(
  "a share that is refused at its last part leaves no other part behind",
  async () => {
    const { qr_text } = stage.wallet<{ qr_text: string }>("grant", "--to", card, "--for", "1h");
    const decrypted = vi.spyOn(Map.prototype, "set");
    const fields = vi.spyOn(MapReader.prototype, "bytes");
    const altering = new Page({ ...world, network: spoilt }, kept, base);
    await altering.start();
    await altering.open(qr_text);
    const parts = decrypted.mock.calls
      .filter(([name]) => name === "bundle")
      .map(([, bytes]) => bytes as Bytes);
    const own = fields.mock.calls.map(
      ([, name], at) => [name, fields.mock.results[at]?.value as Bytes] as const,
    );
    const manifest = own.filter(([name]) => name === "salt").map(([, bytes]) => bytes);
    vi.restoreAllMocks();
    expect(altering.phase).toEqual({ at: "refused", check: "parts", code: "altered" });
    expect([parts.length, manifest.length]).toEqual([1, 1]);
    expect([...parts, ...manifest].every(isBlank)).toBe(true);
  },
  60_000,
);

/** Changes a byte of the PDF, which comes after the bundle. */
async function spoilt(url: string, init: RequestInit): Promise<Response> {
  const response = await network(url, init);
  if (!url.endsWith("/parts/summary") || response.status !== 200) return response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
  return new Response(bytes, { status: 200, headers: response.headers });
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/** All byte strings in a value. */
function bytesIn(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(bytesIn) : [];
}

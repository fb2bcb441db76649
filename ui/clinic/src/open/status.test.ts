// @vitest-environment node
// Status lists as a real server publishes them, and what the page makes of one that is false, old, missing or not logged.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { Generation } from "../desk/keys";
import { Ledger } from "../ledger/ledger";
import { unknownLog, type LogRecord } from "../ledger/view";
import type { Network } from "../network/ask";
import { parseNoteKey } from "../protocol/note";
import { parseOrigin, type Origin } from "../protocol/origin";
import { generation, now, random } from "./made";
import { open, type Opened } from "./open";
import { program, Stage } from "./program";
import { Refusal } from "./refusal";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
const stage = new Stage(found ?? "");
const run = test.skipIf(!found);

let server: Origin;
let clinic: Generation;
let record: LogRecord;
let asked: string[];

beforeAll(async () => {
  if (!found) return;
  await stage.serve();
  server = parseOrigin(stage.info.url) as Origin;
  clinic = await generation(server);
  writeFileSync(join(stage.folder, "card"), clinic.card.bytes);
  stage.wallet("init", "--server", stage.info.url);
  stage.wallet("import", "--sample");
}, 60_000);

afterAll(() => stage.end());

function share(...more: string[]): string {
  const card = join(stage.folder, "card");
  return stage.wallet<{ qr_text: string }>("grant", "--to", card, "--for", "2h", ...more).qr_text;
}

/** Opens with what the ledger says about its lists altered. */
async function opened(
  code: string,
  list: (honest: Response) => Promise<Response> | Response,
): Promise<Opened> {
  asked = [];
  const network: Network = async (url, init) => {
    asked.push(`${init.method ?? "GET"} ${new URL(url).pathname}`);
    const response = await fetch(url, init);
    return new URL(url).pathname.startsWith("/status/") ? list(response) : response;
  };
  const ledger = new Ledger(network, server, parseNoteKey(stage.info.ledger.key));
  const desk = {
    generations: [clinic],
    ledgerOf: () => ledger,
    known: () => Promise.resolve(record),
    keep: (_: Ledger, kept: LogRecord) => Promise.resolve(void (record = kept)),
  };
  return open(desk, { network, now, random }, code);
}

async function refusal(
  code: string,
  list: (honest: Response) => Promise<Response> | Response,
): Promise<string> {
  const refused = await opened(code, list).catch((error: unknown) => error);
  return refused instanceof Refusal ? `${refused.check} ${refused.code}` : "it was opened";
}

const honest = (response: Response) => response;
const none = () => new Response(null, { status: 404 });
const flipped = async (response: Response) => {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const at = bytes.length - 80;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return new Response(bytes);
};

run(
  "a shard is taken whole, once a minute, and says that nothing was taken back",
  async () => {
    record = unknownLog();
    const code = share();
    expect((await opened(code, honest)).status.isFresh).toBe(true);
    expect(asked.filter((one) => one.includes("/status/"))).toEqual(["GET /status/0"]);
    expect(asked.some((one) => one.startsWith("GET /entries/"))).toBe(false);
    expect(record.lists.size).toBe(1);
    await opened(code, honest);
  },
  60_000,
);

run(
  "a list with another bit, an old one, and one that was not logged are refused",
  async () => {
    const code = share();
    record = unknownLog();
    expect(await refusal(code, flipped)).toBe("revocation altered");
    expect(await refusal(code, none)).toBe("revocation status_old");
    const old = { ...unknownLog(), readAt: now() + 901 };
    record = old;
    // By what the ledger signed already it is a quarter of an hour later than the list says.
    expect(await refusal(code, honest)).toBe("revocation status_old");
  },
  60_000,
);

run(
  "an old list or none opens what the patient allowed, and says so",
  async () => {
    const code = share("--offline-ok");
    record = unknownLog();
    expect((await opened(code, none)).status).toEqual({ age: null, isFresh: false });
    record = { ...unknownLog(), readAt: now() + 901 };
    const { status } = await opened(code, honest);
    expect(status.isFresh).toBe(false);
    expect(status.age).toBeGreaterThan(900);
  },
  60_000,
);

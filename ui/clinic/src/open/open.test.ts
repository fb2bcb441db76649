// @vitest-environment node
// A clinic's page opens what a real wallet shared, on a real server, and refuses what it must.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { Generation } from "../desk/keys";
import { Ledger } from "../ledger/ledger";
import { unknownLog, type LogRecord } from "../ledger/view";
import type { Network } from "../network/ask";
import { text } from "../protocol/bytes";
import { parseNoteKey } from "../protocol/note";
import { parseOrigin, type Origin } from "../protocol/origin";
import { generation, now, random } from "./made";
import { open, type Desk, type World } from "./open";
import { program, Stage } from "./program";
import { checks, Refusal } from "./refusal";
import { Visits } from "./visits";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
const stage = new Stage(found ?? "");
const world: World = { network: (url, init) => fetch(url, init), now, random };
const run = test.skipIf(!found);

let clinic: Generation;
let desk: Desk;
let card: string;

function deskOf(generations: Generation[], relay: Origin, network: Network = world.network): Desk {
  let record: LogRecord = unknownLog();
  const ledger = new Ledger(network, relay, parseNoteKey(stage.info.ledger.key));
  return {
    generations,
    ledgerOf: (wanted) => (wanted === relay ? ledger : null),
    known: () => Promise.resolve(record),
    keep: (_, kept) => {
      record = kept;
      return Promise.resolve();
    },
  };
}

function share(...more: string[]): { qr_text: string; grant: string } {
  return stage.wallet("grant", "--to", card, "--for", "2h", ...more);
}

async function refusal(code: string, by: Desk = desk, around: World = world): Promise<string> {
  const refused = await open(by, around, code).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(refused instanceof Refusal)) throw new Error("it was not refused", { cause: refused });
  return `${refused.check} ${refused.code}`;
}

beforeAll(async () => {
  if (!found) return;
  await stage.serve();
  const server = parseOrigin(stage.info.url);
  if (!server) throw new Error("no origin");
  clinic = await generation(server);
  desk = deskOf([clinic], server);
  card = join(stage.folder, "card");
  writeFileSync(card, clinic.card.bytes);
  stage.wallet("init", "--server", stage.info.url);
  stage.wallet("import", "--sample");
}, 60_000);

afterAll(() => stage.end());

run(
  "a share is opened through all checks, told in their order",
  async () => {
    const { qr_text } = share();
    const passed: string[] = [];
    const opened = await open(desk, world, qr_text, (name) => passed.push(name));
    expect(passed).toEqual([...checks]);
    expect(opened.permission.clinic).toBe("Harbour Clinic");
    expect(opened.time.isSigned).toBe(true);
    const bundle = JSON.parse(text(opened.parts.get("bundle") ?? new Uint8Array()) ?? "") as {
      resourceType: string;
    };
    expect(bundle.resourceType).toBe("Bundle");
  },
  60_000,
);

run(
  "another clinic, another code and a stopped share are refused by name",
  async () => {
    const { qr_text, grant } = share();
    const server = parseOrigin(stage.info.url) as Origin;
    expect(await refusal(qr_text, deskOf([await generation(server)], server))).toBe("relay not_available");
    expect(await refusal("HTTPS://EXAMPLE.COM/")).toBe("qr not_our_code");
    expect(await refusal(qr_text, { ...desk, ledgerOf: () => null })).toBe("relay not_listed");
    expect(await refusal(qr_text, { ...desk, generations: [] })).toBe("card no_card");
    stage.wallet("revoke", grant);
    expect(await refusal(qr_text)).toBe("relay not_available");
  },
  60_000,
);

run(
  "who holds the ciphertext already finds the stop in the log",
  async () => {
    const { qr_text, grant } = share();
    const parts = new Map<string, Response>();
    const keeping: Network = async (url, init) => {
      const kept = parts.get(url);
      if (kept) return kept.clone();
      const response = await fetch(url, init);
      if (url.includes("/parts/")) parts.set(url, response.clone());
      return response;
    };
    await open(desk, { ...world, network: keeping }, qr_text);
    stage.wallet("revoke", grant);
    expect(await refusal(qr_text, desk, { ...world, network: keeping })).toBe("revocation revoked");
  },
  60_000,
);

run(
  "altered bytes on the way are refused, whichever part they are in",
  async () => {
    const { qr_text } = share();
    for (const part of ["manifest", "bundle"]) {
      const altering: Network = async (url, init) => {
        const response = await fetch(url, init);
        if (!url.endsWith(`/parts/${part}`) || response.status !== 200) return response;
        const bytes = new Uint8Array(await response.arrayBuffer());
        bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
        return new Response(bytes, { status: 200, headers: response.headers });
      };
      const name = part === "manifest" ? "decrypt not_for_us" : "parts altered";
      expect(await refusal(qr_text, desk, { ...world, network: altering })).toBe(name);
    }
  },
  60_000,
);

run(
  "a wrong clock of this computer is noticed, not obeyed",
  async () => {
    const { qr_text } = share();
    const opened = await open(desk, { ...world, now: () => now() + 3 * 3600 }, qr_text);
    expect(opened.time.local - opened.time.now).toBeGreaterThan(3 * 3600 - 60);
  },
  60_000,
);

run(
  "without the ledger only what the patient allowed is opened",
  async () => {
    const away: Network = (url, init) =>
      /\/(time|checkpoint|tile)/.test(new URL(url).pathname)
        ? Promise.reject(new Error("away"))
        : fetch(url, init);
    const server = parseOrigin(stage.info.url) as Origin;
    const silent = deskOf([clinic], server, away);
    expect(await refusal(share().qr_text, silent)).toBe("receipt ledger_away");
    const opened = await open(silent, world, share("--offline-ok").qr_text);
    expect(opened.time.isSigned).toBe(false);
  },
  60_000,
);

run(
  "a code that is tried again after a cut uses up no second opening",
  async () => {
    const { qr_text } = share("--openings", "1");
    const around: World = { ...world, visits: new Visits() };
    const isRecord = (url: string) => url.includes("/parts/") && !url.endsWith("/manifest");
    const cut: Network = (url, init) =>
      isRecord(url) ? Promise.reject(new TypeError("cut")) : fetch(url, init);
    expect(await refusal(qr_text, desk, { ...around, network: cut })).toBe("parts unreachable");
    await open(desk, around, qr_text);
    expect(await refusal(qr_text, desk, around)).toBe("relay not_available");
  },
  30_000,
);

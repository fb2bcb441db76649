// @vitest-environment node
// A ledger whose key is changed between two shares: whoever knows one of its keys opens both. A key that nobody handed over is refused.
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { Generation } from "../desk/keys";
import { Ledger } from "../ledger/ledger";
import { unknownLog, type LogRecord } from "../ledger/view";
import { parseNoteKey } from "../protocol/note";
import { parseOrigin, type Origin } from "../protocol/origin";
import { generation, now, random } from "./made";
import { open, type World } from "./open";
import { program, Stage } from "./program";
import { Refusal } from "./refusal";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
const run = test.skipIf(!found);
const stage = new Stage(found ?? "");

let clinic: Generation;
let server: Origin;
let listen = "";
const keys = { first: "", second: "" };
const codes = { before: "", after: "" };

function grant(): string {
  const card = join(stage.folder, "card");
  return stage.wallet<{ qr_text: string }>("grant", "--to", card, "--for", "2h").qr_text;
}

beforeAll(async () => {
  if (!found) return;
  await stage.serve();
  listen = stage.info.url.replace("http://", "");
  server = parseOrigin(stage.info.url) as Origin;
  clinic = await generation(server);
  writeFileSync(join(stage.folder, "card"), clinic.card.bytes);
  stage.wallet("init", "--server", stage.info.url);
  stage.wallet("import", "--sample");
  keys.first = stage.info.ledger.key;
  codes.before = grant();
  await stage.stop();
  execFileSync(found, ["ledger", "rotate", "--data", join(stage.folder, "server")], { stdio: "pipe" });
  await stage.serve(listen);
  keys.second = stage.info.ledger.key;
  codes.after = grant();
}, 120_000);

afterAll(async () => {
  await stage.end();
});

/** Opens a code where this key is known, and what was kept; the name of the check that refused it or null, and what is known then. */
async function opening(
  code: string,
  key: string,
  known: LogRecord = unknownLog(),
): Promise<{ refused: string | null; kept: LogRecord }> {
  let kept = known;
  const network = (url: string, init?: RequestInit) => fetch(url, init);
  const ledger = new Ledger(network, server, parseNoteKey(key));
  const desk = {
    generations: [clinic],
    ledgerOf: () => ledger,
    known: () => Promise.resolve(known),
    keep: (_: Ledger, record: LogRecord) => {
      kept = record;
      return Promise.resolve();
    },
  };
  const world: World = { network, now, random };
  try {
    await open(desk, world, code);
    return { refused: null, kept };
  } catch (error) {
    if (error instanceof Refusal) return { refused: `${error.check} ${error.code}`, kept };
    throw error;
  }
}

run(
  "a share from before the key was changed opens, and one from after it",
  async () => {
    expect(keys.second).not.toBe(keys.first);
    for (const key of [keys.first, keys.second]) {
      const before = await opening(codes.before, key);
      expect(before.refused).toBe(null);
      expect(before.kept.keys?.before.length).toBe(1);
      expect((await opening(codes.after, key, before.kept)).refused).toBe(null);
    }
  },
  60_000,
);

run(
  "a key that nobody handed over is refused, also by a page that knows the real ones",
  async () => {
    const { kept } = await opening(codes.after, keys.first);
    await stage.stop();
    rmSync(join(stage.folder, "server", "ledger"), { recursive: true });
    await stage.serve(listen);
    expect((await opening(codes.after, keys.first)).refused).toBe("receipt ledger_key");
    expect((await opening(codes.after, keys.first, kept)).refused).toBe("receipt ledger_key");
  },
  60_000,
);

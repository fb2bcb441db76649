// @vitest-environment node
// Every byte that arrives, altered: one honest opening on a real server is played again for each, and every one is refused by
// the check that must. What the relay and the ledger send is altered on the way; what lies inside the encryption is altered
// by somebody who may seal to the clinic, as any wallet may.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { Decrypter, Encrypter } from "age-encryption";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { Generation } from "../desk/keys";
import { Ledger } from "../ledger/ledger";
import { unknownLog } from "../ledger/view";
import type { Network } from "../network/ask";
import { concat, type Bytes } from "../protocol/bytes";
import { decode, encode, type Value } from "../protocol/cbor";
import { own } from "../protocol/hash";
import { parseNoteKey } from "../protocol/note";
import { parseOrigin, type Origin } from "../protocol/origin";
import { paddedSize, unframe } from "../protocol/part";
import { generation, now } from "./made";
import { open, type World } from "./open";
import { program, Stage } from "./program";
import { Refusal } from "./refusal";
import { Tape } from "./tape";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
const stage = new Stage(found ?? "");
const run = test.skipIf(!found);
const tape = new Tape();
const began = now();
/** The same bytes each time, so that the ledger's signed time of the first opening answers every other. */
const random = (length: number): Bytes => new Uint8Array(length).fill(7);

let clinic: Generation;
let server: Origin;
let code = "";

/** The name of the check that refuses the code, and why; null when it opens. */
async function refusal(network: Network): Promise<string | null> {
  const ledger = new Ledger(network, server, parseNoteKey(stage.info.ledger.key));
  const desk = {
    generations: [clinic],
    ledgerOf: () => ledger,
    known: () => Promise.resolve(unknownLog()),
    keep: () => Promise.resolve(),
  };
  const world: World = { network, now: () => began, random };
  try {
    await open(desk, world, code);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return `${error.check} ${error.code}`;
    throw error;
  }
}

beforeAll(async () => {
  if (!found) return;
  await stage.serve();
  server = parseOrigin(stage.info.url) as Origin;
  clinic = await generation(server);
  const card = join(stage.folder, "card");
  writeFileSync(card, clinic.card.bytes);
  stage.wallet("init", "--server", stage.info.url);
  stage.wallet("import", "--sample");
  const grant = () => stage.wallet<{ qr_text: string }>("grant", "--to", card, "--for", "2h").qr_text;
  code = grant();
  // The log has grown since, so that its tiles must prove that the share is of this history.
  for (let more = 0; more < 4; more += 1) grant();
  expect(await refusal(tape.record)).toBe(null);
}, 60_000);
afterAll(() => stage.end());

/** The byte with one bit turned over, another one at each place. */
function altered(bytes: Bytes, at: number): Bytes {
  const other = bytes.slice();
  other[at] = (other[at] ?? 0) ^ (1 << (at % 8));
  return other;
}

/** How often each refusal was given for these places; the place stands there where it is none of the wanted ones. */
async function refusals(
  { length }: Bytes,
  places: number[],
  wanted: string[],
  alter: (at: number) => Promise<Network> | Network,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const at of places) {
    const told = String(await refusal(await alter(at)));
    const name = wanted.includes(told) ? told : `byte ${at} of ${length}: ${told}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const all = ({ length }: Bytes) => Array.from({ length }, (_, at) => at);

/** An age file to the end of its header, all of it; then its nonce and the first and last bytes of what is encrypted; between
 * them every 8191st: each piece of 64 KiB has one tag over all its bytes, and there are no others. */
function sealed(bytes: Bytes): number[] {
  const mac = Buffer.from(bytes).indexOf("\n---");
  const header = bytes.indexOf(0x0a, mac + 1) + 1;
  return all(bytes).filter(
    (at) => at < header + 16 + 32 || at >= bytes.length - 32 || (at - header) % 8191 === 0,
  );
}

const onTheWay: [what: string, where: RegExp, places: (bytes: Bytes) => number[], refused: string][] = [
  ["manifest", /\/parts\/manifest$/, sealed, "decrypt not_for_us"],
  ["record", /\/parts\/bundle$/, sealed, "parts altered"],
  ["summary as PDF", /\/parts\/summary$/, sealed, "parts altered"],
  ["ledger's signed time", /\/time$/, all, "receipt ledger_away"],
  ["checkpoint", /\/checkpoint$/, all, "receipt ledger_away"],
  ["entries", /\/tile\/entries\/000\.p\/\d+$/, all, "receipt ledger_away"],
  ["hash tile", /\/tile\/0\/000\.p\/\d+$/, all, "receipt altered"],
];

run.each(onTheWay)(
  "no byte of the %s can be altered on the way",
  async (what, where, places, refused) => {
    const body = tape.body(where);
    expect(await refusal(tape.play(where, body))).toBe(null);
    const start = performance.now();
    const chosen = places(body);
    const alter = (at: number) => tape.play(where, altered(body, at));
    expect(await refusals(body, chosen, [refused], alter)).toEqual({ [refused]: chosen.length });
    console.log(`${what}: ${chosen.length} of ${body.length} bytes, ${told(start)}`);
  },
  60_000,
);

/** One digest is over all bytes of the Consent, so every fifth speaks for the others. */
const some = (bytes: Bytes) => all(bytes).filter((at) => at % 5 === 0);
/** What is no key, or no text, is refused before anything is compared. */
const unreadable = "decrypt altered";
/** Keys of the manifest's map (docs/formats/share.md). */
const inside: [what: string, key: number, places: (bytes: Bytes) => number[], refused: string[]][] = [
  ["Consent", 1, some, ["terms altered"]],
  ["salt", 2, all, ["terms altered"]],
  ["terms", 3, all, ["terms altered"]],
  ["statement", 4, all, ["digest altered"]],
  ["receipt", 5, all, ["receipt altered"]],
  ["proof in the log", 6, all, ["receipt altered", unreadable]],
  ["identity key", 7, all, ["statement altered", unreadable]],
  ["identity's signature", 8, all, ["statement altered"]],
  ["report key", 9, all, ["terms altered"]],
];
const manifest = /\/parts\/manifest$/;

run.each(inside)(
  "no byte of the %s can be altered by whoever may seal to the clinic",
  async (what, key, places, refused) => {
    const fields = decode("manifest", await unsealed(tape.body(manifest)), 1 << 20) as Map<number, Value>;
    const field = fields.get(key) as Bytes;
    const honest = await resealed(fields);
    expect(await refusal(tape.play(manifest, honest))).toBe(null);
    const start = performance.now();
    const alter = async (at: number) =>
      tape.play(manifest, await resealed(new Map(fields).set(key, altered(field, at))));
    const counts = await refusals(field, places(field), refused, alter);
    expect(Object.keys(counts).filter((name) => !refused.includes(name))).toEqual([]);
    console.log(`${what}: ${field.length} bytes, ${told(start)},`, counts);
  },
  60_000,
);

function told(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

async function unsealed(file: Bytes): Promise<Bytes> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(await clinic.identity());
  return unframe(own(await decrypter.decrypt(file)));
}

/** A manifest of these fields, framed and sealed to the clinic. */
async function resealed(fields: Map<number, Value>): Promise<Bytes> {
  const content = encode(fields);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(content.length));
  const rest = paddedSize(content.length) - content.length - length.length;
  const encrypter = new Encrypter();
  encrypter.addRecipient(clinic.card.recipient);
  return own(await encrypter.encrypt(concat(length, content, new Uint8Array(rest))));
}

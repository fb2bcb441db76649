// A ledger whose key was changed while its witnesses have seen only what was before: it signs the time with the new key, and shows an
// older state. That is no lie; a key that was handed over in another history is one.
import { expect, test } from "vitest";

import { Nonsense, Refused } from "../network/ask";
import { hex, u64, type Bytes } from "../protocol/bytes";
import { encode, type Value } from "../protocol/cbor";
import { claims, signDocument } from "../protocol/cose";
import { labelled, sha256 } from "../protocol/hash";
import { seedSigner } from "../protocol/signer";
import { keySetEntry } from "../protocol/statement";
import { Ledger, LedgerLies } from "./ledger";
import { entry } from "./longLog";
import { ledgerKey, Served, URL, witness } from "./served";
import { unknownLog, type LogRecord } from "./view";

const [OLD, NEW] = [new Uint8Array(32).fill(4), new Uint8Array(32).fill(6)];
const ENTRIES = Array.from({ length: 20 }, (_, index) => entry(index));
const SHOWN = 15;
const nonce = new Uint8Array(32).fill(3);

function coseKey(key: Bytes, more: [number, Value][] = []): Map<number, Value> {
  return new Map<number, Value>([[1, 1], [2, key], [3, -8], [-1, 6], [-2, key], ...more]);
}

async function keySet(): Promise<Bytes> {
  const [old, next] = [seedSigner(OLD), seedSigner(NEW)];
  const yes = await next.sign(labelled("ledger/rotation", old.key, next.key, u64(0)));
  const issuer = `urn:keepwell:key:${hex(labelled("statement/key", old.key))}`;
  const header: [number, Value][] = [claims(issuer, "urn:keepwell:ledger:keys:0"), [-70_001, 4]];
  return signDocument(old, encode([coseKey(next.key, [[-70_005, yes]])]), header);
}

/** A ledger that handed over behind these entries, and shows the first `SHOWN`. */
async function rotated(entries = ENTRIES): Promise<Served> {
  const statement = await keySet();
  const served = new Served([...entries, keySetEntry(statement)]);
  const until = served.entries.length;
  served.shown = SHOWN;
  served.cosigned = served.time;
  served.seed = NEW;
  const both = `${served.proof(until - 1, until).split("\n\n")[0]}\n\n${signedByBoth(served, until)}`;
  const ended: [number, Value][] = [
    [-70_006, until],
    [-70_007, sha256(statement)],
  ];
  const keys = encode([coseKey(seedSigner(NEW).key), coseKey(seedSigner(OLD).key, ended)]);
  const path = `/entries/${hex(sha256(statement))}`;
  served.instead.set("/.well-known/scitt-keys", () => new Response(keys));
  served.instead.set(`${path}/statement`, () => new Response(statement));
  served.instead.set(`${path}/proof?size=${until}`, () => new Response(both));
  served.instead.set("/checkpoint", () => new Response(served.checkpoint(served.size, OLD)));
  return served;
}

function signedByBoth(served: Served, size: number): string {
  const lines = (seed: Bytes) => served.checkpoint(size, seed).split("\n\n");
  const [[text, old], [, next]] = [lines(OLD), lines(NEW)];
  return `${text}\n\n${old}${next?.split("\n")[0]}\n`;
}

/** What is known after a visit to it, where this was known. */
async function visited(served: Served, known: LogRecord = unknownLog(), key = OLD): Promise<LogRecord> {
  const ledger = new Ledger(served.network, URL, ledgerKey(key), witness());
  ledger.know(known);
  expect(await ledger.time(nonce)).toBe(served.time);
  return ledger.follow(known);
}

const failed = (of: Promise<unknown>): Promise<unknown> =>
  of.then(() => null).catch((error: unknown) => error);

test("a state from before the key was changed is read on to, and the new key is known", async () => {
  for (const key of [OLD, NEW]) {
    const served = await rotated();
    const known = await visited(served, unknownLog(), key);
    expect([known.frontier.size, known.keys?.before.length]).toEqual([SHOWN, 1]);
    // Once its witnesses have seen it, the new key signs what is shown.
    served.instead.delete("/checkpoint");
    served.shown = null;
    expect((await visited(served, known, key)).frontier.size).toBe(21);
  }
});

test("a key that was handed over in another history is a lie, in whichever state it is shown", async () => {
  const other = await rotated(ENTRIES.map((one, index) => (index === 3 ? entry(99) : one)));
  const honest = new Served(ENTRIES);
  honest.cosigned = honest.time;
  for (const shown of [SHOWN, 20]) {
    honest.shown = shown;
    const note = honest.checkpoint();
    other.shown = shown;
    other.instead.set("/checkpoint", () => new Response(note));
    const bundle = await (await honest.network(`${URL}/tile/entries/000.p/${shown}`, {})).arrayBuffer();
    other.instead.set(`/tile/entries/000.p/${shown}`, () => new Response(bundle));
    expect(await failed(visited(other))).toBeInstanceOf(LedgerLies);
  }
});

test("tiles that lead nowhere, or are gone, accuse nobody", async () => {
  const served = await rotated();
  served.instead.set("/tile/0/000.p/21", () => new Response(new Uint8Array(21 * 32)));
  expect(await failed(visited(served))).toBeInstanceOf(Nonsense);
  served.instead.set("/tile/0/000.p/21", () => new Response(null, { status: 410 }));
  expect(await failed(visited(served))).toBeInstanceOf(Refused);
});

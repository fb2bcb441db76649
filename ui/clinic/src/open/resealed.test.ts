// @vitest-environment node
// What lies inside a share's encryption, altered by somebody who may seal to the clinic, as any wallet may: what was
// altered is refused by the check that must, and nothing counts because it came encrypted.
import { Decrypter, Encrypter } from "age-encryption";
import { afterAll, beforeAll, expect, test } from "vitest";

import { concat, type Bytes } from "../protocol/bytes";
import { decode, encode, type Value } from "../protocol/cbor";
import { own } from "../protocol/hash";
import { paddedSize, unframe } from "../protocol/part";
import { altered, chosen, PATIENCE, Played } from "./played";
import { program, Stage } from "./program";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
const stage = new Stage(found ?? "");
const run = test.skipIf(!found);
let played: Played;

beforeAll(async () => {
  if (found) played = await Played.begin(stage);
}, 60_000);
afterAll(() => stage.end());

/** What is no key, or no text, is refused before anything is compared. */
const unreadable = "decrypt altered";
/** Keys of the manifest's map (docs/formats/share.md). */
const inside: [what: string, key: number, refused: string[]][] = [
  ["Consent", 1, ["terms altered"]],
  ["salt", 2, ["terms altered"]],
  ["terms", 3, ["terms altered"]],
  ["statement", 4, ["digest altered"]],
  ["receipt", 5, ["receipt altered"]],
  ["proof in the log", 6, ["receipt altered", unreadable]],
  ["identity key", 7, ["statement altered", unreadable]],
  ["identity's signature", 8, ["statement altered"]],
  ["report key", 9, ["terms altered"]],
];
const manifest = /\/parts\/manifest$/;

run.each(inside)(
  "the %s cannot be altered by whoever may seal to the clinic",
  async (what, key, refused) => {
    const { tape } = played;
    const fields = decode("manifest", await unsealed(tape.body(manifest)), 1 << 20) as Map<number, Value>;
    const field = fields.get(key) as Bytes;
    expect(await played.refusal(tape.play(manifest, await resealed(fields)))).toBe(null);
    const start = performance.now();
    // Each is sealed anew, which takes a while: every fourth byte speaks for the others where nobody asks for all.
    const places = chosen(field, (at) => at % 4 === 0);
    const counts = await played.refusals(places, refused, async (at) =>
      tape.play(manifest, await resealed(new Map(fields).set(key, altered(field, at)))),
    );
    expect(Object.keys(counts).filter((name) => !refused.includes(name))).toEqual([]);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${what}: ${places.length} bytes, ${seconds} s,`, counts);
  },
  PATIENCE,
);

async function unsealed(file: Bytes): Promise<Bytes> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(await played.clinic.identity());
  return unframe(own(await decrypter.decrypt(file)));
}

/** A manifest of these fields, framed and sealed to the clinic. */
async function resealed(fields: Map<number, Value>): Promise<Bytes> {
  const content = encode(fields);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(content.length));
  const rest = paddedSize(content.length) - content.length - length.length;
  const encrypter = new Encrypter();
  encrypter.addRecipient(played.clinic.card.recipient);
  return own(await encrypter.encrypt(concat(length, content, new Uint8Array(rest))));
}

// The vector of a ledger's key that was handed over, which the Rust crates make, read by this page's code.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { fromHex, hex, utf8, type Bytes } from "./bytes";
import { writeNoteKey } from "./note";
import { parseListedKeys, verifyRotation, type Rotation } from "./rotation";

type Vector = Record<"ledger" | "old_key" | "new_key" | "statement" | "proof" | "listed", string> & {
  until: number;
};

const here = dirname(fileURLToPath(import.meta.url));
const file = join(here, "../../../../tests/vectors/protocol/rotation.json");
const vector = JSON.parse(readFileSync(file, "utf8")) as Vector;
const [statement, proof] = [fromHex(vector.statement) as Bytes, utf8(vector.proof)];

function verify(signed: Bytes, proved: Bytes): Rotation {
  return verifyRotation(signed, proved, vector.ledger);
}

function turned(whole: Bytes, at: number): Bytes {
  return whole.map((byte, place) => (place === at ? byte ^ 1 : byte));
}

test("a key that was handed over is proved alike", () => {
  const read = verify(statement, proof);
  expect([writeNoteKey(read.old), writeNoteKey(read.new)]).toEqual([vector.old_key, vector.new_key]);
  expect(read.checkpoint.size).toBe(vector.until);
  const listed = parseListedKeys(fromHex(vector.listed) as Bytes);
  expect(listed.map(({ ended }) => ended?.until ?? null)).toEqual([null, vector.until]);
  expect(listed.map(({ key }) => hex(key))).toEqual([hex(read.new.key), hex(read.old.key)]);
});

test("with another byte it is not proved, nor for another log", () => {
  for (let at = 0; at < statement.length; at += 7) {
    expect(() => verify(turned(statement, at), proof), `statement ${at}`).toThrow();
  }
  for (let at = 0; at < proof.length; at += 7) {
    expect(() => verify(statement, turned(proof, at)), `proof ${at}`).toThrow();
  }
  expect(() => verifyRotation(statement, proof, "other.example/2026")).toThrow();
});

// What counts as enough witnesses, with keys made here: each rule with what breaks it.
import { ed25519 } from "@noble/curves/ed25519.js";
import { expect, test } from "vitest";

import { base64, concat, utf8, type Bytes } from "../protocol/bytes";
import { parseNoteKey, writeNoteKey, type NoteKey } from "../protocol/note";
import { cosignedAt, isWitnessed, parseQuorum } from "./quorum";

const TEXT = "log.example\n2\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";

function seed(number: number): Bytes {
  return new Uint8Array(32).fill(number);
}

function witness(number: number): NoteKey {
  const key = ed25519.getPublicKey(seed(number)) as Bytes;
  return parseNoteKey(writeNoteKey({ name: `w${number}.example`, kind: "witness", key }));
}

function line(number: number, time: number, text = TEXT): string {
  const stamp = new Uint8Array(8);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
  const { name, id } = witness(number);
  const signed = ed25519.sign(utf8(`cosignature/v1\ntime ${time}\n${text}`), seed(number)) as Bytes;
  return `— ${name} ${base64(concat(id, stamp, signed))}\n`;
}

const written = (number: number): string => writeNoteKey(witness(number));
const note = (...lines: string[]): string => `${TEXT}\n${lines.join("")}`;
const twoOfThree = parseQuorum({ need: 2, of: [written(1), written(2), written(3)] });

test("enough is enough, and one less is not", () => {
  expect(isWitnessed(twoOfThree, note(line(1, 50), line(3, 50)))).toBe(true);
  expect(isWitnessed(twoOfThree, note(line(1, 50)))).toBe(false);
  expect(isWitnessed(twoOfThree, note(line(1, 50), line(1, 60)))).toBe(false);
  expect(isWitnessed(twoOfThree, note(line(1, 50), line(4, 50)))).toBe(false);
  expect(isWitnessed(null, note(line(1, 50)))).toBe(true);
});

test("a cosignature counts from its time on", () => {
  const seen = note(line(1, 50), line(2, 70));
  expect(isWitnessed(twoOfThree, seen, 50)).toBe(true);
  expect(isWitnessed(twoOfThree, seen, 51)).toBe(false);
});

test("a state is as young as the last of enough that cosigned it", () => {
  expect(cosignedAt(twoOfThree, note(line(1, 50), line(2, 70), line(3, 60)))).toBe(60);
  expect(cosignedAt(twoOfThree, note(line(1, 50)))).toBe(null);
  expect(cosignedAt(null, note(line(1, 50)))).toBe(null);
});

test("a line that is not its witness's spoils all", () => {
  const others = line(3, 50, TEXT.replace("2", "3"));
  expect(isWitnessed(twoOfThree, note(line(1, 50), line(2, 50), others))).toBe(false);
});

test("groups within groups count as they say", () => {
  const nested = parseQuorum({ need: 2, of: [written(1), { need: 1, of: [written(2), written(3)] }] });
  expect(isWitnessed(nested, note(line(1, 50), line(3, 50)))).toBe(true);
  expect(isWitnessed(nested, note(line(2, 50), line(3, 50)))).toBe(false);
});

test("what is no quorum is not read", () => {
  const log = writeNoteKey({ ...witness(1), kind: "log" });
  let deep: unknown = written(1);
  for (let depth = 0; depth < 70; depth += 1) deep = { need: 1, of: [deep] };
  const wrong = [
    log,
    "w.example",
    null,
    3,
    {},
    { need: 0, of: [written(1)] },
    { need: 2, of: [written(1)] },
    deep,
  ];
  for (const one of wrong) expect(() => parseQuorum(one)).toThrow();
});

// @vitest-environment node
// A parcel under six words that the Rust crates made: the same card comes of the words here, and it opens with them alone.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { beforeAll, describe, expect, test } from "vitest";

import { spokenDesk } from "../desk/spoken";
import type { Generation } from "../desk/keys";
import { fromHex, hex, same, type Bytes } from "../protocol/bytes";
import { encode } from "../protocol/cbor";
import { VersionError } from "../protocol/format";
import { parseContent, parseParcel } from "../protocol/parcel";
import { readWords, stretched, type Spoken } from "../protocol/spoken";
import type { Origin } from "../protocol/origin";
import { unsealed } from "./checks";
import { isUnderWords, openParcel } from "./parcel";
import { NotTheWords } from "./refusal";

type Vector = {
  words: string;
  typed: string[];
  not_words: string[];
  other_words: string;
  salt: string;
  issued: number;
  relay: Origin;
  card: string;
  digest: string;
  recipient: string;
  parcel: string;
  manifest: string;
  packed: string;
};

const here = dirname(fileURLToPath(import.meta.url));
const file = join(here, "../../../../tests/vectors/protocol/spoken.json");
const vector = JSON.parse(readFileSync(file, "utf8")) as Vector;

function bytes(digits: string): Bytes {
  return fromHex(digits) ?? new Uint8Array();
}

const object = bytes(vector.parcel);
const spoken: Spoken = { salt: bytes(vector.salt), issued: vector.issued };
let desk: Generation;

beforeAll(async () => {
  desk = await spokenDesk(stretched(vector.words, spoken.salt), spoken, vector.relay);
}, 60_000);

describe("six words", () => {
  test("are read as people type them", async () => {
    for (const typed of [vector.words, ...vector.typed])
      expect(await readWords(typed), typed).toEqual({ is: "words", words: vector.words });
  });

  test("that are none say which, and how many there were", async () => {
    const found = await Promise.all(vector.not_words.map(readWords));
    expect(found).toEqual([
      { is: "count", count: 0 },
      { is: "count", count: 5 },
      { is: "count", count: 7 },
      { is: "unknown", place: 1 },
      { is: "unknown", place: 3 },
      { is: "unknown", place: 6 },
    ]);
    expect(await readWords("zoo ".repeat(100))).toEqual({ is: "long" });
  });

  test("make the card that the wallet made of them", () => {
    expect(hex(desk.card.bytes)).toBe(vector.card);
    expect(hex(desk.card.digest)).toBe(vector.digest);
    expect(desk.card.recipient).toBe(vector.recipient);
  });
});

describe("a parcel under words", () => {
  test("opens with the desk that they make", async () => {
    const parcel = parseParcel(object);
    expect(parcel.spoken).toEqual(spoken);
    expect(parcel.link.relay).toBe(vector.relay);
    const plain = await unsealed(desk, parcel.sealed);
    const content = parseContent(plain ?? new Uint8Array());
    expect([hex(content.manifest), hex(content.packed)]).toEqual([vector.manifest, vector.packed]);
  });

  test("is told from one that is for a clinic's card, and read in one spelling alone", () => {
    const { code, sealed } = parseParcel(object);
    const written = (version: number, ...more: [number, number | Bytes][]) =>
      encode(new Map<number, string | number | Bytes>([[0, version], [1, code], [2, sealed], ...more]));
    const plain = written(1);
    expect([isUnderWords(object), isUnderWords(plain), isUnderWords(object.slice(1))]).toEqual([
      true,
      false,
      false,
    ]);
    const head: [number, number | Bytes][] = [
      [3, spoken.salt],
      [4, spoken.issued],
    ];
    expect(same(written(2, ...head), object)).toBe(true);
    expect(() => parseParcel(written(3, ...head))).toThrow(VersionError);
    for (const wrong of [
      written(1, ...head),
      written(2),
      written(2, [3, spoken.salt.slice(1)], [4, spoken.issued]),
      written(2, [3, spoken.salt], [4, 253_402_300_799]),
    ])
      expect(() => parseParcel(wrong)).toThrow();
  });

  test("is refused with other words, and with none", async () => {
    const nobody = {
      generations: [],
      ledgerOf: () => ({}) as never,
      known: () => Promise.reject(new Error("nobody is asked")),
      keep: () => Promise.resolve(),
    };
    const world = {
      network: fetch,
      now: () => vector.issued,
      random: (length: number) => new Uint8Array(length),
    };
    const stretch = (words: string, salt: Bytes) => Promise.resolve(stretched(words, salt));
    const told = { words: vector.other_words, stretch };
    await expect(openParcel(nobody, world, { object, told })).rejects.toThrow(NotTheWords);
    await expect(openParcel(nobody, world, { object, told: null })).rejects.toThrow(NotTheWords);
  }, 60_000);
});

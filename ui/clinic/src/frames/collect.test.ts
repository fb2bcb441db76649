// @vitest-environment node
// Frames that the Rust crate made, read by the page's reader: npm's RaptorQ in WebAssembly must give the same object.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Encoder } from "raptorq/raptorq.js";
import { beforeAll, describe, expect, test } from "vitest";

import { base32, concat, fromBase32, fromHex, hex, type Bytes } from "../protocol/bytes";
import { crc32 } from "../protocol/crc";
import { VersionError } from "../protocol/format";
import { isFrame, MOST_OBJECT, parseFrame, SYMBOL } from "../protocol/frame";
import { sha256 } from "../protocol/hash";
import { Collector, prepareFrames } from "./collect";
import { symbols } from "./packet";

const here = dirname(fileURLToPath(import.meta.url));
const vector = JSON.parse(
  readFileSync(join(here, "../../../../tests/vectors/protocol/frame.json"), "utf8"),
) as { object: string; frames: { number: number; text: string }[] };
const frames = vector.frames.map(({ text }) => text);

beforeAll(async () => {
  const program = createRequire(import.meta.url).resolve("raptorq/raptorq_bg.wasm");
  await prepareFrames(readFileSync(program));
});

async function taken(collector: Collector, texts: string[]): Promise<unknown[]> {
  const found = [];
  for (const text of texts) {
    const progress = await collector.take(text);
    found.push(progress && "whole" in progress ? hex(progress.whole) : progress);
  }
  return found;
}

/** These frames of the vectors. */
function chosen(...which: number[]): string[] {
  return which.map((at) => frames[at] ?? "");
}

/** The text of a frame of this object. */
function written(object: Bytes, number: number, symbol: Uint8Array): string {
  const [size, id] = [new DataView(new ArrayBuffer(4)), new DataView(new ArrayBuffer(4))];
  size.setUint32(0, object.length);
  id.setUint32(0, number);
  const information = concat(
    Uint8Array.of(0),
    new Uint8Array(size.buffer),
    Uint8Array.of(0, SYMBOL >> 8, SYMBOL & 255, 1, 0, 1, 8),
  );
  const [start, at] = [Uint8Array.of(1), new Uint8Array(id.buffer)];
  const body = concat(start, sha256(object).subarray(0, 8), information, at, symbol);
  return `KWF:${base32(concat(body, crc32(body)))}`;
}

/** So many frames of this object, by npm's own encoder, which numbers them otherwise but keeps their order. */
function encoded(object: Bytes, count: number): string[] {
  const packets = Encoder.with_defaults(object, SYMBOL).encode(Math.max(0, count - symbols(object.length)));
  return packets.slice(0, count).map((packet, at) => written(object, at, packet.subarray(4)));
}

describe("frames of the Rust crate", () => {
  test("give the object back, whichever were missed", async () => {
    for (const which of [
      [0, 1, 2, 3, 4],
      [9, 8, 7, 6, 5],
      [4, 9, 0, 7, 2],
    ]) {
      const found = await taken(new Collector(), chosen(...which));
      expect(found.slice(0, 4)).toEqual([1, 2, 3, 4].map((have) => ({ have, needed: 5 })));
      expect(found[4]).toBe(vector.object);
    }
  });

  test("are the ones that npm's encoder makes too", () => {
    const object = fromHex(vector.object) ?? new Uint8Array();
    expect(encoded(object, 8)).toEqual(frames.slice(0, 8));
  });

  test("count once, and begin anew with another object", async () => {
    const other = new Uint8Array(5000).fill(7);
    const found = await taken(new Collector(), [...chosen(0, 0, 6), ...encoded(other, 1)]);
    expect(found).toEqual([1, 1, 2, 1].map((have) => ({ have, needed: 5 })));
  });

  test("that somebody mixed in spoil one try and not the next", async () => {
    const object = fromHex(vector.object) ?? new Uint8Array();
    const made = written(object, 2, new Uint8Array(SYMBOL).fill(9));
    const collector = new Collector();
    const spoilt = await taken(collector, [made, ...chosen(0, 1, 3, 4)]);
    expect(spoilt.at(-1)).toEqual({ have: 0, needed: 5 });
    expect((await taken(collector, chosen(0, 1, 2, 3, 4))).at(-1)).toBe(vector.object);
  });

  test("of every size are read, with a third of them missed", async () => {
    const sizes = [1, SYMBOL, 10 * SYMBOL, 10 * SYMBOL + 1, 61_440, 237_000, MOST_OBJECT];
    for (const size of sizes) {
      const object = Uint8Array.from({ length: size }, (_, at) => Math.imul(at, 2654435761) >>> 24);
      const seen = encoded(object, 2 * symbols(size) + 6).filter((_, at) => at % 3 !== 0);
      const collector = new Collector();
      let [whole, used] = [new Uint8Array(), 0];
      for (const text of seen) {
        const found = await collector.take(text);
        used += 1;
        if (!found || !("whole" in found)) continue;
        whole = found.whole;
        break;
      }
      expect(hex(sha256(whole)), `${size} bytes`).toBe(hex(sha256(object)));
      expect(used - symbols(size), `${size} bytes`).toBeLessThan(4);
    }
  });
});

test("only what is written as ours are is a frame", async () => {
  const [text = ""] = frames;
  expect(isFrame(text) && !isFrame("HTTPS://RELAY.EXAMPLE/G#AA")).toBe(true);
  for (let at = 4; at < text.length; at += 1) {
    const altered = text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
    expect(() => parseFrame(altered), `letter ${at}`).toThrow();
  }
  for (const wrong of ["", "KWF:", text.toLowerCase(), text.slice(0, -1), `${text}A`])
    expect(await new Collector().take(wrong)).toBeNull();
  const bytes = fromBase32(text.slice(4)) ?? new Uint8Array();
  const resummed = (at: number, value: number) => {
    const body = bytes.slice(0, -4);
    body[at] = value;
    return () => parseFrame(`KWF:${base32(concat(body, crc32(body)))}`);
  };
  expect(resummed(0, 2)).toThrow(VersionError);
  for (let at = 9; at < 23; at += 1) {
    const isSize = at >= 12 && at < 14;
    if (!isSize) expect(resummed(at, 77), `byte ${at}`).toThrow();
  }
});

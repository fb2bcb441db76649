// A log of which a part was pruned is read over it by its hashes, and leads to the same root; what is not gone by the ledger's word
// is not passed over.
import { expect, test } from "vitest";

import { Refused } from "../network/ask";
import { u64 } from "../protocol/bytes";
import { leaf } from "../protocol/tree";
import { readOn, type Source } from "./reading";
import type { Tile } from "./tiles";
import { Frontier } from "./view";

const RUN = 65_536;
const SIZE = RUN + 600;
const whole = grown(SIZE);

function grown(size: number): Frontier {
  let log = Frontier.empty();
  for (let index = 0; index < size; index += 1) log = log.push(u64(index));
  return log;
}

/** The log, of which these bundles are there. */
function source(isThere: (bundle: number) => boolean): Source & { asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    entries: (from, size) => {
      const bundle = Math.floor(from / 256);
      asked.push(bundle);
      if (!isThere(bundle)) return Promise.reject(new Refused("pruned"));
      const width = Math.min(size, (bundle + 1) * 256) - from;
      return Promise.resolve(Array.from({ length: width }, (_, at) => u64(from + at)));
    },
    pruned: () => Promise.resolve((bundle) => bundle < 256 && !isThere(bundle)),
    tile: ({ level, index, width }: Tile) => {
      expect([level, width]).toEqual([1, 256]);
      const bytes = new Uint8Array(width * 32);
      for (let at = 0; at < width; at += 1) {
        let tile = Frontier.empty();
        const first = (index * 256 + at) * 256;
        for (let entry = 0; entry < 256; entry += 1) tile = tile.add(0, leaf(u64(first + entry)));
        bytes.set(tile.root(), at * 32);
      }
      return Promise.resolve(bytes);
    },
  };
}

const nothing = () => undefined;
const stays = (bundle: number) => bundle === 0 || bundle === 7 || bundle >= 256;

test("what is gone is passed over, and what stayed is read", async () => {
  const log = source(stays);
  const taken: number[] = [];
  const read = await readOn(log, Frontier.empty(), SIZE, (_, index) => taken.push(index));
  expect(read.isSame({ size: SIZE, root: whole.root() })).toBe(true);
  expect(taken.length).toBe(256 + 256 + 600);
  expect(taken.slice(256, 258)).toEqual([7 * 256, 7 * 256 + 1]);
  // Six are asked for at a time; once one is gone, the ledger's word is known.
  expect(log.asked).toEqual([0, 1, 2, 3, 4, 5, 7, 256, 257, 258]);
});

test("who stopped among what is gone reads anew, and who stopped beside it goes on", async () => {
  for (const [known, first] of [
    [300, 0],
    [512, 7 * 256],
  ] as const) {
    const taken: number[] = [];
    const read = await readOn(source(stays), grown(known), SIZE, (_, index) => taken.push(index));
    expect(read.isSame({ size: SIZE, root: whole.root() })).toBe(true);
    expect(taken[0]).toBe(first);
  }
});

test("without the ledger's word nothing is passed over", async () => {
  const silent: Source = { ...source(stays), pruned: () => Promise.resolve(null) };
  await expect(readOn(silent, Frontier.empty(), SIZE, nothing)).rejects.toThrow("reading entries");
  const other: Source = { ...source(stays), pruned: () => Promise.resolve((bundle) => bundle > 5) };
  await expect(readOn(other, Frontier.empty(), SIZE, nothing)).rejects.toThrow("reading entries");
});

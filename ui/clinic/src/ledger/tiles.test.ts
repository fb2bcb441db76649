// Two states of a log are compared by tiles alone: at every size around where tiles begin, in every way a ledger can lie.
import { expect, test } from "vitest";

import { u64, type Bytes } from "../protocol/bytes";
import { leaf, node } from "../protocol/tree";
import { judge, type Tile } from "./tiles";
import { Frontier } from "./view";

/** A log as its definition says, slow and plain: RFC 9162 §2.1.1. */
class Log {
  readonly asked: string[] = [];
  readonly #levels: Bytes[][];

  constructor(
    readonly size: number,
    entry: (index: number) => Bytes = u64,
  ) {
    this.#levels = [Array.from({ length: size }, (_, index) => leaf(entry(index)))];
    for (let below = this.#levels[0] ?? []; below.length > 1; below = this.#levels.at(-1) ?? []) {
      const pairs = Array.from({ length: Math.floor(below.length / 2) }, (_, at) => at * 2);
      this.#levels.push(pairs.map((at) => node(below[at] as Bytes, below[at + 1] as Bytes)));
    }
  }

  tiles = ({ level, index, width }: Tile): Promise<Bytes> => {
    this.asked.push(`${level}/${index}.p/${width}`);
    const hashes = this.#levels[level * 8]?.slice(index * 256, index * 256 + width) ?? [];
    expect(hashes.length).toBe(width);
    const bytes = new Uint8Array(width * 32);
    hashes.forEach((hash, at) => bytes.set(hash, at * 32));
    return Promise.resolve(bytes);
  };

  root(from = 0, to = this.size): Bytes {
    if (to === 0) return Frontier.empty().root();
    if (to - from === 1) return this.#levels[0]?.[from] as Bytes;
    let middle = 1;
    while (middle * 2 < to - from) middle *= 2;
    return node(this.root(from, from + middle), this.root(from + middle, to));
  }

  at(size: number): { size: number; root: Bytes } {
    return { size, root: this.root(0, size) };
  }
}

const edges = [0, 1, 2, 3, 7, 8, 250, 255, 256, 257, 511, 512, 513, 700];

test("a log that only grew begins with each of its older states", async () => {
  const whole = new Log(700);
  for (const to of edges) {
    const log = new Log(to);
    for (const from of edges.filter((size) => size <= to))
      expect(await judge(log.tiles, whole.at(from), log.at(to)), `${from} to ${to}`).toBe("extends");
  }
});

test("one changed entry is proved, and only against states that have it", async () => {
  for (const changed of [0, 200, 255, 256, 511, 600]) {
    const other = new Log(700, (index) => u64(index === changed ? 9999 : index));
    const log = new Log(700);
    for (const from of edges) {
      const verdict = from > changed ? "rewritten" : "extends";
      expect(await judge(log.tiles, other.at(from), log.at(700)), `${changed} in ${from}`).toBe(verdict);
    }
  }
});

test("tiles that do not lead to the signed root prove nothing against the ledger", async () => {
  const log = new Log(700);
  const altered = async (tile: Tile): Promise<Bytes> => {
    const bytes = await log.tiles(tile);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    return bytes;
  };
  expect(await judge(altered, log.at(300), log.at(700))).toBe("open");
  expect(await judge(log.tiles, log.at(300), { size: 700, root: log.root(0, 699) })).toBe("open");
});

test("each tile is asked for once, by the name it has at the newer size", async () => {
  const log = new Log(66_000);
  expect(await judge(log.tiles, log.at(300), log.at(66_000))).toBe("extends");
  expect(log.asked.sort()).toEqual(["0/1.p/256", "0/257.p/208", "1/0.p/256", "1/1.p/1"]);
});

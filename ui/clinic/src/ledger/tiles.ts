// Whether two states of a log are one history, by the hash tiles between them (C2SP tlog-tiles). Tiles come unsigned: they
// speak for the ledger only when they lead to a root that it signed; otherwise anybody between may have altered them.
import type { Bytes } from "../protocol/bytes";
import { node } from "../protocol/tree";
import { Frontier } from "./view";

/** Hashes in a full tile, and entries in a full bundle. */
export const WIDTH = 256;
/** Levels of the tree in one tile. */
const HEIGHT = 8;
const HASH = 32;

/** A tile's place, and how many hashes it holds: 1 to 256. */
export type Tile = { level: number; index: number; width: number };
/** Where tiles come from: exactly 32 bytes for each hash. */
export type Tiles = (tile: Tile) => Promise<Bytes>;
/** A perfect tree of 2^level entries; `index` of the same size stand to its left. */
type Subtree = { level: number; index: number };
type Tree = { size: number; root: Bytes };

/** `open`: the tiles do not lead to the newer root, which proves nothing. `rewritten`: the ledger changed or dropped
 * something, by its own signatures. */
export type Verdict = "extends" | "open" | "rewritten";

/** Judges a newer state, which the ledger signed, by an older one. */
export async function judge(tiles: Tiles, older: Tree, newer: Tree): Promise<Verdict> {
  const hashes = new Hashes(tiles, newer.size);
  const begun = await grown(Frontier.empty(), older.size, hashes);
  const whole = await grown(begun, newer.size, hashes);
  if (!whole.isSame(newer)) return "open";
  return begun.isSame(older) ? "extends" : "rewritten";
}

/** What the tiles of a log of `size` entries have for its first `old`, and for its first `from`, unproved: whoever reads on from there
 * and comes to a root that the ledger signed has proved both. */
export async function begin(
  tiles: Tiles,
  { old, from, size }: { old: number; from: number; size: number },
): Promise<{ known: Frontier; begun: Frontier }> {
  const hashes = new Hashes(tiles, size);
  const known = await grown(Frontier.empty(), old, hashes);
  return { known, begun: await grown(known, from, hashes) };
}

async function grown(from: Frontier, size: number, hashes: Hashes): Promise<Frontier> {
  const trees = cover(from.size, size);
  const found = await Promise.all(trees.map((tree) => hashes.of(tree)));
  return trees.reduce((log, { level }, at) => log.add(level, found[at] as Bytes), from);
}

/** The largest subtrees that stand side by side from one size to another. */
function cover(from: number, to: number): Subtree[] {
  const trees: Subtree[] = [];
  for (let at = from; at < to;) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level += 1;
    trees.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return trees;
}

/** The hashes of a log of one size; each tile is asked for once. */
class Hashes {
  readonly #asked = new Map<string, Promise<Bytes>>();

  constructor(
    private readonly tiles: Tiles,
    private readonly size: number,
  ) {}

  async of({ level, index }: Subtree): Promise<Bytes> {
    const tile = Math.floor(level / HEIGHT);
    const count = 2 ** (level % HEIGHT);
    const first = index * count;
    const at = first % WIDTH;
    const hashes = await this.#tile(tile, (first - at) / WIDTH);
    return fold(hashes.subarray(at * HASH, (at + count) * HASH));
  }

  #tile(level: number, index: number): Promise<Bytes> {
    const name = `${level}/${index}`;
    const held = Math.floor(this.size / 2 ** (HEIGHT * level));
    const width = Math.min(WIDTH, held - index * WIDTH);
    const asked = this.#asked.get(name) ?? this.tiles({ level, index, width });
    this.#asked.set(name, asked);
    return asked;
  }
}

/** The root over hashes that stand side by side, as many as a power of two. */
function fold(hashes: Bytes): Bytes {
  if (hashes.length === HASH) return hashes;
  const middle = hashes.length / 2;
  return node(fold(hashes.subarray(0, middle)), fold(hashes.subarray(middle)));
}

// What this clinic knows of a log: how far it was read, the peaks of the tree up to there, and which grants were taken
// back. Small, kept between visits, and the ground on which the next checkpoint is judged.
import { base64, fromBase64, same, type Bytes } from "../protocol/bytes";
import { sha256 } from "../protocol/hash";
import { leaf, node } from "../protocol/tree";
import type { KeyChain } from "./keys";

/** Of how many shards the last list is kept. */
const KEPT = 8;

/** The roots of the perfect trees that a log consists of, the largest first. */
export class Frontier {
  private constructor(
    readonly size: number,
    private readonly peaks: { height: number; hash: Bytes }[],
  ) {}

  static empty(): Frontier {
    return new Frontier(0, []);
  }

  push(entry: Bytes): Frontier {
    return this.add(0, leaf(entry));
  }

  /** Goes on with a perfect tree of 2^height entries; this size must be a multiple of that. */
  add(height: number, hash: Bytes): Frontier {
    const peaks = [...this.peaks];
    let last = { height, hash };
    for (let left = peaks.at(-1); left?.height === last.height; left = peaks.at(-1)) {
      peaks.pop();
      last = { height: last.height + 1, hash: node(left.hash, last.hash) };
    }
    return new Frontier(this.size + 2 ** height, [...peaks, last]);
  }

  root(): Bytes {
    const hashes = this.peaks.map(({ hash }) => hash);
    return hashes.length === 0 ? sha256() : hashes.reduceRight((right, left) => node(left, right));
  }

  /** As it is kept. */
  write(): string {
    return JSON.stringify([this.size, ...this.peaks.map(({ hash }) => base64(hash))]);
  }

  /** The peaks' heights follow from the size; null when it was not written here. */
  static read(written: string): Frontier | null {
    const [size, ...hashes] = JSON.parse(written) as [number, ...string[]];
    const heights = heightsOf(size);
    const read = hashes.map((letters) => fromBase64(letters));
    if (heights.length !== read.length || read.some((hash) => hash?.length !== 32)) return null;
    return new Frontier(
      size,
      heights.map((height, at) => ({ height, hash: read[at] as Bytes })),
    );
  }

  isSame(other: { size: number; root: Bytes }): boolean {
    return this.size === other.size && same(this.root(), other.root);
  }
}

function heightsOf(size: number): number[] {
  const bits = [...BigInt(size).toString(2)];
  return bits.flatMap((bit, at) => (bit === "1" ? [bits.length - 1 - at] : []));
}

/** A status list as it came, and how many entries of the log it covers. */
export type KeptList = { size: number; bytes: Bytes };

/** What is known of one log. */
export type LogRecord = {
  frontier: Frontier;
  /** From here on every entry was read; of those before, some were passed over. 0 where none were. */
  unreadBefore: number;
  /** Over all notices among what was read; null in what was kept before there were any. */
  notices: Frontier | null;
  /** Indexes of grants that were taken back. */ revoked: Set<number>;
  /** Clinics' keys that were withdrawn, in hexadecimal. */ withdrawn: Set<string>;
  /** Digests of withdrawals whose statement has not been read yet, in hexadecimal; those asked for longest ago first. */
  unread: Set<string>;
  /** Status roots that were read last, by the digest of their statement in hexadecimal: where each stands. */
  roots: Map<string, number>;
  /** The last status list of each shard that was asked for. */ lists: Map<number, KeptList>;
  /** When it was last read to its end, in seconds since 1970. */ readAt: number | null;
  /** The checkpoint that was read to. */ signed: string | null;
  /** The ledger's keys, where it had more than one. */ keys: KeyChain | null;
};

export function unknownLog(): LogRecord {
  const [revoked, withdrawn, unread] = [new Set<number>(), new Set<string>(), new Set<string>()];
  const [roots, lists] = [new Map<string, number>(), new Map<number, KeptList>()];
  const [readAt, signed, keys] = [null, null, null];
  const [frontier, notices, unreadBefore] = [Frontier.empty(), Frontier.empty(), 0];
  return {
    frontier,
    unreadBefore,
    notices,
    revoked,
    withdrawn,
    unread,
    roots,
    lists,
    readAt,
    signed,
    keys,
  };
}

/** Of each shard the list that covers more, the later one where both cover the same; no more shards than are kept. */
export function newestOf(some: LogRecord["lists"], others: LogRecord["lists"]): LogRecord["lists"] {
  const newest = new Map(some);
  for (const [shard, list] of others) {
    const before = newest.get(shard);
    if (!before || list.size >= before.size) newest.set(shard, list);
  }
  return new Map([...newest].sort(([, one], [, other]) => one.size - other.size).slice(-KEPT));
}

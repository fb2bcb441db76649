// A log of some thousand entries, in which a status list stands, as a ledger serves it. Only tests import this.
import { u64, type Bytes } from "../protocol/bytes";
import { isNotice, noticeRecord, type Notice } from "../protocol/notices";
import { leaf, node } from "../protocol/tree";
import type { Page } from "./across";
import type { Source } from "./reading";
import type { Tile } from "./tiles";
import { Frontier } from "./view";

export const LIST = 9000;
export const SIZE = LIST + 41;
const WITHDRAWN = [100, 2999, 5999, 8999];

export function entry(index: number, type = 1): Bytes {
  const bytes = new Uint8Array(41);
  bytes.set([type]);
  bytes.set(u64(index), 20);
  return bytes;
}

/** Grants, four withdrawals, and at `LIST` a status list. */
export const honest = Array.from({ length: SIZE }, (_, index) =>
  entry(index, index === LIST ? 3 : WITHDRAWN.includes(index) ? 6 : 1),
);

/** A log of these entries, whose hashes are computed once. */
export class LongLog {
  asked = 0;
  readonly #levels: Bytes[][];

  constructor(readonly entries: Bytes[]) {
    this.#levels = [entries.map((one) => leaf(one))];
    for (let below = this.#levels[0] ?? []; below.length > 1; below = this.#levels.at(-1) ?? []) {
      const pairs = Array.from({ length: Math.floor(below.length / 2) }, (_, at) => at * 2);
      this.#levels.push(pairs.map((at) => node(below[at] as Bytes, below[at + 1] as Bytes)));
    }
  }

  frontier(size: number): Frontier {
    return this.entries.slice(0, size).reduce((log, one) => log.push(one), Frontier.empty());
  }

  source(): Source {
    return {
      entries: (from, size) => {
        this.asked += 1;
        return Promise.resolve(this.entries.slice(from, Math.min(size, (Math.floor(from / 256) + 1) * 256)));
      },
      pruned: () => Promise.resolve(null),
      tile: ({ level, index, width }: Tile) => {
        this.asked += 1;
        const hashes = this.#levels[level * 8]?.slice(index * 256, index * 256 + width) ?? [];
        if (hashes.length !== width) throw new Error("no such tile");
        const bytes = new Uint8Array(width * 32);
        hashes.forEach((hash, at) => bytes.set(hash, at * 32));
        return Promise.resolve(bytes);
      },
    };
  }

  /** The notices before the list. */
  notices(): Notice[] {
    const all = this.entries.map((one, index) => ({ index, entry: one })).slice(0, LIST);
    return all.filter(({ entry: one }) => isNotice(one[0] ?? -1));
  }

  /** How many there are, and their root. */
  said(): { count: number; root: Bytes } {
    const over = this.notices().reduce((log, notice) => log.push(noticeRecord(notice)), Frontier.empty());
    return { count: over.size, root: over.root() };
  }

  /** What the ledger gives as notices, at most two at a time. */
  pages(change: (page: Page) => Page = (page) => page): (from: number) => Promise<Page | null> {
    const notices = this.notices();
    const root = { size: LIST, root: new Uint8Array(32), time: 77, notices: this.said() };
    const [statement, logged] = [new Uint8Array(0), this.entries[LIST] as Bytes];
    return (from) =>
      Promise.resolve(change({ statement, notices: notices.slice(from, from + 2), root, entry: logged }));
  }
}

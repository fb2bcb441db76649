// What this desk keeps in the browser: the clinic's keys, and how far each ledger was read. A browser profile that is
// deleted takes them along; the file for other desks brings the keys back.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";

import { readChain, writeChain, type KeptChain } from "../ledger/keys";
import { Frontier, newestOf, unknownLog, type LogRecord } from "../ledger/view";
import type { Bytes } from "../protocol/bytes";
import type { KeptClinic } from "./clinic";
import type { Withdrawal } from "./withdraw";

type KeptLog = {
  frontier: string;
  /** Missing where every entry was read. */
  unreadBefore?: number;
  /** Missing in what was kept before there were notices. */
  notices?: string;
  revoked: number[];
  withdrawn: string[];
  unread: string[];
  /** Missing in what was kept before there were status lists. How much a list covers was not always noted. */
  roots?: [string, number][];
  lists?: [number, Bytes, number?][];
  readAt: number | null;
  signed: string | null;
  /** Missing where the ledger had one key alone. */
  keys?: KeptChain;
};

interface Shelves extends DBSchema {
  clinic: { key: "own"; value: KeptClinic };
  logs: { key: string; value: KeptLog };
  withdrawal: { key: "begun"; value: Withdrawal };
}

export class Shelf {
  private constructor(private readonly database: IDBPDatabase<Shelves>) {}

  static async open(name = "keepwell-clinic"): Promise<Shelf> {
    const database = await openDB<Shelves>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("clinic");
        fresh.createObjectStore("logs");
        fresh.createObjectStore("withdrawal");
      },
    });
    return new Shelf(database);
  }

  async clinic(): Promise<KeptClinic | null> {
    return (await this.database.get("clinic", "own")) ?? null;
  }

  /** Asks the browser to keep it until a person clears it away: some ask that person, and some decide by themselves. */
  async keepClinic(clinic: KeptClinic): Promise<void> {
    await this.database.put("clinic", clinic, "own");
    void navigator.storage?.persist?.().catch(() => false);
  }

  async forgetClinic(): Promise<void> {
    await this.database.clear("clinic");
  }

  /** A withdrawal that not every ledger has yet. */
  async withdrawal(): Promise<Withdrawal | null> {
    return (await this.database.get("withdrawal", "begun")) ?? null;
  }

  async keepWithdrawal(begun: Withdrawal): Promise<void> {
    await this.database.put("withdrawal", begun, "begun");
  }

  async forgetWithdrawal(): Promise<void> {
    await this.database.clear("withdrawal");
  }

  /** What is known of the log of this key; a record that makes no sense is as good as none. */
  async log(key: string): Promise<LogRecord> {
    return readLog(await this.database.get("logs", key));
  }

  /** Two windows, or two things in one, may read on at once: nothing that either knows is lost. */
  async keepLog(key: string, record: LogRecord): Promise<void> {
    const change = this.database.transaction("logs", "readwrite");
    const kept = readLog(await change.store.get(key));
    await change.store.put(writeLog(together(kept, record)), key);
    await change.done;
  }
}

/** What two know of one log, the first of whom kept it before: how far it was read by whoever read further, and whatever does not hang on
 * that by both. */
function together(kept: LogRecord, record: LogRecord): LogRecord {
  const further = kept.frontier.size <= record.frontier.size ? record : kept;
  const times = [kept.readAt, record.readAt].filter((time) => time !== null);
  return {
    ...further,
    // What was taken back or withdrawn stays so.
    revoked: new Set([...kept.revoked, ...record.revoked]),
    withdrawn: new Set([...kept.withdrawn, ...record.withdrawn]),
    lists: newestOf(kept.lists, record.lists),
    // No time is judged before one that the ledger signed.
    readAt: times.length > 0 ? Math.max(...times) : null,
  };
}

function readLog(kept: KeptLog | undefined): LogRecord {
  const frontier = kept && Frontier.read(kept.frontier);
  if (!frontier) return unknownLog();
  const { readAt, signed } = kept;
  return {
    frontier,
    unreadBefore: kept.unreadBefore ?? 0,
    notices: kept.notices === undefined ? null : Frontier.read(kept.notices),
    revoked: new Set(kept.revoked),
    withdrawn: new Set(kept.withdrawn),
    unread: new Set(kept.unread),
    roots: new Map(kept.roots),
    lists: new Map(kept.lists?.map(([shard, bytes, size = 0]) => [shard, { bytes, size }])),
    readAt,
    signed,
    keys: kept.keys ? readChain(kept.keys) : null,
  };
}

function writeLog(record: LogRecord): KeptLog {
  const { readAt, signed } = record;
  return {
    frontier: record.frontier.write(),
    unreadBefore: record.unreadBefore,
    ...(record.notices && { notices: record.notices.write() }),
    revoked: [...record.revoked],
    withdrawn: [...record.withdrawn],
    unread: [...record.unread],
    roots: [...record.roots],
    lists: [...record.lists].map(([shard, { bytes, size }]) => [shard, bytes, size]),
    ...(record.keys && { keys: writeChain(record.keys) }),
    readAt,
    signed,
  };
}

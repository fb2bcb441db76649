// What this desk keeps in the browser: the clinic's keys, and how far each ledger was read. A browser profile that is
// deleted takes them along; the file for other desks brings the keys back.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";

import { readChain, writeChain, type KeptChain } from "../ledger/keys";
import { Frontier, unknownLog, type LogRecord } from "../ledger/view";
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
  /** Missing in what was kept before there were status lists. */
  roots?: [string, number][];
  lists?: [number, Bytes][];
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
    const kept = await this.database.get("logs", key);
    const frontier = kept && Frontier.read(kept.frontier);
    if (!frontier) return unknownLog();
    const [revoked, withdrawn, unread] = [kept.revoked, kept.withdrawn, kept.unread];
    const { readAt, signed } = kept;
    return {
      frontier,
      unreadBefore: kept.unreadBefore ?? 0,
      notices: kept.notices === undefined ? null : Frontier.read(kept.notices),
      revoked: new Set(revoked),
      withdrawn: new Set(withdrawn),
      unread: new Set(unread),
      roots: new Map(kept.roots),
      lists: new Map(kept.lists),
      readAt,
      signed,
      keys: kept.keys ? readChain(kept.keys) : null,
    };
  }

  /** Two windows may read on at once: what one already knows further is kept. */
  async keepLog(key: string, record: LogRecord): Promise<void> {
    const change = this.database.transaction("logs", "readwrite");
    const kept = await change.store.get(key);
    const known = kept ? (Frontier.read(kept.frontier)?.size ?? 0) : 0;
    if (known <= record.frontier.size) {
      const { readAt, signed } = record;
      const withdrawn = new Set([...(kept?.withdrawn ?? []), ...record.withdrawn]);
      const written = {
        frontier: record.frontier.write(),
        unreadBefore: record.unreadBefore,
        ...(record.notices && { notices: record.notices.write() }),
        revoked: [...record.revoked],
        withdrawn: [...withdrawn],
        unread: [...record.unread],
        roots: [...record.roots],
        lists: [...record.lists],
        ...(record.keys && { keys: writeChain(record.keys) }),
      };
      await change.store.put({ ...written, readAt, signed }, key);
    }
    await change.done;
  }
}

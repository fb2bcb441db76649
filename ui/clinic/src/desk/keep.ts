// What this desk keeps in the browser: the clinic's keys, and how far each ledger was read. A browser profile that is
// deleted takes them along; the file for other desks brings the keys back.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";

import { Frontier, unknownLog, type LogRecord } from "../ledger/view";
import type { KeptClinic } from "./clinic";

type KeptLog = { frontier: string; revoked: number[]; readAt: number | null; signed: string | null };

interface Shelves extends DBSchema {
  clinic: { key: "own"; value: KeptClinic };
  logs: { key: string; value: KeptLog };
}

export class Shelf {
  private constructor(private readonly database: IDBPDatabase<Shelves>) {}

  static async open(name = "keepwell-clinic"): Promise<Shelf> {
    const database = await openDB<Shelves>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("clinic");
        fresh.createObjectStore("logs");
      },
    });
    return new Shelf(database);
  }

  async clinic(): Promise<KeptClinic | null> {
    return (await this.database.get("clinic", "own")) ?? null;
  }

  async keepClinic(clinic: KeptClinic): Promise<void> {
    await this.database.put("clinic", clinic, "own");
  }

  async forgetClinic(): Promise<void> {
    await this.database.clear("clinic");
  }

  /** What is known of the log of this key; a record that makes no sense is as good as none. */
  async log(key: string): Promise<LogRecord> {
    const kept = await this.database.get("logs", key);
    const frontier = kept && Frontier.read(kept.frontier);
    if (!frontier) return unknownLog();
    return { frontier, revoked: new Set(kept.revoked), readAt: kept.readAt, signed: kept.signed };
  }

  /** Two windows may read on at once: what one already knows further is kept. */
  async keepLog(key: string, record: LogRecord): Promise<void> {
    const change = this.database.transaction("logs", "readwrite");
    const kept = await change.store.get(key);
    const known = kept ? (Frontier.read(kept.frontier)?.size ?? 0) : 0;
    if (known <= record.frontier.size) {
      const { frontier, revoked, readAt, signed } = record;
      await change.store.put({ frontier: frontier.write(), revoked: [...revoked], readAt, signed }, key);
    }
    await change.done;
  }
}

// Whether this clinic's key was withdrawn, by another of its desks or by whoever else had it: every desk reads the logs for
// that, as wallets do, and keeps what it read.
import type { Ledger } from "../ledger/ledger";
import type { LogRecord } from "../ledger/view";
import { learn } from "../ledger/withdrawals";
import { hex, type Bytes } from "../protocol/bytes";
import type { Shelf } from "./keep";

/** Reads every ledger on first; one that is away says what it said before. */
export async function isWithdrawn(
  key: Bytes,
  ledgers: Ledger[],
  shelf: Pick<Shelf, "log" | "keepLog">,
): Promise<boolean> {
  const records = await Promise.all(ledgers.map((ledger) => readOn(ledger, shelf)));
  return records.some(({ withdrawn }) => withdrawn.has(hex(key)));
}

async function readOn(ledger: Ledger, shelf: Pick<Shelf, "log" | "keepLog">): Promise<LogRecord> {
  const known = await shelf.log(ledger.key.name);
  try {
    const record = await learn(ledger, await ledger.follow(known));
    await shelf.keepLog(ledger.key.name, record);
    return record;
  } catch {
    // A log that contradicts itself is told where it matters: when a record is opened.
    return known;
  }
}

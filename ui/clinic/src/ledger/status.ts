// The newest status list of a shard that is known to be on the log: fetched whole, so that the ledger does not learn which
// grant is meant, and kept with what is known of the log, for when the ledger is away.
import { Nonsense } from "../network/ask";
import { hex, type Bytes } from "../protocol/bytes";
import { FormatError } from "../protocol/format";
import { INTERVAL, openStatusList, type StatusList } from "../protocol/status";
import { LedgerLies, type Ledger } from "./ledger";
import { newestOf, type LogRecord } from "./view";

/** What is kept of this shard; null where it is nothing. */
export async function keptList(
  ledger: Ledger,
  { lists }: LogRecord,
  number: number,
): Promise<StatusList | null> {
  const kept = lists.get(number);
  return kept ? opened(ledger, kept.bytes, number).catch(() => null) : null;
}

/** The newest list, and what is known of the log then. A list that came while nobody looked is on the log by now. A
 * `FormatError` where it is not the one that the ledger logged. */
export async function newestList(
  ledger: Ledger,
  known: LogRecord,
  number: number,
  now: number,
): Promise<{ list: StatusList | null; record: LogRecord }> {
  const kept = await keptList(ledger, known, number);
  if (kept && now - kept.time < INTERVAL && goesOnFrom(kept, known)) return { list: kept, record: known };
  const bytes = await ledger.status(number);
  if (!bytes) return { list: kept, record: known };
  const list = await opened(ledger, bytes, number);
  // A list that covers less than the one before it takes nothing back.
  if (kept && list.size < kept.size) return { list: kept, record: known };
  const record = isLogged(list, known) ? known : await ledger.follow(known);
  if (!isLogged(list, record)) throw new Nonsense("reading the ledger's status list");
  const lists = newestOf(record.lists, new Map([[number, { size: list.size, bytes }]]));
  return { list, record: { ...record, lists } };
}

function opened(ledger: Ledger, bytes: Bytes, number: number): Promise<StatusList> {
  return ledger.hold(
    (key) => openStatusList(bytes, number, key),
    ({ size }) => size,
  );
}

/** The list, or what is kept of it where the ledger gives none. */
export async function listOrKept(
  ledger: Ledger,
  known: LogRecord,
  number: number,
  now: number,
): Promise<{ list: StatusList | null; record: LogRecord }> {
  try {
    return await newestList(ledger, known, number, now);
  } catch (error) {
    if (error instanceof LedgerLies || error instanceof FormatError) throw error;
    return { list: await keptList(ledger, known, number), record: known };
  }
}

/** Whether every entry behind those that the list covers was read: what was revoked between is in neither. */
export function goesOnFrom({ size }: StatusList, { unreadBefore }: LogRecord): boolean {
  return size >= unreadBefore;
}

/** Whether what the ledger logged for it was read, behind the entries that it covers. */
function isLogged({ entry, size }: StatusList, { roots }: LogRecord): boolean {
  return (roots.get(hex(entry.subarray(9))) ?? -1) >= size;
}

// The entries of a log that concern every reader (docs/formats/status.md): policies, key sets and withdrawals of cards, as the ledger
// gives them apart from all others. Nothing in an answer is proved: the notices must lead to the root in the statement.
import { fromU64, u64, type Bytes } from "./bytes";
import { MapReader } from "./cbor";
import { FormatError } from "./format";

const WHAT = "notices";
/** The most notices in one answer, and the largest answer in bytes. */
const MOST = 4096;
export const MOST_NOTICES = 256 * 1024;
const ENTRY = 41;
const RECORD = 8 + ENTRY;
/** Policy, key set, withdrawal of a card. */
const KINDS = [0, 4, 6];

/** An entry's bytes, and where it stands. */
export type Notice = { index: number; entry: Bytes };
export type NoticesPage = { statement: Bytes; notices: Notice[] };

/** Whether an entry of this type concerns every reader. */
export function isNotice(type: number): boolean {
  return KINDS.includes(type);
}

/** What a notice is in the tree over all of them. */
export function noticeRecord({ index, entry }: Notice): Bytes {
  const record = new Uint8Array(RECORD);
  record.set(u64(index));
  record.set(entry, 8);
  return record;
}

export function parseNotices(bytes: Bytes): NoticesPage {
  const map = MapReader.parse(WHAT, bytes, MOST_NOTICES);
  map.version(1);
  const statement = map.bytes(1, "statement");
  const records = map.bytes(2, "notices");
  map.finish();
  if (records.length % RECORD !== 0 || records.length > MOST * RECORD) throw new FormatError(WHAT, "notices");
  const notices = Array.from({ length: records.length / RECORD }, (_, at) =>
    parseRecord(records.slice(at * RECORD, (at + 1) * RECORD)),
  );
  const ascends = notices.every(({ index }, at) => at === 0 || (notices[at - 1] as Notice).index < index);
  if (!ascends) throw new FormatError(WHAT, "notices");
  return { statement, notices };
}

function parseRecord(record: Bytes): Notice {
  const index = fromU64(record.subarray(0, 8));
  if (index === null || !isNotice(record[8] ?? -1)) throw new FormatError(WHAT, "notices");
  return { index, entry: record.slice(8) };
}

// Check `receipt`: the grant is on the ledger, under one of its keys, in the history that this clinic knows. A share that came without
// its receipt is looked up there, since it may have been recorded, and taken back, since it was made. While the ledger is away, or does
// not have it, the patient decides.
import type { LogRecord } from "../ledger/view";
import { Nonsense } from "../network/ask";
import type { Bytes } from "../protocol/bytes";
import type { Checkpoint } from "../protocol/checkpoint";
import type { Manifest } from "../protocol/manifest";
import { grantEntry } from "../protocol/statement";
import { asked, type Contact } from "./contact";
import { proven, type Proven } from "./proven";
import { Refusal } from "./refusal";

/** The index of the grant, null while nobody can know it; and what is known of the log then. */
export type Recorded = { index: number | null; record: LogRecord };
/** What the share says: its proof, where it has one, and the digest of its statement. */
type Share = { proof: Manifest["proof"]; digest: Bytes };

/** Keeps what was read to find it, before anything is decided by it. */
export async function receipt(
  share: Share,
  contact: Contact,
  offlineOk: boolean,
  keep: (record: LogRecord) => Promise<void>,
): Promise<Recorded> {
  const { ledger, isAway } = contact;
  if (isAway && !offlineOk) throw new Refusal("receipt", "ledger_away");
  const entry = grantEntry(share.digest);
  const proof = share.proof ?? (isAway ? null : await asked("receipt", ledger.lookUp(entry)));
  if (!proof) {
    if (offlineOk) return { index: null, record: contact.record };
    throw new Refusal("receipt", "not_recorded");
  }
  const found = await proven(proof, entry, ledger);
  const record = share.proof ? contact.record : await readUpTo(found.checkpoint.size, contact, keep);
  await expectOneHistory(found, { ...contact, record });
  return { index: found.index, record };
}

/** A lie is told first; a state beyond what was read is worth comparing only where witnesses saw it. */
async function expectOneHistory({ checkpoint, note }: Proven, contact: Contact): Promise<void> {
  const isWitnessed = contact.ledger.isWitnessed(note);
  const isComparable = isWitnessed || checkpoint.size <= contact.record.frontier.size;
  if (isComparable && !(await isOneHistory(checkpoint, contact))) throw new Refusal("receipt", "ledger_lies");
  if (!isWitnessed) throw new Refusal("receipt", "not_witnessed");
}

/** What was found may stand behind what was read a moment ago, and so may what was taken back since. */
async function readUpTo(
  size: number,
  { ledger, record }: Contact,
  keep: (record: LogRecord) => Promise<void>,
): Promise<LogRecord> {
  if (size <= record.frontier.size) return record;
  const read = await asked("receipt", ledger.follow(record));
  await keep(read);
  return read;
}

/** Whether the state in which the share was recorded goes with what was read; without the ledger, as far as that goes. */
async function isOneHistory(checkpoint: Checkpoint, { ledger, record, isAway }: Contact): Promise<boolean> {
  const { frontier } = record;
  // Two signed states of one size with different roots are two histories.
  if (frontier.size === checkpoint.size) return frontier.isSame(checkpoint);
  if (isAway) return true;
  // It shows less than it signed, as an old copy on the way would: that accuses nobody, and nothing is opened on it.
  if (frontier.size < checkpoint.size) throw new Refusal("receipt", "unreachable");
  return ledger.isOneHistory(checkpoint, frontier).catch((error: unknown) => {
    throw new Refusal("receipt", error instanceof Nonsense ? "altered" : "unreachable");
  });
}

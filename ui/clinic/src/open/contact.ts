// One conversation with the ledger, on which receipt, window and revocation are judged: a signed time, and every entry
// since the last visit. While the ledger is away, what is known from before remains, with its age.
import { KeyNotProven, LedgerLies, NotWitnessed, type Ledger } from "../ledger/ledger";
import type { LogRecord } from "../ledger/view";
import { Refused, Unreachable } from "../network/ask";
import { Refusal, type CheckName, type RefusalCode } from "./refusal";
import type { Clock } from "./checks";
import type { Desk, World } from "./open";

export type Contact = {
  ledger: Ledger;
  record: LogRecord;
  clock: Clock;
  isAway: boolean;
  /** Seconds since the log was last read, when it is away; null when it was read just now. */ age:
    number | null;
};

/** How old cosignatures may be under the state by which a revocation is judged, in seconds. */
const OLDEST = 15 * 60;

export async function contact(desk: Desk, ledger: Ledger, world: World): Promise<Contact> {
  const known = await desk.known(ledger);
  ledger.know(known);
  const local = (world.computer ?? world.now)();
  const away = (record: LogRecord): Contact => {
    // Never before what the ledger signed already, whatever this computer's clock says.
    const now = Math.max(world.now(), known.readAt ?? 0);
    const age = known.readAt === null ? null : now - known.readAt;
    return { ledger, record, clock: { now, isSigned: false, local }, isAway: true, age };
  };
  const answer = await answered(ledger, known, world);
  if (!answer) return away(known);
  const { signed, read } = answer;
  // What no witness looked at lately may be an old state, in which a revocation is missing: as if the ledger were away, but for
  // what it does show.
  const isSeen = ledger.isWitnessed(read.signed ?? "", signed - OLDEST);
  const readAt = Math.max(signed, known.readAt ?? 0);
  const record = isSeen ? { ...read, readAt } : read;
  const isKept = await desk.keep(ledger, record).then(
    () => true,
    () => false,
  );
  if (!isSeen || !isKept) return away(read);
  // What witnesses have seen already is not in the future, whatever the ledger says.
  const now = Math.max(readAt, ledger.cosignedAt(read.signed ?? "") ?? 0);
  return { ledger, record, clock: { now, isSigned: true, local }, isAway: false, age: null };
}

/** The time that the ledger signed, and what it shows; null where it is as good as away. */
async function answered(
  ledger: Ledger,
  known: LogRecord,
  world: World,
): Promise<{ signed: number; read: LogRecord } | null> {
  try {
    const signed = await ledger.time(world.random(32));
    return { signed, read: await ledger.follow(known) };
  } catch (error) {
    const code = refusalOf(error);
    if (code) throw new Refusal("receipt", code);
    return null;
  }
}

/** What the ledger answers to a question without whose answer nothing is opened. */
export async function asked<T>(check: CheckName, answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    const isAway = error instanceof Unreachable || error instanceof Refused;
    throw new Refusal(check, refusalOf(error) ?? (isAway ? "unreachable" : "altered"));
  });
}

/** What is refused whatever the patient allowed; null where the ledger is as good as away. */
function refusalOf(error: unknown): RefusalCode | null {
  if (error instanceof LedgerLies) return "ledger_lies";
  if (error instanceof KeyNotProven) return "ledger_key";
  return error instanceof NotWitnessed ? "not_witnessed" : null;
}

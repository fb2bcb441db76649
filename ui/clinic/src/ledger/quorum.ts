// How many of which witnesses must have cosigned what a log says, so that everybody is shown the same log. The page's
// operator says so with the list of servers; neither a code nor a share can.
import { FormatError } from "../protocol/format";
import { parseNote, parseNoteKey, signedBy, type Note, type NoteKey } from "../protocol/note";

const WHAT = "quorum of witnesses";
/** As many groups as a policy may have, one within the other. */
const DEEPEST = 65;

/** One witness, or so many of some. */
export type Quorum = NoteKey | { need: number; of: Quorum[] };

/** Reads a witness's key, or `{"need":2,"of":[…]}`. */
export function parseQuorum(written: unknown, depth = 0): Quorum {
  if (typeof written === "string") {
    const key = parseNoteKey(written);
    if (key.kind !== "witness") throw new FormatError(WHAT, "kind");
    return key;
  }
  const { need, of } = parseGroup(written);
  if (depth > DEEPEST) throw new FormatError(WHAT, "depth");
  return { need, of: of.map((one) => parseQuorum(one, depth + 1)) };
}

function parseGroup(written: unknown): { need: number; of: unknown[] } {
  const { need, of } = (written ?? {}) as { need?: unknown; of?: unknown };
  const isGroup = typeof need === "number" && Number.isInteger(need) && Array.isArray(of);
  if (!isGroup || need < 1 || need > of.length) throw new FormatError(WHAT, "group");
  return { need, of };
}

/** Whether enough cosigned this note at `since` (seconds since 1970) or later; a line that is not its witness's spoils all. */
export function isWitnessed(quorum: Quorum | null, written: string, since = 0): boolean {
  return !quorum || (cosignedAt(quorum, written) ?? NEVER) >= since;
}

/** When the last of enough witnesses cosigned this note, in seconds since 1970; null where too few did, or none are asked for. */
export function cosignedAt(quorum: Quorum | null, written: string): number | null {
  if (!quorum) return null;
  try {
    const time = agreedAt(quorum, parseNote(written));
    return time === NEVER ? null : time;
  } catch {
    return null;
  }
}

const NEVER = Number.NEGATIVE_INFINITY;

function agreedAt(quorum: Quorum, note: Note): number {
  if (!("need" in quorum)) return signedBy(note, quorum)?.time ?? NEVER;
  const times = quorum.of.map((one) => agreedAt(one, note)).sort((one, other) => other - one);
  return times[quorum.need - 1] ?? NEVER;
}

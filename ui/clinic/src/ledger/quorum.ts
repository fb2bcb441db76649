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
  if (!quorum) return true;
  try {
    return agrees(quorum, parseNote(written), since);
  } catch {
    return false;
  }
}

function agrees(quorum: Quorum, note: Note, since: number): boolean {
  if ("need" in quorum) {
    return quorum.of.filter((one) => agrees(one, note, since)).length >= quorum.need;
  }
  const time = signedBy(note, quorum)?.time;
  return typeof time === "number" && time >= since;
}

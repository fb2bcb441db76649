// Checkpoints (C2SP tlog-checkpoint): what a log says of itself at one moment, and the proofs that carry one.
import { fromBase64, same, type Bytes } from "./bytes";
import { FormatError, SignatureError } from "./format";
import { parseNote, signedBy, type NoteKey } from "./note";
import { leaf, rootOf } from "./tree";

const WHAT = "checkpoint";
const PROOF = "proof of an entry";
/** The largest proof of an entry, in bytes. */
export const MOST_PROOF = 288_085;
const FIRST_LINE = "c2sp.org/tlog-proof@v1";

export type Checkpoint = {
  origin: string;
  size: number;
  root: Bytes;
  /** When each known witness cosigned, in seconds since 1970. */ cosigned: Map<string, number>;
};

/** Opens a checkpoint that the log's key signed; cosignatures are checked for these witnesses. */
export function openCheckpoint(written: string, log: NoteKey, witnesses: NoteKey[] = []): Checkpoint {
  const note = parseNote(written);
  if (!signedBy(note, log)) throw new SignatureError(WHAT, "signature");
  const cosigned = new Map<string, number>();
  for (const witness of witnesses) {
    const time = signedBy(note, witness)?.time;
    if (typeof time === "number") cosigned.set(witness.name, time);
  }
  return { ...parseText(note.text, log.name), cosigned };
}

function parseText(text: string, name: string): Pick<Checkpoint, "origin" | "size" | "root"> {
  const [origin, digits, letters, ...more] = text.slice(0, -1).split("\n");
  const [size, root] = [parseSize(digits), fromBase64(letters ?? "")];
  if (origin !== name || size === null || root?.length !== 32 || more.includes(""))
    throw new FormatError(WHAT, "form");
  return { origin, size, root };
}

/** Opens a C2SP tlog-proof of `entry`: its index, and the checkpoint that it leads to, also as it was signed. */
export function openTlogProof(
  written: string,
  entry: Bytes,
  log: NoteKey,
  witnesses: NoteKey[] = [],
): { index: number; checkpoint: Checkpoint; note: string } {
  const end = written.indexOf("\n\n");
  if (end < 0) throw new FormatError(PROOF, "form");
  const { index, path } = parsePath(written.slice(0, end).split("\n"));
  const note = written.slice(end + 2);
  const checkpoint = openCheckpoint(note, log, witnesses);
  const root = rootOf(leaf(entry), index, checkpoint.size, path);
  if (!root || !same(root, checkpoint.root)) throw new FormatError(PROOF, "inclusion proof");
  return { index, checkpoint, note };
}

function parsePath([first, ...lines]: string[]): { index: number; path: Bytes[] } {
  if (first !== FIRST_LINE) throw new FormatError(PROOF, "form");
  const [place, ...hashes] = withoutExtra(lines);
  const index = parseSize(/^index (.+)$/.exec(place ?? "")?.[1]);
  const path = hashes.map((line) => fromBase64(line)).filter((hash) => hash?.length === 32) as Bytes[];
  if (index === null || hashes.length > 63 || path.length !== hashes.length)
    throw new FormatError(PROOF, "hashes");
  return { index, path };
}

/** Extra data is the application's own, and no signature covers it. */
function withoutExtra(lines: string[]): string[] {
  const extra = /^extra (.*)$/.exec(lines[0] ?? "")?.[1];
  if (extra === undefined) return lines;
  if (!fromBase64(extra)?.length) throw new FormatError(PROOF, "extra data");
  return lines.slice(1);
}

/** A decimal without leading zeros, exact. */
function parseSize(digits: string | undefined): number | null {
  const number = /^(0|[1-9]\d{0,15})$/.test(digits ?? "") ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}

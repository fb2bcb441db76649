// C2SP signed notes: a text, and lines that say who signed it. Lines by keys nobody knows are ignored; a line that names a
// known key must be made by it.
import { base64, concat, fromBase64, fromHex, same, utf8, type Bytes } from "./bytes";
import { FormatError, SignatureError } from "./format";
import { sha256 } from "./hash";
import { isVerifyingKey, verifies } from "./sign";

const WHAT = "signed note";
const MOST = 256 * 1024;
const MOST_LINES = 64;
const KEY = "key of a log";
const LOG = 1;
const WITNESS = 4;
const kinds: Record<number, NoteKey["kind"]> = { [LOG]: "log", [WITNESS]: "witness" };

/** A key that signs notes: of a log, or of a witness that adds the time. */
export type NoteKey = { name: string; kind: "log" | "witness"; key: Bytes; id: Bytes };
export type Note = { text: string; lines: { name: string; id: Bytes; signature: Bytes }[] };

/** Reads `name+<key id>+<key>`. */
export function parseNoteKey(written: string): NoteKey {
  const [name, digits, letters] =
    /^([^\s+\p{Cc}]{1,255})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(written)?.slice(1) ?? [];
  if (!name || !digits || !letters) throw new FormatError(KEY, "form");
  const [id, typed] = [fromHex(digits), fromBase64(letters)];
  if (!id || typed?.length !== 33 || !same(id, keyId(name, typed))) throw new FormatError(KEY, "key id");
  return { name, id, ...typedKey(typed) };
}

function typedKey([type = 0, ...bytes]: Bytes): Pick<NoteKey, "kind" | "key"> {
  const [kind, key] = [kinds[type], Uint8Array.from(bytes)];
  if (!kind || !isVerifyingKey(key)) throw new FormatError(KEY, "kind");
  return { kind, key };
}

/** Reads a note; no signature was looked at yet. */
export function parseNote(written: string): Note {
  const bytes = utf8(written);
  // A newline is the only control character below the space.
  const isPlain =
    ![...written].some((letter) => letter < " " && letter !== "\n") && !written.includes("\u007f");
  const end = written.lastIndexOf("\n\n");
  if (bytes.length > MOST || !isPlain || end < 0 || !written.endsWith("\n"))
    throw new FormatError(WHAT, "form");
  const lines = written.slice(end + 2, -1).split("\n");
  if (lines.length > MOST_LINES) throw new FormatError(WHAT, "signatures");
  return { text: written.slice(0, end + 1), lines: lines.map(parseLine) };
}

/** Whether the key signed the note; for a witness, its latest time in seconds since 1970. */
export function signedBy(note: Note, key: NoteKey): { time: number | null } | null {
  const mine = note.lines.filter((line) => line.name === key.name && same(line.id, key.id));
  const times = mine.map((line) => checked(note.text, key, line.signature));
  return times.length === 0 ? null : { time: times.reduce((one, other) => later(one, other)) };
}

function later(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.max(one, other);
}

function checked(text: string, key: NoteKey, signature: Bytes): number | null {
  if (key.kind === "log") {
    if (signature.length === 64 && verifies(key.key, utf8(text), signature)) return null;
    throw new SignatureError(WHAT, "signature");
  }
  const time =
    signature.length === 72
      ? Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0))
      : -1;
  const signed = utf8(`cosignature/v1\ntime ${time}\n${text}`);
  if (!Number.isSafeInteger(time) || time < 0 || !verifies(key.key, signed, signature.slice(8))) {
    throw new SignatureError(WHAT, "signature");
  }
  return time;
}

function parseLine(line: string): Note["lines"][number] {
  const [, name, letters] = /^— ([^\s+\p{Cc}]{1,255}) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? [];
  const bytes = fromBase64(letters ?? "");
  if (!name || !bytes || bytes.length < 5) throw new FormatError(WHAT, "signature line");
  return { name, id: bytes.slice(0, 4), signature: bytes.slice(4) };
}

function keyId(name: string, typed: Bytes): Bytes {
  return sha256(concat(utf8(name), Uint8Array.of(0x0a), typed)).slice(0, 4);
}

/** The key of the log `name`. */
export function logKey(name: string, key: Bytes): NoteKey {
  return { name, kind: "log", key, id: keyId(name, Uint8Array.of(LOG, ...key)) };
}

/** What a key is handed out as. */
export function writeNoteKey({
  name,
  kind,
  key,
}: {
  name: string;
  kind: NoteKey["kind"];
  key: Bytes;
}): string {
  const typed = Uint8Array.of(kind === "log" ? LOG : WITNESS, ...key);
  const id = Array.from(keyId(name, typed), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${name}+${id}+${base64(typed)}`;
}

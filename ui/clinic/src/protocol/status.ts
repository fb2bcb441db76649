// The ledger's status lists (docs/formats/status.md): which grants were taken back, a whole shard of 2^20 at a time. The bits
// must lead to the root that the ledger logged; that it did log it is for the caller to see.
import { same, type Bytes } from "./bytes";
import { decode, MapReader, type Value } from "./cbor";
import { isBy, Sign1 } from "./cose";
import { FormatError, SignatureError } from "./format";
import { sha256 } from "./hash";
import { inflated } from "./inflate";
import type { NoteKey } from "./note";
import { statusRootEntry, statusRootPayload } from "./statement";
import { leaf, rootOf } from "./tree";

const WHAT = "status list";
export const SHARD_BITS = 2 ** 20;
const SHARD_BYTES = SHARD_BITS / 8;
/** A shard of random bits does not compress. */
export const MOST_LIST = 140_000;
const TYP = 16;
const TYPE = "application/statuslist+cwt";
const STATUS_LIST = 65_533;
const TTL = 65_534;
const LOGGED = -70_003;
/** In seconds: how often the ledger makes one, how old a clinic lets it be, and when it counts for nothing. */
export const INTERVAL = 60;
export const MOST_AGE = 15 * 60;
export const EXPIRES = 24 * 60 * 60;

export type StatusList = {
  /** The shard's number. */ number: number;
  /** It follows from the first so many entries of the log. */ size: number;
  root: Bytes;
  /** When it was made, in seconds since 1970. */ time: number;
  /** The entry that must be on the log. */ entry: Bytes;
  bits: Bytes;
};

/** Opens the list of this shard, which the ledger of this key signed. */
export async function openStatusList(bytes: Bytes, number: number, ledger: NoteKey): Promise<StatusList> {
  const document = new Sign1(WHAT, bytes, MOST_LIST);
  if (!isBy(document, ledger.key)) throw new SignatureError(WHAT, "signature");
  if (document.take(TYP) !== TYPE) throw new FormatError(WHAT, "type");
  const claims = MapReader.of(WHAT, decode(WHAT, document.finish(), MOST_LIST));
  const { statement, path } = parseLogged(claims.optional(LOGGED));
  const { size, root: covered, time } = readStatusRoot(statement, ledger);
  const root = { size, root: covered, time };
  const packed = parsePacked(claims.optional(STATUS_LIST));
  const isOfIt = [
    claims.text(2, "shard number", 1024) === `urn:keepwell:status:${ledger.name}/${number}`,
    claims.number(4, "expiry") === root.time + EXPIRES,
    claims.number(6, "time") === root.time,
    claims.number(TTL, "interval") === INTERVAL,
  ];
  claims.finish();
  if (isOfIt.includes(false)) throw new FormatError(WHAT, "claims");
  const bits = await unpack(packed);
  const led = rootOf(leaf(bits), number, Math.ceil(root.size / SHARD_BITS), path);
  if (!led || !same(led, root.root)) throw new FormatError(WHAT, "root");
  return { number, ...root, entry: statusRootEntry(sha256(statement)), bits };
}

/** Whether the grant at `index` was taken back; null when this list says nothing of it. */
export function isRevoked({ number, size, bits }: StatusList, index: number): boolean | null {
  if (Math.floor(index / SHARD_BITS) !== number || index >= size) return null;
  const bit = index % SHARD_BITS;
  return (((bits[Math.floor(bit / 8)] ?? 0) >> (bit % 8)) & 1) === 1;
}

/** What a list's root says, and the notices that it covers; null from a ledger that says nothing of them. */
export type StatusRoot = { size: number; root: Bytes; time: number; notices: Notices | null };
/** How many there are, and the root over them. */
export type Notices = { count: number; root: Bytes };

/** What the ledger logged for a list: its own statement of type 3. */
export function readStatusRoot(statement: Bytes, ledger: NoteKey): StatusRoot {
  const map = MapReader.parse(WHAT, statusRootPayload(statement, ledger.key), 4096);
  map.version(1);
  if (map.text(1, "origin", 1024) !== ledger.name) throw new FormatError(WHAT, "origin");
  const read = { size: map.number(2, "size"), root: map.bytes(3, "root", 32), time: map.number(4, "time") };
  const notices = readNotices(map);
  map.finish();
  return { ...read, notices };
}

/** Both or neither. */
function readNotices(map: MapReader): Notices | null {
  const root = map.optionalBytes(6, "notices");
  if (root === null) return null;
  if (root.length !== 32) throw new FormatError(WHAT, "notices");
  return { count: map.number(5, "notices"), root };
}

function parseLogged(value: Value | undefined): { statement: Bytes; path: Bytes[] } {
  const map = MapReader.of(WHAT, value);
  const [statement, path] = [map.bytes(0, "statement"), map.list(1, "proof")];
  map.finish();
  const isHash = (hash: Value): hash is Bytes => hash instanceof Uint8Array && hash.length === 32;
  if (!path.every(isHash)) throw new FormatError(WHAT, "proof");
  return { statement, path };
}

/** The standard names these two by letters. */
function parsePacked(value: Value | undefined): Bytes {
  const list = value instanceof Map ? (value as unknown as Map<string, Value>) : new Map<string, Value>();
  const packed = list.get("lst");
  if (list.size !== 2 || list.get("bits") !== 1 || !(packed instanceof Uint8Array))
    throw new FormatError(WHAT, "list");
  return packed;
}

/** Exactly a shard of bits; nothing larger is ever taken in. */
async function unpack(packed: Bytes): Promise<Bytes> {
  const bits = await inflated(packed, SHARD_BYTES);
  if (!bits) throw new FormatError(WHAT, "list");
  return bits;
}

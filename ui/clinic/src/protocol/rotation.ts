// That a ledger's key handed over to another one (docs/formats/key-set.md): the key set that both signed, the last entry of a log
// whose checkpoint both signed. Whoever knows one of the keys then knows the other, and how far the old one goes.
import { same, text, u64, type Bytes } from "./bytes";
import { decode, encode, type Value } from "./cbor";
import { openTlogProof, type Checkpoint } from "./checkpoint";
import { FormatError, SignatureError } from "./format";
import { labelled } from "./hash";
import { logKey, type NoteKey } from "./note";
import { isVerifyingKey, verifies } from "./sign";
import { keySetEntry, keySetStatement } from "./statement";

const WHAT = "key set";
const MOST = 4096;
export const MOST_LISTED = 16 * 1024;
const MOST_KEYS = 64;
/** Parameters of a COSE Key (RFC 9052 §7, RFC 9053 §7.2). */
const [KTY, KID, ALG, CRV, X] = [1, 2, 3, -1, -2];
const TAKES_OVER = -70_005;
const UNTIL = -70_006;
const BY = -70_007;

export type Rotation = {
  old: NoteKey;
  new: NoteKey;
  /** The checkpoint that both signed; its size is the largest that the old key signs for. */ checkpoint: Checkpoint;
  note: string;
};

/** One key of a ledger as it lists them, the present one first; how it ended, where it did. Nothing of it is proved. */
export type ListedKey = { key: Bytes; ended: { until: number; statement: Bytes } | null };

/** Checks that the key of the log `origin` handed over by this statement, and that it is on the log where the proof says. */
export function verifyRotation(statement: Bytes, proof: Bytes, origin: string): Rotation {
  const { signer, after, payload } = keySetStatement(statement);
  const taking = takesOver(payload);
  const message = labelled("ledger/rotation", signer, taking.key, u64(after));
  if (same(taking.key, signer) || !verifies(taking.key, message, taking.yes))
    throw new SignatureError(WHAT, "new key");
  const [old, next] = [logKey(origin, signer), logKey(origin, taking.key)];
  const written = text(proof) ?? "";
  const entry = keySetEntry(statement);
  // Both signed the same note, and the proof leads to it.
  const { checkpoint, index, note } = openTlogProof(written, entry, old);
  openTlogProof(written, entry, next);
  if (index + 1 !== checkpoint.size) throw new FormatError(WHAT, "place");
  return { old, new: next, checkpoint, note };
}

/** Reads what a ledger says of its keys. */
export function parseListedKeys(bytes: Bytes): ListedKey[] {
  const keys = decode(WHAT, bytes, MOST_LISTED);
  if (!Array.isArray(keys) || keys.length > MOST_KEYS) throw new FormatError(WHAT, "keys");
  return keys.map((value) => {
    const map = value instanceof Map ? value : new Map<number, Value>();
    const key = coseKey(map);
    const [until, by] = [map.get(UNTIL), map.get(BY)];
    if (until === undefined && by === undefined) return { key, ended: null };
    const isEnd = typeof until === "number" && Number.isSafeInteger(until) && by instanceof Uint8Array;
    if (!isEnd || by.length !== 32) throw new FormatError(WHAT, "key");
    return { key, ended: { until, statement: by } };
  });
}

/** The ledger's new key in a key set, and its signature that it takes over. */
function takesOver(payload: Bytes): { key: Bytes; yes: Bytes } {
  const keys = decode(WHAT, payload, MOST);
  const map = Array.isArray(keys) && keys[0] instanceof Map ? keys[0] : new Map<number, Value>();
  const yes = map.get(TAKES_OVER);
  const key = coseKey(map);
  const expected = new Map<number, Value>([...plain(key), [TAKES_OVER, yes ?? null]]);
  if (!(yes instanceof Uint8Array) || !same(encode(expected), encode(map)))
    throw new FormatError(WHAT, "key");
  return { key, yes };
}

function plain(key: Bytes): [number, Value][] {
  return [
    [KTY, 1],
    [KID, key],
    [ALG, -8],
    [CRV, 6],
    [X, key],
  ];
}

function coseKey(map: Map<number, Value>): Bytes {
  const key = map.get(X);
  const isKey = key instanceof Uint8Array && key.length === 32 && isVerifyingKey(key);
  if (!isKey) throw new FormatError(WHAT, "key");
  return key;
}

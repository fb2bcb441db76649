// The ledger's receipt (RFC 9942 with an RFC 9162 inclusion proof): its protected header carries the log's origin and the
// tree's size, so that a proof cannot be replayed at another index.
import { type Bytes } from "./bytes";
import { decode, MapReader, type Value } from "./cbor";
import { isBy, Sign1 } from "./cose";
import { FormatError, SignatureError } from "./format";
import { leaf, rootOf } from "./tree";

const WHAT = "ledger's receipt";
/** The largest receipt, in bytes. */
export const MOST_RECEIPT = 4096;
const VDS = 395;
const VDP = 396;
const TREE_SIZE = -70_002;
const SUBJECT = "urn:keepwell:ledger:checkpoint";

export type Receipt = { index: number; size: number; root: Bytes };

/** Verifies that the ledger of `origin` and `key` holds `entry`, and says where. */
export function verifyReceipt(bytes: Bytes, entry: Bytes, origin: string, key: Bytes): Receipt {
  const document = new Sign1(WHAT, bytes, MOST_RECEIPT);
  if (!isBy(document, key)) throw new SignatureError(WHAT, "signature");
  const { iss, sub } = document.claims();
  if (iss !== origin || sub !== SUBJECT) throw new FormatError(WHAT, "origin");
  if (document.take(VDS) !== 1) throw new FormatError(WHAT, "data structure");
  const size = document.take(TREE_SIZE);
  const proof = parseProof(document.takeUnprotected());
  if (size !== proof.size) throw new FormatError(WHAT, "tree size");
  const root = rootOf(leaf(entry), proof.index, proof.size, proof.path);
  if (!root) throw new FormatError(WHAT, "inclusion proof");
  document.finish(root);
  return { index: proof.index, size: proof.size, root };
}

function parseProof(unprotected: Map<number, Value>): { size: number; index: number; path: Bytes[] } {
  const header = MapReader.of(WHAT, unprotected);
  const proofs = MapReader.of(WHAT, header.optional(VDP));
  header.finish();
  const [proof, ...others] = proofs.list(-1, "inclusion proof");
  proofs.finish();
  if (!(proof instanceof Uint8Array) || others.length > 0) throw new FormatError(WHAT, "inclusion proof");
  const parts = decode(WHAT, proof, MOST_RECEIPT);
  const [size, index, path] = Array.isArray(parts) && parts.length === 3 ? parts : [];
  const isHash = (value: Value): value is Bytes => value instanceof Uint8Array && value.length === 32;
  const fits = isCount(size) && isCount(index) && Array.isArray(path) && path.every(isHash);
  if (!fits) throw new FormatError(WHAT, "inclusion proof");
  return { size, index, path };
}

function isCount(value: Value | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

// Statements, as the ledger registers them, and the 41-byte entries that stand for them (docs/formats/entry-statement-receipt.md).
import { concat, fromHex, hex, same, u64, type Bytes } from "./bytes";
import { claims, isBy, Sign1, signDocument } from "./cose";
import { FormatError, SignatureError } from "./format";
import { labelled, sha256 } from "./hash";
import type { Signer } from "./signer";

const WHAT = "statement";
const MOST = 4096;
const TYPE = -70_001;
const POLICY = 0;
const GRANT = 1;
const REVOCATION = 2;
const STATUS_ROOT = 3;
const KEY_SET = 4;
const WITHDRAWAL = 6;

export type GrantStatement = { key: Bytes; grant: Bytes; commitment: Bytes; digest: Bytes };

/** Reads the statement of a grant: signature, key hash and form. */
export function parseGrantStatement(bytes: Bytes): GrantStatement {
  const document = new Sign1(WHAT, bytes, MOST);
  const { iss, sub } = document.claims();
  if (document.take(TYPE) !== GRANT) throw new FormatError(WHAT, "type");
  const grant = fromHex(/^urn:keepwell:grant:([0-9a-f]{32})$/.exec(sub)?.[1] ?? "");
  if (!grant || grant.length !== 16) throw new FormatError(WHAT, "subject");
  if (iss !== issuer(document.signer)) throw new FormatError(WHAT, "issuer");
  const commitment = document.finish();
  if (commitment.length !== 32) throw new FormatError(WHAT, "payload");
  return { key: document.signer, grant, commitment, digest: sha256(bytes) };
}

/** What a grant's statement commits to. */
export function commitment(salt: Bytes, terms: Bytes): Bytes {
  return labelled("grant/commitment", salt, sha256(terms));
}

/** Whether the statement opens to these terms. */
export function opensTo(statement: GrantStatement, salt: Bytes, terms: Bytes): boolean {
  return same(statement.commitment, commitment(salt, terms));
}

/** The withdrawal of a card by its own key. */
export function signWithdrawal(signer: Signer, card: Bytes): Promise<Bytes> {
  const subject = `urn:keepwell:card:${hex(card)}`;
  return signDocument(signer, card, [claims(issuer(signer.key), subject), [TYPE, WITHDRAWAL]]);
}

/** Reads a withdrawal: who signed it, and the digest of the card that it names. */
export function parseWithdrawal(bytes: Bytes): { key: Bytes; card: Bytes } {
  const document = new Sign1(WHAT, bytes, MOST);
  const { iss, sub } = document.claims();
  if (document.take(TYPE) !== WITHDRAWAL) throw new FormatError(WHAT, "type");
  if (iss !== issuer(document.signer)) throw new FormatError(WHAT, "issuer");
  const card = document.finish();
  if (card.length !== 32) throw new FormatError(WHAT, "payload");
  if (sub !== `urn:keepwell:card:${hex(card)}`) throw new FormatError(WHAT, "subject");
  return { key: document.signer, card };
}

/** Reads what the ledger of this key logged for a status list: its payload. */
export function statusRootPayload(bytes: Bytes, ledger: Bytes): Bytes {
  const document = new Sign1(WHAT, bytes, MOST);
  if (!isBy(document, ledger)) throw new SignatureError(WHAT, "signature");
  const { iss, sub } = document.claims();
  if (document.take(TYPE) !== STATUS_ROOT) throw new FormatError(WHAT, "type");
  if (iss !== issuer(document.signer)) throw new FormatError(WHAT, "issuer");
  if (sub !== "urn:keepwell:ledger:status") throw new FormatError(WHAT, "subject");
  return document.finish();
}

/** Reads what the ledger of this key logged on what it prunes: its payload. */
export function retentionPayload(bytes: Bytes, ledger: Bytes): Bytes {
  const document = new Sign1(WHAT, bytes, MOST);
  if (!isBy(document, ledger)) throw new SignatureError(WHAT, "signature");
  const { iss, sub } = document.claims();
  if (document.take(TYPE) !== POLICY) throw new FormatError(WHAT, "type");
  if (iss !== issuer(document.signer)) throw new FormatError(WHAT, "issuer");
  if (sub !== "urn:keepwell:ledger:retention") throw new FormatError(WHAT, "subject");
  return document.finish();
}

/** Reads a key set that follows another one on the log: who signed it, the index of the one before, and the keys. */
export function keySetStatement(bytes: Bytes): { signer: Bytes; after: number; payload: Bytes } {
  const document = new Sign1(WHAT, bytes, MOST);
  const { iss, sub } = document.claims();
  if (document.take(TYPE) !== KEY_SET) throw new FormatError(WHAT, "type");
  if (iss !== issuer(document.signer)) throw new FormatError(WHAT, "issuer");
  const after = Number(/^urn:keepwell:ledger:keys:(0|[1-9]\d{0,15})$/.exec(sub)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(after)) throw new FormatError(WHAT, "subject");
  return { signer: document.signer, after, payload: document.finish() };
}

/** The entry of a key set. */
export function keySetEntry(statement: Bytes): Bytes {
  return entry(KEY_SET, 0, sha256(statement));
}

/** The entry of a status root. */
export function statusRootEntry(statement: Bytes): Bytes {
  return entry(STATUS_ROOT, 0, statement);
}

/** The entry of a grant's statement. */
export function grantEntry(statement: Bytes): Bytes {
  return entry(GRANT, 0, statement);
}

/** The entry of a card's withdrawal. */
export function withdrawalEntry(statement: Bytes): Bytes {
  return entry(WITHDRAWAL, 0, sha256(statement));
}

/** One entry of the log. */
export type Entry = { type: number; target: number; statement: Bytes };

export function isRevocationOf(found: Entry, index: number): boolean {
  return found.type === REVOCATION && found.target === index;
}

function entry(type: number, target: number, statement: Bytes): Bytes {
  return concat(Uint8Array.of(type), u64(target), statement);
}

function issuer(key: Bytes): string {
  return `urn:keepwell:key:${hex(labelled("statement/key", key))}`;
}

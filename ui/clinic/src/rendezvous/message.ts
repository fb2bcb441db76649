// The messages of a rendezvous (docs/formats/rendezvous.md): deterministic CBOR, padded to one size and sealed to the other
// side's fresh key. Each step has its own label, so that none is taken for another.
import { seal, unseal } from "../protocol/access";
import type { Agreement } from "../protocol/agreement";
import { concat, text, u16, type Bytes } from "../protocol/bytes";
import { encode, MapReader, type Value } from "../protocol/cbor";
import { FormatError } from "../protocol/format";
import { label, own } from "../protocol/hash";
import { parseLink } from "../protocol/link";

const WHAT = "message";
const PADDED = 4608;
/** Every message on its way has this many bytes. */
export const MESSAGE_BYTES = 32 + PADDED + 16;

export type Step = "claim" | "answer" | "reveal" | "outcome";
/** What a message is bound to: the code, and for the outcome also what only the two sides know by then. */
export type Bound = { step: Step; code: Bytes; transcript?: Bytes };

export type Claim = { key: Bytes; commitment: Bytes };
/** One side's random bytes, and the clinic's card where the clinic sends them. */
export type Share = { random: Bytes; card: Bytes | null };

export async function sealMessage(to: Bytes, bound: Bound, plain: Bytes): Promise<Bytes> {
  const padded = new Uint8Array(PADDED);
  padded.set(concat(u16(plain.length), plain));
  const { enc, ciphertext } = await seal(to, info(bound), padded);
  return concat(enc, ciphertext);
}

/** The CBOR of a message to this side. */
export async function openMessage(secret: Agreement, bound: Bound, message: Bytes): Promise<Bytes> {
  if (message.length !== MESSAGE_BYTES) throw new FormatError(WHAT, "length");
  const padded = await unseal(secret, message.slice(0, 32), info(bound), message.slice(32)).catch(() => {
    throw new FormatError(WHAT, "seal");
  });
  const [high = 0, low = 0] = padded;
  const end = 2 + high * 256 + low;
  if (end > padded.length || padded.slice(end).some((byte) => byte !== 0))
    throw new FormatError(WHAT, "padding");
  return padded.slice(2, end);
}

function info({ step, code, transcript }: Bound): Bytes {
  return concat(label(`rendezvous/${step}`), code, ...(transcript ? [transcript] : []));
}

export function encodeClaim({ key, commitment }: Claim): Bytes {
  return write([1, key], [2, commitment]);
}

export function parseClaim(plain: Bytes): Claim {
  const map = read(plain);
  const claim = { key: map.bytes(1, "key", 32), commitment: map.bytes(2, "commitment", 32) };
  map.finish();
  return claim;
}

export function encodeShare({ random, card }: Share): Bytes {
  return card ? write([1, random], [2, card]) : write([1, random]);
}

export function parseShare(plain: Bytes): Share {
  const map = read(plain);
  const share = { random: map.bytes(1, "random", 32), card: map.optionalBytes(2, "card") };
  map.finish();
  return share;
}

/** The text of the grant's code; null when the patient said no. */
export function parseOutcome(plain: Bytes): string | null {
  const map = read(plain);
  const written = map.optionalBytes(1, "code");
  map.finish();
  if (written === null) return null;
  const code = text(written);
  // In the one spelling that we send.
  if (code === null || code !== code.trim().toUpperCase() || parseLink(code).kind !== "grant")
    throw new FormatError(WHAT, "code");
  return code;
}

function write(...fields: [number, Value][]): Bytes {
  return encode(new Map<number, Value>([[0, 1], ...fields]));
}

function read(plain: Bytes): MapReader {
  const map = MapReader.parse(WHAT, own(plain), PADDED);
  map.version(1);
  return map;
}

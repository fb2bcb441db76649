// COSE_Sign1 (RFC 9052) with EdDSA in the one shape our documents have: tag 18, everything that matters protected,
// nothing in the header that nobody asked for.
import { concat, same, type Bytes } from "./bytes";
import { decode, encode, MapReader, type Value } from "./cbor";
import { FormatError, SignatureError } from "./format";
import { verifies } from "./sign";
import type { Signer } from "./signer";

const ALG = 1;
const KID = 4;
const CLAIMS = 15;
const EDDSA = -8;
const TAG = 0xd2;

/** A document that was read but whose signature was not looked at: {@link Sign1.finish} does, and must be called. */
export class Sign1 {
  readonly #protected: Bytes;
  readonly #header: MapReader;
  readonly #unprotected: Map<number, Value>;
  readonly #payload: Bytes | null;
  readonly #signature: Bytes;
  /** The public key that the document says signed it. */
  readonly signer: Bytes;

  constructor(
    private readonly what: string,
    bytes: Uint8Array,
    most: number,
  ) {
    if (bytes.length > most || bytes[0] !== TAG) throw new FormatError(what, "COSE_Sign1");
    const parts = decode(what, bytes.subarray(1), most);
    if (!isSign1(parts)) throw new FormatError(what, "COSE_Sign1");
    [this.#protected, this.#unprotected, this.#payload, this.#signature] = parts;
    this.#header = MapReader.parse(what, this.#protected, most);
    if (this.#header.optional(ALG) !== EDDSA) throw new FormatError(what, "algorithm");
    this.signer = this.#header.bytes(KID, "signer", 32);
  }

  /** A field of the protected header. */
  take(name: number): Value | undefined {
    return this.#header.optional(name);
  }

  /** Issuer and subject. */
  claims(): { iss: string; sub: string } {
    const claims = MapReader.of(this.what, this.#header.optional(CLAIMS));
    const found = { iss: claims.text(1, "issuer", 512), sub: claims.text(2, "subject", 512) };
    claims.finish();
    return found;
  }

  /** The unprotected header, which is empty in all documents but receipts. */
  takeUnprotected(): Map<number, Value> {
    const taken = new Map(this.#unprotected);
    this.#unprotected.clear();
    return taken;
  }

  /** Verifies the signature and gives the payload; `detached` is the payload of a document that carries none. */
  finish(detached: Bytes | null = null): Bytes {
    this.#header.finish();
    if (this.#unprotected.size > 0) throw new FormatError(this.what, "unprotected header");
    const payload = this.#payload ?? detached;
    if (payload === null || (this.#payload && detached)) throw new FormatError(this.what, "payload");
    if (!verifies(this.signer, signed(this.#protected, payload), this.#signature)) {
      throw new SignatureError(this.what, "signature");
    }
    return payload;
  }
}

/** A signed document without an unprotected header. */
export async function signDocument(
  signer: Signer,
  payload: Bytes,
  more: [number, Value][] = [],
): Promise<Bytes> {
  const header = encode(new Map<number, Value>([[ALG, EDDSA], [KID, signer.key], ...more]));
  const signature = await signer.sign(signed(header, payload));
  return concat(Uint8Array.of(TAG), encode([header, new Map(), payload, signature]));
}

/** The claims as a field of the header. */
export function claims(iss: string, sub: string): [number, Value] {
  return [
    CLAIMS,
    new Map([
      [1, iss],
      [2, sub],
    ]),
  ];
}

/** Whether a document is by this key. */
export function isBy(document: Sign1, key: Uint8Array): boolean {
  return same(document.signer, key);
}

type Parts = [Bytes, Map<number, Value>, Bytes | null, Bytes];

function isSign1(value: Value): value is Parts {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [header, unprotected, payload, signature] = value;
  const isContent = payload === null || payload instanceof Uint8Array;
  const isHeader = header instanceof Uint8Array && unprotected instanceof Map;
  return isHeader && isContent && signature instanceof Uint8Array && signature.length === 64;
}

function signed(header: Bytes, payload: Bytes): Bytes {
  return encode(["Signature1", header, new Uint8Array(), payload]);
}

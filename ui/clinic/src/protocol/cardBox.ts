// A clinic's card kept on the relay, for codes that hold only its digest (docs/formats/card.md). The box's id and the key that
// seals it come from the digest: whoever scanned the code finds and opens it, and the relay learns nothing of the clinic.
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";

import { concat, same, u16, utf8, type Bytes } from "./bytes";
import { MOST_CARD, parseCard, type Card } from "./card";
import { FormatError } from "./format";
import { label, own } from "./hash";

const WHAT = "clinic's card on the relay";
const VERSION = 1;
const TABLE = utf8("card");
/** In front of the ciphertext: the version, and 24 bytes that are never used twice. */
const HEAD = 25;

/** Where the card with this digest is: 16 bytes. */
export function cardBoxId(digest: Bytes): Bytes {
  return derived(digest, "card/mailbox").slice(0, 16);
}

/** As long for every clinic. */
export function sealCard({ bytes, digest }: Card, random: (length: number) => Bytes): Bytes {
  const padded = new Uint8Array(2 + MOST_CARD);
  padded.set(concat(u16(bytes.length), bytes));
  const head = concat(Uint8Array.of(VERSION), random(HEAD - 1));
  return concat(head, cipher(digest, head).encrypt(padded));
}

/** The very card of this digest. */
export function openCard(digest: Bytes, sealed: Bytes): Card {
  const padded = opened(digest, sealed);
  const [high = 0, low = 0] = padded;
  const card = parseCard(own(padded.subarray(2, 2 + high * 256 + low)));
  if (!same(card.digest, digest)) throw new FormatError(WHAT, "digest");
  return card;
}

function opened(digest: Bytes, sealed: Bytes): Uint8Array {
  if (sealed[0] !== VERSION || sealed.length < HEAD) throw new FormatError(WHAT, "version");
  try {
    return cipher(digest, sealed.subarray(0, HEAD)).decrypt(sealed.subarray(HEAD));
  } catch {
    throw new FormatError(WHAT, "seal");
  }
}

/** As every value at rest in Keepwell is sealed: under a key of its place, which is authenticated too. */
function cipher(digest: Bytes, head: Uint8Array) {
  const place = concat(
    Uint8Array.of(TABLE.length),
    TABLE,
    u16(digest.length),
    digest,
    Uint8Array.of(VERSION),
  );
  const key = derived(derived(digest, "card/key"), "seal/value", place);
  return xchacha20poly1305(key, own(head.subarray(1)), place);
}

function derived(from: Bytes, name: string, context = new Uint8Array()): Bytes {
  return own(hkdf(sha256, from, undefined, concat(label(name), context), 32));
}

// SHA-256, with and without the dated label that says what it is for (length of the label in one byte, then the label).
import { sha256 as digest } from "@noble/hashes/sha2.js";

import { concat, utf8, type Bytes } from "./bytes";

const YEAR = "keepwell/2026-11/";

export function sha256(...parts: Uint8Array[]): Bytes {
  const hash = digest.create();
  for (const part of parts) hash.update(part);
  return own(hash.digest());
}

/** A label, ready to stand before what is hashed, derived or signed. */
export function label(name: string): Bytes {
  const bytes = utf8(YEAR + name);
  return concat(Uint8Array.of(bytes.length), bytes);
}

export function labelled(name: string, ...parts: Uint8Array[]): Bytes {
  return sha256(label(name), ...parts);
}

/** The same bytes in a buffer of their own. */
export function own(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes);
}
